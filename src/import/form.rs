//! What the rows of a table are, in the words of a form.

use super::block::{ImportCell, ImportRow, ImportTable};
use super::heading::{self, ImportHeading};
use super::labels::{FieldLabel, Labels};
use super::sheet::Lines;
use super::text::tight;
use crate::model::Profile;
use crate::model::profile::Shown;
use crate::sheet::{Of, Slot};

/// A form to read by.
#[derive(Debug)]
pub struct Form<'p> {
    /// Its profile.
    pub profile: &'p Profile,
    labels: Labels,
    project: Option<Lines>,
    special: Option<Lines>,
    department: Option<Lines>,
}

impl<'p> Form<'p> {
    /// The form of a profile.
    pub fn of(profile: &'p Profile) -> Form<'p> {
        let lines = |of| Lines::of(profile, of);
        Form {
            profile,
            labels: Labels::of(profile),
            project: lines(Of::Project),
            special: lines(Of::Special),
            department: lines(Of::Department),
        }
    }

    /// The lines of a table; None where no 表样 says them.
    pub(super) fn lines(&self, of: Of) -> Option<&Lines> {
        match of {
            Of::Project => self.project.as_ref(),
            Of::Special => self.special.as_ref(),
            Of::Department => self.department.as_ref(),
        }
    }

    /// The lines of the tables of projects and 专项资金.
    fn of_projects(&self) -> impl Iterator<Item = &Lines> {
        self.project.iter().chain(&self.special)
    }

    /// Whether a 表样 says the rows of a project's table. A page may end between a label and
    /// the value below it.
    pub fn has_lines(&self) -> bool {
        self.project.is_some()
    }

    /// Whether a row is one that the 表样 of the form has.
    pub fn knows(&self, row: &ImportRow) -> bool {
        self.of_projects().any(|lines| lines.knows(row))
    }

    /// The values of such a row that stand among words or behind labels.
    pub(super) fn values(&self, row: &ImportRow) -> Vec<(Slot, String)> {
        self.of_projects().find_map(|lines| lines.values(row)).unwrap_or_default()
    }

    /// The label of the upper half that a cell is.
    pub fn label(&self, cell: &ImportCell) -> Option<FieldLabel> {
        self.labels.get(&cell.text())
    }

    /// The column of the indicators that a header cell names.
    pub fn column(&self, cell: &ImportCell) -> Option<Shown> {
        self.labels.column(&cell.text())
    }

    /// The printed title that templates call `field`, without blanks.
    pub fn title(&self, field: &str) -> String {
        tight(self.profile.titles.get(field))
    }

    /// The heading that a line is.
    pub fn heading(&self, text: &str) -> Option<ImportHeading> {
        heading::heading(text, &self.title("table"))
    }

    /// A heading written into the table's first row instead of above it.
    pub fn heading_row(&self, row: &ImportRow) -> Option<ImportHeading> {
        let mut filled = row.cells.iter().filter(|c| !tight(&c.text()).is_empty());
        let (cell, None) = (filled.next()?, filled.next()) else { return None };
        self.heading(&cell.text())
    }

    /// Whether a row is the header of the indicators.
    pub fn is_header(&self, row: &ImportRow) -> bool {
        let has = |wanted| row.cells.iter().any(|c| self.column(c) == Some(wanted));
        let named = has(Shown::Name);
        has(Shown::Level1) && (has(Shown::Level2) || named)
            || named && (has(Shown::Target) || has(Shown::Value))
    }

    /// Whether a row has 项目编码 or 项目名称 among its cells.
    pub fn has_key(&self, row: &ImportRow) -> bool {
        let key = |c: &ImportCell| {
            matches!(self.label(c), Some(FieldLabel::Code | FieldLabel::Name))
        };
        row.cells.iter().any(key)
    }

    /// Whether a row is the header of a list of all projects: one row an indicator, each
    /// with the project it belongs to.
    pub fn is_list_header(&self, row: &ImportRow) -> bool {
        self.is_header(row) && self.has_key(row)
    }

    /// Whether a table is a list of all projects.
    pub fn is_list(&self, table: &ImportTable) -> bool {
        table.rows.iter().any(|r| self.is_list_header(r))
    }

    /// Whether a row names the project: it begins a new table.
    pub fn names_project(&self, row: &ImportRow) -> bool {
        if self.project.is_some() && self.knows(row) {
            return self.of_projects().any(|lines| lines.names_project(row));
        }
        let first = row.cells.iter().find(|c| !tight(&c.text()).is_empty());
        let label = first.and_then(|c| self.label(c));
        label.is_some_and(|l| matches!(l, FieldLabel::Code | FieldLabel::Name))
    }

    /// Whether a table is a 绩效目标表 or a piece of one.
    pub fn is_form(&self, table: &ImportTable) -> bool {
        let is =
            |r: &ImportRow| self.is_header(r) || self.names_project(r) || self.knows(r);
        table.rows.iter().any(is)
    }
}
