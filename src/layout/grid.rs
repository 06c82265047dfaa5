//! A table cut into the parts that stand on each page.
//!
//! No row is lost or printed twice; header rows begin every part; a label cut by a
//! page's end is printed again; a row taller than a page is split; it always ends.

use super::columns;
use super::decimal::Decimals;
use super::paragraph::{Broken, Setter};
use super::{CELL_PADDING, PlacedCell, PlacedParagraph, PlacedRow, ROW_PADDING, RULE};
use crate::document::{Cell, Row, Table};
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

/// Least height of a row.
const MIN_ROW: f32 = 22.0;
/// A row taller than this share of the type area may be split although it would fit on
/// a page of its own.
const SPLIT_ABOVE: f32 = 0.35;
/// Least height that is worth beginning a split row in.
const SPLIT_ROOM: f32 = 80.0;

/// The rows of a table that still have to be placed.
pub struct Grid<'d> {
    edges: Vec<f32>,
    rows: VecDeque<OpenRow<'d>>,
    headers: Vec<OpenRow<'d>>,
    started: bool,
}

#[derive(Clone)]
struct OpenRow<'d> {
    cells: Vec<OpenCell<'d>>,
    header: bool,
    border: bool,
    split: bool,
}

#[derive(Clone)]
struct OpenCell<'d> {
    column: usize,
    colspan: usize,
    rowspan: usize,
    heading: bool,
    continued: bool,
    /// Whether it is a label that is cut like other text, because no page holds it.
    partial: bool,
    parts: Vec<Part<'d>>,
}

/// Some lines of a paragraph in a cell.
#[derive(Clone)]
struct Part<'d> {
    broken: Rc<Broken<'d>>,
    lines: Range<usize>,
    /// Lines of room it needs.
    room: usize,
    /// What stays free on its right.
    tail: f32,
}

impl Part<'_> {
    fn height(&self) -> f32 {
        self.room as f32 * self.broken.spec.pitch
    }
}

impl OpenCell<'_> {
    fn height(&self) -> f32 {
        self.parts.iter().map(Part::height).sum::<f32>() + 2.0 * ROW_PADDING + RULE
    }
}

impl<'d> Grid<'d> {
    /// Breaks every cell of `table`, which is as wide as the type area.
    pub fn new(table: &'d Table, setter: &Setter) -> Grid<'d> {
        let page = setter.page();
        let mut edges = vec![page.left()];
        let decimals = Decimals::of(table, setter);
        for column in columns::widths(table, &decimals, page.text_width(), setter) {
            edges.push(edges[edges.len() - 1] + column);
        }
        let open = |row: &'d Row| OpenRow {
            cells: row
                .cells
                .iter()
                .map(|c| open_cell(c, &edges, &decimals, setter))
                .collect(),
            header: row.header,
            border: row.border,
            split: false,
        };
        let rows: VecDeque<_> = table.rows.iter().map(open).collect();
        Grid { edges, rows, headers: Vec::new(), started: false }
    }

    /// The vertical edges.
    pub fn edges(&self) -> &[f32] {
        &self.edges
    }

    /// Whether some row has been placed.
    pub fn is_started(&self) -> bool {
        self.started
    }

    /// Whether every row has been placed.
    pub fn is_done(&self) -> bool {
        self.rows.is_empty()
    }

    /// By how much the whole table gets lower when a paragraph of a cell needs a line
    /// less.
    pub fn gain(&mut self, row: usize, cell: usize, paragraph: usize) -> f32 {
        let rows = self.rows.make_contiguous();
        let before: f32 = heights(rows).iter().sum();
        let part = &mut rows[row].cells[cell].parts[paragraph];
        let room = part.room;
        part.room = room.saturating_sub(1);
        let after: f32 = heights(rows).iter().sum();
        rows[row].cells[cell].parts[paragraph].room = room;
        before - after
    }

    /// Height of the rows that must stand together at the beginning: all header rows, what
    /// is above them, and the first row below.
    pub fn beginning(&mut self, setter: &Setter) -> f32 {
        let rows = self.rows.make_contiguous();
        let end = rows.iter().rposition(|r| r.header).map_or(0, |last| last + 1);
        let head: f32 = heights(&rows[..end]).iter().sum();
        let whole: f32 = heights(&rows[..rows.len().min(end + 1)]).iter().sum();
        match whole - head > SPLIT_ABOVE * setter.page().text_height() {
            true => head + SPLIT_ROOM,
            false => whole,
        }
    }

