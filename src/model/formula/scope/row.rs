//! A row of a table that a form has of its own.

use super::{DatumKind, Reading, Scope, State};
use crate::model::formula::{Outcome, eval};
use crate::model::own::OwnRow;
use crate::model::profile::{FieldForm, Kind, TableColumn, TableForm};
use crate::model::{Field, Profile, Year};
use crate::text::source::Span;

/// A row among those of its table.
#[derive(Clone, Copy)]
pub struct OfRow<'a> {
    /// The table's columns.
    pub table: &'a TableForm,
    /// All its rows.
    pub rows: &'a [OwnRow],
    /// This one.
    pub row: &'a OwnRow,
    /// The budget year.
    pub year: &'a Field<Year>,
    /// The form.
    pub profile: &'a Profile,
    /// How many computed columns led here, one by the other.
    pub depth: usize,
}

/// Computed columns that need each other stop here.
const DEEPEST: usize = 8;

impl<'a> OfRow<'a> {
    /// The rows of a table below `path`: all, those of a group, or one fixed row.
    pub fn below(
        field: &'a FieldForm,
        rows: &'a [OwnRow],
        path: &[&str],
        year: &'a Field<Year>,
        profile: &'a Profile,
    ) -> Option<Vec<OfRow<'a>>> {
        let table = field.table()?;
        let is_group = |n: &str| table.groups.iter().any(|g| g.name == n);
        let is_row = |n: &str| table.rows().any(|r| r.1 == n);
        let wanted: Box<dyn Fn(&&OwnRow) -> bool> = match path {
            [] => Box::new(|_| true),
            [group] if is_group(group) => {
                let group = (*group).to_owned();
                Box::new(move |r| r.group == group)
            }
            [row] if is_row(row) => {
                let row = (*row).to_owned();
                Box::new(move |r| r.name == row)
            }
            [group, row] if table.rows().any(|r| r == (*group, *row)) => {
                let (group, row) = ((*group).to_owned(), (*row).to_owned());
                Box::new(move |r| r.group == group && r.name == row)
            }
            _ => return None,
        };
        let of = |row| OfRow { table, rows, row, year, profile, depth: 0 };
        Some(rows.iter().filter(|r| wanted(r)).map(of).collect())
    }

    /// The one fixed row that `path` names; one of nothing where it is not written.
    pub fn fixed(
        field: &'a FieldForm,
        rows: &'a [OwnRow],
        path: &[&str],
        year: &'a Field<Year>,
        profile: &'a Profile,
    ) -> Option<OfRow<'a>> {
        let table = field.table()?;
        let named = match path {
            [row] => table.rows().filter(|r| r.1 == *row).count() == 1,
            [group, row] => table.rows().any(|r| r == (*group, *row)),
            _ => false,
        };
        let blank = OfRow { table, rows, row: &NOTHING, year, profile, depth: 0 };
        let found = OfRow::below(field, rows, path, year, profile)?;
        named.then(|| found.first().copied().unwrap_or(blank))
    }

    /// The value of a column, written or computed.
    pub fn column(&self, column: &TableColumn) -> Option<Reading> {
        let Some(formula) = &column.formula else {
            return Reading::own(
                self.row.cell(&column.name),
                &column.kind,
                "",
                self.profile,
            );
        };
        let span = self.row.span;
        let reading = |state| Reading {
            is_percent: column.kind == Kind::Percent,
            ..Reading::new(DatumKind::Number, state, String::new(), span)
        };
        if self.depth >= DEEPEST {
            return Some(reading(State::Broken));
        }
        let inner = OfRow { depth: self.depth + 1, ..*self };
        Some(reading(match eval(&formula.root, &inner) {
            Outcome::Given(datum) => State::Given(datum),
            Outcome::Blank => State::Blank,
            Outcome::Broken | Outcome::Fault(_) => State::Broken,
        }))
    }
}

impl Scope for OfRow<'_> {
    fn get(&self, path: &[&str]) -> Option<Reading> {
        match path {
            ["年度"] => Some(Reading::year(self.year)),
            [name] => self.column(self.table.column(name)?),
            _ => None,
        }
    }

    fn items(&self, path: &[&str]) -> Option<Vec<Box<dyn Scope + '_>>> {
        // columns of the table itself are added up over all its rows
        let here = |row| Box::new(OfRow { row, ..*self }) as Box<dyn Scope + '_>;
        path.is_empty().then(|| self.rows.iter().map(here).collect())
    }

    fn item(&self, path: &[&str]) -> Option<Box<dyn Scope + '_>> {
        path.is_empty().then(|| Box::new(*self) as Box<dyn Scope + '_>)
    }

    fn names(&self) -> Vec<String> {
        self.table.columns.iter().map(|c| c.name.clone()).collect()
    }

    fn span(&self) -> Span {
        self.row.span
    }
}

/// A row of nothing, to judge expressions by.
pub static NOTHING: OwnRow = OwnRow {
    group: String::new(),
    name: String::new(),
    cells: Vec::new(),
    span: Span::NONE,
};
