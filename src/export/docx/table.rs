//! Tables: the rows of one page.

use super::paragraph::{Keep, Properties, kept, paragraph};
use super::style::{self, TABLE};
use super::twips;
use super::xml::Xml;
use crate::document::{PageSetup, Style};
use crate::layout::{PlacedCell, PlacedRow, PlacedTable, RULE};

/// What programs want beyond the rows for the rules at a table's top and bottom.
const RULES: f32 = 3.0 * RULE;

/// What a table has beside its rows.
pub struct TableForm<'a> {
    /// By how many points it is written lower than in the layout.
    pub less: f32,
    /// What people hear who do not see it.
    pub caption: &'a str,
    /// How many of its first rows stand on the page of the row below them.
    pub kept: usize,
}

/// Writes a table.
pub fn table(x: &mut Xml, table: &PlacedTable, sheet: &PageSetup, form: &TableForm) {
    let edges: Vec<i32> = table.edges.iter().map(|&edge| twips(edge)).collect();
    let heights = heights(&table.rows, form.less + RULES);
    x.element("w:tbl", &[], |x| {
        table_properties(x, table, &edges, sheet, form.caption);
        grid(x, &edges);
        for (i, (row, height)) in slots(table).iter().zip(heights).enumerate() {
            row.write(x, &edges, height, i < form.kept || row.row.keep);
        }
    });
}

/// By how many points a table is written lower than the layout has it, beside what the
/// paragraphs around it take: programs add something for its rules.
pub fn saved(table: &PlacedTable) -> f32 {
    RULES + RULE * table.rows.len() as f32
}

/// Every row gives its share of `less`, and the rule that some programs add to it: the
/// padding of cells in the table style is less than [`crate::layout::ROW_PADDING`], so
/// that the text still fits. The heights are rounded together, so that rounding does not
/// add up.
fn heights(rows: &[PlacedRow], less: f32) -> Vec<i32> {
    let share = less / rows.len() as f32 + RULE;
    let mut end = 0.0;
    let mut written = 0;
    let mut height = |row: &PlacedRow| {
        end += row.height - share;
        let height = twips(end) - written;
        written += height;
        height.max(0)
    };
    rows.iter().map(&mut height).collect()
}

fn table_properties(
    x: &mut Xml,
    table: &PlacedTable,
    edges: &[i32],
    sheet: &PageSetup,
    caption: &str,
) {
    let start = edges.first().map_or(0, |&edge| edge - twips(sheet.left()));
    x.element("w:tblPr", &[], |x| {
        x.value("w:tblStyle", TABLE);
        width(x, "w:tblW", span(edges, 0, edges.len()));
        if start != 0 {
            width(x, "w:tblInd", start);
        }
        x.empty("w:tblLayout", &[("w:type", &"fixed")]);
        look(x, table);
        if !caption.is_empty() {
            x.value("w:tblCaption", caption);
        }
    });
}

/// Where the labels stand: in the first row, in the first column.
fn look(x: &mut Xml, table: &PlacedTable) {
    let first_row = table.rows.first().is_some_and(|row| row.header);
    let labels = table.rows.iter().flat_map(|row| row.cells.first());
    let first_column = labels.clone().any(|cell| cell.column == 0 && cell.heading);
    let switch = |on| if on { "1" } else { "0" };
    x.empty(
        "w:tblLook",
        &[
            ("w:firstRow", &switch(first_row)),
            ("w:lastRow", &"0"),
            ("w:firstColumn", &switch(first_column)),
            ("w:lastColumn", &"0"),
            ("w:noHBand", &"1"),
            ("w:noVBand", &"1"),
        ],
    );
}

fn width(x: &mut Xml, name: &str, twips: i32) {
    x.empty(name, &[("w:w", &twips), ("w:type", &"dxa")]);
}

fn grid(x: &mut Xml, edges: &[i32]) {
    x.element("w:tblGrid", &[], |x| {
        for column in edges.windows(2) {
            x.empty("w:gridCol", &[("w:w", &(column[1] - column[0]))]);
        }
    });
}

/// The width of `columns` columns from `first`.
fn span(edges: &[i32], first: usize, columns: usize) -> i32 {
    let last = edges.len().saturating_sub(1);
    let edge = |index: usize| edges.get(index.min(last)).copied().unwrap_or(0);
    edge(first + columns) - edge(first)
}

/// A row with all its cells, those too that began in a row above.
struct SlotRow<'a> {
    row: &'a PlacedRow,
    slots: Vec<Slot<'a>>,
    above: bool,
    below: bool,
}

