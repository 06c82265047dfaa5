//! The rows of a project → its values.

use super::block::{Cell, Paragraph, Row};
use super::budget::Amounts;
use super::form::Form;
use super::indicators::Table as Indicators;
use super::items;
use super::labels::{Label, unit_behind};
use super::narrative::field;
use super::note::{Kind, Notes};
use super::parts::Draft;
use super::text::{clean, excerpt, tight};
use crate::model::{
    Field, Indicator, LabelledText, Milestone, MoneyUnit, Passage, Percent, Project,
};
use crate::text::source::{Span, Spanned};
use std::str::FromStr;

/// Reads a project. `unit` is left for the caller, who knows all units.
pub fn read(draft: &Draft, form: &Form, notes: &mut Notes) -> Project {
    let mut upper = Upper::new(title(draft, form), form);
    let mut lower = Indicators::new(form);
    for row in &draft.rows {
        if form.is_header(row) {
            lower.header(row);
        } else if lower.is_open() && !begins_again(row, form) {
            lower.row(row, notes);
        } else {
            upper.row(row, notes);
        }
    }
    let indicators = lower.finish(&upper.title, notes);
    upper.project(draft, indicators, notes)
}

/// What to call a project in notes.
fn title(draft: &Draft, form: &Form) -> String {
    let name = draft.rows.iter().flat_map(|r| r.cells.windows(2)).find_map(|pair| {
        let [label, value] = pair else { return None };
        (form.label(label) == Some(Label::Name)).then(|| clean(&value.text()))
    });
    let heading = draft.heading.as_ref().map(|h| h.name.clone());
    name.filter(|n| !n.is_empty()).or(heading).unwrap_or_else(|| "未命名项目".into())
}

/// Whether the upper half goes on below indicators, as in a table of another order.
fn begins_again(row: &Row, form: &Form) -> bool {
    let label = row.cells.first().filter(|c| !c.repeated).and_then(|c| form.label(c));
    row.cells.len() <= 2 && label.is_some()
}

/// The upper half of a table, as found so far.
struct Upper<'f> {
    form: &'f Form<'f>,
    title: String,
    /// The months of the row above, each with its place in the grid.
    months: Vec<(usize, String)>,
    amounts: Amounts<'f>,
    code: Vec<Paragraph>,
    name: Vec<Paragraph>,
    purpose: Vec<Paragraph>,
    goals: Vec<Paragraph>,
    mid_term_goals: Vec<Paragraph>,
    /// The texts of the form's 文字栏 by their names.
    texts: Vec<(String, Vec<Paragraph>)>,
    plan: Vec<Milestone>,
}

