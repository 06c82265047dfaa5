//! The upper half of a 绩效目标表: labels with their values beside or below them.

mod lines;

use super::block::{ImportCell, ImportParagraph, ImportRow};
use super::budget::Amounts;
use super::form::Form;
use super::items;
use super::labels::{FieldLabel, unit_behind};
use super::narrative::field;
use super::note::{NoteKind, Notes};
use super::own;
use super::own_table::OwnTable;
use super::parts::ImportDraft;
use super::project::{
    append, check_heading, is_classified, note_money_unit, paragraphs_text, slot_of,
};
use super::text::{clean, excerpt, tight};
use crate::model::profile::Owner;
use crate::model::{Field, Indicator, Milestone, Percent, Project};
use crate::text::source::{Span, Spanned};
use rust_decimal::Decimal;
use std::str::FromStr;

/// The upper half of a table, as found so far.
pub struct Upper<'f> {
    form: &'f Form<'f>,
    /// What to call the project in notes.
    pub title: String,
    /// The months of the row above, each with its place in the grid.
    months: Vec<(usize, String)>,
    /// Labels of the row above whose values stand below them.
    heads: Vec<ImportCell>,
    /// Whether the shares of the row are fractions of one.
    fractions: bool,
    amounts: Amounts<'f>,
    code: Vec<ImportParagraph>,
    name: Vec<ImportParagraph>,
    purpose: Vec<ImportParagraph>,
    goals: Vec<ImportParagraph>,
    mid_term_goals: Vec<ImportParagraph>,
    /// The texts of the form's 文字栏 by their names.
    texts: Vec<(String, Vec<ImportParagraph>)>,
    /// The tables of the form's own, each with its last row.
    tables: Vec<(OwnTable<'f>, ImportRow)>,
    plan: Vec<Milestone>,
}

