//! 第二部分 → the rows of each project, however many tables hold them.

use super::block::{ImportBlock, ImportParagraph, ImportRow, ImportTable};
use super::form::Form;
use super::heading::{self, ImportHeading, UnitLine};
use super::items;
use super::list::ProjectList;
use super::narrative;
use super::note::{NoteKind, Notes};
use super::text::{clean, excerpt, tight};
use crate::model::profile::{Owner, Place};
use crate::model::{MoneyUnit, Year};
use crate::sheet::Slot;

/// What belongs to one project.
#[derive(Debug, Default, PartialEq)]
pub struct ImportDraft {
    /// Its heading.
    pub heading: Option<ImportHeading>,
    /// The line with its 单位.
    pub unit: UnitLine,
    /// 年度, where a list says it.
    pub year: Option<Year>,
    /// Texts of the form's 文字栏 that stand before the table, by their names.
    pub texts: Vec<(String, Vec<ImportParagraph>)>,
    /// Its rows from all tables, without headings and unit lines.
    pub rows: Vec<ImportRow>,
}

impl ImportDraft {
    fn is_named(&self, form: &Form) -> bool {
        self.rows.iter().any(|r| form.names_project(r))
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.texts.is_empty() && self.unit == UnitLine::default()
    }
}

/// Gathers the projects of 第二部分.
pub fn gather(
    blocks: &[ImportBlock],
    form: &Form,
    notes: &mut Notes,
) -> Vec<ImportDraft> {
    let list = ProjectList::new(form);
    let mut gather = Gather { form, drafts: Vec::new(), pending: None, list, notes };
    for block in blocks {
        match block {
            ImportBlock::Paragraph(p) => gather.paragraph(p),
            ImportBlock::Table(t) => gather.table(t),
        }
    }
    gather.finish()
}

struct Gather<'n> {
    form: &'n Form<'n>,
    drafts: Vec<ImportDraft>,
    /// A unit line behind a project's table, until it is clear whose it is.
    pending: Option<UnitLine>,
    /// The list of all projects that is being read.
    list: ProjectList<'n>,
    notes: &'n mut Notes,
}

