//! The rows of a table that are to be placed: their lines, and how high they are.

use crate::document::{Cell, Row};
use crate::layout::decimal::DecimalColumn;
use crate::layout::paragraph::{Broken, Setter};
use crate::layout::{CELL_PADDING, ROW_PADDING, RULE};
use std::ops::Range;
use std::rc::Rc;

/// Least height of a row.
const MIN_ROW: f32 = 22.0;

/// A row that is to be placed, or a piece of one.
#[derive(Clone)]
pub struct OpenRow<'d> {
    pub cells: Vec<UnfinishedCell<'d>>,
    /// Whether it stands at the top of every page.
    pub header: bool,
    pub border: bool,
    /// Whether it stands on the page of the next row.
    pub keep: bool,
    /// Whether it is a piece of a row that was cut.
    pub split: bool,
}

/// A cell of such a row.
#[derive(Clone)]
pub struct UnfinishedCell<'d> {
    pub column: usize,
    pub colspan: usize,
    pub rowspan: usize,
    /// Whether it is a label.
    pub heading: bool,
    pub names_row: bool,
    /// Whether it began on an earlier page.
    pub continued: bool,
    /// Whether it is a label that is cut like other text, because no page holds it.
    pub partial: bool,
    pub parts: Vec<CellPart<'d>>,
}

/// Some lines of a paragraph in a cell.
#[derive(Clone)]
pub struct CellPart<'d> {
    pub broken: Rc<Broken<'d>>,
    /// Which of its lines.
    pub lines: Range<usize>,
    /// Lines of room it needs.
    pub room: usize,
    /// What stays free on its right.
    pub tail: f32,
}

impl CellPart<'_> {
    pub fn height(&self) -> f32 {
        self.room as f32 * self.broken.spec.pitch
    }
}

impl UnfinishedCell<'_> {
    pub fn height(&self) -> f32 {
        self.parts.iter().map(CellPart::height).sum::<f32>() + 2.0 * ROW_PADDING + RULE
    }
}

impl<'d> OpenRow<'d> {
    /// Breaks every cell of `row`; `edges` are the vertical edges of the table.
    pub fn new(
        row: &'d Row,
        edges: &[f32],
        decimals: &DecimalColumn,
        setter: &Setter,
    ) -> OpenRow<'d> {
        let open = |c| open_cell(c, edges, decimals, setter);
        OpenRow {
            cells: row.cells.iter().map(open).collect(),
            header: row.header,
            border: row.border,
            keep: row.keep,
            split: false,
        }
    }
}

fn open_cell<'d>(
    cell: &'d Cell,
    edges: &[f32],
    decimals: &DecimalColumn,
    setter: &Setter,
) -> UnfinishedCell<'d> {
    let right = edges[(cell.column + cell.colspan).min(edges.len() - 1)];
    let width = (right - edges[cell.column] - 2.0 * CELL_PADDING).max(1.0);
    let part = |paragraph| {
        let tail = decimals.tail(cell, paragraph, width, setter);
        let broken = Rc::new(setter.break_lines(paragraph, width - tail));
        let lines = 0..broken.lines.len();
        let room = setter.room(&broken, lines.clone());
        CellPart { broken, lines, room, tail }
    };
    UnfinishedCell {
        column: cell.column,
        colspan: cell.colspan,
        rowspan: cell.rowspan,
        heading: cell.heading,
        names_row: cell.names_row,
        continued: false,
        partial: false,
        parts: cell.paragraphs.iter().map(part).collect(),
    }
}

/// The heights of rows that stand together on a page. Cells over several rows count with
/// the rows they have here; what they lack is added to these in equal parts.
pub fn heights(rows: &[OpenRow]) -> Vec<f32> {
    let single = |r: &OpenRow| {
        let cells = r.cells.iter().filter(|c| c.rowspan == 1);
        cells.map(UnfinishedCell::height).fold(MIN_ROW, f32::max)
    };
    let mut heights: Vec<f32> = rows.iter().map(single).collect();
    for (i, row) in rows.iter().enumerate() {
        for cell in row.cells.iter().filter(|c| c.rowspan > 1) {
            let span = &mut heights[i..(i + cell.rowspan).min(rows.len())];
            let lack = cell.height() - span.iter().sum::<f32>();
            if lack > 0.0 {
                let count = span.len() as f32;
                span.iter_mut().for_each(|h| *h += lack / count);
            }
        }
    }
    heights
}
