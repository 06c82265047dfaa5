use crate::appraise::Appraisal;
use crate::appraise::points::plain;
use crate::check::report::{levels, scheme};
use crate::check::sum::total;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：自评的分值（预算执行率和各条指标）加起来正好是版式的总分，一般是 100。
///
/// 为什么：公开的自评表里有分值加起来 110、总分印 100 的，谁的得分都不可信。
///
/// 示例：预算执行率 10，产出 70，效益 20，满意度 10，合计 110。
///
/// 应写成：调整各条分值，使合计正好 100。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z204, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    find(a).into_iter().collect()
}

fn find(a: &Appraisal) -> Option<Diagnostic> {
    let scoring = a.form.scoring.as_ref()?;
    let levels = levels(a)?;
    let sum = total(levels.iter().map(|l| l.points));
    if sum == scoring.total {
        return None;
    }
    let terms: Vec<_> =
        levels.iter().map(|l| format!("{} {}", l.name, plain(l.points))).collect();
    let message = format!(
        "分值合计对不上：{} = {} ≠ {}",
        terms.join(" + "),
        plain(sum),
        plain(scoring.total)
    );
    let gap = sum.saturating_sub(scoring.total);
    let over = if gap.is_sign_negative() { "少了" } else { "多了" };
    let at = levels.iter().find_map(|l| l.at).unwrap_or(a.report.span);
    let mut finding = RULE
        .finding(at, message)
        .label(format!("{over} {}", plain(gap.abs())))
        .help(format!("调整各条指标的分值，使合计正好是 {}", plain(scoring.total)));
    if let Some(scheme) = scheme(scoring, &levels) {
        let usual: Vec<_> =
            scheme.iter().map(|(n, p)| format!("{n} {}", plain(*p))).collect();
        finding = finding.help(format!(
            "版式规定：预算执行率 {}，{}",
            plain(scoring.execution),
            usual.join("，")
        ));
    }
    Some(finding)
}
