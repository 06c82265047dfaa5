use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：版式的表里有的栏目（项目编码、支出计划、必有的文字栏）都写了。
///
/// 为什么：表里留空会退回；没有这一栏的版式不要求。
///
/// 示例：hebei 版式的项目没有“支出计划”。
///
/// 应写成：支出计划: {6月底: 50%, 12月底: 100%}
///
/// 修复是否安全：不自动改。
///
/// 依据：各版式的预算项目绩效目标表。
pub const RULE: Rule = Rule { code: codes::S205, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    if !project.is_of_unit() {
        return Vec::new();
    }
    let profile = scope.profile;
    let wanted = [
        ("项目编码", profile.has_code && project.code.is_absent()),
        ("支出计划", !profile.plan_months.is_empty() && project.plan.is_absent()),
    ];
    let wanted = wanted.into_iter().filter(|w| w.1).map(|w| w.0);
    let texts = profile.texts.iter().filter(|t| t.required && !has(project, &t.name));
    wanted
        .chain(texts.map(|t| t.name.as_str()))
        .map(|key| {
            let message = format!("项目「{}」缺少「{key}」", project.name.text());
            RULE.finding(project.span, message)
                .help(format!("{} 版式的表里有这一栏，补上“{key}: …”", profile.name))
        })
        .collect()
}

fn has(project: &Project, name: &str) -> bool {
    let text = project.texts.iter().find(|t| t.name.value == name);
    text.is_some_and(|t| !t.text.is_absent())
}
