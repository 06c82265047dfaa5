//! Document → pages: where every line and every row stands.
//!
//! All exports print the same layout. Lengths are points from the top left of the page.

mod columns;
mod contents;
mod decimal;
mod flow;
pub mod font;
pub mod font_licence;
pub mod font_names;
mod grid;
mod line_break;
mod paragraph;
mod saving;
mod shares;

use crate::document::{Align, Block, Document, ListPart, NumberPlace, PageSetup, Style};
use crate::text::source::Span;
use flow::Flow;
pub use flow::SLACK;
use font::Fonts;
pub(crate) use line_break::is_han;
use paragraph::Setter;
pub use saving::{Cut, MOST_CHARACTERS, Saving, saving};

/// Lays out a document: cover and body first, the 目录 last, when the pages are known.
pub fn layout(document: &Document, fonts: &Fonts) -> Layout {
    let setter = Setter::new(fonts, &document.page);
    let mut cover = cover(&document.cover, &setter);
    cover.drop_if_empty();
    let count = shares::count();
    let body = shares::body(&document.body, fonts, &document.page, count);
    let contents = contents::contents(&document.contents_title, &body.headings, &setter);

    let mut headings = body.headings;
    let front = cover.pages.len() + contents.pages.len();
    for heading in &mut headings {
        heading.page += front;
    }
    let mut pages = cover.pages;
    pages.extend(contents.pages);
    pages.extend(body.pages);
    for page in pages.iter_mut().filter(|p| p.section == Section::Body) {
        page.footer = Some(footer(page.number, &setter));
    }
    Layout { sheet: document.page.clone(), pages, headings }
}

/// The cover. Its blank lines are meant for an upright page; on a lower one they are fewer
/// where it would else take another page.
fn cover<'a>(blocks: &[Block], setter: &'a Setter<'a>) -> Flow<'a> {
    let breaks = blocks.iter().filter(|block| **block == Block::PageBreak).count();
    let filled = |blocks: &[Block]| {
        let mut flow = Flow::new(Section::Cover, setter);
        flow.blocks(blocks);
        flow
    };
    let whole = filled(blocks);
    if whole.pages.len() <= breaks + 1 {
        return whole;
    }
    let shares = (0..10).rev().map(|tenths| tenths as f32 / 10.0);
    let mut flows = shares.map(|share| filled(&closer(blocks, share)));
    flows.find(|flow| flow.pages.len() <= breaks + 1).unwrap_or(whole)
}

/// The blocks with a share of the blank lines before them.
fn closer(blocks: &[Block], share: f32) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    for block in &mut blocks {
        if let Block::Paragraph(paragraph) = block {
            paragraph.before *= share;
        }
    }
    blocks
}

/// The page number, below the type area.
fn footer(number: usize, setter: &Setter) -> PlacedParagraph {
    let (spec, page) = (setter.spec(Style::Footer), setter.page());
    let text = page.number().text(number);
    let top = page.top() + page.text_height() + page.footer_gap()
        - (spec.pitch - spec.size) / 2.0;
    let (left, width) = (page.left(), page.text_width());
    let (x, align) = match (page.number().place, number % 2) {
        (NumberPlace::Center, _) => (left + width / 2.0, Align::Center),
        (NumberPlace::Outer, 1) => (left + width - spec.size, Align::Right),
        (NumberPlace::Outer, _) => (left + spec.size, Align::Left),
    };
    let line = setter.place_line(&text, &spec, x, align, top);
    PlacedParagraph {
        style: Style::Footer,
        text,
        top,
        above: 0.0,
        left,
        width,
        inset: 0.0,
        tail: 0.0,
        lines: vec![line],
        continued: false,
        heading: None,
        list: ListPart::None,
        source: None,
    }
}

/// The pages of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The paper and its margins.
    pub sheet: PageSetup,
    /// 封面, 目录, body, in this order.
    pub pages: Vec<Page>,
    /// The headings in order; 目录 and outlines refer to them by index.
    pub headings: Vec<Heading>,
}

/// Which section of the document a page belongs to; each numbers its own pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// 封面, without page numbers.
    Cover,
    /// 目录.
    Contents,
    /// Everything behind the 目录, numbered from 1.
    Body,
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its section.
    pub section: Section,
    /// Its number within the section, from 1.
    pub number: usize,
    /// Whether it begins where the page before had no room left; else a page break of the
    /// text begins it.
    pub flows: bool,
    /// By how much less height word processors may need that break lines in their way.
    pub spare: f32,
    /// What stands on it, from top to bottom.
    pub pieces: Vec<Piece>,
    /// The printed page number, such as — 1 —.
    pub footer: Option<PlacedParagraph>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A paragraph, or the part of it on this page.
    Paragraph(PlacedParagraph),
    /// A table, or the rows of it on this page.
    Table(PlacedTable),
    /// A line of the 目录.
    Entry(PlacedEntry),
}