impl<'f> Upper<'f> {
    fn new(title: String, form: &'f Form<'f>) -> Upper<'f> {
        Upper {
            form,
            title,
            months: Vec::new(),
            amounts: Amounts::new(&form.profile.funds),
            code: Vec::new(),
            name: Vec::new(),
            purpose: Vec::new(),
            goals: Vec::new(),
            mid_term_goals: Vec::new(),
            texts: Vec::new(),
            plan: Vec::new(),
        }
    }

    /// Reads a row: labels, each with its value on the right.
    fn row(&mut self, row: &Row, notes: &mut Notes) {
        let months = std::mem::take(&mut self.months);
        self.amounts.begin_row();
        let mut cells = row.cells.iter().peekable();
        while let Some(cell) = cells.next() {
            match self.form.label(cell) {
                Some(Label::PlanGroup) => {}
                Some(Label::Month(month)) => self.months.push((cell.column, month)),
                Some(Label::BudgetGroup) => {
                    let text = cells.next_if(|c| self.form.label(c).is_none());
                    if let Some(text) = text {
                        append(&mut self.purpose, &text.paragraphs);
                    }
                }
                Some(Label::Fund(nodes)) => {
                    let value = cells.next_if(|c| self.form.label(c).is_none());
                    let value = value.map_or(&[][..], |v| &v.paragraphs);
                    let unit = unit_behind(&cell.text());
                    if !self.amounts.take(&nodes, unit, value) {
                        self.unplaced(&paragraphs_text(value), row, notes);
                    }
                }
                Some(label) => {
                    if let Some(value) = cells.next() {
                        self.value(label, value, row, notes);
                    }
                }
                None => self.unlabelled(cell, &months, row, notes),
            }
        }
    }

    fn value(&mut self, label: Label, value: &Cell, row: &Row, notes: &mut Notes) {
        let (slot, several) = match label {
            Label::Code => (&mut self.code, false),
            Label::Name => (&mut self.name, false),
            Label::Goals => (&mut self.goals, true),
            Label::MidTermGoals => (&mut self.mid_term_goals, true),
            Label::Text(name) => (slot_of(&mut self.texts, name), true),
            _ => (&mut self.purpose, true),
        };
        let continues = value.paragraphs.first().is_some_and(|p| p.continues);
        if several || continues || slot.is_empty() {
            return append(slot, &value.paragraphs);
        }
        let text = tight(&value.text());
        let known: String = slot.iter().map(|p| tight(&p.text)).collect();
        if !text.is_empty() && text != known {
            self.unplaced(&value.text(), row, notes);
        }
    }

    /// A cell without a label: a share of the plan below its month, or nothing known.
    fn unlabelled(
        &mut self,
        cell: &Cell,
        months: &[(usize, String)],
        row: &Row,
        notes: &mut Notes,
    ) {
        let text = tight(&cell.text());
        if text.is_empty() || cell.repeated {
            return;
        }
        let under = |m: &&(usize, String)| {
            (cell.column..cell.column.saturating_add(cell.span)).contains(&m.0)
        };
        let month = months.iter().find(under);
        match month.and_then(|m| Some((m, percent(&text)?))) {
            Some(((_, month), (percent, bare))) => {
                let title = &self.title;
                if bare {
                    let message =
                        format!("「{title}」支出计划 {month}「{text}」补了百分号");
                    notes.at(Kind::Guess, &row.place, message);
                }
                let month = Spanned::new(month.clone(), Span::NONE);
                self.plan.push(Milestone { month, percent: Field::of(percent) });
            }
            None => self.unplaced(&cell.text(), row, notes),
        }
    }

    fn unplaced(&self, text: &str, row: &Row, notes: &mut Notes) {
        let text = excerpt(&clean(text));
        let message = format!("「{}」的「{text}」没有用上", self.title);
        notes.at(Kind::Unplaced, &row.place, message);
    }

    fn project(
        mut self,
        draft: &Draft,
        indicators: Field<Vec<Indicator>>,
        notes: &mut Notes,
    ) -> Project {
        let title = self.title.as_str();
        check_heading(draft, &self.name, notes);
        let own = self.form.profile.money.unit;
        note_money_unit(draft.unit.money, own, title, notes);
        let budget = self.amounts.budget(title, draft.unit.money, own, notes);
        let code = tight(&self.code.iter().map(|p| p.text.as_str()).collect::<String>());
        let mut goals = |paragraphs: &[Paragraph], label: &str| {
            items::goals(paragraphs, &format!("{title}”的“{label}"), notes)
        };
        let year = goals(&self.goals, "绩效目标");
        let mid_term = goals(&self.mid_term_goals, "中期目标");
        for (name, text) in &draft.texts {
            append(slot_of(&mut self.texts, name.clone()), text);
        }
        let mut project = Project {
            code: code
                .parse()
                .ok()
                .filter(|_| !code.is_empty())
                .map_or(Field::Absent, Field::of),
            name: self.project_name(draft, notes),
            budget,
            purpose: field(&paragraphs_text(&self.purpose)),
            texts: texts(&self.texts, self.form),
            plan: if self.plan.is_empty() { Field::Absent } else { Field::of(self.plan) },
            goals: year,
            mid_term_goals: mid_term,
            indicators,
            ..Project::default()
        };
        if is_classified(&project, self.form.profile.has_purpose) {
            project.classified = Field::of(true);
        }
        project
    }

    /// 项目名称; where the table has none, that of the heading.
    fn project_name(&self, draft: &Draft, notes: &mut Notes) -> Field<String> {
        let name = clean(&self.name.iter().map(|p| p.text.as_str()).collect::<String>());
        if !name.is_empty() {
            return Field::of(name);
        }
        let heading = draft.heading.as_ref().map_or("", |h| h.name.as_str());
        if !heading.is_empty() {
            notes.guess(format!("项目名称「{heading}」取自标题，表里是空的"));
        }
        field(heading)
    }
}

