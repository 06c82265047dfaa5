use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{CodeFault, Project};

/// 检查什么：项目编码最后一位校验码与前 20 位相符。
///
/// 为什么：抄错、写错任何一位，校验码就对不上。
///
/// 示例：13020023P00RT22100029
///
/// 应写成：13020023P00RT22100028
///
/// 修复是否安全：不自动改，错的可能是任何一位；编码只能从预算系统里复制，不是算出来的。
///
/// 依据：校验码 = 字符集[(30 − Σ vᵢ·3ⁱ) mod 31]，2023—2025 年已公布的编码全部符合。
pub const RULE: Rule = Rule { code: codes::S302, run: Run::ProjectOnce(judge) };

fn judge(project: &Project, _: &Scope) -> Option<Diagnostic> {
    let code = project.code.get().filter(|c| !c.is_legacy())?;
    let CodeFault::Check { .. } = code.fault()? else { return None };
    let message =
        format!("项目编码「{}」的校验码与前 20 位对不上，有一位抄错了", code.value);
    Some(
        RULE.finding(code.span, message)
            .help("编码由预算系统给定，不要照着校验码改：从系统里重新复制整个编码"),
    )
}
