//! Column widths that follow the content within the limits of the form.
//!
//! Every column begins with its least width, or what its longest unbreakable stretch
//! needs; then a little width at a time goes to the column where it makes the table
//! lower, until none is left. Heights are estimated from text widths, not by breaking
//! lines, so that this costs little.

use super::CELL_PADDING;
use super::decimal::Decimals;
use super::paragraph::Setter;
use crate::document::{Cell, Table};

/// What is handed out at a time, as a share of the table's width.
const STEPS: f32 = 100.0;
/// Blank that the average line leaves at its end, in ems.
const RAGGED: f32 = 0.5;

/// The width of each column; together `width`.
pub fn widths(
    table: &Table,
    decimals: &Decimals,
    width: f32,
    setter: &Setter,
) -> Vec<f32> {
    let columns = &table.columns;
    let fixed = columns.iter().all(|c| c.least == c.most);
    if fixed {
        let total: f32 = columns.iter().map(|c| c.least).sum();
        return columns.iter().map(|c| c.least / total * width).collect();
    }
    let texts = measure(table, setter);
    let mut widths: Vec<f32> = columns.iter().map(|c| c.least).collect();
    for text in texts.iter().flatten() {
        let needed = text.longest + 2.0 * CELL_PADDING + 1.0;
        let most = columns[text.column].most;
        widths[text.column] = widths[text.column].max(needed.min(most));
    }
    for (column, form) in columns.iter().enumerate() {
        let needed = decimals.width(column).min(form.most);
        widths[column] = widths[column].max(needed);
    }
    let most: Vec<f32> = columns.iter().map(|c| c.most).collect();
    hand_out(&mut widths, &most, width, &texts);
    let total: f32 = widths.iter().sum();
    widths.iter().map(|w| w / total * width).collect()
}

/// The text of a cell of one column.
struct Text {
    column: usize,
    whole: f32,
    longest: f32,
    size: f32,
}

/// The cells of one column and one row, row by row.
fn measure(table: &Table, setter: &Setter) -> Vec<Vec<Text>> {
    let single = |c: &&Cell| c.colspan == 1 && c.rowspan == 1;
    let text = |cell: &Cell| {
        let extents = cell.paragraphs.iter().map(|p| setter.extent(p));
        let (whole, longest) =
            extents.fold((0.0, 0.0f32), |sum, (w, l)| (sum.0 + w, sum.1.max(l)));
        let size = cell.paragraphs.first().map_or(0.0, |p| setter.spec(p.style).size);
        Text { column: cell.column, whole, longest, size }
    };
    let row =
        |row: &crate::document::Row| row.cells.iter().filter(single).map(text).collect();
    table.rows.iter().map(row).collect()
}

/// Gives what is left of `total` to the columns, each time where it helps most; what
/// helps nowhere goes to the column with the most text for its width.
fn hand_out(widths: &mut [f32], most: &[f32], total: f32, texts: &[Vec<Text>]) {
    let step = total / STEPS;
    while widths.iter().sum::<f32>() + step <= total + 0.01 {
        let open: Vec<usize> =
            (0..widths.len()).filter(|c| widths[*c] + step <= most[*c]).collect();
        let mut best: Option<(usize, f32)> = None;
        let before = lines(widths, texts);
        for column in open {
            widths[column] += step;
            let gain = (before - lines(widths, texts)) + crowding(widths, texts, column);
            widths[column] -= step;
            if best.is_none_or(|(_, g)| gain > g) {
                best = Some((column, gain));
            }
        }
        let Some((column, _)) = best else { return };
        widths[column] += step;
    }
}

/// The lines of all rows, estimated.
fn lines(widths: &[f32], texts: &[Vec<Text>]) -> f32 {
    let row = |row: &Vec<Text>| {
        row.iter().map(|t| lines_of(t, widths[t.column])).fold(1.0, f32::max)
    };
    texts.iter().map(row).sum()
}

fn lines_of(text: &Text, width: f32) -> f32 {
    let usable = (width - 2.0 * CELL_PADDING).max(1.0);
    if text.whole <= usable {
        return 1.0;
    }
    (text.whole / (usable - RAGGED * text.size).max(1.0)).ceil()
}

/// How full the highest cells of a column are: below a line's worth, so that it decides
/// only between columns that gain the same number of lines.
fn crowding(widths: &[f32], texts: &[Vec<Text>], column: usize) -> f32 {
    let cells = texts.iter().flatten().filter(|t| t.column == column);
    let filled: f32 = cells.map(|t| t.whole / widths[column]).sum();
    0.9 * filled / (filled + 100.0)
}
