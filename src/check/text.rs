//! The texts of a department, for rules that read them all.

use crate::model::{Department, Field, Item, Passage, Project};
use crate::text::source::Spanned;

/// Which text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Names of the department and its units.
    Head,
    /// 项目名称.
    Name,
    /// 资金用途.
    Purpose,
    /// 绩效目标 of a project.
    Goal,
    /// 三级指标.
    Indicator,
    /// 绩效指标描述.
    Description,
    /// 指标值.
    Target,
    /// 指标值确定依据.
    Basis,
    /// 总体绩效目标 and 分项绩效目标.
    OverallGoal,
    /// 工作保障措施.
    Safeguard,
}

/// A text and its kind.
pub type Text<'a> = (Part, &'a Spanned<String>);

/// The texts of a project; none of one that is 涉密.
pub fn of_project(project: &Project) -> Vec<Text<'_>> {
    if project.is_classified() {
        return Vec::new();
    }
    let mut texts = Vec::new();
    push(&mut texts, Part::Name, &project.name);
    push(&mut texts, Part::Purpose, &project.purpose);
    texts.extend(goals(project).into_iter().map(|g| (Part::Goal, g)));
    for row in project.indicators.value().into_iter().flatten() {
        push(&mut texts, Part::Indicator, &row.name);
        push(&mut texts, Part::Description, &row.description);
        push(&mut texts, Part::Target, &row.target);
        push(&mut texts, Part::Basis, &row.basis);
    }
    texts
}

/// The 绩效目标 of a project, item by item.
pub fn goals(project: &Project) -> Vec<&Spanned<String>> {
    match project.goals.value() {
        Some(Passage::Text(text)) => vec![text],
        Some(Passage::Items(items)) => items.iter().collect(),
        None => Vec::new(),
    }
}

/// The texts of 部门.yaml.
pub fn of_department(department: &Department) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    let head = [&department.name, &department.compiler, &department.reviewer];
    for field in head.into_iter().chain(department.units.iter().map(|u| &u.name)) {
        push(&mut texts, Part::Head, field);
    }
    items(&mut texts, Part::OverallGoal, &department.overall_goals);
    match department.sub_goals.value() {
        Some(Passage::Text(text)) => texts.push((Part::OverallGoal, text)),
        Some(Passage::Items(goals)) => {
            for goal in goals {
                for field in [&goal.name, &goal.goal, &goal.indicators, &goal.content] {
                    push(&mut texts, Part::OverallGoal, field);
                }
            }
        }
        None => {}
    }
    items(&mut texts, Part::Safeguard, &department.safeguards);
    texts
}

fn items<'a>(texts: &mut Vec<Text<'a>>, part: Part, field: &'a Field<Passage<Item>>) {
    match field.value() {
        Some(Passage::Text(text)) => texts.push((part, text)),
        Some(Passage::Items(items)) => {
            for item in items {
                push(texts, part, &item.title);
                push(texts, part, &item.content);
            }
        }
        None => {}
    }
}

fn push<'a>(texts: &mut Vec<Text<'a>>, part: Part, field: &'a Field<String>) {
    texts.extend(field.get().map(|text| (part, text)));
}

/// `text` without blanks and punctuation, to compare what is said.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
