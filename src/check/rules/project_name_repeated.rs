use crate::check::text::bare;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::Span;
use std::collections::HashMap;

/// 检查什么：同一单位的项目名称不重复，不看空格和标点。
///
/// 为什么：目录和表题都用项目名称，重名分不清是哪一个，也可能是一个项目写了两遍。
///
/// 示例：一个单位有两个“委托业务费”。
///
/// 应写成：委托业务费（科技馆运维）、委托业务费（联合办学）。
///
/// 修复是否安全：不自动改。
///
/// 依据：文本第二部分按单位、按项目排列，目录逐一列出项目名称。
pub const RULE: Rule = Rule { code: codes::S208, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let mut seen: HashMap<(&str, String), Span> = HashMap::new();
    let mut findings = Vec::new();
    for project in &scope.department.projects {
        let (Some(unit), Some(name)) = (project.unit.value(), project.name.get()) else {
            continue;
        };
        let plain = bare(&name.value);
        if plain == "涉密" {
            continue;
        }
        if let Some(first) = seen.get(&(unit.as_str(), plain.clone())) {
            let message = format!("单位 {unit} 有两个项目都叫「{}」", name.value.trim());
            findings.push(
                RULE.finding(name.span, message)
                    .related(*first, "先出现的一个")
                    .help("是同一个项目就删去一个；不是的，在名称后面加括号注明区别"),
            );
        } else {
            seen.insert((unit, plain), name.span);
        }
    }
    findings
}
