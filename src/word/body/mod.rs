//! What a reader sees of a text: paragraphs and tables, with tracked changes accepted.

mod block;
mod drawing;
mod field;
mod inline;
mod line;
mod remark;
mod script;
mod table;

pub use super::numbering::Number;
pub use block::Reader;
pub use remark::{Place, Remark, RemarkKind};

/// A text with what was left out of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// Paragraphs and tables in their order.
    pub blocks: Vec<Block>,
    /// What is not in them, or was read in a way of its own.
    pub remarks: Vec<Remark>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph outside of tables.
    Paragraph(Paragraph),
    /// A table outside of others.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Its characters; a line break is `\n`, a tab `\t`.
    pub text: String,
    /// The name of its style.
    pub style: String,
    /// The number that Word puts in front.
    pub number: Option<Number>,
}

impl Paragraph {
    /// Whether it goes on with the paragraph before it, which a page's end cut; the export
    /// of DOCX says so by its style.
    pub fn continues(&self) -> bool {
        self.style.ends_with('续')
    }

    /// Whether it is a line of the 目录.
    pub fn is_contents(&self) -> bool {
        self.style.to_lowercase().starts_with("toc")
    }
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Columns of the grid that are left free in front.
    pub before: usize,
    /// Whether it may not be cut by a page's end.
    pub whole: bool,
    /// Its cells, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// How many columns of the grid it covers.
    pub span: usize,
    /// Whether it is merged with the cell above, whose text then stands in both.
    pub merged: bool,
    /// Its paragraphs; those of a table inside it too, cell by cell.
    pub paragraphs: Vec<Paragraph>,
}

#[cfg(test)]
mod tests;
