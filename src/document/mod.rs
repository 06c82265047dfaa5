//! The neutral document: what is printed, before it is known where.
//!
//! Blocks keep the place of the YAML they come from, so that findings of the layout can
//! name it. Text is without line breaks; a paragraph is a paragraph.

mod date;
mod page;
mod style;

pub use date::DocumentDate;
pub use page::{Margins, NumberPlace, PageFault, PageForm, PageNumber, PageSetup, Paper};
pub use style::{Align, FontRole, Look, Style, StyleSpec};

use crate::text::source::Span;

/// A whole text.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// 部门名称 + 年度 + 年部门预算绩效文本: the title of the files.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The date that the files carry: the beginning of the budget year, if nothing else
    /// is wanted.
    pub date: DocumentDate,
    /// The page on which it is printed.
    pub page: PageSetup,
    /// 封面.
    pub cover: Vec<Block>,
    /// The heading of the 目录, such as 目　录.
    pub contents_title: String,
    /// Everything behind the 目录.
    pub body: Vec<Block>,
}

/// A block of the document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph or heading.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// What follows begins on a new page.
    PageBreak,
}

/// A paragraph or heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// How it looks and what it is.
    pub style: Style,
    /// The text, one line of source.
    pub text: String,
    /// Whether and how the 目录 lists it.
    pub contents: InContents,
    /// Blank lines before it, in its own line pitch.
    pub before: f32,
    /// Whether it is of an item of a numbered list.
    pub list: ListPart,
    /// Whether its characters stand nearly an em apart, without blanks in its text.
    pub spread: bool,
    /// The YAML it comes from.
    pub source: Option<Span>,
}

/// Which part of a numbered list a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListPart {
    /// None.
    #[default]
    None,
    /// The beginning of an item.
    Item,
    /// A further paragraph of the item before it.
    Rest,
}

/// How the 目录 lists a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InContents {
    /// Not at all.
    #[default]
    No,
    /// With dots and a page number.
    WithPage,
    /// As a line of its own without a page number.
    WithoutPage,
}

/// A table. Every slot of its grid is covered exactly once.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<TableColumn>,
    /// Rows in order.
    pub rows: Vec<Row>,
    /// Printed above the header rows on every page but the first, such as 续表.
    pub continued: Option<Paragraph>,
}

/// A column's width, relative to the other columns of its table. Between the limits it
/// follows the content.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableColumn {
    /// Least width.
    pub least: f32,
    /// Greatest width.
    pub most: f32,
    /// Whether it has its width in points where the others share what is left, so that it
    /// stands below that of another table.
    pub exact: bool,
}

impl TableColumn {
    /// A column of one width.
    pub fn fixed(width: f32) -> TableColumn {
        TableColumn::between(width, width)
    }

    /// A column that follows its content between two widths.
    pub fn between(least: f32, most: f32) -> TableColumn {
        TableColumn { least, most, exact: false }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The cells that begin in this row, by column.
    pub cells: Vec<Cell>,
    /// Whether it is a header row, printed again on each page.
    pub header: bool,
    /// Whether it has rules around it.
    pub border: bool,
    /// Whether it stands on the page of the next row, where a page has room for both.
    pub keep: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The first column it covers, from 0.
    pub column: usize,
    /// How many columns it covers.
    pub colspan: usize,
    /// How many rows it covers.
    pub rowspan: usize,
    /// Whether it labels other cells.
    pub heading: bool,
    /// Whether it names what stands in its row, as the name of an indicator does.
    pub names_row: bool,
    /// Its text.
    pub paragraphs: Vec<Paragraph>,
}

impl Paragraph {
    /// A paragraph of `text` in `style`.
    pub fn new(style: Style, text: impl Into<String>) -> Self {
        Paragraph {
            style,
            text: text.into(),
            contents: InContents::No,
            before: 0.0,
            list: ListPart::None,
            spread: false,
            source: None,
        }
    }

    /// A title of single characters with blanks between them, such as 目　录: so that people
    /// find 目录, the characters stand apart instead.
    pub fn spread(self) -> Self {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        let spread = words.len() > 1 && words.iter().all(|w| w.chars().count() == 1);
        let text = if spread { words.concat() } else { self.text };
        Paragraph { spread, text, ..self }
    }
}
