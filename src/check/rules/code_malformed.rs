use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{CodeFault, Project, ProjectCode};
use crate::text::source::Spanned;

/// 检查什么：项目编码是 21 位，只用规定的字符，形如 区划6位＋年2位＋P00＋…。
///
/// 为什么：编码是项目在预算系统里的唯一标识，少一位就对不上。
///
/// 示例：13020023P00RT2210028（20 位）
///
/// 应写成：从预算系统里原样复制 21 位编码。
///
/// 修复是否安全：中间有空格、去掉就对的，可以放心改；其他的不自动改。
///
/// 依据：预算管理一体化系统的项目编码规则；字符集见 GB 32100。
pub const RULE: Rule = Rule { code: codes::S301, run: Run::ProjectOnce(judge) };

fn judge(project: &Project, _: &Scope) -> Option<Diagnostic> {
    let code = project.code.get().filter(|c| !c.is_legacy())?;
    if let Some(finding) = broken_by_blanks(code) {
        return Some(finding);
    }
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
        RULE.finding(code.span, message)
            .help("从预算系统里重新复制编码；字母 I、O、S、V、Z 不会出现"),
    )
}

/// A code that is right but for blanks in it, as printed codes often are.
fn broken_by_blanks(code: &Spanned<ProjectCode>) -> Option<Diagnostic> {
    let tight: String = code.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    let right = tight != code.as_str()
        && tight.parse::<ProjectCode>().is_ok_and(|c| c.fault().is_none());
    let message = format!("项目编码「{}」中间有空格", code.value);
    right.then(|| {
        RULE.finding(code.span, message)
            .help(format!("去掉空格，写成 {tight}"))
            .safe_fix(code.span, tight)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Span;

    #[test]
    fn blanks_are_taken_out_where_that_makes_it_right() {
        let code = |text: &str| Spanned::new(text.parse().unwrap(), Span::NONE);
        let finding = broken_by_blanks(&code("13020023P00RT 22100028")).unwrap();
        assert_eq!(finding.fix.unwrap().text, "13020023P00RT22100028");
        assert!(broken_by_blanks(&code("13020023P00RT 22100029")).is_none());
        assert!(broken_by_blanks(&code("13020023P00RT22100028")).is_none());
    }
}
