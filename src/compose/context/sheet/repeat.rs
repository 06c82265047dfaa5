//! Tables with as many rows as there are values.

use super::super::own::{Own, OwnCellView};
use super::super::places::TextView;
use super::super::project::has_reserved;
use super::super::rows::{Of as RowsOf, rows};
use super::value::LineView;
use super::{CellView, Source};
use crate::model::own::{OwnField, OwnValue, value_of};
use crate::model::profile::FieldForm;
use crate::model::{Budget, Indicator, Task};
use crate::sheet::{Content, Line, Of, Repeat, indicator_columns};

impl Source<'_> {
    /// The rows of a table; a blank one where there is none.
    pub(super) fn body(&self, repeat: &Repeat, line: &Line) -> Vec<Vec<(CellView, f32)>> {
        match repeat {
            Repeat::Indicators(group) => self.indicators(*group),
            Repeat::Own(name) => self.own_rows(name, line),
            Repeat::Tasks => {
                let count = self.tasks().len().max(1);
                let row = |n| line.cells.iter().map(|c| self.cell(c, n)).collect();
                (0..count).map(row).collect()
            }
        }
    }

    /// The rows of a field that is a table, with their labels and sums.
    fn own_rows(&self, name: &str, line: &Line) -> Vec<Vec<(CellView, f32)>> {
        let field = self.profile.field(self.of.owner(), name);
        let Some(table) = field.and_then(FieldForm::table) else { return Vec::new() };
        let fields = self.fields();
        let own = Own { fields, year: &self.department.year, profile: self.profile };
        let written = match value_of(fields, name).value() {
            Some(OwnValue::Table(rows)) => rows.as_slice(),
            _ => &[],
        };
        let view = self.places.own_table(own, table, written);
        let widths = || line.cells.iter().map(|c| c.width);
        let cell = |(cell, width): (OwnCellView, f32)| {
            let view = CellView {
                heading: cell.heading,
                rowspan: cell.rowspan,
                style: cell.style,
                lines: LineView::of(cell.text),
                ..CellView::default()
            };
            (view, width)
        };
        let rows = view.rows.into_iter();
        let mut rows: Vec<Vec<_>> =
            rows.map(|r| r.cells.into_iter().zip(widths()).map(cell).collect()).collect();
        if rows.is_empty() {
            rows.push(
                line.cells.iter().map(|c| (CellView::default(), c.width)).collect(),
            );
        }
        rows
    }

    /// The values of the form's own fields that the table shows.
    pub(super) fn fields(&self) -> &[OwnField] {
        match self.of {
            Of::Department => &self.department.fields,
            Of::Project | Of::Special => &self.project.fields,
        }
    }

    /// Whether the row below a table is printed.
    pub(super) fn has_foot(&self, repeat: &Repeat) -> bool {
        match repeat {
            Repeat::Indicators(_) => !has_reserved(self.project, self.profile),
            _ => true,
        }
    }

    /// The text of a cell of a table.
    pub(super) fn of_table(&self, content: &Content, row: usize) -> Vec<LineView> {
        match content {
            Content::Column(column) => {
                let task = self.tasks().get(row);
                LineView::of(task.map(|t| self.task(t, *column)).unwrap_or_default())
            }
            _ => Vec::new(),
        }
    }

    fn tasks(&self) -> &[Task] {
        self.overall.and_then(|o| o.tasks.value()).map_or(&[], |t| t)
    }

    fn task(&self, task: &Task, column: usize) -> TextView {
        match column {
            0 => self.places.line(&task.name),
            1 => self.places.text(&task.content),
            _ => {
                let blank = Budget::default();
                let budget = task.budget.value().unwrap_or(&blank);
                let lines = budget.lines(&self.profile.funds);
                let line = lines.get(column - 2);
                let form = &self.profile.money;
                line.map(|l| self.places.money(l.amount, form)).unwrap_or_default()
            }
        }
    }

    fn indicators(&self, _group: usize) -> Vec<Vec<(CellView, f32)>> {
        let columns = indicator_columns(self.profile, self.of);
        let written = self.project.indicators.value().map_or(&[][..], |r| r);
        let blank = [Indicator::default()];
        let written = if written.is_empty() { &blank } else { written };
        let of = match self.of {
            Of::Department => RowsOf::Department(self.profile),
            Of::Project | Of::Special => RowsOf::Project {
                no: self.no,
                project: self.project,
                department: self.department,
                profile: self.profile,
            },
        };
        let cell = |cell: super::super::rows::CellView| {
            let view = CellView {
                heading: cell.heading,
                rowspan: cell.rowspan,
                style: cell.style,
                names_row: cell.names_row,
                lines: LineView::of(cell.text),
                ..CellView::default()
            };
            (view, 0.0)
        };
        let rows = rows(self.places, &columns, &of, written).into_iter();
        rows.map(|row| row.cells.into_iter().map(cell).collect()).collect()
    }
}
