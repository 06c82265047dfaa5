//! Paired units → what changed, cell by cell.

use super::align::{AlignedPair, align};
use super::unit::{ReadCell, ReadParagraph, ReadShape, ReadUnit, likeness, tight};
use crate::text::source::Span;

/// How a text was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
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
    pub kind: ChangeKind,
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
            kind: ChangeKind::Added,
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
            ChangeKind::Changed => ChangeKind::Changed,
            ChangeKind::Added => ChangeKind::Removed,
            ChangeKind::Removed => ChangeKind::Added,
        };
        Change { kind, old: self.new, new: self.old, ..self }
    }
}

/// What differs, in the order of the text.
pub fn changes(expected: &[ReadUnit], actual: &[ReadUnit]) -> Vec<Change> {
    let keys = |units: &[ReadUnit]| units.iter().map(ReadUnit::key).collect::<Vec<_>>();
    let likeness = |i: usize, j: usize| of_units(&expected[i], &actual[j]);
    let pairs = align(&keys(expected), &keys(actual), likeness);
    let mut changes = Vec::new();
    let mut place = "封面";
    for pair in pairs {
        match pair {
            (Some(i), Some(j)) => unit(&expected[i], &actual[j], &mut changes),
            (Some(i), None) => changes.push(removed(&expected[i])),
            (None, Some(j)) => changes.push(Change {
                is_row: actual[j].shape == ReadShape::Row,
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

fn removed(unit: &ReadUnit) -> Change {
    let paragraphs =
        unit.cells.iter().filter(|c| !c.repeated).flat_map(|c| &c.paragraphs);
    Change {
        kind: ChangeKind::Removed,
        is_row: unit.shape == ReadShape::Row,
        place: section(&unit.place).to_owned(),
        old: unit.text(),
        new: String::new(),
        source: paragraphs.filter_map(|p| p.source).next(),
    }
}

/// How likely an actual unit is an edited form of an expected one: labels do not count
/// where there is other text, long texts more than short ones.
fn of_units(expected: &ReadUnit, actual: &ReadUnit) -> f64 {
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

fn unit(expected: &ReadUnit, actual: &ReadUnit, changes: &mut Vec<Change>) {
    if expected.open && opens(expected, actual) {
        return;
    }
    if expected.cells.len() != actual.cells.len() {
        changes.push(Change {
            kind: ChangeKind::Changed,
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
fn opens(expected: &ReadUnit, actual: &ReadUnit) -> bool {
    let (old, new) = (tight(&expected.text()), tight(&actual.text()));
    let rest = new.strip_prefix(&old);
    rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// The changes of a cell: paragraph by paragraph, as each may come from elsewhere.
fn cell(unit: &ReadUnit, old: &ReadCell, new: &ReadCell, changes: &mut Vec<Change>) {
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
        changes.push(change(ChangeKind::Changed, &old.text(), &new.text(), source));
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
                changes.push(change(ChangeKind::Changed, &a.text, &b.text, source));
            }
            (Some(a), None) => {
                changes.push(change(ChangeKind::Removed, &a.text, "", source))
            }
            (None, Some(b)) => {
                changes.push(change(ChangeKind::Added, "", &b.text, source))
            }
            (None, None) => {}
        }
    }
}

fn paragraphs(old: &[ReadParagraph], new: &[ReadParagraph]) -> Vec<AlignedPair> {
    let keys =
        |all: &[ReadParagraph]| all.iter().map(|p| tight(&p.text)).collect::<Vec<_>>();
    let (old, new) = (keys(old), keys(new));
    align(&old, &new, |i, j| likeness(&old[i], &new[j]))
}