    /// The rows that stand in `available` points from `top` on. None when nothing fits
    /// and a new page is wanted; on a `fresh` page something always fits.
    pub fn take(
        &mut self,
        top: f32,
        available: f32,
        fresh: bool,
        setter: &Setter,
    ) -> Option<Vec<PlacedRow>> {
        let mut rows = if self.started { self.headers.clone() } else { Vec::new() };
        let repeated = rows.len();
        self.fill(&mut rows, available);
        let must = fresh && rows.iter().all(|r| r.header);
        self.split_next(&mut rows, available, must, setter);
        self.give_back_headers(&mut rows, repeated);
        if rows.len() == repeated {
            return None;
        }
        self.remember_headers(&rows[repeated..]);
        self.cut_spans(&mut rows, repeated);
        self.started = true;
        Some(self.place(&rows, repeated, top, setter))
    }

    /// Moves whole rows from the queue while they fit.
    fn fill(&mut self, rows: &mut Vec<OpenRow<'d>>, available: f32) {
        while let Some(next) = self.rows.pop_front() {
            rows.push(next);
            if heights(rows).iter().sum::<f32>() > available {
                self.rows.extend(rows.pop());
                self.rows.rotate_right(1);
                return;
            }
        }
    }

    /// A header row is never the last on a page.
    fn give_back_headers(&mut self, rows: &mut Vec<OpenRow<'d>>, repeated: usize) {
        while rows.len() > repeated
            && !self.rows.is_empty()
            && rows.last().is_some_and(|r| r.header)
        {
            if let Some(row) = rows.pop() {
                self.rows.push_front(row);
            }
        }
    }

    /// Begins the next row here where it is too tall to be kept whole, or `must` because
    /// nothing but headers stands on a fresh page.
    fn split_next(
        &mut self,
        rows: &mut Vec<OpenRow<'d>>,
        available: f32,
        must: bool,
        setter: &Setter,
    ) {
        let Some(next) = self.rows.front() else { return };
        let left = available - heights(rows).iter().sum::<f32>();
        let height = heights(std::slice::from_ref(next))[0];
        let tall = height > SPLIT_ABOVE * setter.page().text_height();
        if !(must || tall && left > SPLIT_ROOM && !next.header) {
            return;
        }
        match next.split(left, must, setter) {
            Some((first, rest)) => {
                rows.push(first);
                self.rows[0] = rest;
            }
            None if must => rows.extend(self.rows.pop_front()),
            None => {}
        }
    }

    fn remember_headers(&mut self, rows: &[OpenRow<'d>]) {
        let headers = rows.iter().filter(|r| r.header && !r.split);
        self.headers.extend(headers.cloned());
    }

    /// Cells that reach beyond this page end with it and begin anew on the next.
    fn cut_spans(&mut self, rows: &mut [OpenRow<'d>], repeated: usize) {
        let count = rows.len();
        // the rest of a row that was begun here comes first on the next page
        let last_is_split = self.rows.front().is_some_and(|r| r.split);
        let mut again = Vec::new();
        for (i, row) in rows.iter_mut().enumerate().skip(repeated) {
            for cell in &mut row.cells {
                let here = count - i;
                // a split row stands on both pages
                let whole = if last_is_split { here - 1 } else { here };
                if cell.rowspan > here || cell.rowspan > whole && cell.rowspan > 1 {
                    let rowspan = cell.rowspan - whole;
                    let mut rest = OpenCell { rowspan, continued: true, ..cell.clone() };
                    if rest.partial {
                        rest.parts.clear();
                    }
                    again.push(rest);
                    cell.rowspan = here;
                }
            }
        }
        if let Some(next) = self.rows.front_mut() {
            let new = |c: &OpenCell| !next.cells.iter().any(|o| o.column == c.column);
            again.retain(new);
            next.cells.extend(again);
            next.cells.sort_by_key(|c| c.column);
        }
    }

    fn place(
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
            let cell = |c: &OpenCell| {
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
                cells: row.cells.iter().map(cell).collect(),
            });
            y += heights[i];
        }
        placed
    }