impl Gather<'_> {
    fn paragraph(&mut self, paragraph: &ImportParagraph) {
        let text = &paragraph.text;
        if tight(text).is_empty() || narrative::is_part_title(text, self.form) {
            return;
        }
        if let Some(heading) = self.form.heading(text) {
            self.heading(heading);
        } else if !self.text_before(paragraph) {
            self.line(text);
        }
    }

    /// Takes any other line: the one with 单位 above a table, or one without a place.
    fn line(&mut self, text: &str) {
        let Some(line) = heading::unit_line(text) else {
            let text = excerpt(text.trim());
            return self.notes.unplaced(format!("表外的文字「{text}」没有用上"));
        };
        match self.drafts.last() {
            Some(draft) if draft.rows.is_empty() => self.unit(line),
            _ => self.pending = Some(line),
        }
    }

    /// Takes a paragraph between a heading and its table: the title of one of the form's
    /// texts, or a paragraph below one.
    fn text_before(&mut self, paragraph: &ImportParagraph) -> bool {
        let Some(draft) = self.drafts.last_mut().filter(|d| d.rows.is_empty()) else {
            return false;
        };
        let line = clean(&paragraph.text);
        let title = tight(items::marker(&line).map_or(line.as_str(), |m| m.1));
        let mut texts = self.form.profile.fields_of(Owner::Project);
        let before = texts.find(|t| t.place == Place::Before && tight(&t.title) == title);
        match (before, draft.texts.last_mut()) {
            (Some(text), _) => draft.texts.push((text.name.clone(), Vec::new())),
            (None, Some((_, lines))) => lines.push(paragraph.clone()),
            (None, None) => return false,
        }
        true
    }

    fn heading(&mut self, heading: ImportHeading) {
        let again = heading.continued
            && self.drafts.last().and_then(|d| d.heading.as_ref()).is_some_and(|last| {
                last.number == heading.number && tight(&last.name) == tight(&heading.name)
            });
        if !again {
            let unit = self.pending.take().unwrap_or_default();
            self.drafts.push(ImportDraft {
                heading: Some(heading),
                unit,
                ..ImportDraft::default()
            });
        }
    }

    /// The unit line of the project at hand, or of the next where this one has rows.
    fn unit(&mut self, line: UnitLine) {
        if self.drafts.last().is_none_or(|d| !d.rows.is_empty()) {
            self.drafts.push(ImportDraft::default());
        }
        if let Some(draft) = self.drafts.last_mut() {
            draft.unit.unit = line.unit.or(draft.unit.unit.take());
            draft.unit.money = line.money.or(draft.unit.money.take());
        }
    }

    fn table(&mut self, table: &ImportTable) {
        if self.form.is_list(table) || self.list.continues(table) {
            return self.rows_of_list(table);
        }
        self.close_list();
        let is_head = |r: &ImportRow| {
            heading::unit_row(r).is_some() || self.form.heading_row(r).is_some()
        };
        let known = self.form.is_form(table)
            || self.continues(table)
            || self.form.has_lines()
                && self.drafts.last().is_some_and(|d| !d.rows.is_empty());
        // a page may end below the line with 单位
        if !known && !table.rows.iter().all(is_head) {
            return self.strange(table);
        }
        // a unit line above a table that goes on with a project is repeated on each page
        if let Some(line) = self.pending.take()
            && table.rows.iter().any(|r| self.form.names_project(r))
        {
            self.drafts.push(ImportDraft { unit: line, ..ImportDraft::default() });
        }
        for (i, row) in table.rows.iter().enumerate() {
            if self.form.knows(row) {
                self.known(row);
            } else if let Some(heading) = self.form.heading_row(row) {
                self.heading(heading);
            } else if let Some(mut line) = heading::unit_row(row) {
                for text in line.rest.drain(..) {
                    let message = format!("「{}」没有用上", excerpt(&text));
                    self.notes.at(NoteKind::Unplaced, &row.place, message);
                }
                self.unit_row(line, &table.rows[i..]);
            } else if !self.is_line(row) {
                self.row(row);
            }
        }
    }

    /// Takes a row of the 表样, which may name the unit or the unit of money.
    fn known(&mut self, row: &ImportRow) {
        self.row(row);
        let Some(draft) = self.drafts.last_mut() else { return };
        let (mut code, mut name) = draft.unit.unit.take().unwrap_or_default();
        for (slot, text) in self.form.values(row) {
            let text = clean(&text);
            match slot {
                Slot::UnitCode if code.is_empty() => code = text,
                Slot::UnitName if name.is_empty() => name = text,
                Slot::MoneyUnit => {
                    let word = MoneyUnit::of(&text).filter(|w| w.is_certain);
                    draft.unit.money = word.map(|w| w.unit).or(draft.unit.money);
                }
                _ => {}
            }
        }
        if !code.is_empty() || !name.is_empty() {
            draft.unit.unit = Some((code, name));
        }
    }

    /// Takes a line that stands in a cell of its own above the project's name.
    fn is_line(&mut self, row: &ImportRow) -> bool {
        let mut filled = row.cells.iter().filter(|c| !tight(&c.text()).is_empty());
        let (Some(cell), None) = (filled.next(), filled.next()) else { return false };
        let open =
            self.drafts.last().is_some_and(|d| d.heading.is_some() && d.rows.is_empty());
        open && cell.paragraphs.iter().all(|p| self.text_before(p))
    }

    /// A unit line inside a table: of the next project if that is named below it, else a
    /// repetition at the top of a page.
    fn unit_row(&mut self, line: UnitLine, below: &[ImportRow]) {
        let named = self.drafts.last().is_some_and(|d| d.is_named(self.form));
        let begins = below.iter().any(|r| self.form.names_project(r));
        if !named || begins {
            self.unit(line);
        }
    }

    fn row(&mut self, row: &ImportRow) {
        let last = self.drafts.last();
        let new = self.form.names_project(row)
            && last.is_some_and(|d| d.is_named(self.form))
            // 项目编码 and 项目名称 may stand on two rows
            && last.and_then(|d| d.rows.last()).is_none_or(|r| !self.form.names_project(r));
        if new || self.drafts.is_empty() {
            self.drafts.push(ImportDraft::default());
        }
        if let Some(draft) = self.drafts.last_mut() {
            draft.rows.push(row.clone());
        }
    }

    /// Whether a table without a header goes on with 绩效目标, 资金用途 or indicators.
    fn continues(&self, table: &ImportTable) -> bool {
        let Some(last) = self.drafts.last() else { return false };
        let mut begins = table.rows.iter().filter_map(|r| r.cells.first());
        let labelled = begins.any(|c| self.form.label(c).is_some());
        let header = last.rows.iter().rev().find(|r| self.form.is_header(r));
        let like =
            |h: &ImportRow| table.rows.iter().all(|r| r.cells.len() == h.cells.len());
        labelled || header.is_some_and(like)
    }

    /// A table that is none of the form's.
    fn strange(&mut self, table: &ImportTable) {
        for row in &table.rows {
            let texts = row.cells.iter().filter(|c| !c.repeated).map(|c| c.text());
            let text =
                texts.filter(|t| !tight(t).is_empty()).collect::<Vec<_>>().join("｜");
            if !text.is_empty() {
                let message = format!("不是绩效目标表，没有用上：「{}」", excerpt(&text));
                self.notes.at(NoteKind::Unplaced, &row.place, message);
            }
        }
    }

    /// Takes the rows of a list of all projects, which pages may cut into tables.
    fn rows_of_list(&mut self, table: &ImportTable) {
        // 单位：万元 above the list
        if let Some(line) = self.pending.take().or_else(|| self.unit_above()) {
            self.list.above(line);
        }
        for row in &table.rows {
            self.list.take(row, self.notes);
        }
    }

    /// The unit line of a heading whose table has not come.
    fn unit_above(&mut self) -> Option<UnitLine> {
        let last = self.drafts.pop_if(|d| d.rows.is_empty() && d.texts.is_empty())?;
        (last.unit != UnitLine::default()).then_some(last.unit)
    }

    fn close_list(&mut self) {
        self.drafts.extend(self.list.close(self.notes));
    }

    /// Drops what holds nothing; a heading without a table is told.
    fn finish(mut self) -> Vec<ImportDraft> {
        self.close_list();
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
