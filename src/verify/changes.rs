//! Paired units → what changed, cell by cell.

use super::align::{Pair, align};
use super::unit::{Cell, Paragraph, Shape, Unit, likeness, tight};
use crate::text::source::Span;

/// How a text was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Into another one.
    Changed,
    /// It was put in.
    Added,
    /// It was taken out.
    Removed,
}

/// A difference between a file and what it should show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How.
    pub kind: Kind,
    /// Whether it is a row of a table, or a cell or paragraph.
    pub is_row: bool,
    /// Where in the text, such as 2.会议费绩效目标表，会议次数，指标值.
    pub place: String,
    /// What should stand there; empty where it was added.
    pub old: String,
    /// What stands there; empty where it was removed.
    pub new: String,
    /// The YAML that it comes from; None for what the program prints by itself.
    pub source: Option<Span>,
}

impl Change {
    /// A text that was put in at `place`.
    pub fn added(place: &str, text: &str) -> Change {
        Change {
            kind: Kind::Added,
            is_row: false,
            place: place.into(),
            old: String::new(),
            new: text.into(),
            source: None,
        }
    }
}

impl Change {
    /// The way back.
    pub fn reversed(self) -> Change {
        let kind = match self.kind {
            Kind::Changed => Kind::Changed,
            Kind::Added => Kind::Removed,
            Kind::Removed => Kind::Added,
        };
        Change { kind, old: self.new, new: self.old, ..self }
    }
}

/// What differs, in the order of the text.
pub fn changes(expected: &[Unit], actual: &[Unit]) -> Vec<Change> {
    let keys = |units: &[Unit]| units.iter().map(Unit::key).collect::<Vec<_>>();
    let likeness = |i: usize, j: usize| of_units(&expected[i], &actual[j]);
    let pairs = align(&keys(expected), &keys(actual), likeness);
    let mut changes = Vec::new();
    let mut place = "封面";
    for pair in pairs {
        match pair {
            (Some(i), Some(j)) => unit(&expected[i], &actual[j], &mut changes),
            (Some(i), None) => changes.push(removed(&expected[i])),
            (None, Some(j)) => changes.push(Change {
                is_row: actual[j].shape == Shape::Row,
                ..Change::added(section(place), &actual[j].text())
            }),
            (None, None) => {}
        }
        place = pair.0.map_or(place, |i| &expected[i].place);
    }
    changes
}

/// The place of a unit without the name of its row.
fn section(place: &str) -> &str {
    place.split('，').next().unwrap_or(place)
}

fn removed(unit: &Unit) -> Change {
    let paragraphs =
        unit.cells.iter().filter(|c| !c.repeated).flat_map(|c| &c.paragraphs);
    Change {
        kind: Kind::Removed,
        is_row: unit.shape == Shape::Row,
        place: section(&unit.place).to_owned(),
        old: unit.text(),
        new: String::new(),
        source: paragraphs.filter_map(|p| p.source).next(),
    }
}

/// How likely an actual unit is an edited form of an expected one: labels do not count
/// where there is other text, long texts more than short ones.
fn of_units(expected: &Unit, actual: &Unit) -> f64 {
    if expected.shape != actual.shape {
        return 0.0;
    }
    if expected.cells.len() != actual.cells.len() {
        return likeness(&expected.text(), &actual.text());
    }
    let labels = expected.cells.iter().all(|c| c.heading || c.paragraphs.is_empty());
    let (mut sum, mut weights) = (0.0, 0.0);
    for (old, new) in expected.cells.iter().zip(&actual.cells) {
        if old.heading && !labels {
            continue;
        }
        let (old, new) = (old.text(), new.text());
        let weight = old.chars().count().max(new.chars().count()).min(60) as f64;
        sum += weight * likeness(&old, &new);
        weights += weight;
    }
    if weights == 0.0 { 1.0 } else { sum / weights }
}

fn unit(expected: &Unit, actual: &Unit, changes: &mut Vec<Change>) {
    if expected.open && opens(expected, actual) {
        return;
    }
    if expected.cells.len() != actual.cells.len() {
        changes.push(Change {
            kind: Kind::Changed,
            new: actual.text(),
            ..removed(expected)
        });
        return;
    }
    for (old, new) in expected.cells.iter().zip(&actual.cells) {
        // of a merged cell only the first row tells
        let told = old.repeated && new.repeated;
        if !told && !old.is_same(new) {
            cell(expected, old, new, changes);
        }
    }
}

/// Whether a line of the 目录 is what it should be but for its page number.
fn opens(expected: &Unit, actual: &Unit) -> bool {
    let (old, new) = (tight(&expected.text()), tight(&actual.text()));
    let rest = new.strip_prefix(&old);
    rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// The changes of a cell: paragraph by paragraph, as each may come from elsewhere.
fn cell(unit: &Unit, old: &Cell, new: &Cell, changes: &mut Vec<Change>) {
    let place = match old.label.as_str() {
        "" => unit.place.clone(),
        label => format!("{}，{label}", unit.place),
    };
    let change = |kind, old: &str, new: &str, source| Change {
        kind,
        is_row: false,
        place: place.clone(),
        old: old.into(),
        new: new.into(),
        source,
    };
    if old.paragraphs.len() <= 1 && new.paragraphs.len() <= 1 {
        let source = old.paragraphs.first().and_then(|p| p.source);
        changes.push(change(Kind::Changed, &old.text(), &new.text(), source));
        return;
    }
    let mut source = None;
    for (before, after) in paragraphs(&old.paragraphs, &new.paragraphs) {
        let (before, after) =
            (before.map(|i| &old.paragraphs[i]), after.map(|j| &new.paragraphs[j]));
        source = before.and_then(|p| p.source).or(source);
        match (before, after) {
            (Some(a), Some(b)) if a.is_same(b) => {}
            (Some(a), Some(b)) => {
                changes.push(change(Kind::Changed, &a.text, &b.text, source));
            }
            (Some(a), None) => changes.push(change(Kind::Removed, &a.text, "", source)),
            (None, Some(b)) => changes.push(change(Kind::Added, "", &b.text, source)),
            (None, None) => {}
        }
    }
}

fn paragraphs(old: &[Paragraph], new: &[Paragraph]) -> Vec<Pair> {
    let keys = |all: &[Paragraph]| all.iter().map(|p| tight(&p.text)).collect::<Vec<_>>();
    let (old, new) = (keys(old), keys(new));
    align(&old, &new, |i, j| likeness(&old[i], &new[j]))
}
