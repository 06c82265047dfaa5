//! A slip of the pen whose cause is known, and the bytes that mend it.

use super::work::{SlipEdit, Work};
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::text::source::{FileId, Span};
use std::ops::Range;

/// Whether the mend is offered to the author too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// It only lets reading go on.
    None,
    /// It is likely what was meant.
    Check,
    /// It is what was meant.
    Safe,
}

/// A slip; its places are bytes of the text that is worked on.
#[derive(Debug, Clone)]
pub struct Repair {
    /// Its code.
    pub code: &'static Code,
    /// What lets the parser go on.
    pub edits: Vec<SlipEdit>,
    /// Where it is told.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What stands beside the caret.
    pub label: String,
    /// The way out.
    pub help: String,
    /// Whether the edits are offered as a fix.
    pub remedy: Remedy,
    /// Whether nothing that the author wrote is read at another place, or not at all.
    pub is_sure: bool,
}

impl Repair {
    /// A slip at `at` whose mend is what was meant.
    pub fn new(at: Range<usize>, message: impl Into<String>) -> Repair {
        Repair {
            code: codes::S101,
            edits: Vec::new(),
            at,
            message: message.into(),
            label: String::new(),
            help: String::new(),
            remedy: Remedy::Safe,
            is_sure: true,
        }
    }

    /// Adds an edit.
    pub fn edit(mut self, at: Range<usize>, text: impl Into<String>) -> Repair {
        self.edits.push(SlipEdit::new(at, text));
        self
    }

    /// Says `text` beside the caret.
    pub fn label(mut self, text: impl Into<String>) -> Repair {
        self.label = text.into();
        self
    }

    /// Names the way out.
    pub fn help(mut self, text: impl Into<String>) -> Repair {
        self.help = text.into();
        self
    }

    /// The mend is a guess that the author has to look at.
    pub fn checked(mut self) -> Repair {
        self.remedy = Remedy::Check;
        self
    }

    /// The mend only lets reading go on, and leaves something out.
    pub fn unsure(mut self) -> Repair {
        (self.remedy, self.is_sure) = (Remedy::None, false);
        self
    }

    /// The finding about it in the author's text.
    pub fn diagnostic(&self, work: &Work, file: FileId) -> Diagnostic {
        let place = |r: &Range<usize>| Span::new(file, work.origin(r.clone()));
        let mut finding = self.code.finding(place(&self.at), self.message.as_str());
        if !self.label.is_empty() {
            finding = finding.label(self.label.as_str());
        }
        if !self.help.is_empty() {
            finding = finding.help(self.help.as_str());
        }
        let (Some((whole, text)), true) =
            (self.replacement(&work.text), self.remedy != Remedy::None)
        else {
            return finding;
        };
        match self.remedy {
            Remedy::Safe => finding.safe_fix(place(&whole), text),
            _ => finding.fix(place(&whole), text),
        }
    }

    /// The edits as one replacement of the bytes from the first to the last.
    fn replacement(&self, text: &str) -> Option<(Range<usize>, String)> {
        let mut edits: Vec<_> = self.edits.iter().collect();
        edits.sort_by_key(|e| e.at.start);
        let whole = edits.first()?.at.start..edits.iter().map(|e| e.at.end).max()?;
        let (mut out, mut done) = (String::new(), whole.start);
        for edit in edits {
            out.push_str(text.get(done..edit.at.start)?);
            out.push_str(&edit.text);
            done = edit.at.end;
        }
        Some((whole, out))
    }
}
