//! A table read from top to bottom.

use super::super::block::{ImportCell, ImportParagraph, ImportRow};
use super::super::text::tight;
use super::{Lines, behind_left, is_telling, values};
use crate::sheet::{Content, Kind, Line, Repeat, Slot};

/// Where in its lines a table is.
pub(in crate::import) struct Cursor<'l> {
    lines: &'l Lines,
    at: Option<usize>,
}

/// What a row is.
pub(in crate::import) enum Found {
    /// A row of the form, with its values.
    Values(Vec<(Slot, Vec<ImportParagraph>)>),
    /// The head of a table; its cells behind the labels on the left.
    Head(Repeat, ImportRow),
    /// A row of a table; its cells behind the labels on the left.
    Body(Repeat, ImportRow),
    /// The row below a table.
    Foot,
}

impl<'l> Cursor<'l> {
    /// At the beginning.
    pub(in crate::import) fn new(lines: &'l Lines) -> Cursor<'l> {
        Cursor { lines, at: None }
    }

    /// What a row is; None where the form has no such row.
    pub(in crate::import) fn row(&mut self, row: &ImportRow) -> Option<Found> {
        let at = self.find(row)?;
        self.at = Some(at);
        let line = &self.lines.0[at];
        Some(match &line.kind {
            Kind::Fixed => Found::Values(paragraphs(line, row)),
            Kind::Head(repeat) => Found::Head(repeat.clone(), behind(line, row)),
            Kind::Body(repeat) => Found::Body(repeat.clone(), behind(line, row)),
            Kind::Foot(_) => Found::Foot,
        })
    }

    /// The line that a row is: the one at hand where a page has cut it, the nearest below
    /// whose words it has, or the one at hand or below it that has none.
    fn find(&self, row: &ImportRow) -> Option<usize> {
        let lines = &self.lines.0;
        let is = |at: &usize| self.is(&lines[*at], row);
        let next = self.at.map_or(0, |at| at + 1);
        let at = self.at.filter(is);
        if at.is_some() && continues(row) {
            return at;
        }
        let below = (next..lines.len()).find(|i| is_telling(&lines[*i]) && is(i));
        let in_body = at.is_some_and(|at| matches!(lines[at].kind, Kind::Body(_)));
        let silent = (next < lines.len() && !is_telling(&lines[next])).then_some(next);
        let silent = silent.filter(|i| is(i) && (!in_body || self.is_foot(*i)));
        let again = || self.repeated_head(row);
        let behind = || (0..next).find(|i| is_telling(&lines[*i]) && is(i));
        below.or_else(again).or(silent).or(at).or_else(behind)
    }

    fn is_foot(&self, at: usize) -> bool {
        matches!(self.lines.0[at].kind, Kind::Foot(_))
    }

    /// The head of the table at hand, printed again on a further page.
    fn repeated_head(&self, row: &ImportRow) -> Option<usize> {
        let at = self.at?;
        let head =
            (0..at).rev().find(|i| matches!(self.lines.0[*i].kind, Kind::Head(_)))?;
        self.is(&self.lines.0[head], row).then_some(head)
    }

    fn is(&self, line: &Line, row: &ImportRow) -> bool {
        match &line.kind {
            Kind::Fixed | Kind::Head(_) => values(line, row).is_some(),
            Kind::Body(Repeat::Indicators(_)) => {
                behind_left(line, row).is_some_and(|cells| cells.len() > 2)
            }
            Kind::Body(_) => {
                let cells = behind_left(line, row);
                cells.is_some_and(|c| c.len() == line.cells.len()) && fixed(line, row)
            }
            Kind::Foot(_) => {
                let cells = behind_left(line, row);
                cells.is_some_and(|c| c.len() == line.cells.len()) && fixed(line, row)
            }
        }
    }
}

/// Whether the words of a row in a table are those of the line.
fn fixed(line: &Line, row: &ImportRow) -> bool {
    let Some(cells) = behind_left(line, row) else { return false };
    line.cells.iter().zip(cells).all(|(form, cell)| match &form.content {
        Content::Words(words) => words.find(&cell.text()).is_some(),
        Content::Blank => tight(&cell.text()).is_empty(),
        _ => true,
    })
}

/// Whether a page's end has cut a row off the one before.
fn continues(row: &ImportRow) -> bool {
    let cut = |c: &ImportCell| c.paragraphs.first().is_some_and(|p| p.continues);
    row.cells.iter().filter(|c| !c.repeated).any(cut)
}

fn paragraphs(line: &Line, row: &ImportRow) -> Vec<(Slot, Vec<ImportParagraph>)> {
    let found = values(line, row).unwrap_or_default();
    let whole = |slot: &Slot| {
        line.cells.iter().any(|c| c.content == Content::Value(slot.clone()))
    };
    let text = |v: super::Value| match whole(&v.slot) {
        true => (v.slot, v.cell.paragraphs.clone()),
        false => {
            let words = ImportParagraph { text: v.text, ..ImportParagraph::default() };
            (v.slot, vec![words])
        }
    };
    found.into_iter().map(text).collect()
}

fn behind(line: &Line, row: &ImportRow) -> ImportRow {
    let cells = behind_left(line, row).unwrap_or_default().to_vec();
    ImportRow { place: row.place.clone(), cells }
}
