//! What is drawn on the pages, as a list: text in runs of glyphs, the strokes of tables,
//! the cells and rows they enclose, links; and the structure that the text belongs to.
//!
//! Made once from the layout. Outputs that draw (PDF, SVG) and the findings that only
//! pages tell read it, and none of them walks paragraphs, rows and cells again. Every text
//! and every cell keeps the place of its YAML.

mod draw;
mod findings;
mod labels;
mod strokes;
mod structure;
mod table_structure;

use crate::document::{PageSetup, Style};
use crate::layout::{Heading, Layout, Line, Section};
use crate::text::source::Span;
pub use findings::{advice, findings};
use std::ops::Range;
pub use structure::{CellSpan, Element, Kid, LabelScope, StructureTag};

/// What is drawn on the pages of a layout.
pub struct DisplayList<'l> {
    /// The paper and its margins.
    pub sheet: &'l PageSetup,
    /// The headings in order; links refer to them by index.
    pub headings: &'l [Heading],
    /// The pages in order.
    pub pages: Vec<DisplayPage<'l>>,
    /// The structure of the text. Element 0 is the document; a parent stands before its
    /// kids.
    pub elements: Vec<Element>,
}

/// What is drawn on a page. Lengths are points from its top left.
pub struct DisplayPage<'l> {
    /// Its section.
    pub section: Section,
    /// Its number within the section, from 1.
    pub number: usize,
    /// The strokes around cells, each once.
    pub strokes: Vec<Stroke>,
    /// The rows of tables, from top to bottom.
    pub rows: Vec<DrawnRow>,
    /// The cells of these rows, row by row.
    pub cells: Vec<DrawnCell>,
    /// All text, in reading order.
    pub texts: Vec<DrawnText<'l>>,
    /// Areas that lead to a heading.
    pub links: Vec<DrawnLink>,
    /// By the number of marked content: the element it belongs to.
    pub owners: Vec<usize>,
}

/// Text of one paragraph.
pub struct DrawnText<'l> {
    /// What it belongs to.
    pub owner: Owner,
    /// The style of its paragraph.
    pub style: Style,
    /// The text as written, of which the lines are drawn.
    pub text: &'l str,
    /// Its lines.
    pub lines: &'l [Line],
    /// Where it stands.
    pub area: Area,
    /// The heading it leads to, as an index into [`DisplayList::headings`].
    pub target: Option<usize>,
    /// The YAML it comes from.
    pub source: Option<Span>,
}

/// What drawn text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An element of the structure.
    Element {
        /// The number of the content on its page.
        number: usize,
        /// What the text is.
        tag: StructureTag,
    },
    /// Nothing: it is no part of the text.
    Artifact(Artifact),
}

/// Why drawn text is no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    /// A help for the eye.
    Layout,
    /// Something that is there because pages end, such as a header row printed again.
    Pagination,
    /// The page number.
    Footer,
}

/// A rectangle, in points from the top left of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// How wide it is.
    pub width: f32,
    /// How high it is.
    pub height: f32,
}

/// A straight stroke, [`crate::layout::RULE`] thick, across or down the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its left or upper end, x and y.
    pub from: (f32, f32),
    /// Its other end.
    pub to: (f32, f32),
}

/// A row of a table on a page.
pub struct DrawnRow {
    /// Which table of the document it is of.
    pub table: usize,
    /// How high it is.
    pub height: f32,
    /// Whether it already stood on an earlier page.
    pub repeated: bool,
    /// Whether it is only a part of its row, which a page's end has cut.
    pub split: bool,
    /// The cells that begin in it, of those of the page.
    pub cells: Range<usize>,
}

/// A cell on a page, also one in which nothing is written.
pub struct DrawnCell {
    /// Where it stands.
    pub area: Area,
    /// Its row, of those of the page.
    pub row: usize,
    /// The first column it covers, from 0.
    pub column: usize,
    /// How many rows it covers.
    pub rowspan: usize,
    /// Whether it labels other cells.
    pub heading: bool,
    /// Its texts, of those of the page.
    pub texts: Range<usize>,
    /// The YAML of its text; of one without, none.
    pub source: Option<Span>,
}

/// An area that leads to a heading.
pub struct DrawnLink {
    /// Where it is.
    pub area: Area,
    /// The heading, as an index into [`DisplayList::headings`].
    pub heading: usize,
    /// The element that is the link.
    pub element: usize,
}

/// What is drawn on the pages of `layout`.
pub fn display(layout: &Layout) -> DisplayList<'_> {
    let (pages, elements) = draw::pages(layout);
    DisplayList { sheet: &layout.sheet, headings: &layout.headings, pages, elements }
}

impl DisplayList<'_> {
    /// All text, page by page.
    pub fn texts(&self) -> impl Iterator<Item = &DrawnText<'_>> {
        self.pages.iter().flat_map(|page| &page.texts)
    }
}

impl DisplayPage<'_> {
    /// The texts of a cell.
    pub fn texts_of(&self, cell: &DrawnCell) -> &[DrawnText<'_>] {
        &self.texts[cell.texts.clone()]
    }
}
