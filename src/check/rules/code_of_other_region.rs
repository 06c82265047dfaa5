use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{CodeFault, ProjectCode};
use crate::text::source::Spanned;
use std::collections::BTreeMap;

/// 检查什么：同一单位各项目编码的前 6 位（区划）一致。
///
/// 为什么：一个单位只在一个财政区划编预算；区划不同，多半是抄了别处的编码。
///
/// 示例：单位的其他编码都以 130200 开头，有一个以 130700 开头。
///
/// 应写成：从预算系统里复制本单位的编码。
///
/// 修复是否安全：不自动改。
///
/// 依据：预算管理一体化系统的项目编码规则：前 6 位是财政区划。
pub const RULE: Rule = Rule { code: codes::S306, run: Run::Department(judge) };

/// Digits of a 区划.
const REGION: usize = 6;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let mut units: BTreeMap<&str, Vec<&Spanned<ProjectCode>>> = BTreeMap::new();
    for project in &scope.department.projects {
        let code = project.code.get().filter(|c| has_region(c));
        if let (Some(unit), Some(code)) = (project.unit.value(), code) {
            units.entry(unit).or_default().push(code);
        }
    }
    units.values().flat_map(|codes| strangers(codes)).collect()
}

/// The codes of a unit whose region is not that of most.
fn strangers(codes: &[&Spanned<ProjectCode>]) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in codes {
        *counts.entry(region(code)).or_default() += 1;
    }
    let most = counts.iter().find(|(_, count)| **count * 2 > codes.len());
    let Some((usual, count)) = most else { return Vec::new() };
    let first = codes.iter().find(|c| region(c) == *usual);
    let others = codes.iter().filter(|c| region(c) != *usual);
    others
        .map(|code| {
            let message = format!(
                "项目编码「{}」的区划是 {}，本单位其他 {count} 个编码是 {usual}",
                code.value,
                region(code)
            );
            let finding = RULE
                .finding(code.span, message)
                .help("核对编码前 6 位；从预算系统里重新复制");
            match first {
                Some(first) => finding.related(first.span, format!("区划 {usual}")),
                None => finding,
            }
        })
        .collect()
}

/// Whether the code is good enough to have a region; other faults are told elsewhere.
fn has_region(code: &ProjectCode) -> bool {
    !code.is_legacy()
        && !code.is_pending()
        && matches!(code.fault(), None | Some(CodeFault::Check { .. }))
}

fn region(code: &ProjectCode) -> &str {
    code.as_str().get(..REGION).unwrap_or_default()
}
