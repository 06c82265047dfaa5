use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：项目编码里的年份不晚于预算年度。
///
/// 为什么：编码在立项时给定，明年的项目不会出现在今年的预算里；早于预算年度的是结转项目。
///
/// 示例：2025 年度的文本里有 13070026P00… 的编码。
///
/// 应写成：核对编码或年度。
///
/// 修复是否安全：不自动改。
///
/// 依据：预算管理一体化系统的项目编码规则。
pub const RULE: Rule = Rule { code: codes::S304, run: Run::ProjectOnce(judge) };

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    let code = project.code.get()?;
    let year = scope.department.year.get()?;
    let given = code.year().filter(|y| *y > year.0)?;
    let message =
        format!("项目编码「{}」是 {given} 年的，晚于预算年度 {}", code.value, year.value);
    Some(
        RULE.finding(code.span, message)
            .related(year.span, "预算年度")
            .help("核对编码第 7、8 位，或 部门.yaml 里的年度"),
    )
}
