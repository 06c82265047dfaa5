//! The rows of a file → the lines of a 表样 that they were printed from.
//!
//! A row is a line where it has as many cells and the same words at the same places. What
//! pages have cut goes on with the same line; a line whose cells are all values is known
//! by the one above it.

mod cursor;

pub(super) use cursor::{Cursor, Found};

use super::block::{ImportCell, ImportRow};
use super::text::tight;
use crate::model::Profile;
use crate::sheet::{self, Content, Kind, Line, Of, Slot, lower};

/// The lines of a table.
#[derive(Debug)]
pub(super) struct Lines(Vec<Line>);

impl Lines {
    /// Those of a profile; None where templates make its table.
    pub(super) fn of(profile: &Profile, of: Of) -> Option<Lines> {
        of.sheet(profile)?;
        let sections = lower(profile, of);
        Some(Lines(sections.into_iter().flat_map(|s| s.lines).collect()))
    }

    /// Whether a row is one of the lines, by its words alone.
    pub(super) fn knows(&self, row: &ImportRow) -> bool {
        self.telling().any(|line| values(line, row).is_some())
    }

    /// Whether a row is the line with 项目名称, which begins a project or stands near its
    /// beginning.
    pub(super) fn names_project(&self, row: &ImportRow) -> bool {
        let names = |line: &&Line| {
            line.cells.iter().any(|c| c.content == Content::Value(Slot::Name))
        };
        self.telling().filter(names).any(|line| values(line, row).is_some())
    }

    /// The values of a row that is one of the lines, by its words alone.
    pub(super) fn values(&self, row: &ImportRow) -> Option<Vec<(Slot, String)>> {
        let found = self.telling().find_map(|line| values(line, row))?;
        Some(found.into_iter().map(|v| (v.slot, v.text)).collect())
    }

    /// The words of the lines that stand in front of values or above them.
    pub(super) fn labels(&self) -> impl Iterator<Item = (String, Option<&Slot>)> {
        self.0.iter().filter(|l| l.kind == Kind::Fixed).flat_map(|line| {
            let behind = |i: usize| match line.cells.get(i + 1).map(|c| &c.content) {
                Some(Content::Value(slot)) => Some(slot),
                _ => None,
            };
            let cells = line.cells.iter().enumerate();
            cells.filter_map(move |(i, cell)| match &cell.content {
                Content::Words(words) if cell.style.is_heading() => {
                    Some((words.print(|_| String::new()), behind(i)))
                }
                _ => None,
            })
        })
    }

    fn telling(&self) -> impl Iterator<Item = &Line> {
        self.0.iter().filter(|line| is_telling(line))
    }
}

/// A value of a line, as found in a row.
pub(super) struct Value<'r> {
    pub slot: Slot,
    pub text: String,
    pub cell: &'r ImportCell,
}

/// Whether a line has words of its own by which it can be told.
fn is_telling(line: &Line) -> bool {
    let words = |c: &sheet::Cell| matches!(&c.content, Content::Words(w) if w.has_text());
    matches!(line.kind, Kind::Fixed | Kind::Head(_)) && line.cells.iter().any(words)
}

/// The cells of a row behind the labels on the left; None where these are others.
fn behind_left<'r>(line: &Line, row: &'r ImportRow) -> Option<&'r [ImportCell]> {
    let (left, rest) = row.cells.split_at_checked(line.left.len())?;
    let same = |(label, cell): (&sheet::Left, &ImportCell)| {
        let text = tight(&cell.text());
        // a label that no page holds is cut like other text
        label.words.find(&text).is_some()
            || tight(&label.words.print(|_| String::new())).contains(&text)
    };
    line.left.iter().zip(left).all(same).then_some(rest)
}

/// The values of a row that is this line; None where it is another.
fn values<'r>(line: &Line, row: &'r ImportRow) -> Option<Vec<Value<'r>>> {
    let cells = behind_left(line, row)?;
    if cells.len() != line.cells.len() {
        return None;
    }
    let mut found = Vec::new();
    for (form, cell) in line.cells.iter().zip(cells) {
        match &form.content {
            Content::Words(words) => {
                for (slot, text) in words.find(&cell.text())? {
                    found.push(Value { slot, text, cell });
                }
            }
            Content::Value(slot) => {
                let text = cell.text();
                found.push(Value { slot: slot.clone(), text, cell });
            }
            Content::Blank if !tight(&cell.text()).is_empty() => return None,
            _ => {}
        }
    }
    Some(found)
}
