//! Paragraphs, runs and fields.

use super::section::SectionForm;
use super::style::{self, SPACER, SPACER_HEIGHT};
use super::twips;
use super::xml::{Attribute, Xml};
use crate::layout::PlacedParagraph;

/// What a paragraph has beside its style. Lengths in twips.
#[derive(Debug, Default, Clone, Copy)]
pub struct Properties<'a> {
    /// What it has to do with pages.
    pub keep: Keep,
    /// Space above.
    pub before: i32,
    /// An exact pitch other than the style's.
    pub line: Option<i32>,
    /// Indent on both sides.
    pub inset: i32,
    /// Indent on the right alone.
    pub tail: i32,
    /// The section that it ends.
    pub section: Option<&'a SectionForm>,
}

/// On which page a paragraph stands.
#[derive(Debug, Default, Clone, Copy)]
pub struct Keep {
    /// Whether it begins a page.
    pub page_break: bool,
    /// Whether it stands on the page of what follows it.
    pub with_next: bool,
}

impl Keep {
    /// That of a paragraph which perhaps begins a page.
    pub fn page_break(page_break: bool) -> Keep {
        Keep { page_break, with_next: false }
    }
}

impl Properties<'_> {
    /// Those of a paragraph as the layout placed it.
    pub fn of(paragraph: &PlacedParagraph, keep: Keep) -> Self {
        Properties {
            keep,
            before: twips(paragraph.above),
            inset: inset(paragraph.inset),
            tail: twips(paragraph.tail),
            ..Properties::default()
        }
    }

    /// In the order of the schema.
    fn write(&self, x: &mut Xml) {
        if self.keep.with_next {
            x.empty("w:keepNext", &[]);
        }
        if self.keep.page_break {
            x.empty("w:pageBreakBefore", &[]);
        }
        self.spacing(x);
        if self.inset > 0 {
            x.empty("w:ind", &[("w:left", &self.inset), ("w:right", &self.inset)]);
        } else if self.tail > 0 {
            x.empty("w:ind", &[("w:right", &self.tail)]);
        }
        if let Some(section) = self.section {
            section.write(x);
        }
    }

    fn spacing(&self, x: &mut Xml) {
        let mut attributes: Vec<Attribute> = Vec::new();
        if self.before > 0 {
            attributes.push(("w:before", &self.before));
        }
        if let Some(line) = &self.line {
            attributes.push(("w:line", line));
            attributes.push(("w:lineRule", &"exact"));
        }
        if !attributes.is_empty() {
            x.empty("w:spacing", &attributes);
        }
    }
}

/// The layout fits the text exactly; half a point less keeps rounding from breaking its
/// longest line.
fn inset(points: f32) -> i32 {
    twips(points - 0.5).max(0)
}

/// A paragraph in a style.
pub fn paragraph(
    x: &mut Xml,
    style: &str,
    properties: Properties,
    content: impl FnOnce(&mut Xml),
) {
    x.element("w:p", &[], |x| {
        x.element("w:pPr", &[], |x| {
            x.value("w:pStyle", style);
            properties.write(x);
        });
        content(x);
    });
}

/// A paragraph as the layout placed it; a heading is a place to link to.
pub fn placed(x: &mut Xml, paragraph: &PlacedParagraph, page_break: bool) {
    kept(x, paragraph, Keep::page_break(page_break));
}

/// The same, kept as told.
pub fn kept(x: &mut Xml, paragraph: &PlacedParagraph, keep: Keep) {
    let properties = Properties::of(paragraph, keep);
    let heading = paragraph.heading.filter(|_| !paragraph.continued);
    let text = &paragraph.text;
    self::paragraph(x, &style::id_of(paragraph), properties, |x| {
        match (heading, paragraph.spread()) {
            (Some(heading), _) => bookmarked(x, heading, text),
            (None, Some(width)) => spread(x, text, width),
            (None, None) => run(x, text),
        }
    });
}

/// Text with `width` points between its characters.
fn spread(x: &mut Xml, text: &str, width: f32) {
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    x.element("w:r", &[], |x| {
        x.element("w:rPr", &[], |x| x.value("w:spacing", twips(width)));
        x.element("w:t", &[], |x| x.text(&text[..last]));
    });
    run(x, &text[last..]);
}

/// A thin paragraph: it begins a page before a table, keeps two tables apart or ends a
/// section. `height` in points.
pub fn spacer(x: &mut Xml, height: f32, keep: Keep, section: Option<&SectionForm>) {
    let line = (height > SPACER_HEIGHT).then(|| twips(height));
    let properties = Properties { keep, line, section, ..Properties::default() };
    paragraph(x, SPACER, properties, |_| {});
}

/// The bookmark of a heading.
pub fn bookmark(heading: usize) -> String {
    format!("_Toc{:09}", heading + 1)
}

fn bookmarked(x: &mut Xml, heading: usize, text: &str) {
    x.empty("w:bookmarkStart", &[("w:id", &heading), ("w:name", &bookmark(heading))]);
    run(x, text);
    x.empty("w:bookmarkEnd", &[("w:id", &heading)]);
}

/// Text.
pub fn run(x: &mut Xml, text: &str) {
    if text.is_empty() {
        return;
    }
    x.element("w:r", &[], |x| {
        if text.chars().any(ambiguous) {
            let hint = |x: &mut Xml| x.empty("w:rFonts", &[("w:hint", &"eastAsia")]);
            x.element("w:rPr", &[], hint);
        }
        let preserve: [Attribute; 1] = [("xml:space", &"preserve")];
        let attributes = if has_blanks_to_keep(text) { &preserve[..] } else { &[] };
        x.element("w:t", attributes, |x| x.text(text));
    });
}

/// Whether a reader of XML might drop blanks of the text unless told to keep them.
fn has_blanks_to_keep(text: &str) -> bool {
    let blank = |c: char| c.is_ascii_whitespace();
    text.starts_with(blank) || text.ends_with(blank) || text.contains("  ")
}

/// Whether Word takes a character from the Latin font unless told otherwise, such as the
/// quotation marks and dashes of Chinese (ISO/IEC 29500-1, 17.3.2.26).
fn ambiguous(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{2e7f}' | '\u{e000}'..='\u{f8ff}' | '\u{fb00}'..='\u{fb1c}')
}

/// The jump to the next tab stop.
pub fn tab(x: &mut Xml) {
    x.element("w:r", &[], |x| x.empty("w:tab", &[]));
}

/// The end of a line within a paragraph.
pub fn line_break(x: &mut Xml) {
    x.element("w:r", &[], |x| x.empty("w:br", &[]));
}

/// A field with its result.
pub fn field(x: &mut Xml, instruction: &str, result: &str) {
    field_begin(x, instruction);
    run(x, result);
    field_end(x);
}

/// The beginning of a field, up to its result.
pub fn field_begin(x: &mut Xml, instruction: &str) {
    field_char(x, "begin");
    x.element("w:r", &[], |x| {
        x.element("w:instrText", &[("xml:space", &"preserve")], |x| {
            x.text(&format!(" {instruction} "));
        });
    });
    field_char(x, "separate");
}

/// The end of a field.
pub fn field_end(x: &mut Xml) {
    field_char(x, "end");
}

fn field_char(x: &mut Xml, kind: &str) {
    x.element("w:r", &[], |x| x.empty("w:fldChar", &[("w:fldCharType", &kind)]));
}
