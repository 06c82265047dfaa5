//! `word/document.xml`: the pages in their sections.

use super::paragraph::{placed, spacer};
use super::section::{NAMESPACES, SECTIONS, SectionForm};
use super::style::SPACER_HEIGHT;
use super::table::table;
use super::toc::contents;
use super::xml::Xml;
use crate::document::PageSetup;
use crate::layout::{Layout, Page, Piece, PlacedParagraph, PlacedTable, Section};

/// The whole part.
pub fn body(layout: &Layout) -> String {
    let mut x = Xml::document();
    let namespaces = NAMESPACES.each_ref().map(|(name, uri)| (*name, uri as _));
    x.element("w:document", &namespaces, |x| {
        x.element("w:body", &[], |x| sections(x, layout));
    });
    x.finish()
}

/// The text of a section alone, in an element of its own.
pub fn fragment(section: Section, layout: &Layout) -> String {
    let mut x = Xml::default();
    let pages: Vec<_> =
        layout.pages.iter().filter(|page| page.section == section).collect();
    let namespaces = NAMESPACES.each_ref().map(|(name, uri)| (*name, uri as _));
    x.element("w:body", &namespaces, |x| match section {
        Section::Contents => contents(x, layout, &pages),
        _ => Flow::new(&layout.sheet).write(x, &pages),
    });
    x.finish()
}

/// A section is ended by a paragraph that holds its form, the last by the form itself.
fn sections(x: &mut Xml, layout: &Layout) {
    for section in SECTIONS {
        let pages: Vec<_> =
            layout.pages.iter().filter(|page| page.section == section).collect();
        if !pages.is_empty() {
            match section {
                Section::Contents => contents(x, layout, &pages),
                _ => Flow::new(&layout.sheet).write(x, &pages),
            }
        }
        let form = SectionForm::of(section, layout);
        match section {
            Section::Body => form.write(x),
            _ if pages.is_empty() => {}
            _ => spacer(x, SPACER_HEIGHT, false, Some(&form)),
        }
    }
}

/// What stands above the next piece.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Above {
    /// Nothing yet, on the section's first page.
    Start,
    /// Nothing yet, on a later page.
    PageBreak,
    /// A paragraph that ends here, in points from the page's top.
    Paragraph(f32),
    /// A table that ends here.
    Table(f32),
}

struct Flow<'a> {
    above: Above,
    sheet: &'a PageSetup,
}

impl<'a> Flow<'a> {
    fn new(sheet: &'a PageSetup) -> Self {
        Flow { above: Above::Start, sheet }
    }

    fn write(mut self, x: &mut Xml, pages: &[&Page]) {
        for (index, page) in pages.iter().enumerate() {
            self.above = if index == 0 { Above::Start } else { Above::PageBreak };
            for (nth, piece) in page.pieces.iter().enumerate() {
                let last = index + 1 == pages.len() && nth + 1 == page.pieces.len();
                self.piece(x, piece, last);
            }
            if self.above == Above::PageBreak {
                spacer(x, SPACER_HEIGHT, true, None);
            }
        }
        if let Above::Table(_) = self.above {
            spacer(x, SPACER_HEIGHT, false, None);
        }
    }

    fn piece(&mut self, x: &mut Xml, piece: &Piece, last: bool) {
        match piece {
            Piece::Paragraph(paragraph) => self.paragraph(x, paragraph),
            Piece::Entry(entry) => self.paragraph(x, &entry.title),
            Piece::Table(table) => self.table(x, table, last),
        }
    }

    fn paragraph(&mut self, x: &mut Xml, paragraph: &PlacedParagraph) {
        placed(x, paragraph, self.above == Above::PageBreak);
        self.above = Above::Paragraph(self.bottom(paragraph));
    }

    /// A thin paragraph before or behind a table takes its height from the table, so that
    /// the page holds no more than in the layout.
    fn table(&mut self, x: &mut Xml, placed: &PlacedTable, last: bool) {
        let taken = self.gap(x, placed.top);
        let height: f32 = placed.rows.iter().map(|row| row.height).sum();
        table(x, placed, self.sheet, taken + if last { SPACER_HEIGHT } else { 0.0 });
        self.above = Above::Table(placed.top + height);
    }

    /// Writes what must stand before a table at `top`; tells by how many points it pushes
    /// the table down.
    fn gap(&self, x: &mut Xml, top: f32) -> f32 {
        let (room, needed, page_break) = match self.above {
            Above::Start => (0.0, false, false),
            Above::PageBreak => (0.0, true, true),
            Above::Paragraph(end) => (top - end, top - end >= SPACER_HEIGHT, false),
            Above::Table(end) => (top - end, true, false),
        };
        if !needed {
            return 0.0;
        }
        let height = room.max(SPACER_HEIGHT);
        spacer(x, height, page_break, None);
        height - room.max(0.0)
    }

    fn bottom(&self, paragraph: &PlacedParagraph) -> f32 {
        let spec = paragraph.style.spec(self.sheet);
        let lines = paragraph.lines.len().max(1) as f32;
        paragraph.top + lines * spec.pitch + spec.below
    }
}