#[derive(Clone, Copy)]
struct Slot<'a> {
    cell: &'a PlacedCell,
    begins: bool,
}

/// Every row of the table with every cell that covers it.
fn slots(table: &PlacedTable) -> Vec<SlotRow<'_>> {
    let mut open: Vec<(usize, &PlacedCell)> = Vec::new();
    let rows = &table.rows;
    let border = |index: Option<usize>| {
        index.and_then(|index| rows.get(index)).is_some_and(|row| row.border)
    };
    let slot_row = |(index, row)| SlotRow {
        row,
        slots: row_slots(index, row, &mut open),
        above: border(index.checked_sub(1)),
        below: border(Some(index + 1)),
    };
    rows.iter().enumerate().map(slot_row).collect()
}

fn row_slots<'a>(
    index: usize,
    row: &'a PlacedRow,
    open: &mut Vec<(usize, &'a PlacedCell)>,
) -> Vec<Slot<'a>> {
    open.retain(|(end, _)| *end > index);
    let mut slots: Vec<_> =
        open.iter().map(|&(_, cell)| Slot { cell, begins: false }).collect();
    slots.extend(row.cells.iter().map(|cell| Slot { cell, begins: true }));
    slots.sort_by_key(|slot| slot.cell.column);
    open.extend(row.cells.iter().map(|cell| (index + cell.rowspan.max(1), cell)));
    slots
}

impl SlotRow<'_> {
    fn write(&self, x: &mut Xml, edges: &[i32], height: i32, keep: bool) {
        x.element("w:tr", &[], |x| {
            self.properties(x, height);
            for slot in &self.slots {
                self.cell(x, edges, *slot, keep);
            }
        });
    }

    fn properties(&self, x: &mut Xml, height: i32) {
        x.element("w:trPr", &[], |x| {
            if !self.row.split {
                x.empty("w:cantSplit", &[]);
            }
            x.empty("w:trHeight", &[("w:val", &height), ("w:hRule", &"atLeast")]);
            if self.row.header {
                x.empty("w:tblHeader", &[]);
            }
        });
    }

    fn cell(&self, x: &mut Xml, edges: &[i32], slot: Slot, keep: bool) {
        x.element("w:tc", &[], |x| {
            x.element("w:tcPr", &[], |x| self.cell_properties(x, edges, slot));
            text(x, slot, keep);
        });
    }

    fn cell_properties(&self, x: &mut Xml, edges: &[i32], slot: Slot) {
        let cell = slot.cell;
        width(x, "w:tcW", span(edges, cell.column, cell.colspan));
        if cell.colspan > 1 {
            x.value("w:gridSpan", cell.colspan);
        }
        match (slot.begins, cell.rowspan > 1) {
            (true, true) => x.value("w:vMerge", "restart"),
            (false, _) => x.value("w:vMerge", "continue"),
            (true, false) => {}
        }
        if !self.row.border {
            self.borders(x);
        }
        x.value("w:vAlign", "center");
    }

    /// A row without rules keeps those of its neighbours.
    fn borders(&self, x: &mut Xml) {
        x.element("w:tcBorders", &[], |x| {
            border(x, "w:top", self.above);
            border(x, "w:left", false);
            border(x, "w:bottom", self.below);
            border(x, "w:right", false);
        });
    }
}

fn border(x: &mut Xml, name: &str, drawn: bool) {
    if drawn {
        let eighths = (RULE * 8.0).round() as i32;
        let (space, color) = (0, "000000");
        x.empty(
            name,
            &[
                ("w:val", &"single"),
                ("w:sz", &eighths),
                ("w:space", &space),
                ("w:color", &color),
            ],
        );
    } else {
        x.value(name, "nil");
    }
}

/// A cell is never without a paragraph, and an empty one is no higher than its style.
/// Programs keep a row with the next one whose paragraphs say so.
fn text(x: &mut Xml, slot: Slot, with_next: bool) {
    let keep = Keep { page_break: false, with_next };
    let paragraphs = &slot.cell.paragraphs;
    if slot.begins && !paragraphs.is_empty() {
        paragraphs.iter().for_each(|paragraph| kept(x, paragraph, keep));
    } else {
        let style = paragraphs.first().map_or(Style::CellText, |first| first.style);
        paragraph(
            x,
            style::id(style),
            Properties { keep, ..Properties::default() },
            |_| {},
        );
    }
}
