//! Column widths that follow the content within the limits of the form.
//!
//! Last of all, columns too narrow for a code or an amount take from the others what they
//! lack, whatever the form says.
//!
//! Every column begins with its least width, or what its longest unbreakable stretch
//! needs; then a little width at a time goes to the column where it makes the table
//! lower, until none is left. Heights are estimated from text widths, not by breaking
//! lines, so that this costs little.

use super::CELL_PADDING;
use super::decimal::DecimalColumn;
use super::paragraph::Setter;
use crate::document::{Cell, Table, TableColumn};

/// What is handed out at a time, as a share of the table's width.
const STEPS: f32 = 100.0;
/// Blank that the average line leaves at its end, in ems.
const RAGGED: f32 = 0.5;

/// How far a column may go beyond its greatest width for a word or a date.
const BEYOND: f32 = 1.1;
/// Room beside a number for rounding.
const SPARE: f32 = 1.0;
/// What a column that gives width to others keeps.
const LEAST: f32 = 30.0;
/// Which share of what they could spare columns give at most.
const GIVING: f32 = 0.5;

/// The width of each column; together `width`.
pub fn widths(
    table: &Table,
    decimals: &DecimalColumn,
    width: f32,
    setter: &Setter,
) -> Vec<f32> {
    let columns = &table.columns;
    let fixed = columns.iter().all(|c| c.least == c.most);
    if fixed {
        let widths = columns.iter().map(|c| c.least).collect();
        return with_numbers_whole(fitted(widths, columns, width), table, setter);
    }
    let texts = measure(table, setter);
    let mut widths: Vec<f32> = columns.iter().map(|c| c.least).collect();
    for text in texts.iter().flatten() {
        let needed = text.longest + 2.0 * CELL_PADDING + 1.0;
        let most = BEYOND * columns[text.column].most;
        widths[text.column] = widths[text.column].max(needed.min(most));
    }
    for (column, form) in columns.iter().enumerate() {
        let needed = decimals.width(column).min(form.most);
        widths[column] = widths[column].max(needed);
    }
    let most: Vec<f32> = columns.iter().map(|c| c.most).collect();
    hand_out(&mut widths, &most, width, &texts);
    with_numbers_whole(fitted(widths, columns, width), table, setter)
}

/// The widths stretched to `width` in all; columns that are exact keep theirs.
fn fitted(widths: Vec<f32>, columns: &[TableColumn], width: f32) -> Vec<f32> {
    let sum = |exact: bool| -> f32 {
        let own = widths.iter().zip(columns).filter(|(_, c)| c.exact == exact);
        own.map(|(w, _)| w).sum()
    };
    let (kept, total) = (sum(true), sum(false));
    let fit = |(w, c): (&f32, &TableColumn)| match c.exact {
        true => *w,
        false => w / total * (width - kept),
    };
    widths.iter().zip(columns).map(fit).collect()
}

/// Widens columns in which a line would cut a code or an amount; the others give in the
/// measure of what they have to spare. Where not all can have enough, the widths stay.
fn with_numbers_whole(widths: Vec<f32>, table: &Table, setter: &Setter) -> Vec<f32> {
    let (mut wanted, mut own) = (widths.clone(), vec![LEAST; widths.len()]);
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        let numbers = cell.paragraphs.iter().map(|p| setter.extent(p).number);
        let needed = numbers.fold(0.0, f32::max) + 2.0 * CELL_PADDING + SPARE;
        let columns = cell.column..(cell.column + cell.colspan).min(widths.len());
        let here: f32 = widths[columns.clone()].iter().sum();
        for column in columns {
            let share = widths[column] / here * needed;
            own[column] = own[column].max(share);
            wanted[column] = wanted[column].max(share);
        }
    }
    let lack: f32 = wanted.iter().sum::<f32>() - widths.iter().sum::<f32>();
    let spare = |c: usize| match table.columns[c].exact {
        true => 0.0,
        false => (wanted[c] - own[c]).max(0.0),
    };
    let all: f32 = (0..widths.len()).map(spare).sum();
    if lack <= 0.01 || lack > GIVING * all {
        return widths;
    }
    (0..widths.len()).map(|c| wanted[c] - spare(c) / all * lack).collect()
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
            extents.fold((0.0, 0.0f32), |sum, e| (sum.0 + e.whole, sum.1.max(e.longest)));
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
