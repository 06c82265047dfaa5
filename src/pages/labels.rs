//! Which labels the cells of a form are for. A form has no header rows: labels stand before
//! their values, over some rows of values, or above a few of them. So a reader cannot tell
//! them from the place of a label alone.

use super::structure::{CellSpan, Element, LabelScope, StructureTag};
use super::table_structure::InGrid;
use std::collections::BTreeMap;

/// A cell of a form, by its place.
struct FormCell {
    element: usize,
    row: usize,
    column: usize,
    span: CellSpan,
    /// Which cells it labels, if any.
    scope: Option<LabelScope>,
}

/// The cells of a form by each row and column that they cover.
type Grid = BTreeMap<(usize, usize), usize>;

/// Tells every cell that is no label its labels, the outermost first.
pub fn tell(cells: &[InGrid], elements: &mut [Element]) {
    let cells: Vec<_> = cells.iter().filter_map(|c| form_cell(c, elements)).collect();
    let mut grid = Grid::new();
    for (i, cell) in cells.iter().enumerate() {
        for row in cell.row..cell.row + cell.span.rows {
            let columns = cell.column..cell.column + cell.span.columns;
            grid.extend(columns.map(|column| ((row, column), i)));
        }
    }
    for cell in cells.iter().filter(|cell| cell.scope.is_none()) {
        let before = before(cell, &cells, &grid);
        let above = above(cell, &before, &cells, &grid);
        let labels = before.iter().copied().chain(above);
        elements[cell.element].labels = labels.map(|i| cells[i].element).collect();
    }
}

fn form_cell(cell: &InGrid, elements: &[Element]) -> Option<FormCell> {
    let (span, scope) = match elements[cell.element].tag {
        StructureTag::Label(span, scope) => (span, Some(scope)),
        StructureTag::Cell(span) => (span, None),
        _ => return None,
    };
    let InGrid { element, row, column } = *cell;
    Some(FormCell { element, row, column, span, scope })
}

/// The nearest labels in front of a cell, with nothing between them.
fn before(cell: &FormCell, cells: &[FormCell], grid: &Grid) -> Vec<usize> {
    let mut found = Vec::new();
    let mut column = cell.column;
    while let Some(&i) = column.checked_sub(1).and_then(|c| grid.get(&(cell.row, c))) {
        match cells[i].scope {
            Some(_) => found.push(i),
            None if !found.is_empty() => break,
            None => {}
        }
        column = cells[i].column;
    }
    found.reverse();
    found
}

/// The label above a cell, as wide as the cell, in the rows of the label in front of both.
fn above(
    cell: &FormCell,
    before: &[usize],
    cells: &[FormCell],
    grid: &Grid,
) -> Option<usize> {
    let first = before.iter().map(|i| cells[*i].row).min()?;
    let mut row = cell.row;
    while row > first {
        let i = *grid.get(&(row - 1, cell.column))?;
        let other = &cells[i];
        if (other.column, other.span.columns) != (cell.column, cell.span.columns) {
            return None;
        }
        match other.scope {
            Some(LabelScope::Column) => return Some(i),
            Some(LabelScope::Row) => return None,
            None => row = other.row,
        }
    }
    None
}
