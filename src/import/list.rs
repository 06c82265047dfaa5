//! A flat list of all projects → the rows of each project's table.
//!
//! Budget systems export one row an indicator, in front of it the project that it belongs
//! to, merged or repeated. Put together again, such rows are those of a 绩效目标表: each
//! label with its value, then the indicators under their header.

use super::block::{Cell, Paragraph, Place, Row, Table};
use super::form::{self, Label, Owner, UnitLine};
use super::note::{Kind, Notes};
use super::parts::Draft;
use super::text::{clean, excerpt, tight};
use crate::model::Year;
use std::collections::BTreeMap;

/// The projects of a list; `None` where the table is no list.
pub fn unfold(table: &Table, notes: &mut Notes) -> Option<Vec<Draft>> {
    table.rows.iter().find(|r| form::is_list_header(r))?;
    let mut list = List {
        columns: Vec::new(),
        unit: UnitLine::default(),
        entries: Vec::new(),
        key: Vec::new(),
        unknown: BTreeMap::new(),
        drafts: Vec::new(),
        notes,
    };
    for row in &table.rows {
        if form::is_list_header(row) {
            list.header(row);
        } else if list.columns.is_empty() {
            list.above(row);
        } else {
            list.row(row);
        }
    }
    list.close();
    Some(list.drafts)
}

/// What a column of the list holds.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    /// A value of the upper half of a table.
    Value(Label),
    /// A share of 资金支出计划.
    Month,
    /// Whose project it is.
    Owner(Owner),
    /// A part of an indicator.
    Indicator,
    /// A running number.
    Number,
    /// Anything else.
    Unknown,
}

impl Column {
    fn of(head: &Cell) -> Column {
        match form::label(head) {
            Some(Label::Month(_)) => return Column::Month,
            Some(Label::BudgetGroup | Label::PlanGroup) => return Column::Unknown,
            Some(label) => return Column::Value(label),
            None => {}
        }
        if let Some(owner) = form::owner(head) {
            return Column::Owner(owner);
        }
        match form::column(head) {
            Some(_) => Column::Indicator,
            None if matches!(&*tight(&head.text()), "序号" | "编号") => {
                Column::Number
            }
            None => Column::Unknown,
        }
    }

    /// Whether it tells one project from another.
    fn is_key(&self) -> bool {
        matches!(self, Column::Value(Label::Code | Label::Name))
    }
}

/// A project of the list, as far as it is read.
#[derive(Default)]
struct Entry {
    unit: UnitLine,
    year: Option<Year>,
    /// The values under each column, those of another row only where they differ.
    values: BTreeMap<usize, Vec<(Place, Cell)>>,
    /// The cells of each indicator.
    indicators: Vec<Row>,
}

/// A list as far as it is read.
struct List<'n> {
    /// The header, each cell with what its column holds.
    columns: Vec<(Cell, Column)>,
    /// 单位 and unit of money above the list.
    unit: UnitLine,
    entries: Vec<Entry>,
    /// 项目编码 and 项目名称 of the last project.
    key: Vec<String>,
    /// Columns that have no place, with the first text of each.
    unknown: BTreeMap<String, String>,
    drafts: Vec<Draft>,
    notes: &'n mut Notes,
}

