use crate::appraise::points::plain;
use crate::appraise::{Appraisal, Judged, RowResult};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Points;
use crate::text::source::Spanned;
use rust_decimal::Decimal;

/// 检查什么：得分不超过分值；定性指标的得分在那一档的范围里，如达成预期指标得分值的 80%～100%；要由人定的得分都写了。
///
/// 为什么：定性指标没有算式，只规定了各档的范围。
///
/// 示例：完成值 部分达成预期指标并具有一定效果，分值 10，得分 9。
///
/// 应写成：得分写在 6 到 8 之间。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z210, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    let mut findings: Vec<_> = of_execution(a).into_iter().collect();
    findings.extend(a.rows.iter().filter_map(of_row));
    findings
}

fn of_execution(a: &Appraisal) -> Option<Diagnostic> {
    let score = a.main()?.written?.score.get()?;
    let weight = a.execution_weight()?;
    (score.value.number() > weight).then(|| over("预算执行率", score, weight))
}

fn of_row(row: &RowResult) -> Option<Diagnostic> {
    let (outcome, weight) = (row.outcome?, row.weight?);
    let name = format!("指标「{}」", outcome.name.text());
    let between = match &row.judged {
        Judged::Between(least, most, why) => Some((*least, *most, why)),
        _ => None,
    };
    match (outcome.score.get(), between) {
        (Some(score), _) if score.value.number() > weight => {
            Some(over(&name, score, weight))
        }
        (Some(score), Some((least, most, why))) => {
            let written = score.value.number();
            let message = format!(
                "{name}的得分 {} 不在 {}～{} 之间：{why}",
                score.value,
                plain(least),
                plain(most)
            );
            let finding = RULE.finding(score.span, message);
            let inside = least <= written && written <= most;
            (!inside).then(|| finding.help("改得分，或改完成值的那一档"))
        }
        (None, Some((least, most, why))) if outcome.score.is_absent() => {
            let at = outcome.actual.span().unwrap_or(outcome.span);
            let range = format!("{}～{}", plain(least), plain(most));
            let message = format!("{name}的得分要由人定，在 {range} 之间：{why}");
            let help = format!("补上“得分: …”，写 {range} 之间的数");
            Some(RULE.finding(at, message).help(help))
        }
        _ => None,
    }
}

fn over(name: &str, score: &Spanned<Points>, weight: Decimal) -> Diagnostic {
    let message = format!("{name}的得分 {} 超过分值 {}", score.value, plain(weight));
    RULE.finding(score.span, message).help("得分最多等于分值")
}
