//! A flat list of all projects → the rows of each project's table.
//!
//! Budget systems export one row an indicator, in front of it the project that it belongs
//! to, merged or repeated. Put together again, such rows are those of a 绩效目标表: each
//! label with its value, then the indicators under their header.

use super::block::{ImportCell, ImportParagraph, ImportPlace, ImportRow, ImportTable};
use super::form::Form;
use super::heading::{self, UnitLine};
use super::labels::FieldLabel;
use super::note::{NoteKind, Notes};
use super::parts::ImportDraft;
use super::project::append;
use super::text::{clean, excerpt, tight};
use crate::model::Year;
use crate::model::profile::Shown;
use std::collections::{BTreeMap, BTreeSet};

/// What a column of the list holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    /// 项目编码 or 项目名称, which tell one project from another.
    Key,
    /// Another value of the upper half of a table.
    Value,
    /// A share of 资金支出计划.
    Month,
    /// 单位编码.
    UnitCode,
    /// 单位名称.
    UnitName,
    /// 年度.
    Year,
    /// A part of an indicator.
    Indicator,
    /// A running number.
    Number,
    /// Anything else.
    Unknown,
}

impl Column {
    fn of(head: &ImportCell, form: &Form) -> Column {
        match form.column(head) {
            Some(Shown::Number) => return Column::Number,
            Some(Shown::UnitCode) => return Column::UnitCode,
            Some(Shown::UnitName) => return Column::UnitName,
            Some(shown) if !shown.is_of_project() => return Column::Indicator,
            _ => {}
        }
        match form.label(head) {
            Some(FieldLabel::Code | FieldLabel::Name) => Column::Key,
            Some(FieldLabel::Month(_)) => Column::Month,
            Some(FieldLabel::BudgetGroup | FieldLabel::PlanGroup) => Column::Unknown,
            Some(_) => Column::Value,
            None => match &*tight(&head.text()) {
                "年度" | "预算年度" | "年份" | "fiscal_year" => Column::Year,
                _ => Column::Unknown,
            },
        }
    }
}

/// A project of the list, as far as it is read.
#[derive(Default)]
struct Entry {
    unit: UnitLine,
    year: Option<Year>,
    /// The values under each column, those of another row only where they differ.
    values: BTreeMap<usize, Values>,
    /// The cells of each indicator.
    indicators: Vec<ImportRow>,
}

/// The values of a project under one column.
#[derive(Default)]
struct Values {
    cells: Vec<(ImportPlace, ImportCell)>,
    /// Their texts without blanks.
    known: BTreeSet<String>,
}

impl Values {
    /// Takes a value, unless the project has it already.
    fn take(&mut self, cell: &ImportCell, row: &ImportRow) {
        let text = tight(&cell.text());
        if self.known.contains(&text) || !row.is_gridded() && self.is_part(&text) {
            return;
        }
        self.known.insert(text);
        let continues = cell.paragraphs.first().is_some_and(|p| p.continues);
        match self.cells.last_mut() {
            Some((_, last)) if continues => {
                append(&mut last.paragraphs, &cell.paragraphs);
            }
            _ => self.cells.push((row.place.clone(), cell.clone())),
        }
    }

    /// Whether a text is a part of the last value: Word repeats a merged cell on each
    /// page, the last time perhaps only what is left of it.
    fn is_part(&self, text: &str) -> bool {
        let last = self.cells.last().filter(|(_, c)| c.is_label());
        last.is_some_and(|(_, c)| tight(&c.text()).contains(text))
    }
}

/// A list as far as it is read.
pub struct ProjectList<'f> {
    form: &'f Form<'f>,
    /// The header, each cell with what its column holds.
    columns: Vec<(ImportCell, Column)>,
    /// 单位 and unit of money above the list.
    unit: UnitLine,
    entries: Vec<Entry>,
    /// 单位, 项目编码 and 项目名称 of the last project.
    key: Vec<String>,
    /// Columns that have no place, with the first text of each.
    unknown: BTreeMap<String, String>,
    /// The projects under earlier headers.
    drafts: Vec<ImportDraft>,
}

