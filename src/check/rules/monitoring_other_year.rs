use crate::appraise::Appraisal;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：监控的月份在部门的预算年度里。
///
/// 为什么：去年的文件夹带了过来，或写错了年份。
///
/// 示例：年度 2026，文件夹 监控/2025-07。
///
/// 应写成：文件夹 监控/2026-07。
///
/// 修复是否安全：不自动改：文件夹的名称要自己改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z306, run: Run::Report(judge) };

fn judge(a: &Appraisal, scope: &Scope) -> Vec<Diagnostic> {
    find(a, scope).into_iter().collect()
}

fn find(a: &Appraisal, scope: &Scope) -> Option<Diagnostic> {
    let (month, year) = (a.report.month.get()?, scope.department.year.value()?);
    if month.value.year == year.0 {
        return None;
    }
    let at = if month.span.is_none() { a.report.span } else { month.span };
    let message = format!("监控的月份 {} 不在预算年度 {year} 里", month.value);
    let help =
        format!("文件夹改成 监控/{year}-{:02}，或移到那一年的部门里", month.value.month);
    Some(RULE.finding(at, message).help(help))
}
