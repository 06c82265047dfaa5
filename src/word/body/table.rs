//! Tables: rows and cells, and which cells are merged.

use super::block::BodyReader;
use super::remark::RemarkKind;
use super::{BodyCell, BodyRow, BodyTable};
use crate::word::styles::shade;
use crate::word::xml::XmlElement;

/// Most columns of a table; Word itself allows 63.
const MAX_COLUMNS: usize = 1_000;

/// A cell as its properties say, before it is known what stands above it.
struct Draft {
    cell: BodyCell,
    /// Whether it goes on with the cell above, if there is one.
    continues: bool,
    /// Whether it goes on with the cell on its left.
    aside: bool,
}

impl BodyReader {
    /// Reads a table; `at` is its number among those outside of others.
    pub(super) fn table(&mut self, element: &XmlElement, at: Option<usize>) -> BodyTable {
        let outer = self.row;
        let shaded = self.shaded;
        self.shaded |= element.part("tblPr").and_then(shade).unwrap_or(false);
        let mut rows = Vec::new();
        let mut number = 0;
        self.rows(element, at, &mut number, &mut rows);
        self.row = outer;
        self.shaded = shaded;
        BodyTable { rows }
    }

    /// Reads the rows in an element.
    fn rows(
        &mut self,
        element: &XmlElement,
        at: Option<usize>,
        number: &mut usize,
        rows: &mut Vec<BodyRow>,
    ) {
        for child in element.elements() {
            match child.local() {
                "tr" => {
                    *number += 1;
                    self.row = at.map_or(self.row, |table| Some((table, *number)));
                    let row = self.row(child, rows.last());
                    rows.extend(row);
                }
                "tblPr" | "tblGrid" | "tblPrEx" => {}
                "del" | "moveFrom" => self.revised = true,
                _ => match self.around(child) {
                    Some(inside) => self.rows(&inside, at, number, rows),
                    None => self.stray(child),
                },
            }
        }
    }

    /// Reads a row; None where it is deleted or hidden.
    fn row(&mut self, element: &XmlElement, above: Option<&BodyRow>) -> Option<BodyRow> {
        let properties = element.part("trPr");
        let has = |name| properties.is_some_and(|p| p.part(name).is_some());
        if has("del") {
            self.revised = true;
            return None;
        }
        self.revised |= has("ins");
        if properties.and_then(|p| p.switch("hidden")) == Some(true) {
            self.remark(RemarkKind::HiddenRow, element.all_text());
            return None;
        }
        let mut drafts = Vec::new();
        self.cells(element, &mut drafts);
        if drafts.is_empty() {
            return None;
        }
        let before = properties.and_then(|p| p.part_value("gridBefore"));
        let before = before.and_then(|v| v.trim().parse().ok()).unwrap_or(0);
        let whole = properties.and_then(|p| p.switch("cantSplit")) == Some(true);
        let mut row =
            BodyRow { before: before.min(MAX_COLUMNS), whole, cells: Vec::new() };
        self.merge(drafts, &mut row, above);
        Some(row)
    }

    /// Reads the cells in an element.
    fn cells(&mut self, element: &XmlElement, drafts: &mut Vec<Draft>) {
        for child in element.elements() {
            match child.local() {
                "tc" => drafts.extend(self.cell(child)),
                "trPr" | "tblPrEx" => {}
                "del" | "moveFrom" => self.revised = true,
                _ => match self.around(child) {
                    Some(inside) => self.cells(&inside, drafts),
                    None => self.stray(child),
                },
            }
        }
    }

    /// Reads a cell; None where it is deleted.
    fn cell(&mut self, element: &XmlElement) -> Option<Draft> {
        let properties = element.part("tcPr");
        let part = |name| properties.and_then(|p| p.part(name));
        if part("cellDel").is_some() {
            self.revised = true;
            return None;
        }
        let tracked = part("cellMerge").and_then(|m| m.local_attribute("vMerge"));
        self.revised |= part("cellIns").is_some() || tracked.is_some();
        let goes_on = |name| {
            let merge = part(name)?.local_attribute("val");
            Some(merge.as_deref() != Some("restart"))
        };
        let continues = match tracked.as_deref() {
            Some(merge) => merge == "cont",
            None => goes_on("vMerge").unwrap_or(false),
        };
        let aside = goes_on("hMerge").unwrap_or(false);
        let span = properties.and_then(|p| p.part_value("gridSpan"));
        let span = span.and_then(|v| v.trim().parse::<usize>().ok()).unwrap_or(1);
        let outer = self.shaded;
        self.shaded |= properties.and_then(shade).unwrap_or(false);
        let mut paragraphs = Vec::new();
        for child in element.elements() {
            self.content(child, &mut paragraphs);
        }
        self.close_in(&mut paragraphs);
        self.shaded = outer;
        let cell =
            BodyCell { span: span.clamp(1, MAX_COLUMNS), merged: false, paragraphs };
        Some(Draft { cell, continues, aside })
    }

    /// Merges cells with those above and on their left; their own texts are covered.
    fn merge(&mut self, drafts: Vec<Draft>, row: &mut BodyRow, above: Option<&BodyRow>) {
        let mut column = row.before;
        for Draft { mut cell, continues, aside } in drafts {
            let left = row.cells.last_mut().filter(|_| aside);
            if let Some(left) = left {
                left.span += cell.span;
                column += cell.span;
                self.cover(&mut cell);
                continue;
            }
            let over = above.and_then(|r| at(r, column));
            if continues && over.is_some_and(|o| o.span == cell.span) {
                self.cover(&mut cell);
                cell.merged = true;
            }
            column += cell.span;
            row.cells.push(cell);
        }
    }

    /// Takes the text of a cell that nobody sees.
    fn cover(&mut self, cell: &mut BodyCell) {
        let paragraphs = std::mem::take(&mut cell.paragraphs);
        let text: String = paragraphs.into_iter().map(|p| p.text).collect();
        if !text.trim().is_empty() {
            self.remark(RemarkKind::Covered, text);
        }
    }

    /// Tells of text where none can stand.
    fn stray(&mut self, element: &XmlElement) {
        let text = element.all_text();
        if !text.trim().is_empty() {
            self.remark(RemarkKind::Stray, text);
        }
    }
}

/// The cell of a row that begins at a column.
fn at(row: &BodyRow, column: usize) -> Option<&BodyCell> {
    let mut start = row.before;
    for cell in &row.cells {
        if start == column {
            return Some(cell);
        }
        start += cell.span;
    }
    None
}
