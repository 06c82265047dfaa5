use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::Need;
use crate::text::source::Span;

/// 检查什么：第一部分的总体绩效目标、分项绩效目标、工作保障措施都有（版式的“部分”里必有的各项）。
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
pub const RULE: Rule = Rule { code: codes::S203, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let department = scope.department;
    if department.extract.value() == Some(&true) {
        return Vec::new();
    }
    let needs = &scope.profile.parts;
    let parts = [
        ("总体绩效目标", needs.overall_goals, department.overall_goals.is_absent()),
        ("分项绩效目标", needs.sub_goals, department.sub_goals.is_absent()),
        ("工作保障措施", needs.safeguards, department.safeguards.is_absent()),
        ("部门整体绩效目标表", needs.overall_table, department.overall_table.is_absent()),
        ("专项资金", needs.special_funds, department.special_funds.is_empty()),
    ];
    let at = department.span.unwrap_or(Span::NONE);
    let missing = parts.into_iter().filter(|p| p.1 == Need::Must && p.2);
    missing
        .map(|(part, ..)| {
            let of_part_one = !matches!(part, "部门整体绩效目标表" | "专项资金");
            let place = if of_part_one { "第一部分没有" } else { "没有" };
            RULE.finding(at, format!("{place}{part}"))
                .help(format!("补上“{part}:”；只是摘录部分内容的，写“摘录: 是”"))
        })
        .collect()
}