/// The text of a name, empty where there is none yet.
fn slot_of(
    texts: &mut Vec<(String, Vec<Paragraph>)>,
    name: String,
) -> &mut Vec<Paragraph> {
    let at = texts.iter().position(|t| t.0 == name).unwrap_or_else(|| {
        texts.push((name, Vec::new()));
        texts.len() - 1
    });
    &mut texts[at].1
}

/// The labelled texts in the order of the form, without blank ones.
fn texts(found: &[(String, Vec<Paragraph>)], form: &Form) -> Vec<LabelledText> {
    let mut texts = Vec::new();
    for text in &form.profile.texts {
        let paragraphs = found.iter().find(|f| f.0 == text.name);
        let body = paragraphs.map_or(String::new(), |f| paragraphs_text(&f.1));
        if !body.is_empty() {
            let name = Spanned::new(text.name.clone(), Span::NONE);
            texts.push(LabelledText { name, text: Field::of(body) });
        }
    }
    texts
}

/// Adds the text of a cell that another page's cell goes on with.
pub fn append(text: &mut Vec<Paragraph>, more: &[Paragraph]) {
    for paragraph in more {
        match text.last_mut() {
            Some(last) if paragraph.continues => last.text.push_str(&paragraph.text),
            _ => text.push(paragraph.clone()),
        }
    }
}

/// The paragraphs of a cell, one a line.
pub fn paragraphs_text(paragraphs: &[Paragraph]) -> String {
    let lines = paragraphs.iter().map(|p| clean(&p.text)).filter(|l| !l.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A percentage, and whether its sign was missing.
fn percent(text: &str) -> Option<(Percent, bool)> {
    match Percent::from_str(text) {
        Ok(percent) => Some((percent, false)),
        Err(_) => Some((Percent::from_str(&format!("{text}%")).ok()?, true)),
    }
}

/// The program prints the heading from 项目名称: another name in it is lost.
fn check_heading(draft: &Draft, name: &[Paragraph], notes: &mut Notes) {
    let Some(heading) = draft.heading.as_ref().filter(|h| !h.name.is_empty()) else {
        return;
    };
    let name = clean(&name.iter().map(|p| p.text.as_str()).collect::<String>());
    if !name.is_empty() && tight(&name) != tight(&heading.name) {
        let heading = &heading.name;
        notes.skipped(format!("标题写的是「{heading}」，以表里的项目名称「{name}」为准"));
    }
}

/// Tells that the amounts of a table are in another unit than the form's.
pub fn note_money_unit(
    printed: Option<MoneyUnit>,
    own: MoneyUnit,
    title: &str,
    notes: &mut Notes,
) {
    if let Some(printed) = printed.filter(|p| *p != own) {
        notes.guess(format!("「{title}」的金额单位是{printed}，已换算成{own}"));
    }
}

/// 涉密: 资金用途, every goal and all texts of the indicators read 涉密.
fn is_classified(project: &Project, has_purpose: bool) -> bool {
    let secret = |text: &str| text == "涉密";
    let goals = match project.goals.value() {
        Some(Passage::Text(text)) => secret(text),
        Some(Passage::Items(items)) => items.iter().all(|i| secret(i)),
        None => false,
    };
    let texts = |i: &Indicator| {
        let rest = [&i.description, &i.basis];
        secret(i.name.text())
            && secret(i.target.text())
            && rest.iter().all(|f| f.is_absent() || secret(f.text()))
    };
    let rows = project.indicators.value();
    goals
        && (!has_purpose || secret(project.purpose.text()))
        && rows.is_some_and(|rows| rows.iter().all(texts))
}
