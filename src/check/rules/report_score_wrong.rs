use crate::appraise::points::{Reached, execution, plain};
use crate::appraise::{Appraisal, Judged};
use crate::check::report::is_consistent;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Points;
use crate::text::source::Spanned;

/// 检查什么：写了的得分与按版式的算法算出的一致：≥ 和 = 的，达到得满分，否则 完成值 ÷ 指标值 × 分值；≤ 的，超出时按 (1 − 超出 ÷ 指标值) × 分值 递减，到两倍为 0；预算执行率按执行率的比例。保留两位小数。
///
/// 为什么：得分由完成值决定，系统会重算；算错的退回。
///
/// 示例：指标值 ≥90%，完成值 88%，分值 10，得分 10。
///
/// 应写成：得分 9.78，或不写，由程序算。
///
/// 修复是否安全：按算出的改，改前要核对完成值。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z209, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    let mut findings: Vec<_> = of_execution(a).into_iter().collect();
    for row in &a.rows {
        let Judged::Points(reached) = &row.judged else { continue };
        let Some(outcome) = row.outcome else { continue };
        let Some(score) = outcome.score.get() else { continue };
        let over = row.weight.is_some_and(|w| score.value.number() > w);
        if score.value.number() != reached.points && !over {
            let name = format!("指标「{}」", outcome.name.text());
            findings.push(finding(&name, score, reached));
        }
    }
    findings
}

fn of_execution(a: &Appraisal) -> Option<Diagnostic> {
    let main = a.main()?;
    let (score, scoring) = (main.written?.score.get()?, a.form.scoring.as_ref()?);
    let (reached, weight) = (a.execution()?, a.execution_weight()?);
    let written = score.value.number();
    // what follows from a rate that is wrong itself is told there
    let rate = main.written?.rate.value().map(Points::number);
    let follows = rate.is_some_and(|r| execution(r, weight, scoring).points == written);
    if written == reached.points || written > weight || follows || !is_consistent(a, main)
    {
        return None;
    }
    Some(finding("预算执行率", score, &reached))
}

fn finding(name: &str, score: &Spanned<Points>, reached: &Reached) -> Diagnostic {
    let right = plain(reached.points);
    let message = format!("{name}的得分不对：{}，不是 {}", reached.working, score.value);
    RULE.finding(score.span, message)
        .help(format!("若完成值和分值无误，得分应为 {right}；也可不写，由程序算"))
        .fix(score.span, right)
}
