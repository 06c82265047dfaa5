//! Findings: what is wrong, where, and the way out.

pub mod codes;
mod concise;
mod frame;
mod github;
mod json;
mod render;
mod sarif;

pub use crate::model::Severity;
pub use codes::Code;
pub use concise::to_concise;
pub use frame::Frame;
pub use github::to_github;
pub use json::{Verdict, json_frame, json_items, to_json};
pub use render::to_text;
pub use sarif::{RuleText, sarif_frame, sarif_items, to_sarif};

use crate::text::source::{Sources, Span};

/// A place and what to say there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands beside the caret; may be empty.
    pub text: String,
}

/// A replacement that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// By what.
    pub text: String,
    /// Whether what the author meant stays the same, so that it may be applied unseen.
    pub safe: bool,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault it is.
    pub code: &'static Code,
    /// Its weight.
    pub severity: Severity,
    /// What is wrong, with the values in question.
    pub message: String,
    /// Where it is wrong.
    pub primary: Label,
    /// Other places that matter.
    pub related: Vec<Label>,
    /// Whether the other places are as much at fault as the first, so that lists of
    /// places name them too.
    pub is_shared: bool,
    /// The way out.
    pub help: Vec<String>,
    /// A replacement that mends it, where one is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding of a kind at `span`, with the weight of its kind.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity,
            message: message.into(),
            primary: Label { span, text: String::new() },
            related: Vec::new(),
            is_shared: false,
            help: Vec::new(),
            fix: None,
        }
    }

    /// The same finding with another weight.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Says `text` beside the caret.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Points at another place too. A place that no file holds is left out.
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        if !span.is_none() {
            self.related.push(Label { span, text: text.into() });
        }
        self
    }

    /// Says that the other places are as much at fault as the first.
    pub fn shared(mut self) -> Self {
        self.is_shared = true;
        self
    }

    /// The other places that are as much at fault as the first.
    pub fn equals(&self) -> impl Iterator<Item = &Label> {
        self.related.iter().filter(|_| self.is_shared)
    }

    /// Adds a way out.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a replacement that mends it but may change the meaning.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into(), safe: false });
        self
    }

    /// Adds a replacement that mends it and keeps the meaning.
    pub fn safe_fix(self, span: Span, text: impl Into<String>) -> Self {
        let mut fixed = self.fix(span, text);
        if let Some(fix) = &mut fixed.fix {
            fix.safe = true;
        }
        fixed
    }
}

/// How many findings of each weight, over how many files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    #[serde(skip)]
    pub notes: usize,
}

impl std::ops::AddAssign for Summary {
    fn add_assign(&mut self, other: Summary) {
        self.files += other.files;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }
}

impl Summary {
    /// Counts the findings of a run.
    pub fn of(diagnostics: &[Diagnostic], sources: &Sources) -> Summary {
        let count = |s| diagnostics.iter().filter(|d| d.severity == s).count();
        Summary {
            files: sources.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Info),
        }
    }
}

/// Puts findings into reading order (file, place, code) and drops exact doubles.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message))
    });
    diagnostics.dedup();
}
