//! A paragraph: broken into lines, then set at a place.

use super::font::{Fonts, Glyph};
use super::line_break::{LineBreaker, Rules, Shaped};
use super::{Line, PlacedParagraph, TextRun};
use crate::document::{Align, PageSetup, Paragraph, Style, StyleSpec};
use std::ops::Range;

/// Widest gap that justifying may open between two characters, in ems.
const MAX_STRETCH: f32 = 0.25;

/// What stands between the characters of a spread paragraph, in ems.
const SPREAD: f32 = 0.9;

/// Breaks and sets paragraphs with the fonts of a run.
pub struct Setter<'a> {
    fonts: &'a Fonts<'a>,
    page: &'a PageSetup,
    breaker: LineBreaker,
}

/// How wide a paragraph is, in points.
#[derive(Debug, Default, Clone, Copy)]
pub struct Extent {
    /// In one line.
    pub whole: f32,
    /// Its longest stretch that no line should cut.
    pub longest: f32,
    /// Its longest code or amount.
    pub number: f32,
}

/// A paragraph in lines of a known width.
pub struct Broken<'d> {
    /// The paragraph.
    pub paragraph: &'d Paragraph,
    /// Its style.
    pub spec: StyleSpec,
    /// Its lines, as ranges of glyphs.
    pub lines: Vec<Range<usize>>,
    shaped: Shaped<'d>,
    width: f32,
    inset: f32,
}

impl<'a> Setter<'a> {
    /// A setter with `fonts` on `page`.
    pub fn new(fonts: &'a Fonts<'a>, page: &'a PageSetup) -> Self {
        Setter { fonts, page, breaker: LineBreaker::default() }
    }

    /// The page.
    pub fn page(&self) -> &'a PageSetup {
        self.page
    }

    /// How a style looks on the page.
    pub fn spec(&self, style: Style) -> StyleSpec {
        style.spec(self.page)
    }

    /// Breaks `paragraph` into lines of `width`.
    pub fn break_lines<'d>(&self, paragraph: &'d Paragraph, width: f32) -> Broken<'d> {
        let mut spec = self.spec(paragraph.style);
        if paragraph.spread {
            spec.tracking = SPREAD * spec.size;
        }
        let shaped = Shaped::new(&paragraph.text, &spec, self.fonts);
        let balanced = match spec.align {
            Align::Center => self.breaker.balanced(&shaped, width),
            _ => width,
        };
        let indent = spec.indent * spec.size;
        let lines = self.breaker.lines(&shaped, indent, balanced, Rules::Careful);
        let inset = (width - balanced) / 2.0;
        Broken { paragraph, spec, lines, shaped, width, inset }
    }

    /// How many lines of room a part of a paragraph needs: its own, or those that a word
    /// processor would make of it where these are more.
    pub fn room(&self, broken: &Broken, lines: Range<usize>) -> usize {
        self.elsewhere(broken, lines.clone()).1.max(lines.len())
    }

    /// The fewest lines that a part of a paragraph may take in a word processor.
    pub fn fewest(&self, broken: &Broken, lines: Range<usize>) -> usize {
        self.elsewhere(broken, lines).0
    }

    /// The fewest and the most lines that word processors make of a part of a paragraph.
    fn elsewhere(&self, broken: &Broken, lines: Range<usize>) -> (usize, usize) {
        let first = lines.start == 0;
        let indent = if first { broken.spec.indent * broken.spec.size } else { 0.0 };
        let width = broken.width - 2.0 * broken.inset;
        let count = |s: &Shaped| self.breaker.lines_elsewhere(s, indent, width);
        let whole = lines == (0..broken.lines.len());
        match broken.text(lines) {
            None => (1, 1),
            Some(_) if whole => count(&broken.shaped),
            Some(part) => count(&Shaped::new(part, &broken.spec, self.fonts)),
        }
    }

    /// Sets some lines of a paragraph with their top left corner at a place.
    pub fn place(
        &self,
        broken: &Broken,
        lines: Range<usize>,
        left: f32,
        top: f32,
    ) -> PlacedParagraph {
        let set = |i: usize| {
            let top = top + (i - lines.start) as f32 * broken.spec.pitch;
            broken.set_line(i, left, top)
        };
        PlacedParagraph {
            style: broken.paragraph.style,
            text: broken.text(lines.clone()).unwrap_or_default().to_owned(),
            top,
            above: 0.0,
            left,
            width: broken.width,
            inset: broken.inset,
            tail: 0.0,
            lines: lines.clone().map(set).collect(),
            continued: lines.start > 0,
            heading: None,
            list: broken.paragraph.list,
            source: broken.paragraph.source,
        }
    }

    /// Sets a short text in one line that begins at `x`, ends there or has its middle
    /// there.
    pub fn place_line(
        &self,
        text: &str,
        spec: &StyleSpec,
        x: f32,
        align: Align,
        top: f32,
    ) -> Line {
        let shaped = Shaped::new(text, spec, self.fonts);
        let width = shaped.width(0..shaped.glyphs.len());
        let x = match align {
            Align::Right => x - width,
            Align::Center => x - width / 2.0,
            Align::Left | Align::Justify => x,
        };
        let all = 0..shaped.glyphs.len();
        Line {
            baseline: baseline(spec, top),
            runs: runs(&shaped, all, x, spec, spec.tracking),
        }
    }

    /// The widths of a paragraph.
    pub fn extent(&self, paragraph: &Paragraph) -> Extent {
        let spec = self.spec(paragraph.style);
        let shaped = Shaped::new(&paragraph.text, &spec, self.fonts);
        Extent {
            whole: shaped.width(0..shaped.glyphs.len()),
            longest: self.breaker.longest_stretch(&shaped),
            number: self.breaker.longest_number(&shaped),
        }
    }

    /// The width of a text set in one line.
    pub fn width(&self, text: &str, spec: &StyleSpec) -> f32 {
        let shaped = Shaped::new(text, spec, self.fonts);
        shaped.width(0..shaped.glyphs.len())
    }
}

