//! The lines of a 表样, with the values of a department: what `sheet.xml` prints.

mod repeat;
mod value;

use super::places::Places;
use crate::model::{Department, OverallTable, Profile, Project};
use crate::sheet::{self, Content, Kind, Line, Of, Section, Style};
use serde::Serialize;
use value::LineView;

/// A table, which stands in as many tables of the document as it has kinds of rows.
#[derive(Serialize)]
pub(super) struct SheetView {
    tables: Vec<TableView>,
}

#[derive(Serialize)]
struct TableView {
    /// As `cols` takes it; empty where the cells have widths.
    cols: String,
    /// Width in points.
    width: i32,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    header: bool,
    border: bool,
    cells: Vec<CellView>,
}

#[derive(Serialize, Clone)]
pub(super) struct CellView {
    heading: bool,
    /// In points; 0 for what is left of the row, or where columns say it.
    width: i32,
    colspan: usize,
    rowspan: usize,
    style: &'static str,
    names_row: bool,
    lines: Vec<LineView>,
}

impl Default for CellView {
    fn default() -> Self {
        CellView {
            heading: false,
            width: 0,
            colspan: 1,
            rowspan: 1,
            style: Style::Text.name(),
            names_row: false,
            lines: Vec::new(),
        }
    }
}

/// What the values of a table come from.
pub(super) struct Source<'a> {
    pub places: &'a Places,
    pub profile: &'a Profile,
    pub department: &'a Department,
    pub of: Of,
    /// 序号 of the project.
    pub no: usize,
    /// The project, or the targets of the department as a whole.
    pub project: &'a Project,
    /// The table of the department as a whole, where it is that.
    pub overall: Option<&'a OverallTable>,
}

/// A row, before the labels of several rows are one cell.
struct Row {
    left: Vec<Left>,
    header: bool,
    border: bool,
    /// The cells, each with its width.
    cells: Vec<(CellView, f32)>,
}

/// A label on the left.
struct Left {
    id: usize,
    text: String,
    width: f32,
}

impl Source<'_> {
    /// The table; None where templates make it.
    pub(super) fn sheet(&self) -> Option<SheetView> {
        self.of.sheet(self.profile)?;
        let sections = sheet::lower(self.profile, self.of);
        Some(SheetView { tables: sections.iter().map(|s| self.table(s)).collect() })
    }

    fn table(&self, section: &Section) -> TableView {
        let mut rows = Vec::new();
        for line in &section.lines {
            self.rows(line, section.columns.is_some(), &mut rows);
        }
        let columns = section.columns.as_deref();
        let first = rows.first().map_or(&[][..], |row: &Row| &row.left);
        let cols = columns.map_or(String::new(), |columns| cols(first, columns));
        let is_flexible = columns.is_some();
        let view = |(i, row): (usize, &Row)| RowView {
            header: row.header,
            border: row.border,
            cells: cells(&rows, i, is_flexible),
        };
        TableView {
            cols,
            width: total(first, &rows),
            rows: rows.iter().enumerate().map(view).collect(),
        }
    }

    /// The rows that a line stands for; the head of a table is printed on each page.
    fn rows(&self, line: &Line, is_flexible: bool, rows: &mut Vec<Row>) {
        let header = is_flexible && matches!(line.kind, Kind::Head(_));
        let all = match &line.kind {
            Kind::Body(repeat) => self.body(repeat, line),
            Kind::Foot(repeat) if !self.has_foot(repeat) => return,
            _ => vec![line.cells.iter().map(|c| self.cell(c, 0)).collect()],
        };
        let left = |l: &sheet::Left| Left {
            id: l.id,
            text: self.printed(&l.words),
            width: l.width,
        };
        rows.extend(all.into_iter().map(|cells| Row {
            left: line.left.iter().map(left).collect(),
            header,
            border: line.border,
            cells,
        }));
    }

    /// A cell; one of a repeated row is that of the row of this number.
    fn cell(&self, cell: &sheet::Cell, row: usize) -> (CellView, f32) {
        let lines = match &cell.content {
            Content::Words(words) => vec![LineView::plain(self.printed(words))],
            Content::Value(slot) => self.value(slot),
            Content::Blank => Vec::new(),
            content => self.of_table(content, row),
        };
        let view = CellView {
            heading: cell.style.is_heading(),
            style: cell.style.name(),
            colspan: cell.span,
            lines,
            ..CellView::default()
        };
        (view, cell.width)
    }
}

/// The columns of a table, its labels on the left in front.
fn cols(left: &[Left], columns: &[(f32, f32)]) -> String {
    let left = left.iter().map(|l| format!("{}!", l.width));
    let own = columns.iter().map(|(least, most)| format!("{least}~{most}"));
    left.chain(own).collect::<Vec<_>>().join(" ")
}

fn total(left: &[Left], rows: &[Row]) -> i32 {
    let left: f32 = left.iter().map(|l| l.width).sum();
    let own = rows.first().map_or(0.0, |row| row.cells.iter().map(|c| c.1).sum());
    (left + own).round() as i32
}

/// The cells of a row, each label on the left where it begins.
fn cells(rows: &[Row], at: usize, is_flexible: bool) -> Vec<CellView> {
    let row = &rows[at];
    // whole points, so that the edges of all rows meet
    let width = |edge: f32, width: f32| match is_flexible {
        true => 0,
        false => (edge + width).round() as i32 - edge.round() as i32,
    };
    let mut cells = Vec::new();
    let mut edge = 0.0;
    for (depth, left) in row.left.iter().enumerate() {
        let has = |row: &Row| row.left.get(depth).is_some_and(|l| l.id == left.id);
        if at == 0 || !has(&rows[at - 1]) {
            cells.push(CellView {
                heading: true,
                width: width(edge, left.width),
                rowspan: rows[at..].iter().take_while(|r| has(r)).count(),
                style: Style::Label.name(),
                lines: vec![LineView::plain(left.text.clone())],
                ..CellView::default()
            });
        }
        edge += left.width;
    }
    for (n, (cell, own)) in row.cells.iter().enumerate() {
        // the last one takes what is left
        let is_last = n + 1 == row.cells.len();
        let width = if is_last { 0 } else { width(edge, *own) };
        if cell.rowspan > 0 {
            cells.push(CellView { width, ..cell.clone() });
        }
        edge += own;
    }
    cells
}
