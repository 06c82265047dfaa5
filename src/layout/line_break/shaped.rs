//! A text with the glyph of each character, and how wide each stands in a line.

use super::opportunity::{HANGING, is_han};
use crate::document::{FontRole, StyleSpec};
use crate::layout::font::{Fonts, Glyph};
use std::cell::OnceCell;
use std::ops::Range;

/// A text with the glyph of each character.
pub struct Shaped<'t> {
    /// The text.
    pub text: &'t str,
    /// Byte offset, character, glyph.
    pub glyphs: Vec<(usize, char, Glyph)>,
    size: f32,
    tracking: f32,
    /// For each glyph whether a line may begin with it.
    pub(super) legal: OnceCell<Vec<bool>>,
}

impl<'t> Shaped<'t> {
    /// Finds the glyphs of `text` in `role`.
    pub fn new(text: &'t str, spec: &StyleSpec, fonts: &Fonts) -> Self {
        Self::in_role(text, spec.role, spec, fonts)
    }

    fn in_role(text: &'t str, role: FontRole, spec: &StyleSpec, fonts: &Fonts) -> Self {
        let visible = |c: &char| !c.is_control();
        let chars = text.char_indices().filter(|(_, c)| visible(c));
        let glyphs = chars.map(|(i, c)| (i, c, fonts.glyph(role, c))).collect();
        let (size, tracking, legal) = (spec.size, spec.tracking, OnceCell::new());
        Shaped { text, glyphs, size, tracking, legal }
    }

    /// Width of the glyph at `i`, in points.
    pub fn advance(&self, i: usize) -> f32 {
        self.glyphs[i].2.advance * self.size + self.tracking
    }

    /// What a word processor adds in front of the glyph at `i`.
    pub fn space_before(&self, i: usize) -> f32 {
        let Some(before) = i.checked_sub(1) else { return 0.0 };
        let (a, b) = (self.glyphs[before].1, self.glyphs[i].1);
        let border = is_han(a) && b.is_ascii_alphanumeric()
            || a.is_ascii_alphanumeric() && is_han(b);
        if border { self.size / 4.0 } else { 0.0 }
    }

    /// Width of a range of glyphs, in points.
    pub fn width(&self, range: Range<usize>) -> f32 {
        range.map(|i| self.advance(i)).sum()
    }

    /// How much of the glyph at `i` may stand in the margin at a line's end.
    pub fn hang(&self, i: usize) -> f32 {
        let c = self.glyphs[i].1;
        if !is_han(c) && HANGING.contains(c) { self.advance(i) / 2.0 } else { 0.0 }
    }

    /// The range of glyphs without the blanks at its end.
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let blanks = self.glyphs[range.clone()].iter().rev();
        let blanks = blanks.take_while(|g| g.1 == ' ' || g.1 == '\u{3000}').count();
        range.start..range.end - blanks
    }
}
