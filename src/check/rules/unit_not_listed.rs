use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Project, Unit};
use unicode_normalization::UnicodeNormalization;

/// 检查什么：项目的“单位”是 部门.yaml 里列出的单位编码。
///
/// 为什么：表头要印单位编码和名称，列表里没有就印不出名称。
///
/// 示例：单位: 731002，而 部门.yaml 只列了 731001。
///
/// 应写成：改成列出的编码，或在 部门.yaml 的“单位”里补上。
///
/// 修复是否安全：写了单位名称、全角数字的，改成它的编码要核对；别的不自动改。
///
/// 依据：文本第二部分按预算单位排列。
pub const RULE: Rule = Rule { code: codes::S202, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    let Some(unit) = project.unit.get() else { return Vec::new() };
    let units = &scope.department.units;
    let unknown = units.iter().any(|u| u.code.is_broken());
    if units.is_empty() || unknown || scope.department.unit_of(project).is_some() {
        return Vec::new();
    }
    let listed: Vec<_> =
        units.iter().map(|u| format!("{} {}", u.code.text(), u.name.text())).collect();
    let message = format!("部门.yaml 里没有单位「{}」", unit.value);
    let finding = RULE
        .finding(unit.span, message)
        .help(format!("现有单位：{}", listed.join("、")))
        .help("写单位编码；新的单位先补到 部门.yaml 的“单位”里");
    vec![match meant(&unit.value, units) {
        Some(code) => finding.fix(unit.span, code),
        None => finding,
    }]
}

/// The code of the one unit whose code in other letters, or whose name, was written.
fn meant<'u>(written: &str, units: &'u [Unit]) -> Option<&'u str> {
    let plain: String = written.nfkc().filter(|c| !c.is_whitespace()).collect();
    let is = |u: &&Unit| {
        let (code, name) = (u.code.text(), u.name.text());
        let rest = plain.strip_prefix(code).filter(|_| !code.is_empty());
        let named = |text: &str| !name.is_empty() && text.contains(name);
        plain == name || rest.is_some_and(|r| r.is_empty() || r == ".0" || named(r))
    };
    let mut found = units.iter().filter(is);
    found.next().filter(|_| found.next().is_none()).map(|u| u.code.text())
}
