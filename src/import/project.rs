//! The rows of a project → its values.

use super::block::{Cell, Paragraph, Row};
use super::form::{self, Label, UnitLine};
use super::indicators::Table as Indicators;
use super::items;
use super::narrative::field;
use super::note::{Kind, Notes};
use super::parts::Draft;
use super::text::{clean, excerpt, tight};
use crate::model::{
    Budget, Field, Fund, Indicator, Milestone, Money, Passage, Percent, Project,
};
use crate::source::{Span, Spanned};
use std::str::FromStr;

/// Reads a project. `unit` is left for the caller, who knows all units.
pub fn read(draft: &Draft, notes: &mut Notes) -> Project {
    let mut upper = Upper::default();
    let mut lower = Indicators::default();
    upper.title = title(draft);
    for row in &draft.rows {
        if form::is_header(row) {
            lower.header(row);
        } else if lower.is_open() && !begins_again(row) {
            lower.row(row, notes);
        } else {
            upper.row(row, notes);
        }
    }
    let indicators = lower.finish(&upper.title, notes);
    upper.project(draft, indicators, notes)
}

/// What to call a project in notes.
fn title(draft: &Draft) -> String {
    let name = draft.rows.iter().flat_map(|r| r.cells.windows(2)).find_map(|pair| {
        let [label, value] = pair else { return None };
        (form::label(label) == Some(Label::Name)).then(|| clean(&value.text()))
    });
    let heading = draft.heading.as_ref().map(|h| h.name.clone());
    name.filter(|n| !n.is_empty()).or(heading).unwrap_or_else(|| "未命名项目".into())
}

/// Whether the upper half goes on below indicators, as in a table of another order.
fn begins_again(row: &Row) -> bool {
    let label = row.cells.first().filter(|c| !c.repeated).and_then(form::label);
    row.cells.len() <= 2 && label.is_some()
}

/// The upper half of a table, as found so far.
#[derive(Default)]
struct Upper {
    title: String,
    /// The months of the row above, each with its place in the grid.
    months: Vec<(usize, String)>,
    code: Vec<Paragraph>,
    name: Vec<Paragraph>,
    total: Vec<Paragraph>,
    fiscal: Vec<Paragraph>,
    other: Vec<Paragraph>,
    purpose: Vec<Paragraph>,
    goals: Vec<Paragraph>,
    plan: Vec<Milestone>,
}

impl Upper {
    /// Reads a row: labels, each with its value on the right.
    fn row(&mut self, row: &Row, notes: &mut Notes) {
        let months = std::mem::take(&mut self.months);
        let mut cells = row.cells.iter().peekable();
        while let Some(cell) = cells.next() {
            match form::label(cell) {
                Some(Label::PlanGroup) => {}
                Some(Label::Month(month)) => self.months.push((cell.column, month)),
                Some(Label::BudgetGroup) => {
                    if let Some(text) = cells.next_if(|c| form::label(c).is_none()) {
                        append(&mut self.purpose, &text.paragraphs);
                    }
                }
                Some(label) => {
                    if let Some(value) = cells.next() {
                        self.value(&label, value, row, notes);
                    }
                }
                None => self.unlabelled(cell, &months, row, notes),
            }
        }
    }

    fn value(&mut self, label: &Label, value: &Cell, row: &Row, notes: &mut Notes) {
        let (slot, several) = match label {
            Label::Code => (&mut self.code, false),
            Label::Name => (&mut self.name, false),
            Label::Total => (&mut self.total, false),
            Label::Fiscal => (&mut self.fiscal, false),
            Label::Other => (&mut self.other, false),
            Label::Goals => (&mut self.goals, true),
            _ => (&mut self.purpose, true),
        };
        let text = tight(&value.text());
        let known: String = slot.iter().map(|p| tight(&p.text)).collect();
        let continues = value.paragraphs.first().is_some_and(|p| p.continues);
        if several || continues || slot.is_empty() {
            append(slot, &value.paragraphs);
        } else if !text.is_empty() && text != known {
            self.unplaced(value, row, notes);
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
            None => self.unplaced(cell, row, notes),
        }
    }

    fn unplaced(&self, cell: &Cell, row: &Row, notes: &mut Notes) {
        let text = excerpt(&clean(&cell.text()));
        let message = format!("「{}」的「{text}」没有用上", self.title);
        notes.at(Kind::Unplaced, &row.place, message);
    }

    fn project(
        self,
        draft: &Draft,
        indicators: Field<Vec<Indicator>>,
        notes: &mut Notes,
    ) -> Project {
        let title = self.title.as_str();
        check_heading(draft, &self.name, notes);
        check_money_unit(&draft.unit, title, notes);
        let mut money = |label, paragraphs| amount(label, paragraphs, title, notes);
        let amounts = [
            ("预算数", money("预算数", &self.total)),
            ("财政资金", money("财政资金", &self.fiscal)),
            ("其他资金", money("其他资金", &self.other)),
        ];
        let none = amounts.iter().all(|a| a.1.is_absent());
        // an amount that has to stand is left for the author to fill in
        let kept = amounts.into_iter().filter(|a| a.0 != "其他资金" || !a.1.is_absent());
        let funds = kept.map(|(name, amount)| Fund::of(name, amount)).collect();
        let budget = Budget { funds };
        let code = tight(&self.code.iter().map(|p| p.text.as_str()).collect::<String>());
        let goals = items::goals(&self.goals, &format!("{title}”的“绩效目标"), notes);
        let mut project = Project {
            unit: Field::Absent,
            code: code
                .parse()
                .ok()
                .filter(|_| !code.is_empty())
                .map_or(Field::Absent, Field::of),
            name: self.project_name(draft, notes),
            classified: Field::Absent,
            budget: if none { Field::Absent } else { Field::of(budget) },
            purpose: field(&paragraphs_text(&self.purpose)),
            plan: if self.plan.is_empty() { Field::Absent } else { Field::of(self.plan) },
            goals,
            indicators,
            ..Project::default()
        };
        if is_classified(&project) {
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

fn amount(
    label: &str,
    paragraphs: &[Paragraph],
    title: &str,
    notes: &mut Notes,
) -> Field<Money> {
    let text = tight(&paragraphs_text(paragraphs));
    if text.is_empty() {
        return Field::Absent;
    }
    match ungrouped(text.trim_start_matches(['¥', '￥'])).parse() {
        Ok(money) => Field::of(money),
        Err(why) => {
            notes.unplaced(format!("「{title}」的{label}「{text}」读不出来：{why}"));
            Field::Absent
        }
    }
}

/// An amount without its thousands separators, which the YAML does not write.
fn ungrouped(text: &str) -> String {
    let integer = text.split('.').next().unwrap_or(text);
    let mut groups = integer.split([',', '，']);
    let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
    match first && groups.all(|g| g.len() == 3) {
        true => text.replace([',', '，'], ""),
        false => text.to_owned(),
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

fn check_money_unit(line: &UnitLine, title: &str, notes: &mut Notes) {
    if let Some(money) = line.money.as_deref().filter(|m| !m.contains("万元")) {
        notes.unplaced(format!("「{title}」的金额单位是{money}，不是万元，金额没有换算"));
    }
}

/// 涉密: 资金用途, every goal and all texts of the indicators read 涉密.
fn is_classified(project: &Project) -> bool {
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
        && secret(project.purpose.text())
        && rows.is_some_and(|rows| rows.iter().all(texts))
}
