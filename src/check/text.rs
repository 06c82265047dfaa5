//! The texts of a department, for rules that read them all.

use super::Scope;
use crate::model::{Department, Field, Goals, Item, OwnField, Passage, Project, Target};
use crate::text::source::Spanned;

/// Which text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPart {
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
    /// 指标值, but for dates.
    Target,
    /// 指标值 that is a date or the time between two.
    Date,
    /// 指标值确定依据.
    Basis,
    /// 总体绩效目标 and 分项绩效目标.
    OverallGoal,
    /// 工作保障措施.
    Safeguard,
    /// 中期目标.
    MidTermGoal,
    /// 字段 and 文字栏.
    Labelled,
    /// 主要任务 of the department's own table.
    Task,
}

/// A text and its kind.
pub type PlacedText<'a> = (TextPart, Spanned<&'a str>);

/// The texts of a project; none of one that is 涉密.
pub fn of_project(project: &Project) -> Vec<PlacedText<'_>> {
    if project.is_classified() {
        return Vec::new();
    }
    let mut texts = Vec::new();
    push(&mut texts, TextPart::Name, &project.name);
    push(&mut texts, TextPart::Purpose, &project.purpose);
    texts.extend(own_texts(&project.fields).into_iter().map(|t| (TextPart::Labelled, t)));
    texts.extend(goals(project).into_iter().map(|g| (TextPart::Goal, g)));
    texts.extend(lines(&project.mid_term_goals).map(|g| (TextPart::MidTermGoal, g)));
    for row in project.indicators.value().into_iter().flatten() {
        push(&mut texts, TextPart::Indicator, &row.name);
        push(&mut texts, TextPart::Description, &row.description);
        let dates = row.target.value().and_then(Target::dates);
        push(
            &mut texts,
            if dates.is_some() { TextPart::Date } else { TextPart::Target },
            &row.target,
        );
        push(&mut texts, TextPart::Basis, &row.basis);
    }
    texts
}

/// The texts of the form's own fields, those of the rows of tables too.
fn own_texts(fields: &[OwnField]) -> Vec<Spanned<&str>> {
    let mut texts = Vec::new();
    for field in fields {
        let text = field.text();
        texts.extend(text.map(|t| Spanned::new(t.value.as_str(), t.span)));
        let rows = field.rows().unwrap_or_default();
        texts.extend(rows.iter().flat_map(|row| own_texts(&row.cells)));
    }
    texts
}

/// The 绩效目标 of a project, item by item.
pub fn goals(project: &Project) -> Vec<Spanned<&str>> {
    lines(&project.goals).collect()
}

fn lines(goals: &Field<Goals>) -> impl Iterator<Item = Spanned<&str>> {
    let (text, items) = match goals.value() {
        Some(Passage::Text(text)) => (Some(text), &[][..]),
        Some(Passage::Items(items)) => (None, &items[..]),
        None => (None, &[][..]),
    };
    text.into_iter().chain(items).map(Spanned::text)
}

/// The texts of 部门.yaml and of every table that the form prints.
pub fn all<'a>(scope: &'a Scope) -> impl Iterator<Item = PlacedText<'a>> {
    let tables = scope.tables().flat_map(of_project);
    of_department(scope.department).into_iter().chain(tables)
}

/// The texts of 部门.yaml.
pub fn of_department(department: &Department) -> Vec<PlacedText<'_>> {
    let mut texts = Vec::new();
    let head = [&department.name, &department.compiler, &department.reviewer];
    for field in head.into_iter().chain(department.units.iter().map(|u| &u.name)) {
        push(&mut texts, TextPart::Head, field);
    }
    let own = own_texts(&department.fields).into_iter();
    texts.extend(own.map(|t| (TextPart::Labelled, t)));
    items(&mut texts, TextPart::OverallGoal, &department.overall_goals);
    match department.sub_goals.value() {
        Some(Passage::Text(text)) => texts.push((TextPart::OverallGoal, text.text())),
        Some(Passage::Items(goals)) => {
            for goal in goals {
                for field in [&goal.name, &goal.goal, &goal.indicators, &goal.content] {
                    push(&mut texts, TextPart::OverallGoal, field);
                }
            }
        }
        None => {}
    }
    items(&mut texts, TextPart::Safeguard, &department.safeguards);
    let tasks = department.overall_table.value().and_then(|t| t.tasks.value());
    for task in tasks.into_iter().flatten() {
        push(&mut texts, TextPart::Task, &task.name);
        push(&mut texts, TextPart::Task, &task.content);
    }
    texts
}

fn items<'a>(
    texts: &mut Vec<PlacedText<'a>>,
    part: TextPart,
    field: &'a Field<Passage<Item>>,
) {
    match field.value() {
        Some(Passage::Text(text)) => texts.push((part, text.text())),
        Some(Passage::Items(items)) => {
            for item in items {
                push(texts, part, &item.title);
                push(texts, part, &item.content);
            }
        }
        None => {}
    }
}

fn push<'a>(
    texts: &mut Vec<PlacedText<'a>>,
    part: TextPart,
    field: &'a Field<impl AsRef<str>>,
) {
    texts.extend(field.written().map(|text| (part, text)));
}

/// `text` without blanks and punctuation, to compare what is said.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
