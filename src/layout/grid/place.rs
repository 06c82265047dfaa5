//! Rows that stay on a page → where each of their lines stands.

use super::Grid;
use super::row::{CellPart, OpenRow, UnfinishedCell, heights};
use crate::layout::paragraph::Setter;
use crate::layout::{CELL_PADDING, PlacedCell, PlacedParagraph, PlacedRow, ROW_PADDING};

impl<'d> Grid<'d> {
    /// Places rows from `top` on; the first `repeated` are headers printed again.
    pub(super) fn place(
        &self,
        rows: &[OpenRow<'d>],
        repeated: usize,
        top: f32,
        setter: &Setter,
    ) -> Vec<PlacedRow> {
        let heights = heights(rows);
        let mut placed = Vec::with_capacity(rows.len());
        let mut y = top;
        for (i, row) in rows.iter().enumerate() {
            let cell = |c: &UnfinishedCell| {
                let last = (i + c.rowspan).min(rows.len());
                let height = heights[i..last].iter().sum();
                self.place_cell(c, y, height, row.split, setter)
            };
            placed.push(PlacedRow {
                height: heights[i],
                header: row.header,
                repeated: i < repeated,
                split: row.split,
                border: row.border,
                keep: row.keep && i + 1 < rows.len() && !row.split,
                cells: row.cells.iter().map(cell).collect(),
            });
            y += heights[i];
        }
        placed
    }

    /// Sets a cell's text in the middle of its height; in a split row, at the top.
    fn place_cell(
        &self,
        cell: &UnfinishedCell,
        top: f32,
        height: f32,
        split: bool,
        setter: &Setter,
    ) -> PlacedCell {
        let left = self.edges[cell.column] + CELL_PADDING;
        let lines = |p: &CellPart| p.lines.len().max(1) as f32 * p.broken.spec.pitch;
        let text: f32 = cell.parts.iter().map(lines).sum();
        let gap = if split && !cell.heading {
            ROW_PADDING
        } else {
            ((height - text) / 2.0).max(0.0)
        };
        let mut y = top + gap;
        let mut paragraphs = Vec::with_capacity(cell.parts.len());
        for part in &cell.parts {
            let placed = setter.place(&part.broken, part.lines.clone(), left, y);
            paragraphs.push(PlacedParagraph { tail: part.tail, ..placed });
            y += lines(part);
        }
        PlacedCell {
            column: cell.column,
            colspan: cell.colspan,
            rowspan: cell.rowspan,
            heading: cell.heading,
            names_row: cell.names_row,
            continued: cell.continued,
            partial: cell.partial,
            paragraphs,
        }
    }
}