impl Broken<'_> {
    /// The text of some lines; None for no lines.
    fn text(&self, lines: Range<usize>) -> Option<&str> {
        let first = self.lines.get(lines.start)?;
        let last = self.lines.get(lines.end.checked_sub(1)?)?;
        let byte = |i: usize| {
            let glyph = self.shaped.glyphs.get(i);
            glyph.map_or(self.shaped.text.len(), |g| g.0)
        };
        Some(&self.shaped.text[byte(first.start)..byte(last.end)])
    }

    fn set_line(&self, i: usize, left: f32, top: f32) -> Line {
        let glyphs = self.shaped.trimmed(self.lines[i].clone());
        let indent = if i == 0 { self.spec.indent * self.spec.size } else { 0.0 };
        let hang = glyphs.clone().last().map_or(0.0, |g| self.shaped.hang(g));
        let natural = self.shaped.width(glyphs.clone());
        let free = self.width - indent - natural;
        let (x, stretch) = match self.spec.align {
            Align::Left => (left + indent, 0.0),
            Align::Right => (left + free, 0.0),
            // nothing is drawn in the tracking behind the last character
            Align::Center => (left + (free + self.spec.tracking) / 2.0, 0.0),
            Align::Justify if i + 1 == self.lines.len() => (left + indent, 0.0),
            Align::Justify => {
                let gaps = glyphs.len().saturating_sub(1).max(1) as f32;
                let hang = if free < 0.0 { hang } else { 0.0 };
                let stretch = (free + hang) / gaps;
                let fits = stretch.abs() < MAX_STRETCH * self.spec.size;
                (left + indent, if fits { stretch } else { 0.0 })
            }
        };
        let tracking = self.spec.tracking + stretch;
        let runs = runs(&self.shaped, glyphs, x, &self.spec, tracking);
        Line { baseline: baseline(&self.spec, top), runs }
    }
}

impl TextRun {
    fn push(&mut self, meant: char, glyph: Glyph) {
        let drawn = glyph.drawn;
        self.glyphs.push(glyph.id);
        if meant != drawn && self.meant.is_none() {
            self.meant = Some(self.text.clone());
        }
        self.text.push(drawn);
        if let Some(text) = &mut self.meant {
            text.push(meant);
        }
    }
}

/// The baseline of a line whose top is at `top`: the em box, 0.88 above and 0.12 below
/// the baseline in every face, stands in the middle of the pitch.
fn baseline(spec: &StyleSpec, top: f32) -> f32 {
    top + spec.pitch / 2.0 + spec.size * 0.38
}

fn runs(
    shaped: &Shaped,
    glyphs: Range<usize>,
    left: f32,
    spec: &StyleSpec,
    tracking: f32,
) -> Vec<TextRun> {
    let mut runs: Vec<TextRun> = Vec::new();
    let mut x = left;
    for (_, c, glyph) in &shaped.glyphs[glyphs] {
        match runs.last_mut() {
            Some(run) if run.face == glyph.face => run.push(*c, *glyph),
            _ => {
                let mut run = TextRun {
                    face: glyph.face,
                    size: spec.size,
                    x,
                    tracking,
                    text: String::new(),
                    glyphs: Vec::new(),
                    meant: None,
                };
                run.push(*c, *glyph);
                runs.push(run);
            }
        }
        x += glyph.advance * spec.size + tracking;
    }
    runs
}
