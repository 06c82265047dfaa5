use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::own::value_of;
use crate::model::profile::{FieldForm, Kind, Owner};
use crate::model::{OwnField, Profile, Project};

/// 检查什么：版式的表里有的栏目（项目编码、支出计划、必有的文字栏、必填的字段）都写了。
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
    let finding = |key: &str, help: String| {
        let message = format!("项目「{}」缺少「{key}」", project.name.text());
        RULE.finding(project.span, message).help(help)
    };
    let form = &profile.name;
    let built_in = wanted
        .map(|key| finding(key, format!("{form} 版式的表里有这一栏，补上“{key}: …”")));
    let own = missing(profile, Owner::Project, &project.fields)
        .map(|field| finding(&field.name, way_out(field, profile)));
    built_in.chain(own).chain(of_indicators(project, scope)).collect()
}

/// The own fields that must stand and do not.
pub fn missing<'p>(
    profile: &'p Profile,
    owner: Owner,
    given: &'p [OwnField],
) -> impl Iterator<Item = &'p FieldForm> {
    let absent = |f: &&FieldForm| value_of(given, &f.name).is_absent();
    let needed = |f: &&FieldForm| f.required && f.default.is_empty();
    profile.fields_of(owner).filter(needed).filter(absent)
}

/// Where the field is written, and what.
pub fn way_out(field: &FieldForm, profile: &Profile) -> String {
    let form = &profile.name;
    let (section, name) = (field.section.key(), &field.name);
    let hint = match &field.kind {
        _ if !field.help.is_empty() => field.help.clone(),
        Kind::Choice(choice) => format!("写 {}", choice.options.join("、")),
        Kind::Line | Kind::Text => String::new(),
        other => format!("类型是{}", other.name()),
    };
    let hint = if hint.is_empty() { hint } else { format!("（{hint}）") };
    format!("{form} 版式的表里有这一栏，在“{section}”下面补上“{name}: …”{hint}")
}

/// The own fields of indicators that must stand and do not.
fn of_indicators(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    let rows = project.indicators.value().map_or(&[][..], |r| r);
    let mut found = Vec::new();
    for row in rows {
        for field in missing(scope.profile, Owner::Indicator, &row.own) {
            let (row_name, name) = (row.name.text(), &field.name);
            let message = format!("指标「{row_name}」缺少「{name}」");
            let finding = RULE.finding(row.span, message);
            found.push(finding.help(format!("在这条指标里补上“{name}: …”")));
        }
    }
    found
}
