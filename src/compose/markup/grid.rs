//! Tables: every slot of the grid is covered exactly once.

use super::{Mark, TagFault};
use crate::document::{Table, TableColumn};

/// Width of a table without `cols`, where it says nothing else.
pub const USUAL_WIDTH: f32 = 446.0;
/// Widths are counted in hundredths, so that they add up exactly.
const UNITS: f32 = 100.0;

/// Where a row began, and each of its cells with the width it asks for.
pub type MarkedRow = (Mark, Vec<(Mark, Option<f32>)>);

/// A table whose rows are being read.
pub struct OpenTable {
    /// The table so far.
    pub table: Table,
    /// Its width, where its cells have widths of their own.
    pub width: Option<f32>,
    /// Its rows.
    pub rows: Vec<MarkedRow>,
}

impl OpenTable {
    /// The table with each cell in its column, or what is wrong with the cells.
    pub fn close(mut self) -> Result<Table, Vec<TagFault>> {
        let faults = match self.width {
            None => place_by_span(&mut self.table, &self.rows),
            Some(width) => place_by_width(&mut self.table, &self.rows, units(width)),
        };
        if faults.is_empty() { Ok(self.table) } else { Err(faults) }
    }
}

fn units(width: f32) -> usize {
    (width * UNITS).round() as usize
}

/// HTML's table algorithm, made strict.
fn place_by_span(table: &mut Table, marks: &[MarkedRow]) -> Vec<TagFault> {
    let columns = table.columns.len();
    let count = table.rows.len();
    let mut busy = vec![0usize; columns];
    let mut faults = Vec::new();
    for (i, (row, (row_mark, cell_marks))) in table.rows.iter_mut().zip(marks).enumerate()
    {
        let before = faults.len();
        let mut column = 0;
        for (cell, (mark, _)) in row.cells.iter_mut().zip(cell_marks) {
            while column < columns && busy[column] > 0 {
                column += 1;
            }
            let end = column + cell.colspan;
            if end > columns || busy[column..end].iter().any(|b| *b > 0) {
                let (row, at, span) = (i + 1, column + 1, cell.colspan);
                let message = format!(
                    "表格第 {row} 行第 {at} 列放不下占 {span} 列的格子（共 {columns} 列）"
                );
                faults.push(TagFault { mark: *mark, message });
                break;
            }
            faults.extend(beyond_end(i, cell.rowspan, count, *mark));
            cell.column = column;
            busy[column..end].fill(cell.rowspan);
            column = end;
        }
        let gap = busy.iter().position(|b| *b == 0);
        if let Some(gap) = gap.filter(|_| faults.len() == before) {
            let message = format!("表格第 {} 行缺第 {} 列", i + 1, gap + 1);
            faults.push(TagFault { mark: *row_mark, message });
        }
        busy.iter_mut().for_each(|b| *b = b.saturating_sub(1));
    }
    faults
}

fn beyond_end(row: usize, rowspan: usize, rows: usize, mark: Mark) -> Option<TagFault> {
    let message = format!("表格第 {} 行有格子伸出表尾", row + 1);
    (row + rowspan > rows).then_some(TagFault { mark, message })
}

/// What a cell of an earlier row still covers.
struct Busy {
    start: usize,
    end: usize,
    rows: usize,
}

/// Puts the cells side by side by their widths; those without one share what is left of
/// their row. The columns are what lies between two edges of any cells.
fn place_by_width(table: &mut Table, marks: &[MarkedRow], total: usize) -> Vec<TagFault> {
    let count = table.rows.len();
    let mut busy: Vec<Busy> = Vec::new();
    let mut places: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut faults = Vec::new();
    for (i, (row, (row_mark, cells))) in table.rows.iter().zip(marks).enumerate() {
        let room = total - busy.iter().map(|b| b.end - b.start).sum::<usize>();
        let widths = widths(cells, room);
        let mut placed = Vec::new();
        let mut x = 0;
        let before = faults.len();
        for ((cell, (mark, _)), width) in row.cells.iter().zip(cells).zip(widths) {
            x = behind_busy(&busy, x);
            let end = x + width;
            if width == 0
                || end > total
                || busy.iter().any(|b| x < b.end && b.start < end)
            {
                let message =
                    format!("表格第 {} 行宽 {} 放不下这些格子", i + 1, show(total));
                faults.push(TagFault { mark: *mark, message });
                break;
            }
            faults.extend(beyond_end(i, cell.rowspan, count, *mark));
            placed.push((x, end));
            x = end;
        }
        x = behind_busy(&busy, x);
        if x < total && faults.len() == before {
            let (row, gap) = (i + 1, show(total - x));
            let message = format!("表格第 {row} 行的格子不够宽，还差 {gap}");
            faults.push(TagFault { mark: *row_mark, message });
        }
        for (cell, place) in row.cells.iter().zip(&placed) {
            busy.push(Busy { start: place.0, end: place.1, rows: cell.rowspan });
        }
        busy.iter_mut().for_each(|b| b.rows = b.rows.saturating_sub(1));
        busy.retain(|b| b.rows > 0);
        places.push(placed);
    }
    if faults.is_empty() {
        set_columns(table, &places, total);
    }
    faults
}

/// The first place from `x` on that no cell of an earlier row covers.
fn behind_busy(busy: &[Busy], mut x: usize) -> usize {
    while let Some(cover) = busy.iter().find(|b| b.start <= x && x < b.end) {
        x = cover.end;
    }
    x
}

/// The width of each cell of a row.
fn widths(cells: &[(Mark, Option<f32>)], room: usize) -> Vec<usize> {
    let given: usize = cells.iter().filter_map(|c| c.1).map(units).sum();
    let rest = room.saturating_sub(given);
    let open = cells.iter().filter(|c| c.1.is_none()).count().max(1);
    let mut shared = 0;
    let width = |(_, width): &(Mark, Option<f32>)| match width {
        Some(width) => units(*width),
        None => {
            shared += 1;
            rest * shared / open - rest * (shared - 1) / open
        }
    };
    cells.iter().map(width).collect()
}

fn show(width: usize) -> String {
    (width as f32 / UNITS).to_string()
}

fn set_columns(table: &mut Table, places: &[Vec<(usize, usize)>], total: usize) {
    let mut edges: Vec<usize> =
        places.iter().flatten().flat_map(|p| [p.0, p.1]).collect();
    edges.extend([0, total]);
    edges.sort_unstable();
    edges.dedup();
    let column = |pair: &[usize]| TableColumn::fixed((pair[1] - pair[0]) as f32 / UNITS);
    table.columns = edges.windows(2).map(column).collect();
    let column_at = |x: usize| edges.partition_point(|e| *e < x);
    for (row, places) in table.rows.iter_mut().zip(places) {
        for (cell, (start, end)) in row.cells.iter_mut().zip(places) {
            cell.column = column_at(*start);
            cell.colspan = column_at(*end) - cell.column;
        }
    }
}
