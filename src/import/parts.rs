//! 第二部分 → the rows of each project, however many tables hold them.

use super::block::{Block, Paragraph, Row, Table};
use super::form::{self, Heading, UnitLine};
use super::note::{Kind, Notes};
use super::text::{excerpt, tight};
use super::{list, narrative};
use crate::model::Year;

/// What belongs to one project.
#[derive(Debug, Default, PartialEq)]
pub struct Draft {
    /// Its heading.
    pub heading: Option<Heading>,
    /// The line with its 单位.
    pub unit: UnitLine,
    /// 年度, where a list says it.
    pub year: Option<Year>,
    /// Its rows from all tables, without headings and unit lines.
    pub rows: Vec<Row>,
}

impl Draft {
    fn is_named(&self) -> bool {
        self.rows.iter().any(form::names_project)
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.unit == UnitLine::default()
    }
}

/// Gathers the projects of 第二部分.
pub fn gather(blocks: &[Block], notes: &mut Notes) -> Vec<Draft> {
    let mut gather = Gather { drafts: Vec::new(), pending: None, notes };
    for block in blocks {
        match block {
            Block::Paragraph(p) => gather.paragraph(p),
            Block::Table(t) => gather.table(t),
        }
    }
    gather.finish()
}

struct Gather<'n> {
    drafts: Vec<Draft>,
    /// A unit line behind a project's table, until it is clear whose it is.
    pending: Option<UnitLine>,
    notes: &'n mut Notes,
}

impl Gather<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = &paragraph.text;
        if tight(text).is_empty() || narrative::is_part_title(text) {
            return;
        }
        if let Some(heading) = form::heading(text) {
            self.heading(heading);
        } else if let Some(line) = form::unit_line(text) {
            match self.drafts.last() {
                Some(draft) if draft.rows.is_empty() => self.unit(line),
                _ => self.pending = Some(line),
            }
        } else {
            let text = excerpt(text.trim());
            self.notes.unplaced(format!("表外的文字「{text}」没有用上"));
        }
    }

    fn heading(&mut self, heading: Heading) {
        let again = heading.continued
            && self.drafts.last().and_then(|d| d.heading.as_ref()).is_some_and(|last| {
                last.number == heading.number && tight(&last.name) == tight(&heading.name)
            });
        if !again {
            let unit = self.pending.take().unwrap_or_default();
            self.drafts.push(Draft { heading: Some(heading), unit, ..Draft::default() });
        }
    }

    /// The unit line of the project at hand, or of the next where this one has rows.
    fn unit(&mut self, line: UnitLine) {
        if self.drafts.last().is_none_or(|d| !d.rows.is_empty()) {
            self.drafts.push(Draft::default());
        }
        if let Some(draft) = self.drafts.last_mut() {
            draft.unit.unit = line.unit.or(draft.unit.unit.take());
            draft.unit.money = line.money.or(draft.unit.money.take());
        }
    }

    fn table(&mut self, table: &Table) {
        if let Some(drafts) = list::unfold(table, self.notes) {
            return self.drafts.extend(drafts);
        }
        if !form::is_form(table) && !self.continues(table) {
            return self.strange(table);
        }
        // a unit line above a table that goes on with a project is repeated on each page
        if let Some(line) = self.pending.take()
            && table.rows.iter().any(form::names_project)
        {
            self.drafts.push(Draft { unit: line, ..Draft::default() });
        }
        for (i, row) in table.rows.iter().enumerate() {
            if let Some(heading) = form::heading_row(row) {
                self.heading(heading);
            } else if let Some(line) = form::unit_row(row) {
                self.unit_row(line, &table.rows[i..]);
            } else {
                self.row(row);
            }
        }
    }

    /// A unit line inside a table: of the next project if that is named below it, else a
    /// repetition at the top of a page.
    fn unit_row(&mut self, line: UnitLine, below: &[Row]) {
        let named = self.drafts.last().is_some_and(Draft::is_named);
        let begins = below.iter().any(form::names_project);
        if !named || begins {
            self.unit(line);
        }
    }

    fn row(&mut self, row: &Row) {
        let last = self.drafts.last();
        let new = form::names_project(row)
            && last.is_some_and(Draft::is_named)
            // 项目编码 and 项目名称 may stand on two rows
            && last.and_then(|d| d.rows.last()).is_none_or(|r| !form::names_project(r));
        if new || self.drafts.is_empty() {
            self.drafts.push(Draft::default());
        }
        if let Some(draft) = self.drafts.last_mut() {
            draft.rows.push(row.clone());
        }
    }

    /// Whether a table without a header goes on with 绩效目标, 资金用途 or indicators.
    fn continues(&self, table: &Table) -> bool {
        let Some(last) = self.drafts.last() else { return false };
        let mut begins = table.rows.iter().filter_map(|r| r.cells.first());
        let labelled = begins.any(|c| form::label(c).is_some());
        let header = last.rows.iter().rev().find(|r| form::is_header(r));
        let like = |h: &Row| table.rows.iter().all(|r| r.cells.len() == h.cells.len());
        labelled || header.is_some_and(like)
    }

    /// A table that is none of the form's.
    fn strange(&mut self, table: &Table) {
        for row in &table.rows {
            let texts = row.cells.iter().filter(|c| !c.repeated).map(|c| c.text());
            let text =
                texts.filter(|t| !tight(t).is_empty()).collect::<Vec<_>>().join("｜");
            if !text.is_empty() {
                let message = format!("不是绩效目标表，没有用上：「{}」", excerpt(&text));
                self.notes.at(Kind::Unplaced, &row.place, message);
            }
        }
    }

    /// Drops what holds nothing; a heading without a table is told.
    fn finish(self) -> Vec<Draft> {
        let mut drafts = self.drafts;
        for draft in drafts.iter().filter(|d| d.is_empty()) {
            if let Some(heading) = draft.heading.as_ref().filter(|h| !h.name.is_empty()) {
                let name = &heading.name;
                self.notes.unplaced(format!("标题「{name}绩效目标表」下面没有表"));
            }
        }
        drafts.retain(|d| !d.rows.is_empty());
        drafts
    }
}
