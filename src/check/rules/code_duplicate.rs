use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::Span;
use std::collections::HashMap;

/// 检查什么：项目编码在部门里不重复。
///
/// 为什么：编码是项目在预算系统里的唯一标识，重复说明有一个是从别的项目复制来没有改。
///
/// 示例：会议费和培训费写了同一个编码。
///
/// 应写成：从预算系统里复制各自的编码。
///
/// 修复是否安全：不自动改。
///
/// 依据：预算管理一体化系统的项目编码规则。
pub const RULE: Rule = Rule { code: codes::S305, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let mut seen: HashMap<String, (Span, &str)> = HashMap::new();
    let mut findings = Vec::new();
    for project in &scope.department.projects {
        let Some(code) = project.code.get().filter(|c| !c.is_pending()) else {
            continue;
        };
        let name = project.name.text();
        let plain: String = code.as_str().split_whitespace().collect();
        if let Some((first, other)) = seen.get(&plain) {
            let message = format!("项目编码「{plain}」与项目「{other}」的相同");
            findings.push(
                RULE.finding(code.span, message)
                    .related(*first, format!("「{other}」的编码"))
                    .help("每个项目的编码都不同：从预算系统里重新复制"),
            );
        } else {
            seen.insert(plain, (code.span, name));
        }
    }
    findings
}
