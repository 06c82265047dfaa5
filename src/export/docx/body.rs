//! `word/document.xml`: the pages in their sections.

use super::paragraph::{Keep, placed, spacer};
use super::section::{NAMESPACES, SECTIONS, SectionForm};
use super::style::SPACER_HEIGHT;
use super::table::{saved, table};
use super::toc::contents;
use super::xml::Xml;
use crate::document::PageSetup;
use crate::layout::{Layout, Page, Piece, PlacedParagraph, PlacedTable, RULE, Section};

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
        _ => Flow::new(&layout.sheet, &pages).write(x),
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
                _ => Flow::new(&layout.sheet, &pages).write(x),
            }
        }
        let form = SectionForm::of(section, layout);
        match section {
            Section::Body => form.write(x),
            _ if pages.is_empty() => {}
            _ => spacer(x, SPACER_HEIGHT, Keep::default(), Some(&form)),
        }
    }
}

/// What stands above the next piece.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Above {
    /// Nothing yet, on the section's first page.
    Start,
    /// Nothing yet, on a later page.
    Page {
        /// The height that the page before has left, as written.
        left: f32,
    },
    /// A paragraph that ends here, in points from the page's top.
    Paragraph(f32),
    /// A table that ends here.
    Table(f32),
}

/// What a page's end leaves free by rounding, so that the next line does not fit anyway.
const ROUNDING: f32 = 2.0;

/// Writes pages one behind the other.
///
/// A page begins with a break only where what stands on it would else stand on the page
/// before, or might when somebody edits that: before headings, tables and what the text
/// itself puts on a new page. Running text and the rest of a table flow.
struct Flow<'a> {
    above: Above,
    sheet: &'a PageSetup,
    pages: &'a [&'a Page],
    /// The last heading, which names the tables below it.
    heading: String,
    /// By how much what stands on this page is written lower than the layout has it.
    saved: f32,
}

impl<'a> Flow<'a> {
    fn new(sheet: &'a PageSetup, pages: &'a [&'a Page]) -> Self {
        let heading = String::new();
        Flow { above: Above::Start, sheet, pages, heading, saved: 0.0 }
    }

    fn write(mut self, x: &mut Xml) {
        for (index, page) in self.pages.iter().enumerate() {
            self.begin_page(index);
            for nth in 0..page.pieces.len() {
                self.piece(x, index, nth);
            }
            if let Above::Page { .. } = self.above {
                spacer(x, SPACER_HEIGHT, Keep::page_break(true), None);
            }
        }
        if let Above::Table(_) = self.above {
            spacer(x, SPACER_HEIGHT, Keep::default(), None);
        }
    }

    fn begin_page(&mut self, index: usize) {
        let bottom = self.sheet.top() + self.sheet.text_height();
        let end = match self.above {
            Above::Start | Above::Page { .. } => self.sheet.top(),
            Above::Paragraph(end) | Above::Table(end) => end,
        };
        let left = bottom - end + self.saved + ROUNDING;
        self.above = if index == 0 { Above::Start } else { Above::Page { left } };
        self.saved = 0.0;
    }

    fn piece(&mut self, x: &mut Xml, index: usize, nth: usize) {
        let page = self.pages[index];
        let last_of_page = nth + 1 == page.pieces.len();
        match &page.pieces[nth] {
            Piece::Paragraph(paragraph) => {
                let rest =
                    if last_of_page { self.rest(index + 1) } else { String::new() };
                self.paragraph(x, paragraph, &rest);
            }
            Piece::Entry(entry) => self.paragraph(x, &entry.title, ""),
            Piece::Table(table) => {
                let last = index + 1 == self.pages.len() && last_of_page;
                self.table(x, table, self.goes_on(index, nth), last);
            }
        }
    }

    /// The text that a paragraph cut by a page's end has on the pages from `index` on.
    fn rest(&self, index: usize) -> String {
        let mut text = String::new();
        for page in &self.pages[index..] {
            let Some(Piece::Paragraph(part)) = page.pieces.first() else { break };
            if !part.continued {
                break;
            }
            text.push_str(&part.text);
            if page.pieces.len() > 1 {
                break;
            }
        }
        text
    }

    /// Whether a table is the rest of one that an earlier page began, whole rows of it
    /// below the header rows: then it flows behind the rows before.
    fn goes_on(&self, index: usize, nth: usize) -> bool {
        let tables = |page: &'a Page| {
            page.pieces.iter().filter_map(|piece| match piece {
                Piece::Table(table) => Some(table),
                _ => None,
            })
        };
        let Piece::Table(table) = &self.pages[index].pieces[nth] else { return false };
        let before = index.checked_sub(1).and_then(|i| tables(self.pages[i]).next_back());
        let cut = |before: &PlacedTable| before.rows.last().is_some_and(|r| r.split);
        let repeated = table.rows.first().is_some_and(|row| row.repeated);
        repeated && before.is_some_and(|b| b.table == table.table && !cut(b))
    }

