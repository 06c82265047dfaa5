//! Cells and merged ranges → rows on one grid.

use super::limits::CellBudget;
use super::sheet::Cells;
use crate::import::block::{ImportCell, ImportParagraph, ImportPlace, ImportRow};
use crate::word::Refusal;
use calamine::Dimensions;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// The rows of a sheet that hold text. Columns without any text are not counted.
///
/// # Errors
///
/// A [`Refusal`] where merged ranges would fill more cells than any text has.
pub fn rows(
    name: &str,
    cells: &Cells,
    budget: &mut CellBudget,
) -> Result<Vec<ImportRow>, Refusal> {
    let sheet: Rc<str> = name.into();
    let columns: BTreeSet<u32> = cells.texts.keys().map(|k| k.1).collect();
    let columns: Vec<u32> = columns.into_iter().collect();
    let merged = merged_by_row(cells, budget)?;
    let numbers: BTreeSet<u32> = cells.texts.keys().map(|k| k.0).collect();
    let mut rows = Vec::new();
    for number in numbers {
        let over = merged.get(&number).map_or(&[][..], Vec::as_slice);
        let row = cells_of(number, over, &columns, cells, budget)?;
        // a row of nothing but repeated text has nothing of its own
        if row.iter().any(|c| !c.repeated && !c.paragraphs.is_empty()) {
            let place =
                ImportPlace::Sheet { sheet: sheet.clone(), row: number as usize + 1 };
            rows.push(ImportRow { place, cells: row });
        }
    }
    Ok(rows)
}

/// The merged ranges over each row that holds text.
fn merged_by_row<'c>(
    cells: &'c Cells,
    budget: &mut CellBudget,
) -> Result<BTreeMap<u32, Vec<&'c Dimensions>>, Refusal> {
    let numbers: BTreeSet<u32> = cells.texts.keys().map(|k| k.0).collect();
    let mut by_row: BTreeMap<u32, Vec<&Dimensions>> = BTreeMap::new();
    for range in &cells.merged {
        if range.start.0 > range.end.0 || range.start.1 > range.end.1 {
            continue;
        }
        for number in numbers.range(range.start.0..=range.end.0) {
            budget.take(0)?;
            by_row.entry(*number).or_default().push(range);
        }
    }
    for ranges in by_row.values_mut() {
        ranges.sort_by_key(|r| r.start.1);
    }
    Ok(by_row)
}

/// The cells of a row, from left to right: merged ones, single ones, blank ones.
fn cells_of(
    row: u32,
    merged: &[&Dimensions],
    columns: &[u32],
    cells: &Cells,
    budget: &mut CellBudget,
) -> Result<Vec<ImportCell>, Refusal> {
    let mut found = Vec::new();
    let mut index = 0;
    let mut ranges = merged.iter().peekable();
    while let Some(column) = columns.get(index) {
        // ranges that overlap are no Excel's; the first has the cell
        while ranges.next_if(|r| r.end.1 < *column).is_some() {}
        let range = ranges.peek().filter(|r| r.start.1 <= *column);
        let (origin, last) = match range {
            Some(range) => (range.start, range.end.1),
            None => ((row, *column), *column),
        };
        let end = columns.partition_point(|c| *c <= last).max(index + 1);
        let cell = cell(index..end, cells.texts.get(&origin), origin.0 != row);
        budget.take(cell.paragraphs.iter().map(|p| p.text.len()).sum())?;
        found.push(cell);
        index = end;
    }
    Ok(found)
}

/// A cell over these columns with the text of its range; `below` its first row only a
/// label is repeated.
fn cell(columns: Range<usize>, text: Option<&String>, below: bool) -> ImportCell {
    let mut cell = ImportCell {
        column: columns.start,
        span: columns.len(),
        paragraphs: text.map(|t| paragraphs(t)).unwrap_or_default(),
        repeated: below,
    };
    if below && !cell.is_label() {
        cell.paragraphs.clear();
    }
    cell
}

fn paragraphs(text: &str) -> Vec<ImportParagraph> {
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    lines
        .map(|l| ImportParagraph { text: l.to_owned(), ..ImportParagraph::default() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(texts: &[(u32, u32, &str)], merged: &[[u32; 4]]) -> Vec<String> {
        let texts = texts.iter().map(|(r, c, t)| ((*r, *c), t.to_string()));
        let range = |m: &[u32; 4]| Dimensions::new((m[0], m[1]), (m[2], m[3]));
        let mut cells = Cells::default();
        cells.texts = texts.collect();
        cells.merged = merged.iter().map(range).collect();
        let rows = rows("表", &cells, &mut CellBudget::default()).unwrap();
        let cell = |c: &ImportCell| {
            let mark = if c.repeated { "^" } else { "" };
            format!("{mark}{}:{}+{}", c.text(), c.column, c.span)
        };
        let row = |r: &ImportRow| r.cells.iter().map(cell).collect::<Vec<_>>().join(" ");
        rows.iter().map(row).collect()
    }

    #[test]
    fn merged_cells_span_used_columns_and_repeat_downwards() {
        let texts =
            [(0, 0, "题"), (2, 0, "甲"), (2, 3, "乙"), (2, 9, "丙"), (3, 3, "丁\n戊")];
        let merged = [[0, 0, 0, 9], [2, 0, 3, 1]];
        assert_eq!(
            laid(&texts, &merged),
            ["题:0+3", "甲:0+1 乙:1+1 丙:2+1", "^甲:0+1 丁戊:1+1 :2+1"]
        );
    }

    #[test]
    fn odd_ranges_do_no_harm() {
        let texts = [(0, 0, "甲"), (0, 1, "乙"), (1, 1, "丙")];
        let all = [[0, 0, u32::MAX, u32::MAX], [0, 0, 1, 1], [5, 5, 2, 2], [0, 1, 0, 1]];
        assert_eq!(laid(&texts, &all), ["甲:0+2"]);
        assert_eq!(laid(&[], &all), Vec::<String>::new());
    }
}
