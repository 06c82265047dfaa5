use crate::appraise::Appraisal;
use crate::appraise::points::plain;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：写了的总分等于预算执行率和各条指标的得分之和。
///
/// 为什么：总分决定结论；加错了，结论也跟着错。
///
/// 示例：各项得分 10、50、28、10，总分 100。
///
/// 应写成：总分 98，或不写，由程序加。
///
/// 修复是否安全：按算出的改，改前要核对各项得分。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z212, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    find(a).into_iter().collect()
}

/// Most addends that are written out.
const MOST: usize = 30;

fn find(a: &Appraisal) -> Option<Diagnostic> {
    let written = a.report.total.get()?;
    let scores = a.scores()?;
    let sum = a.computed_total()?;
    if written.value.number() == sum {
        return None;
    }
    let terms: Vec<_> = scores.iter().map(|s| plain(*s)).collect();
    let working = match terms.len() {
        0..=MOST => format!("{} = {}", terms.join(" + "), plain(sum)),
        count => format!("{count} 项得分之和 {}", plain(sum)),
    };
    let message = format!("总分对不上：{working} ≠ {}", written.value);
    Some(
        RULE.finding(written.span, message)
            .help(format!("若各项得分无误，总分应为 {}；也可不写，由程序加", plain(sum)))
            .fix(written.span, plain(sum)),
    )
}
