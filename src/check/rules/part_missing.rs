use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// 检查什么：第一部分的总体绩效目标、分项绩效目标、工作保障措施都有。
///
/// 为什么：三项是文本的固定结构，缺一项会退回。
///
/// 示例：部门.yaml 里没有“工作保障措施”。
///
/// 应写成：补上；只是摘录部分内容的，写“摘录: 是”。
///
/// 修复是否安全：不自动改。
///
/// 依据：河北省《省级部门预算绩效管理办法》（2019）关于文本结构的规定。
pub const RULE: Rule = Rule {
    code: "S203",
    title: "第一部分不齐全",
    severity: Severity::Error,
    run: Run::Department(judge),
};

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let department = scope.department;
    if department.extract.value() == Some(&true) {
        return Vec::new();
    }
    let parts = [
        ("总体绩效目标", department.overall_goals.is_absent()),
        ("分项绩效目标", department.sub_goals.is_absent()),
        ("工作保障措施", department.safeguards.is_absent()),
    ];
    let at = department.span.unwrap_or(Span::NONE);
    let missing = parts.into_iter().filter(|p| p.1);
    missing
        .map(|(part, _)| {
            Diagnostic::error(RULE.code, at, format!("第一部分没有{part}"))
                .help(format!("补上“{part}:”；只是摘录部分内容的，写“摘录: 是”"))
        })
        .collect()
}
