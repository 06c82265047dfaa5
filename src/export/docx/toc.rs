//! 目录: a field whose result is the layout's, so that nobody need update it.

use super::paragraph::{
    Keep, Properties, bookmark, field, field_begin, field_end, line_break, paragraph,
    placed, run, tab,
};
use super::style;
use super::xml::Xml;
use crate::layout::{Layout, Line, Page, Piece, PlacedEntry};

/// Writes the pages of the 目录.
pub fn contents(x: &mut Xml, layout: &Layout, pages: &[&Page]) {
    x.element("w:sdt", &[], |x| {
        x.element("w:sdtPr", &[], |x| {
            x.element("w:docPartObj", &[], |x| {
                x.value("w:docPartGallery", "Table of Contents");
                x.empty("w:docPartUnique", &[]);
            });
        });
        x.element("w:sdtContent", &[], |x| Toc::new(layout, pages).write(x, pages));
    });
}

struct Toc<'a> {
    layout: &'a Layout,
    instruction: String,
    entries: usize,
    written: usize,
}

impl<'a> Toc<'a> {
    fn new(layout: &'a Layout, pages: &[&Page]) -> Self {
        let entries: Vec<_> = pages.iter().flat_map(|page| &page.pieces).collect();
        let entries: Vec<_> = entries.into_iter().filter_map(entry).collect();
        Toc {
            layout,
            instruction: instruction(&entries),
            entries: entries.len(),
            written: 0,
        }
    }

    fn write(&mut self, x: &mut Xml, pages: &[&Page]) {
        // its lines flow from page to page
        for piece in pages.iter().flat_map(|page| &page.pieces) {
            match piece {
                Piece::Paragraph(paragraph) => placed(x, paragraph, false),
                Piece::Entry(entry) => self.entry(x, entry),
                // The 目录 has no tables.
                Piece::Table(_) => {}
            }
        }
    }

    fn entry(&mut self, x: &mut Xml, entry: &PlacedEntry) {
        let properties = Properties::of(&entry.title, Keep::default());
        self.written += 1;
        paragraph(x, style::id(entry.title.style), properties, |x| {
            if self.written == 1 {
                field_begin(x, &self.instruction);
            }
            self.link(x, entry);
            if self.written == self.entries {
                field_end(x);
            }
        });
    }

    fn link(&self, x: &mut Xml, entry: &PlacedEntry) {
        let anchor = bookmark(entry.heading);
        x.element("w:hyperlink", &[("w:anchor", &anchor), ("w:history", &1)], |x| {
            title(x, entry);
            if let Some(number) = self.number(entry) {
                tab(x);
                field(x, &format!("PAGEREF {anchor} \\h"), &number);
            }
        });
    }

    fn number(&self, entry: &PlacedEntry) -> Option<String> {
        entry.number.as_ref()?;
        let heading =
            || Some(self.layout.headings.get(entry.heading)?.number.to_string());
        entry.label.clone().or_else(heading)
    }
}

/// A title of several lines is broken where the layout breaks it, before the column of
/// the page numbers.
fn title(x: &mut Xml, entry: &PlacedEntry) {
    let lines: Vec<String> = entry.title.lines.iter().map(line_text).collect();
    if lines.iter().any(String::is_empty) {
        return run(x, &entry.title.text);
    }
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            line_break(x);
        }
        run(x, line);
    }
}

fn line_text(line: &Line) -> String {
    line.runs.iter().map(|run| run.text.as_str()).collect()
}

fn entry(piece: &Piece) -> Option<&PlacedEntry> {
    match piece {
        Piece::Entry(entry) => Some(entry),
        _ => None,
    }
}

/// Should Word update the field, then parts stay without number where they are.
fn instruction(entries: &[&PlacedEntry]) -> String {
    let numberless = entries.iter().any(|entry| entry.number.is_none());
    let omit = if numberless { "\\n 1-1 " } else { "" };
    format!("TOC \\o \"1-2\" {omit}\\h \\z \\u")
}