impl<'f> ProjectList<'f> {
    /// A list of which nothing is read yet.
    pub fn new(form: &'f Form<'f>) -> ProjectList<'f> {
        ProjectList {
            form,
            columns: Vec::new(),
            unit: UnitLine::default(),
            entries: Vec::new(),
            key: Vec::new(),
            unknown: BTreeMap::new(),
            drafts: Vec::new(),
        }
    }

    /// Takes the line above the list.
    pub fn above(&mut self, unit: UnitLine) {
        self.unit = unit;
    }

    /// Whether a table without a header goes on with the list.
    pub fn continues(&self, table: &ImportTable) -> bool {
        let like = |row: &ImportRow| row.cells.len() == self.columns.len();
        !self.columns.is_empty() && table.rows.iter().all(like)
    }

    /// Takes a row: above the header, a header, or one of an indicator.
    pub fn take(&mut self, row: &ImportRow, notes: &mut Notes) {
        if self.form.is_list_header(row) {
            self.header(row, notes);
        } else if !self.columns.is_empty() {
            self.row(row, notes);
        } else if let Some(line) = heading::unit_row(row) {
            self.unit = line;
        } else if self.form.heading_row(row).is_none() && !self.form.has_key(row) {
            // a row that names the columns is the first of a header of two
            remark(row, "表头上面的", notes);
        }
    }

    /// Takes a header; the same one again, on a further page, changes nothing.
    fn header(&mut self, row: &ImportRow, notes: &mut Notes) {
        let plain = |cell: &ImportCell| {
            let text = tight(&cell.text());
            let paragraphs = vec![ImportParagraph { text, ..ImportParagraph::default() }];
            ImportCell { paragraphs, repeated: false, ..cell.clone() }
        };
        let cells: Vec<ImportCell> = row.cells.iter().map(plain).collect();
        if cells.iter().eq(self.columns.iter().map(|c| &c.0)) {
            return;
        }
        self.end(notes);
        let columns = cells.into_iter().map(|c| (c.clone(), Column::of(&c, self.form)));
        self.columns = columns.collect();
    }

    /// A row of the list: it goes on with the last project, or begins one.
    fn row(&mut self, row: &ImportRow, notes: &mut Notes) {
        let key = self.key(row);
        let total = |t: &String| matches!(&**t, "合计" | "总计" | "小计");
        let first = row.cells.iter().map(|c| tight(&c.text())).find(|t| !t.is_empty());
        let is_total = first.is_some_and(|t| total(&t)) || key.iter().any(total);
        if is_total || self.is_stray(row) {
            return remark(row, "", notes);
        }
        if self.entries.is_empty() || self.is_new(&key) {
            self.begin(row, key);
        }
        self.add(row);
    }

    /// Whether a row is a single text that is no indicator's, such as 填表人. In Word it
    /// may be the rest of a value that a page's end cut.
    fn is_stray(&self, row: &ImportRow) -> bool {
        let filled = |c: &&ImportCell| !tight(&c.text()).is_empty();
        let is_rest = |(head, column): &(ImportCell, Column)| {
            *column == Column::Value && under(row, head).filter(filled).is_some()
        };
        let rest = !row.is_gridded() && self.columns.iter().any(is_rest);
        let heads = self.columns.iter().filter(|c| c.1 == Column::Indicator);
        let indicator =
            heads.filter_map(|(head, _)| under(row, head)).any(|c| filled(&c));
        row.cells.iter().filter(filled).count() < 2 && !indicator && !rest
    }

    /// What tells the project of a row from others, blank where it is left out.
    fn key(&self, row: &ImportRow) -> Vec<String> {
        let is_key = |c: &&(ImportCell, Column)| {
            matches!(c.1, Column::Key | Column::UnitCode | Column::UnitName)
        };
        let heads = self.columns.iter().filter(is_key);
        let whole = |c: &&ImportCell| !c.paragraphs.first().is_some_and(|p| p.continues);
        let text = |head| under(row, head).filter(whole).map(|c| tight(&c.text()));
        heads.map(|(head, _)| text(head).unwrap_or_default()).collect()
    }

    /// Whether a key is another project's than the last; a blank says nothing.
    fn is_new(&self, key: &[String]) -> bool {
        self.key.iter().zip(key).any(|(last, this)| !this.is_empty() && this != last)
    }

    fn begin(&mut self, row: &ImportRow, key: Vec<String>) {
        let owner = |wanted| {
            let column = self.columns.iter().find(|c| c.1 == wanted);
            let cell = column.and_then(|(head, _)| under(row, head));
            cell.map(|c| clean(&c.text())).filter(|t| !t.is_empty())
        };
        let unit = match (owner(Column::UnitCode), owner(Column::UnitName)) {
            (Some(code), name) => Some((code, name.unwrap_or_default())),
            (None, Some(name)) => heading::unit(&name),
            (None, None) => self.unit.unit.clone(),
        };
        let year = owner(Column::Year).and_then(|y| y.parse().ok());
        let unit = UnitLine { unit, money: self.unit.money, ..UnitLine::default() };
        self.entries.push(Entry { unit, year, ..Entry::default() });
        self.key = key;
    }

    /// Adds what a row says to the last project.
    fn add(&mut self, row: &ImportRow) {
        let Some(entry) = self.entries.last_mut() else { return };
        let mut indicator = ImportRow { place: row.place.clone(), cells: Vec::new() };
        for (index, (head, column)) in self.columns.iter().enumerate() {
            let Some(cell) = under(row, head) else { continue };
            let text = tight(&cell.text());
            match column {
                Column::Indicator => indicator.cells.push(cell.clone()),
                _ if cell.repeated || text.is_empty() => {}
                Column::Key | Column::Value | Column::Month => {
                    entry.values.entry(index).or_default().take(cell, row);
                }
                Column::Unknown => {
                    self.unknown.entry(head.text()).or_insert(text);
                }
                Column::UnitCode | Column::UnitName | Column::Year | Column::Number => {}
            }
        }
        entry.indicators.push(indicator);
    }

    /// Ends the list: its projects.
    pub fn close(&mut self, notes: &mut Notes) -> Vec<ImportDraft> {
        self.end(notes);
        self.columns.clear();
        std::mem::take(&mut self.drafts)
    }

    /// Ends the part of the list under one header.
    fn end(&mut self, notes: &mut Notes) {
        for (head, text) in std::mem::take(&mut self.unknown) {
            let text = excerpt(&text);
            notes.unplaced(format!("列“{head}”没有用上，如「{text}」"));
        }
        for entry in std::mem::take(&mut self.entries) {
            let rows = self.rows(&entry);
            let Entry { unit, year, .. } = entry;
            self.drafts.push(ImportDraft { unit, year, rows, ..ImportDraft::default() });
        }
        self.key.clear();
    }

    /// The rows of a project's table.
    fn rows(&self, entry: &Entry) -> Vec<ImportRow> {
        let (mut rows, mut months, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        let mut place = entry.indicators.first().map(|r| r.place.clone());
        for (index, values) in &entry.values {
            let Some((head, column)) = self.columns.get(*index) else { continue };
            for (at, cell) in &values.cells {
                if *column == Column::Month {
                    months.push(head.clone());
                    shares.push(cell.clone());
                    place = Some(at.clone());
                } else {
                    let cells = vec![head.clone(), cell.clone()];
                    rows.push(ImportRow { place: at.clone(), cells });
                }
            }
        }
        let place = place.unwrap_or_default();
        let row = |cells| ImportRow { place: place.clone(), cells };
        let heads = self.columns.iter().filter(|c| c.1 == Column::Indicator);
        let header = heads.map(|(head, _)| head.clone()).collect();
        rows.extend([row(months), row(shares), row(header)]);
        rows.extend(entry.indicators.iter().cloned());
        rows.retain(|r| !r.cells.is_empty());
        rows
    }
}

/// Tells of a row that has no place in any project.
fn remark(row: &ImportRow, what: &str, notes: &mut Notes) {
    let texts = row.cells.iter().filter(|c| !c.repeated).map(ImportCell::text);
    let text = texts.filter(|t| !tight(t).is_empty()).collect::<Vec<_>>().join("｜");
    if !text.is_empty() {
        let message = format!("{what}「{}」没有用上", excerpt(text.trim()));
        notes.at(NoteKind::Unplaced, &row.place, message);
    }
}

/// The cell of a row that stands under a header cell.
fn under<'r>(row: &'r ImportRow, head: &ImportCell) -> Option<&'r ImportCell> {
    let columns = |c: &ImportCell| c.column..c.column.saturating_add(c.span);
    let mut cells = row.cells.iter();
    cells.find(|c| columns(c) == columns(head) || columns(c).contains(&head.column))
}