    /// A paragraph with the `rest` of it that later pages have.
    fn paragraph(&mut self, x: &mut Xml, paragraph: &PlacedParagraph, rest: &str) {
        if paragraph.heading.is_some() {
            self.heading.clone_from(&paragraph.text);
        }
        let written = paragraph.continued && matches!(self.above, Above::Page { .. });
        if !written && rest.is_empty() {
            placed(x, paragraph, self.breaks(paragraph));
        } else if !written {
            let text = [&paragraph.text, rest].concat();
            let whole = PlacedParagraph { text, ..paragraph.clone() };
            placed(x, &whole, self.breaks(paragraph));
        }
        self.above = Above::Paragraph(self.bottom(paragraph));
    }

    /// Whether a paragraph needs a break to stand on this page.
    fn breaks(&self, paragraph: &PlacedParagraph) -> bool {
        let Above::Page { left } = self.above else { return false };
        let spec = paragraph.style.spec(self.sheet);
        let flows = spec.outline.is_none() && paragraph.above + spec.pitch > left;
        !flows
    }

    /// A thin paragraph before or behind a table takes its height from the table, so that
    /// the page holds no more than in the layout.
    fn table(&mut self, x: &mut Xml, placed: &PlacedTable, goes_on: bool, last: bool) {
        let taken = self.gap(x, placed, goes_on);
        let height: f32 = placed.rows.iter().map(|row| row.height).sum();
        let less = taken + if last { SPACER_HEIGHT } else { 0.0 };
        table(x, placed, self.sheet, less, &self.heading);
        self.saved += saved(placed);
        self.above = Above::Table(placed.top + height);
    }

    /// Writes what must stand before a table; tells by how many points it pushes the
    /// table down.
    fn gap(&self, x: &mut Xml, table: &PlacedTable, goes_on: bool) -> f32 {
        let room = |end: f32| table.top - end;
        let (room, needed, page_break) = match self.above {
            Above::Start => (0.0, false, false),
            Above::Page { left } => (0.0, true, !(goes_on && beginning(table) > left)),
            Above::Paragraph(end) => (room(end), room(end) >= SPACER_HEIGHT, false),
            Above::Table(end) => (room(end), true, false),
        };
        if !needed {
            return 0.0;
        }
        let height = room.max(SPACER_HEIGHT);
        spacer(x, height, Keep { page_break, with_next: true }, None);
        height - room.max(0.0)
    }

    fn bottom(&self, paragraph: &PlacedParagraph) -> f32 {
        let spec = paragraph.style.spec(self.sheet);
        let lines = paragraph.lines.len().max(1) as f32;
        paragraph.top + lines * spec.pitch + spec.below
    }
}

/// The height of the header rows of a table and the row below them.
fn beginning(table: &PlacedTable) -> f32 {
    let headers = table.rows.iter().take_while(|row| row.header).count();
    table.rows.iter().take(headers + 1).map(|row| row.height - RULE).sum()
}
