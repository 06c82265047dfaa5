//! The characters of a paragraph under construction.

use super::script::{self, Raised};

/// A paragraph's text as far as it is read.
#[derive(Debug, Default)]
pub struct BodyLine {
    text: String,
    /// Raised characters whose meaning depends on all of them.
    raised: String,
    /// Lowered ones.
    lowered: String,
    /// Raised texts that are marks of notes.
    pub marks: Vec<String>,
}

impl BodyLine {
    /// Adds characters on the line.
    pub fn push(&mut self, text: &str) {
        if !text.is_empty() {
            self.settle();
            self.text.push_str(text);
        }
    }

    /// Adds raised characters.
    pub fn push_raised(&mut self, text: &str) {
        if !self.lowered.is_empty() {
            self.settle();
        }
        self.raised.push_str(text);
    }

    /// Adds lowered characters.
    pub fn push_lowered(&mut self, text: &str) {
        if !self.raised.is_empty() {
            self.settle();
        }
        self.lowered.push_str(text);
    }

    /// Settles what raised and lowered characters mean.
    fn settle(&mut self) {
        if !self.raised.is_empty() {
            let raised = std::mem::take(&mut self.raised);
            match script::raised(&self.text, &raised) {
                Raised::Text(text) => self.text.push_str(&text),
                Raised::Mark => self.marks.push(raised.trim().to_owned()),
            }
        }
        if !self.lowered.is_empty() {
            let lowered = std::mem::take(&mut self.lowered);
            self.text.push_str(&script::lowered(&lowered));
        }
    }

    /// Whether it has characters that a reader sees.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.raised.is_empty() && self.lowered.is_empty()
    }

    /// The whole text, and the marks of notes in it.
    pub fn finish(mut self) -> (String, Vec<String>) {
        self.settle();
        (self.text, self.marks)
    }
}