impl<'f> Upper<'f> {
    /// Nothing yet.
    pub fn new(title: String, form: &'f Form<'f>) -> Upper<'f> {
        Upper {
            form,
            title,
            months: Vec::new(),
            heads: Vec::new(),
            fractions: false,
            amounts: Amounts::new(&form.profile.funds),
            code: Vec::new(),
            name: Vec::new(),
            purpose: Vec::new(),
            goals: Vec::new(),
            mid_term_goals: Vec::new(),
            texts: Vec::new(),
            tables: Vec::new(),
            plan: Vec::new(),
        }
    }

    /// Reads a row: labels, each with its value on the right.
    pub fn row(&mut self, row: &ImportRow, notes: &mut Notes) {
        let months = std::mem::take(&mut self.months);
        let heads = std::mem::take(&mut self.heads);
        self.amounts.begin_row();
        if self.own_table(row) {
            return;
        }
        if self.are_heads(row) {
            self.heads = row.cells.iter().filter(|c| !c.repeated).cloned().collect();
            return;
        }
        if !heads.is_empty() && self.under(&heads, row, notes) {
            return;
        }
        self.fractions = are_fractions(row, &months);
        let mut cells = row.cells.iter().peekable();
        while let Some(cell) = cells.next() {
            match self.form.label(cell) {
                Some(FieldLabel::PlanGroup) => {}
                Some(FieldLabel::Month(month)) => self.months.push((cell.column, month)),
                Some(FieldLabel::BudgetGroup) => {
                    let text = cells.next_if(|c| self.form.label(c).is_none());
                    if let Some(text) = text {
                        append(&mut self.purpose, &text.paragraphs);
                    }
                }
                Some(FieldLabel::Fund(nodes)) => {
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

    /// Takes a row of a table that the form has of its own, which its label leads.
    fn own_table(&mut self, row: &ImportRow) -> bool {
        let Some((first, cells)) = row.cells.split_first() else { return false };
        let Some(FieldLabel::Text(name)) = self.form.label(first) else { return false };
        let (place, cells) = (row.place.clone(), cells.to_vec());
        self.own_row(&name, &ImportRow { place, cells })
    }

    /// Whether a row has nothing but labels whose values stand below them. A label in front
    /// may be that of several rows.
    fn are_heads(&self, row: &ImportRow) -> bool {
        let filled = |c: &&ImportCell| !c.repeated;
        let mut labels = 0;
        for cell in row.cells.iter().filter(filled) {
            match self.form.label(cell) {
                Some(FieldLabel::Month(_)) | None => return false,
                Some(FieldLabel::PlanGroup | FieldLabel::BudgetGroup) => {}
                Some(_) => labels += 1,
            }
        }
        labels > 1
    }

    /// Reads a row of values below their labels; false where it is none, because it has
    /// labels of its own.
    fn under(
        &mut self,
        heads: &[ImportCell],
        row: &ImportRow,
        notes: &mut Notes,
    ) -> bool {
        let filled = |c: &&ImportCell| !c.repeated && !tight(&c.text()).is_empty();
        let values: Vec<&ImportCell> = row.cells.iter().filter(filled).collect();
        if values.iter().any(|c| self.form.label(c).is_some()) {
            return false;
        }
        for cell in values {
            let columns = cell.column..cell.column.saturating_add(cell.span);
            let head = heads.iter().find(|h| columns.contains(&h.column));
            let head = head.or_else(|| {
                heads
                    .iter()
                    .find(|h| (h.column..h.column + h.span).contains(&cell.column))
            });
            let label = head.and_then(|h| Some((h, self.form.label(h)?)));
            match label {
                Some((head, FieldLabel::Fund(nodes))) => {
                    let unit = unit_behind(&head.text());
                    if !self.amounts.take(&nodes, unit, &cell.paragraphs) {
                        self.unplaced(&cell.text(), row, notes);
                    }
                }
                Some((_, label)) => self.value(label, cell, row, notes),
                None => self.unplaced(&cell.text(), row, notes),
            }
        }
        true
    }

    fn value(
        &mut self,
        label: FieldLabel,
        value: &ImportCell,
        row: &ImportRow,
        notes: &mut Notes,
    ) {
        let (slot, several) = match label {
            FieldLabel::Code => (&mut self.code, false),
            FieldLabel::Name => (&mut self.name, false),
            FieldLabel::Goals => (&mut self.goals, true),
            FieldLabel::MidTermGoals => (&mut self.mid_term_goals, true),
            FieldLabel::Text(name) => (slot_of(&mut self.texts, name), true),
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
        cell: &ImportCell,
        months: &[(usize, String)],
        row: &ImportRow,
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
        let again = |m: &String| self.plan.iter().any(|known| known.month.value == *m);
        match month.and_then(|m| Some((m, percent(&text, self.fractions)?))) {
            // a month has one share
            Some(((_, month), _)) if again(month) => {
                self.unplaced(&format!("{month} {text}"), row, notes);
            }
            Some(((_, month), (percent, bare))) => {
                let title = &self.title;
                if bare && self.fractions {
                    let message = format!(
                        "「{title}」支出计划 {month}「{text}」是小数，读作 {percent}"
                    );
                    notes.at(NoteKind::Guess, &row.place, message);
                } else if bare {
                    let message =
                        format!("「{title}」支出计划 {month}「{text}」补了百分号");
                    notes.at(NoteKind::Guess, &row.place, message);
                }
                let month = Spanned::new(month.clone(), Span::NONE);
                self.plan.push(Milestone { month, percent: Field::of(percent) });
            }
            None => self.unplaced(&cell.text(), row, notes),
        }
    }

    fn unplaced(&self, text: &str, row: &ImportRow, notes: &mut Notes) {
        let text = excerpt(&clean(text));
        let message = format!("「{}」的「{text}」没有用上", self.title);
        notes.at(NoteKind::Unplaced, &row.place, message);
    }

    /// The project of a draft.
    pub fn project(
        mut self,
        draft: &ImportDraft,
        indicators: Field<Vec<Indicator>>,
        notes: &mut Notes,
    ) -> Project {
        let title = self.title.as_str();
        check_heading(draft, &self.name, notes);
        let own = self.form.profile.money.unit;
        note_money_unit(draft.unit.money, own, title, notes);
        let budget = self.amounts.budget(title, draft.unit.money, own, notes);
        let code = tight(&self.code.iter().map(|p| p.text.as_str()).collect::<String>());
        let mut goals = |paragraphs: &[ImportParagraph], label: &str| {
            items::goals(paragraphs, &format!("{title}”的“{label}"), notes)
        };
        let year = goals(&self.goals, "绩效目标");
        let mid_term = goals(&self.mid_term_goals, "中期目标");
        // 总体目标 alone, in a form without 中期目标, is what the form calls 绩效目标
        let (year, mid_term) = match year.is_absent() && !self.form.profile.has_mid_term {
            true => (mid_term, Field::Absent),
            false => (year, mid_term),
        };
        for (name, text) in &draft.texts {
            append(slot_of(&mut self.texts, name.clone()), text);
        }
        let tables = OwnTable::fields(std::mem::take(&mut self.tables), title, notes);
        let mut project = Project {
            code: code
                .parse()
                .ok()
                .filter(|_| !code.is_empty())
                .map_or(Field::Absent, Field::of),
            name: self.project_name(draft, notes),
            budget,
            purpose: field(&paragraphs_text(&self.purpose)),
            fields: own::fields(
                &self.texts,
                tables,
                self.form.profile,
                Owner::Project,
                title,
                notes,
            ),
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
    fn project_name(&self, draft: &ImportDraft, notes: &mut Notes) -> Field<String> {
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

/// A percentage, and whether its sign was missing; of a fraction of one too.
fn percent(text: &str, fraction: bool) -> Option<(Percent, bool)> {
    if fraction {
        let share = text.parse::<Decimal>().ok()? * Decimal::ONE_HUNDRED;
        return Some((format!("{}%", share.normalize()).parse().ok()?, true));
    }
    match Percent::from_str(text) {
        Ok(percent) => Some((percent, false)),
        Err(_) => Some((Percent::from_str(&format!("{text}%")).ok()?, true)),
    }
}

/// Whether all shares below the months are numbers without a sign, and none above one.
fn are_fractions(row: &ImportRow, months: &[(usize, String)]) -> bool {
    let below = |c: &&ImportCell| {
        let columns = c.column..c.column.saturating_add(c.span);
        months.iter().any(|m| columns.contains(&m.0))
    };
    let texts = row.cells.iter().filter(below).map(|c| tight(&c.text()));
    let mut any = false;
    for text in texts.filter(|t| !t.is_empty()) {
        match text.parse::<Decimal>() {
            Ok(share) if share <= Decimal::ONE => any = true,
            _ => return false,
        }
    }
    any
}