impl List<'_> {
    /// A row above the header: a title, or the unit of money.
    fn above(&mut self, row: &Row) {
        if let Some(line) = form::unit_row(row) {
            self.unit = line;
        } else if form::heading_row(row).is_none() && !names_columns(row) {
            // a row that names the columns is the first of a header of two
            self.remark(row, "表头上面的");
        }
    }

    /// A row that has no place in any project.
    fn remark(&mut self, row: &Row, what: &str) {
        let texts = row.cells.iter().filter(|c| !c.repeated).map(Cell::text);
        let text = texts.filter(|t| !tight(t).is_empty()).collect::<Vec<_>>().join("｜");
        if !text.is_empty() {
            let message = format!("{what}「{}」没有用上", excerpt(text.trim()));
            self.notes.at(Kind::Unplaced, &row.place, message);
        }
    }

    fn header(&mut self, row: &Row) {
        self.close();
        let plain = |cell: &Cell| {
            let text = tight(&cell.text());
            let paragraphs = vec![Paragraph { text, ..Paragraph::default() }];
            Cell { paragraphs, repeated: false, ..cell.clone() }
        };
        let cells = row.cells.iter().map(plain);
        self.columns = cells.map(|c| (c.clone(), Column::of(&c))).collect();
        let mut units = self.columns.iter().filter_map(|(head, column)| match column {
            Column::Value(_) => form::unit_behind(&head.text()).map(str::to_owned),
            _ => None,
        });
        self.unit.money = units.next().or(self.unit.money.take());
    }

    /// A row of the list: it goes on with the last project, or begins one.
    fn row(&mut self, row: &Row) {
        let key = self.key(row);
        let total = |t: &String| matches!(&**t, "合计" | "总计" | "小计");
        let first = row.cells.iter().map(|c| tight(&c.text())).find(|t| !t.is_empty());
        if first.is_some_and(|t| total(&t)) || key.iter().any(total) || self.is_stray(row)
        {
            return self.remark(row, "");
        }
        if self.entries.is_empty() || self.is_new(&key) {
            self.begin(row, key);
        }
        self.add(row);
    }

    /// Whether a row is a single text that is no indicator's, such as 填表人.
    fn is_stray(&self, row: &Row) -> bool {
        let filled = row.cells.iter().filter(|c| !tight(&c.text()).is_empty());
        let heads = self.columns.iter().filter(|c| c.1 == Column::Indicator);
        let mut indicators = heads.filter_map(|(head, _)| under(row, head));
        filled.count() < 2 && indicators.all(|c| tight(&c.text()).is_empty())
    }

    /// 项目编码 and 项目名称 of a row, blank where they are left out.
    fn key(&self, row: &Row) -> Vec<String> {
        let heads = self.columns.iter().filter(|c| c.1.is_key());
        let text = |head| under(row, head).map(|c| tight(&c.text()));
        heads.map(|(head, _)| text(head).unwrap_or_default()).collect()
    }

    /// Whether a key is another project's than the last; a blank says nothing.
    fn is_new(&self, key: &[String]) -> bool {
        self.key.iter().zip(key).any(|(last, this)| !this.is_empty() && this != last)
    }

    fn begin(&mut self, row: &Row, key: Vec<String>) {
        let owner = |wanted| {
            let column = self.columns.iter().find(|c| c.1 == Column::Owner(wanted));
            let cell = column.and_then(|(head, _)| under(row, head));
            cell.map(|c| clean(&c.text())).filter(|t| !t.is_empty())
        };
        let unit = match (owner(Owner::Code), owner(Owner::Name)) {
            (Some(code), name) => Some((code, name.unwrap_or_default())),
            (None, Some(name)) => form::unit(&name),
            (None, None) => self.unit.unit.clone(),
        };
        let year = owner(Owner::Year).and_then(|y| y.parse().ok());
        let unit = UnitLine { unit, money: self.unit.money.clone() };
        self.entries.push(Entry { unit, year, ..Entry::default() });
        self.key = key;
    }

    /// Adds what a row says to the last project.
    fn add(&mut self, row: &Row) {
        let Some(entry) = self.entries.last_mut() else { return };
        let mut indicator = Row { place: row.place.clone(), cells: Vec::new() };
        for (index, (head, column)) in self.columns.iter().enumerate() {
            let Some(cell) = under(row, head) else { continue };
            let text = tight(&cell.text());
            match column {
                Column::Indicator => indicator.cells.push(cell.clone()),
                _ if cell.repeated || text.is_empty() => {}
                Column::Value(_) | Column::Month => {
                    let values = entry.values.entry(index).or_default();
                    if !values.iter().any(|(_, known)| tight(&known.text()) == text) {
                        values.push((row.place.clone(), cell.clone()));
                    }
                }
                Column::Unknown => {
                    self.unknown.entry(head.text()).or_insert(text);
                }
                Column::Owner(_) | Column::Number => {}
            }
        }
        entry.indicators.push(indicator);
    }

    /// Ends the part of the list under one header.
    fn close(&mut self) {
        for (head, text) in std::mem::take(&mut self.unknown) {
            let text = excerpt(&text);
            self.notes.unplaced(format!("列“{head}”没有用上，如「{text}」"));
        }
        for entry in std::mem::take(&mut self.entries) {
            let rows = self.rows(&entry);
            self.drafts.push(Draft {
                heading: None,
                unit: entry.unit,
                year: entry.year,
                rows,
            });
        }
        self.key.clear();
    }

    /// The rows of a project's table.
    fn rows(&self, entry: &Entry) -> Vec<Row> {
        let (mut rows, mut months, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        let mut place = entry.indicators.first().map(|r| r.place.clone());
        for (index, values) in &entry.values {
            let Some((head, column)) = self.columns.get(*index) else { continue };
            for (at, cell) in values {
                if *column == Column::Month {
                    months.push(head.clone());
                    shares.push(cell.clone());
                    place = Some(at.clone());
                } else {
                    let cells = vec![head.clone(), cell.clone()];
                    rows.push(Row { place: at.clone(), cells });
                }
            }
        }
        let place = place.unwrap_or_default();
        let row = |cells| Row { place: place.clone(), cells };
        let heads = self.columns.iter().filter(|c| c.1 == Column::Indicator);
        let header = heads.map(|(head, _)| head.clone()).collect();
        rows.extend([row(months), row(shares), row(header)]);
        rows.extend(entry.indicators.iter().cloned());
        rows.retain(|r| !r.cells.is_empty());
        rows
    }
}

/// Whether a row has a column's head among its cells.
fn names_columns(row: &Row) -> bool {
    let named = |c: &Cell| matches!(form::label(c), Some(Label::Code | Label::Name));
    row.cells.iter().any(named)
}

/// The cell of a row that stands under a header cell.
fn under<'r>(row: &'r Row, head: &Cell) -> Option<&'r Cell> {
    let columns = |c: &Cell| c.column..c.column.saturating_add(c.span);
    let mut cells = row.cells.iter();
    cells.find(|c| columns(c) == columns(head) || columns(c).contains(&head.column))
}