    /// Sets a cell's text in the middle of its height; in a split row, at the top.
    fn place_cell(
        &self,
        cell: &OpenCell,
        top: f32,
        height: f32,
        split: bool,
        setter: &Setter,
    ) -> PlacedCell {
        let left = self.edges[cell.column] + CELL_PADDING;
        let lines = |p: &Part| p.lines.len().max(1) as f32 * p.broken.spec.pitch;
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
            continued: cell.continued,
            partial: cell.partial,
            paragraphs,
        }
    }
}

fn open_cell<'d>(
    cell: &'d Cell,
    edges: &[f32],
    decimals: &Decimals,
    setter: &Setter,
) -> OpenCell<'d> {
    let right = edges[(cell.column + cell.colspan).min(edges.len() - 1)];
    let width = (right - edges[cell.column] - 2.0 * CELL_PADDING).max(1.0);
    let part = |paragraph| {
        let tail = decimals.tail(cell, paragraph, width, setter);
        let broken = Rc::new(setter.break_lines(paragraph, width - tail));
        let lines = 0..broken.lines.len();
        let room = setter.room(&broken, lines.clone());
        Part { broken, lines, room, tail }
    };
    OpenCell {
        column: cell.column,
        colspan: cell.colspan,
        rowspan: cell.rowspan,
        heading: cell.heading,
        continued: false,
        partial: false,
        parts: cell.paragraphs.iter().map(part).collect(),
    }
}

/// The heights of rows that stand together on a page. Cells over several rows count with
/// the rows they have here; what they lack is added to these in equal parts.
fn heights(rows: &[OpenRow]) -> Vec<f32> {
    let single = |r: &OpenRow| {
        let cells = r.cells.iter().filter(|c| c.rowspan == 1);
        cells.map(OpenCell::height).fold(MIN_ROW, f32::max)
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

impl<'d> OpenRow<'d> {
    /// The part of the row that fits into `height`, and the rest. Labels stand in both,
    /// but for one that is higher itself. None when nothing, or everything, would stay.
    /// A row that `must` be split gives at least a line.
    fn split(&self, height: f32, must: bool, setter: &Setter) -> Option<(Self, Self)> {
        let room = height - 2.0 * ROW_PADDING - RULE;
        let (mut first, mut rest) = (self.clone(), self.clone());
        let mut moved = false;
        let mut kept = false;
        for (one, two) in first.cells.iter_mut().zip(&mut rest.cells) {
            two.continued = true;
            if one.heading || one.rowspan > 1 {
                one.rowspan = 1;
                if one.height() <= height {
                    if one.partial {
                        two.parts.clear();
                    }
                    continue;
                }
                if !must {
                    return None;
                }
                (one.partial, two.partial) = (true, true);
            }
            let parts = std::mem::take(&mut one.parts);
            (one.parts, two.parts) = split_parts(parts, room, must, setter);
            kept |= !one.parts.is_empty();
            moved |= !two.parts.is_empty();
        }
        first.split = true;
        rest.split = true;
        (kept && moved).then_some((first, rest))
    }
}

fn split_parts<'d>(
    parts: Vec<Part<'d>>,
    room: f32,
    must: bool,
    setter: &Setter,
) -> (Vec<Part<'d>>, Vec<Part<'d>>) {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    let mut left = room;
    for part in parts {
        if !rest.is_empty() {
            rest.push(part);
            continue;
        }
        if part.height() <= left {
            left -= part.height();
            first.push(part);
            continue;
        }
        let (here, there) = cut(part, left, must && first.is_empty(), setter);
        first.extend(here);
        rest.extend(there);
    }
    (first, rest)
}

/// Cuts a paragraph where `room` ends.
fn cut<'d>(
    part: Part<'d>,
    room: f32,
    must: bool,
    setter: &Setter,
) -> (Option<Part<'d>>, Option<Part<'d>>) {
    let pitch = part.broken.spec.pitch;
    let least = usize::from(must);
    let mut count = ((room / pitch).max(0.0) as usize).clamp(least, part.lines.len());
    let piece = |lines: Range<usize>| {
        let room = setter.room(&part.broken, lines.clone());
        let broken = part.broken.clone();
        (!lines.is_empty()).then_some(Part { broken, lines, room, tail: part.tail })
    };
    loop {
        let middle = part.lines.start + count;
        let here = piece(part.lines.start..middle);
        let fits = here.as_ref().is_none_or(|p| p.height() <= room);
        if fits || count <= least {
            return (here, piece(middle..part.lines.end));
        }
        count -= 1;
    }
}
