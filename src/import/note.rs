//! What the importer has to tell the user.

use super::block::ImportPlace;
use std::fmt;

/// Why a note is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// A value was derived, not read.
    Guess,
    /// Something was left out because the program writes it itself.
    Skipped,
    /// A text found no place in the model.
    Unplaced,
}

impl NoteKind {
    /// The word that people read.
    pub fn chinese(self) -> &'static str {
        match self {
            NoteKind::Guess => "推定",
            NoteKind::Skipped => "略去",
            NoteKind::Unplaced => "未归位",
        }
    }
}

/// Something to look at after an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Why it is told.
    pub kind: NoteKind,
    /// Where in the file, such as 第 3 个表第 2 行.
    pub place: Option<String>,
    /// What it is, with the text in question.
    pub message: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}：", self.kind.chinese())?;
        if let Some(place) = &self.place {
            write!(f, "{place}，")?;
        }
        f.write_str(&self.message)
    }
}

/// The notes of an import, in the order they arise.
#[derive(Debug, Default)]
pub struct Notes(pub Vec<Note>);

impl Notes {
    /// A value was derived.
    pub fn guess(&mut self, message: impl Into<String>) {
        self.add(NoteKind::Guess, None, message.into());
    }

    /// Something was left out.
    pub fn skipped(&mut self, message: impl Into<String>) {
        self.add(NoteKind::Skipped, None, message.into());
    }

    /// A text found no place.
    pub fn unplaced(&mut self, message: impl Into<String>) {
        self.add(NoteKind::Unplaced, None, message.into());
    }

    /// A note with its place in the file.
    pub fn at(
        &mut self,
        kind: NoteKind,
        place: &ImportPlace,
        message: impl Into<String>,
    ) {
        self.add(kind, Some(place.to_string()), message.into());
    }

    /// A note of some kind, with its place where it has one.
    pub fn add(&mut self, kind: NoteKind, place: Option<String>, message: String) {
        self.0.push(Note { kind, place, message });
    }
}
