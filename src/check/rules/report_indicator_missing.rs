use crate::appraise::Appraisal;
use crate::check::report::{about, strangers};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：项目文件里批复的每条三级指标，自评、监控里都有。
///
/// 为什么：漏报的多半是没有完成的；分值也会加不满。
///
/// 示例：批复了 6 条指标，自评里只有 5 条。
///
/// 应写成：6 条都写，没有完成的写明完成值和原因。
///
/// 修复是否安全：不自动改；jixiao init --自评 会把各条指标都列好。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z104, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    if a.report.outcomes.get().is_none() {
        return Vec::new();
    }
    let meant: Vec<&str> = strangers(a).into_iter().filter_map(|s| s.1).collect();
    let missing = a.rows.iter().filter(|r| r.outcome.is_none());
    let missing = missing.filter_map(|r| r.indicator?.name.get());
    let missing: Vec<_> = missing.filter(|n| !meant.contains(&n.value.trim())).collect();
    let Some(first) = missing.first() else { return Vec::new() };
    let names: Vec<_> = missing.iter().map(|n| format!("「{}」", n.value)).collect();
    let message = format!("{}漏了 {} 条指标：{}", about(a), names.len(), names.join(""));
    let at = a.report.outcomes.span().unwrap_or(a.report.span);
    vec![
        RULE.finding(at, message)
            .related(first.span, "批复的指标")
            .help("每条补一行：- {指标: …, 完成值: …}"),
    ]
}
