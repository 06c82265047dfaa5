use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{CodeFault, Project};

/// 检查什么：项目编码是 21 位，只用规定的字符，形如 区划6位＋年2位＋P00＋…。
///
/// 为什么：编码是项目在预算系统里的唯一标识，少一位就对不上。
///
/// 示例：13020023P00RT2210028（20 位）
///
/// 应写成：从预算系统里原样复制 21 位编码。
///
/// 修复是否安全：不自动改。
///
/// 依据：预算管理一体化系统的项目编码规则；字符集见 GB 32100。
pub const RULE: Rule = Rule {
    code: "S301",
    title: "项目编码格式不对",
    severity: Severity::Error,
    run: Run::Project(judge),
};

fn judge(project: &Project, _: &Scope) -> Vec<Diagnostic> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Diagnostic> {
    let code = project.code.get().filter(|c| !c.is_legacy())?;
    let message = match code.fault()? {
        CodeFault::Length(n) => {
            format!("项目编码「{}」有 {n} 位，应为 21 位", code.value)
        }
        CodeFault::Character(i, c) => format!(
            "项目编码「{}」第 {} 位是「{c}」，编码里不用这个字符",
            code.value,
            i + 1
        ),
        CodeFault::Pattern => format!(
            "项目编码「{}」不合格式：前 8 位是数字，第 9～11 位是 P00，第 16 位是 1",
            code.value
        ),
        CodeFault::Check { .. } => return None,
    };
    Some(
        Diagnostic::error(RULE.code, code.span, message)
            .help("从预算系统里重新复制编码；字母 I、O、S、V、Z 不会出现"),
    )
}
