//! A table cut into the parts that stand on each page.
//!
//! No row is lost or printed twice; header rows begin every part; a label cut by a
//! page's end is printed again; a row taller than a page is split; it always ends.

mod place;
mod row;
mod split;

use super::decimal::DecimalColumn;
use super::paragraph::Setter;
use super::{PlacedRow, columns};
use crate::document::{Row, Table};
use row::{OpenRow, UnfinishedCell, heights};
use std::collections::VecDeque;

/// A row taller than this share of the type area may be split although it would fit on
/// a page of its own.
const SPLIT_ABOVE: f32 = 0.35;
/// Header rows that take a larger share of the type area are printed once, like other
/// rows: repeated they would leave no room for the text.
const HEADERS_UP_TO: f32 = 0.5;
/// Fewer rows than this are not left alone at a table's end, nor before rows that move
/// to the next page.
const COMPANY: usize = 3;
/// Least height that is worth beginning a split row in.
const SPLIT_ROOM: f32 = 80.0;

/// The rows of a table that still have to be placed.
pub struct Grid<'d> {
    edges: Vec<f32>,
    rows: VecDeque<OpenRow<'d>>,
    headers: Vec<OpenRow<'d>>,
    started: bool,
}

impl<'d> Grid<'d> {
    /// Breaks every cell of `table`, which is as wide as the type area.
    pub fn new(table: &'d Table, setter: &Setter) -> Grid<'d> {
        let page = setter.page();
        let mut edges = vec![page.left()];
        let decimals = DecimalColumn::of(table, setter);
        for column in columns::widths(table, &decimals, page.text_width(), setter) {
            edges.push(edges[edges.len() - 1] + column);
        }
        let open = |row: &'d Row| OpenRow::new(row, &edges, &decimals, setter);
        let mut rows: VecDeque<_> = table.rows.iter().map(open).collect();
        let headers: Vec<_> = rows.iter().filter(|r| r.header).cloned().collect();
        if heights(&headers).iter().sum::<f32>() > HEADERS_UP_TO * page.text_height() {
            rows.iter_mut().for_each(|row| row.header = false);
        }
        keep_last(rows.make_contiguous());
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
        let kept = rows[end..].iter().take_while(|row| row.keep).count();
        let head: f32 = heights(&rows[..end]).iter().sum();
        let whole: f32 = heights(&rows[..rows.len().min(end + kept + 1)]).iter().sum();
        let height = setter.page().text_height();
        let kept_whole = kept > 0 && whole - head <= height * (1.0 - HEADERS_UP_TO);
        match whole - head > SPLIT_ABOVE * height && !kept_whole {
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
        let before = self.rows.front().cloned();
        self.reach_down(&mut rows);
        self.fill(&mut rows, available);
        self.keep_together(&mut rows, repeated, fresh, setter);
        let must = fresh && rows.iter().all(|r| r.header);
        self.split_next(&mut rows, available, must, setter);
        self.give_back_headers(&mut rows, repeated);
        if rows.len() == repeated {
            // the next page has these headers too
            self.rows.iter_mut().zip(before).for_each(|(row, before)| *row = before);
            return None;
        }
        self.remember_headers(&rows[repeated..]);
        self.cut_spans(&mut rows, repeated);
        self.started = true;
        Some(self.place(&rows, repeated, top, setter))
    }

    /// A label that stands over headers and rows below them is one cell here too: the rest
    /// of it in the next row goes into the header that is printed again.
    fn reach_down(&mut self, headers: &mut [OpenRow<'d>]) {
        let count = headers.len();
        for (i, header) in headers.iter_mut().enumerate() {
            for cell in header.cells.iter_mut().filter(|c| i + c.rowspan > count) {
                let is_rest = |c: &UnfinishedCell| c.continued && c.column == cell.column;
                let next = self.rows.front_mut();
                let rest = next.and_then(|row| {
                    let at = row.cells.iter().position(is_rest)?;
                    Some(row.cells.remove(at))
                });
                cell.rowspan = count - i + rest.map_or(0, |r| r.rowspan);
            }
        }
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

    /// Rows that stand together with the next one go to its page, where there is room for
    /// all of them and what stays here is worth a part of the table.
    fn keep_together(
        &mut self,
        rows: &mut Vec<OpenRow<'d>>,
        repeated: usize,
        fresh: bool,
        setter: &Setter,
    ) {
        let movable = |row: &&OpenRow| row.keep && !row.split;
        let moved = rows[repeated..].iter().rev().take_while(movable).count();
        if moved == 0 || self.rows.is_empty() || self.rows[0].split {
            return;
        }
        let from = rows.len() - moved;
        let stay = rows[repeated..from].iter().filter(|row| !row.header).count();
        let whole_table = from == repeated && !self.started && !fresh;
        let behind = self.rows.iter().take_while(|row| row.keep).count() + 1;
        let group = rows[from..].iter().chain(self.rows.iter().take(behind));
        let group: Vec<_> = group.cloned().collect();
        let room = setter.page().text_height() * (1.0 - HEADERS_UP_TO);
        let fits = heights(&group).iter().sum::<f32>() <= room;
        if fits && (whole_table || stay >= COMPANY) {
            for row in rows.split_off(from).into_iter().rev() {
                self.rows.push_front(row);
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
        for (i, row) in rows.iter_mut().enumerate() {
            let below = |c: &&mut UnfinishedCell| i + c.rowspan > repeated;
            for cell in row.cells.iter_mut().filter(below) {
                let here = count - i;
                // a split row stands on both pages
                let whole = if last_is_split { here - 1 } else { here };
                if cell.rowspan > here || cell.rowspan > whole && cell.rowspan > 1 {
                    let rowspan = cell.rowspan - whole;
                    let mut rest =
                        UnfinishedCell { rowspan, continued: true, ..cell.clone() };
                    if rest.partial {
                        rest.parts.clear();
                    }
                    again.push(rest);
                    cell.rowspan = here;
                }
            }
        }
        if let Some(next) = self.rows.front_mut() {
            let new =
                |c: &UnfinishedCell| !next.cells.iter().any(|o| o.column == c.column);
            again.retain(new);
            next.cells.extend(again);
            next.cells.sort_by_key(|c| c.column);
        }
    }
}

/// The last rows of a table stand together, so that none of them is alone on a page.
fn keep_last(rows: &mut [OpenRow]) {
    let last = rows.len().saturating_sub(COMPANY);
    let count = rows.len().saturating_sub(last + 1);
    for row in rows.iter_mut().skip(last).take(count).filter(|row| !row.header) {
        row.keep = true;
    }
}
