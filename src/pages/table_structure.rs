//! The parts of a table on several pages → one table.

use super::structure::{CellSpan, LabelScope, Structure, StructureTag};
use crate::layout::{PlacedCell, PlacedRow, PlacedTable};
use std::collections::BTreeMap;

/// What the text of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableMark {
    /// Printed on an earlier page already.
    Again,
    /// Text of the cell that is this element.
    Cell(usize),
}

/// The table that pages are adding to.
pub struct TableParts {
    number: usize,
    element: usize,
    rows: Vec<usize>,
    /// By column: the last cell that began in it.
    open: BTreeMap<usize, OpenCell>,
    /// Every cell that has begun.
    pub(super) cells: Vec<InGrid>,
    /// Whether some row stands at the top of every page.
    pub(super) has_header: bool,
    last_is_split: bool,
}

/// Where a cell begins.
pub struct InGrid {
    pub element: usize,
    pub row: usize,
    pub column: usize,
}

#[derive(Clone)]
struct OpenCell {
    element: usize,
    row: usize,
    /// Its text on the page where it began.
    text: String,
}

impl Structure {
    /// The elements of the cells of a table, or of its part on this page, row by row.
    pub fn table(&mut self, placed: &PlacedTable) -> Vec<TableMark> {
        let mut table = self.table_of(placed.table);
        table.has_header |= placed.rows.iter().any(|row| row.header);
        let rows = self.rows(&mut table, &placed.rows);
        let mut marks = Vec::new();
        for (i, row) in placed.rows.iter().enumerate() {
            for cell in &row.cells {
                let last = (i + cell.rowspan - 1).min(rows.len() - 1);
                let Some(begin) = rows[i] else {
                    // a label of a header that goes on in the rows of this page
                    let open = table.open.get(&cell.column);
                    if let (Some(open), Some(end)) = (open, rows[last]) {
                        self.reach(open.element, end + 1 - open.row);
                    }
                    marks.push(TableMark::Again);
                    continue;
                };
                let end = rows[last].unwrap_or(begin);
                marks.push(self.cell(&mut table, row, cell, begin..=end));
            }
        }
        table.last_is_split = placed.rows.last().is_some_and(|r| r.split);
        self.table = Some(table);
        marks
    }

    /// The table with a number: the one that is open, or a new one.
    fn table_of(&mut self, number: usize) -> TableParts {
        if self.table.as_ref().is_none_or(|table| table.number != number) {
            self.end_table();
        }
        self.table.take().unwrap_or_else(|| TableParts {
            number,
            element: self.add_table(),
            rows: Vec::new(),
            open: BTreeMap::new(),
            cells: Vec::new(),
            has_header: false,
            last_is_split: false,
        })
    }

    /// The row of the table that each row on the page is; None for a repeated one. The
    /// rest of a row is the row that an earlier page began.
    fn rows(
        &mut self,
        table: &mut TableParts,
        placed: &[PlacedRow],
    ) -> Vec<Option<usize>> {
        let mut rest_is_due = table.last_is_split;
        let mut rows = Vec::with_capacity(placed.len());
        for row in placed {
            if row.repeated {
                rows.push(None);
                continue;
            }
            let rest = rest_is_due && row.split && row.cells.iter().all(|c| c.continued);
            rest_is_due = false;
            if !rest || table.rows.is_empty() {
                table.rows.push(self.add(table.element, StructureTag::Row));
            }
            rows.push(Some(table.rows.len() - 1));
        }
        rows
    }

    fn cell(
        &mut self,
        table: &mut TableParts,
        row: &PlacedRow,
        cell: &PlacedCell,
        rows: std::ops::RangeInclusive<usize>,
    ) -> TableMark {
        let (begin, end) = (*rows.start(), *rows.end());
        let open = table.open.get(&cell.column).filter(|_| cell.continued).cloned();
        if let Some(open) = open {
            self.reach(open.element, end + 1 - open.row);
            let rest = cell.paragraphs.first().is_some_and(|p| p.continued);
            let again = cell.heading
                || cell.rowspan > 1
                || open.row < begin
                || !rest && open.text == text(cell);
            return if again && !cell.partial {
                TableMark::Again
            } else {
                TableMark::Cell(open.element)
            };
        }
        let span = CellSpan { columns: cell.colspan, rows: end + 1 - begin };
        let tag = match (cell.heading, cell.names_row) {
            (true, _) => StructureTag::Label(span, scope(row, cell)),
            (false, true) => StructureTag::Label(span, LabelScope::Row),
            (false, false) => StructureTag::Cell(span),
        };
        let element = self.add(table.rows[begin], tag);
        table.cells.push(InGrid { element, row: begin, column: cell.column });
        let open = OpenCell { element, row: begin, text: text(cell) };
        table.open.insert(cell.column, open);
        TableMark::Cell(element)
    }

    /// Lets a cell cover `count` rows.
    fn reach(&mut self, cell: usize, count: usize) {
        if let StructureTag::Label(span, _) | StructureTag::Cell(span) =
            &mut self.elements[cell].tag
        {
            span.rows = count;
        }
    }
}

fn text(cell: &PlacedCell) -> String {
    cell.paragraphs.iter().map(|p| p.text.as_str()).collect()
}

/// Labels stand for what is below them where the row is nothing but labels; one over
/// several rows, for these.
fn scope(row: &PlacedRow, cell: &PlacedCell) -> LabelScope {
    let labels = row.cells.len() > 1 && row.cells.iter().all(|c| c.heading);
    if row.header || labels && cell.rowspan == 1 {
        LabelScope::Column
    } else {
        LabelScope::Row
    }
}
