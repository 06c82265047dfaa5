//! `word/document.xml`: the pages in their sections.

use super::paragraph::{Keep, placed, spacer};
use super::section::{NAMESPACES, SECTIONS, SectionForm};
use super::style::SPACER_HEIGHT;
use super::table::{TableForm, saved, table};
use super::toc::contents;
use super::xml::Xml;
use crate::document::PageSetup;
use crate::layout::{
    Layout, Page, Piece, PlacedParagraph, PlacedRow, PlacedTable, RULE, Section,
};

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
        /// The height that the page before has left, as written, and what it may have more
        /// where lines are broken otherwise.
        left: f32,
        /// Whether it begins there for want of room.
        flows: bool,
    },
    /// A paragraph that ends here, in points from the page's top.
    Paragraph(f32),
    /// A table that ends here.
    Table(f32),
}

/// What a page's end leaves free by rounding, so that the next line does not fit anyway.
const ROUNDING: f32 = 2.0;

/// Most rows that are kept together only so that they flow to their page.
const MOST_KEPT: usize = 4;

/// Writes pages one behind the other.
///
/// A page begins with a break only where the text itself begins one, or what stands on it
/// would else stand on the page before. What is on a page for want of room flows there,
/// headings with what follows them, so that it moves on when somebody edits the text.
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
        let spare = index.checked_sub(1).map_or(0.0, |before| self.pages[before].spare);
        let left = bottom - end + self.saved + spare + ROUNDING;
        let flows = self.pages[index].flows;
        self.above = if index == 0 { Above::Start } else { Above::Page { left, flows } };
        self.saved = 0.0;
    }

    fn piece(&mut self, x: &mut Xml, index: usize, nth: usize) {
        let page = self.pages[index];
        let last_of_page = nth + 1 == page.pieces.len();
        match &page.pieces[nth] {
            Piece::Paragraph(paragraph) => {
                let rest =
                    if last_of_page { self.rest(index + 1) } else { String::new() };
                let page_break = self.breaks(&page.pieces[nth..]);
                self.paragraph(x, paragraph, page_break, &rest);
            }
            Piece::Entry(entry) => self.paragraph(x, &entry.title, false, ""),
            Piece::Table(table) => {
                let last = index + 1 == self.pages.len() && last_of_page;
                self.table(x, table, self.is_cut(index, nth), last);
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

    /// Whether a table begins with the rest of a row that the page before began.
    fn is_cut(&self, index: usize, nth: usize) -> bool {
        let tables = |page: &'a Page| {
            page.pieces.iter().filter_map(|piece| match piece {
                Piece::Table(table) => Some(table),
                _ => None,
            })
        };
        let Piece::Table(table) = &self.pages[index].pieces[nth] else { return false };
        let before = index.checked_sub(1).and_then(|i| tables(self.pages[i]).next_back());
        let cut = |before: &PlacedTable| before.rows.last().is_some_and(|r| r.split);
        before.is_some_and(|b| b.table == table.table && cut(b))
    }

    /// A paragraph with the `rest` of it that later pages have.
    fn paragraph(
        &mut self,
        x: &mut Xml,
        paragraph: &PlacedParagraph,
        page_break: bool,
        rest: &str,
    ) {
        if paragraph.heading.is_some() {
            self.heading.clone_from(&paragraph.text);
        }
        let written = paragraph.continued && matches!(self.above, Above::Page { .. });
        if !written && rest.is_empty() {
            placed(x, paragraph, page_break);
        } else if !written {
            let text = [&paragraph.text, rest].concat();
            let whole = PlacedParagraph { text, ..paragraph.clone() };
            placed(x, &whole, page_break);
        }
        self.above = Above::Paragraph(self.bottom(paragraph));
    }

    /// Whether the paragraph that begins `pieces` needs a break to stand on this page: not
    /// where it flows there, with what must stand below it.
    fn breaks(&self, pieces: &[Piece]) -> bool {
        let Above::Page { left, flows } = self.above else { return false };
        let mut height = 0.0;
        for piece in pieces {
            let Piece::Paragraph(paragraph) = piece else { break };
            let spec = paragraph.style.spec(self.sheet);
            let lines = paragraph.lines.len().max(1) as f32;
            if spec.outline.is_none() {
                height += paragraph.above + spec.pitch;
                break;
            }
            height += paragraph.above + lines * spec.pitch + spec.below;
        }
        !(flows && height > left)
    }

    /// A thin paragraph before or behind a table takes its height from the table, so that
    /// the page holds no more than in the layout.
    fn table(&mut self, x: &mut Xml, placed: &PlacedTable, is_cut: bool, last: bool) {
        let flowing = self.flowing(placed).filter(|_| !is_cut);
        let taken = self.gap(x, placed, flowing.is_some());
        let height: f32 = placed.rows.iter().map(|row| row.height).sum();
        let less = taken + if last { SPACER_HEIGHT } else { 0.0 };
        let form = TableForm { less, caption: &self.heading, kept: flowing.unwrap_or(0) };
        table(x, placed, self.sheet, &form);
        self.saved += saved(placed);
        self.above = Above::Table(placed.top + height);
    }

    /// How many of the first rows have to stand together so that a table that may begin
    /// on the page before has no room there; None where that would be too many.
    fn flowing(&self, table: &PlacedTable) -> Option<usize> {
        let Above::Page { left, flows: true } = self.above else { return None };
        let headers = table.rows.iter().take_while(|row| row.header).count();
        let kept = table.rows[headers..].iter().take_while(|row| row.keep).count();
        let height = |row: &PlacedRow| row.height - RULE;
        let mut sum: f32 = table.rows.iter().take(headers + kept).map(height).sum();
        for (n, row) in table.rows.iter().enumerate().skip(headers + kept).take(MOST_KEPT)
        {
            sum += height(row);
            if sum > left {
                return Some(n);
            }
        }
        None
    }

    /// Writes what must stand before a table; tells by how many points it pushes the
    /// table down.
    fn gap(&self, x: &mut Xml, table: &PlacedTable, flows: bool) -> f32 {
        let room = |end: f32| table.top - end;
        let (room, needed, page_break) = match self.above {
            Above::Start => (0.0, false, false),
            Above::Page { .. } => (0.0, true, !flows),
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