/// A paragraph, or the part of it on this page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedParagraph {
    /// Its style.
    pub style: Style,
    /// The text of this part.
    pub text: String,
    /// The top of its first line.
    pub top: f32,
    /// Space between it and what stands above it, beyond that one's own space below:
    /// `before` and the style's `above`, as they were applied.
    pub above: f32,
    /// Left edge of the box it is set in.
    pub left: f32,
    /// Width of that box.
    pub width: f32,
    /// How much narrower on each side a centred text is set so that its lines balance.
    pub inset: f32,
    /// What stays free between a number in a cell and its right edge, so that the decimal
    /// points of its column stand below each other; `width` is without it.
    pub tail: f32,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Whether it began on an earlier page.
    pub continued: bool,
    /// The heading it is, as an index into [`Layout::headings`].
    pub heading: Option<usize>,
    /// Whether it is of an item of a numbered list.
    pub list: ListPart,
    /// The YAML it comes from.
    pub source: Option<Span>,
}

impl PlacedParagraph {
    /// The width between its characters, where it is as wide as these, more or less.
    pub fn spread(&self) -> Option<f32> {
        let run = self.lines.first()?.runs.first()?;
        run.is_spread().then_some(run.tracking)
    }
}

impl TextRun {
    /// Whether readers of the page may take its characters for words of their own.
    pub fn is_spread(&self) -> bool {
        self.tracking > self.size / 2.0
    }
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Baseline from the top of the page.
    pub baseline: f32,
    /// The text in runs of one face.
    pub runs: Vec<TextRun>,
}

/// Text in one face.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// The face, as an index into the fonts of the layout.
    pub face: usize,
    /// Font size.
    pub size: f32,
    /// Left end.
    pub x: f32,
    /// Added behind every character.
    pub tracking: f32,
    /// The text as drawn.
    pub text: String,
    /// The glyph of each of its characters; 0 is none.
    pub glyphs: Vec<u16>,
    /// The text as meant, character by character, where one of them is in no face and 〓
    /// is drawn for it.
    pub meant: Option<String>,
}

/// A line of the 目录.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedEntry {
    /// The title; its last line may be followed by the leader.
    pub title: PlacedParagraph,
    /// The dots.
    pub leader: Option<Line>,
    /// The page number.
    pub number: Option<Line>,
    /// Its text.
    pub label: Option<String>,
    /// The heading it points to.
    pub heading: usize,
}

/// A heading and where it came to stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Its text.
    pub text: String,
    /// Outline level, from 1.
    pub level: u8,
    /// The page, as an index into [`Layout::pages`].
    pub page: usize,
    /// The number printed on that page.
    pub number: usize,
    /// Its top.
    pub top: f32,
    /// How the 目录 lists it.
    pub contents: crate::document::InContents,
}

/// The rows of a table on one page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedTable {
    /// Which table of the document it is; its parts on several pages share the number.
    pub table: usize,
    /// Top edge.
    pub top: f32,
    /// The vertical edges: one more than there are columns.
    pub edges: Vec<f32>,
    /// Rows, header rows first.
    pub rows: Vec<PlacedRow>,
}

/// A row on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedRow {
    /// Height.
    pub height: f32,
    /// Whether it is a header row.
    pub header: bool,
    /// Whether it already stood on an earlier page and is printed again.
    pub repeated: bool,
    /// Whether it is only a part of its row, which a page's end has cut.
    pub split: bool,
    /// Whether it has rules around it.
    pub border: bool,
    /// Whether it stands on the page of the row below it.
    pub keep: bool,
    /// The cells that begin in it, by column. A cell cut by a page's end begins anew in
    /// the first row of the next page.
    pub cells: Vec<PlacedCell>,
}

/// A cell on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedCell {
    /// The first column, from 0.
    pub column: usize,
    /// Columns covered.
    pub colspan: usize,
    /// Rows covered on this page.
    pub rowspan: usize,
    /// Whether it labels other cells.
    pub heading: bool,
    /// Whether it names what stands in its row.
    pub names_row: bool,
    /// Whether it began on an earlier page.
    pub continued: bool,
    /// Whether it is a label higher than a page, of which each page has a part.
    pub partial: bool,
    /// Its text on this page. A label that was cut is printed again in full.
    pub paragraphs: Vec<PlacedParagraph>,
}

/// Space between a cell's edge and its text, left and right.
pub const CELL_PADDING: f32 = 4.0;
/// Space above and below the text of a cell.
pub const ROW_PADDING: f32 = 2.5;
/// Thickness of a table's rules.
pub const RULE: f32 = 0.5;
