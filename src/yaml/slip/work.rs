//! A text that is mended in memory, and where each of its bytes came from.

use std::ops::Range;

/// A replacement of some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipEdit {
    /// The bytes that go.
    pub at: Range<usize>,
    /// What comes instead.
    pub text: String,
}

impl SlipEdit {
    /// `text` in the place of `at`.
    pub fn new(at: Range<usize>, text: impl Into<String>) -> SlipEdit {
        SlipEdit { at, text: text.into() }
    }
}

/// The author's text as it is read.
#[derive(Debug, Clone)]
pub struct Work {
    /// What is parsed.
    pub text: String,
    /// The bytes of the author's text that each byte stands for; none as long as both
    /// are the same.
    origins: Vec<(u32, u32)>,
}

impl Work {
    /// The text as the author wrote it.
    pub fn new(text: &str) -> Work {
        Work { text: text.to_owned(), origins: Vec::new() }
    }

    /// Makes the edits, which must not overlap.
    pub fn apply(&mut self, edits: &[SlipEdit]) {
        let mut edits: Vec<&SlipEdit> = edits.iter().collect();
        edits.sort_by_key(|e| (e.at.start, e.at.end));
        let mut text = String::with_capacity(self.text.len() + 16);
        let mut origins = Vec::with_capacity(self.text.len() + 16);
        let mut done = 0;
        for edit in edits {
            if edit.at.start < done || self.text.get(edit.at.clone()).is_none() {
                continue;
            }
            text.push_str(&self.text[done..edit.at.start]);
            origins.extend((done..edit.at.start).map(|i| self.origin_of(i)));
            let from = self.origin(edit.at.clone());
            text.push_str(&edit.text);
            let place = (from.start as u32, from.end as u32);
            origins.extend(std::iter::repeat_n(place, edit.text.len()));
            done = edit.at.end;
        }
        text.push_str(&self.text[done..]);
        origins.extend((done..self.text.len()).map(|i| self.origin_of(i)));
        (self.text, self.origins) = (text, origins);
    }

    fn origin_of(&self, byte: usize) -> (u32, u32) {
        let own = (byte as u32, byte as u32 + 1);
        self.origins.get(byte).copied().unwrap_or(own)
    }

    /// The bytes of the author's text that `range` stands for.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        if self.origins.is_empty() {
            return range;
        }
        let before = |i: usize| match i.checked_sub(1) {
            Some(last) => self.origin_of(last).1,
            None => 0,
        };
        if range.is_empty() {
            let at = before(range.start).max(match self.origins.get(range.start) {
                Some(next) => next.0,
                None => 0,
            });
            return at as usize..at as usize;
        }
        let start = self.origin_of(range.start).0;
        start as usize..before(range.end).max(start) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_through_several_rounds() {
        let mut work = Work::new("甲：乙丙");
        work.apply(&[SlipEdit::new(3..6, ": ")]);
        assert_eq!(work.text, "甲: 乙丙");
        work.apply(&[SlipEdit::new(5..5, "\""), SlipEdit::new(11..11, "\"")]);
        assert_eq!(work.text, "甲: \"乙丙\"");
        assert_eq!(work.origin(5..13), 6..12);
        assert_eq!(work.origin(3..5), 3..6);
        assert_eq!(work.origin(0..3), 0..3);
        assert_eq!(work.origin(13..13), 12..12);
    }
}
