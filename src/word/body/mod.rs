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
pub use block::BodyReader;
pub use remark::{Remark, RemarkKind, RemarkPlace};

/// A text with what was left out of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BodyText {
    /// Paragraphs and tables in their order.
    pub blocks: Vec<BodyBlock>,
    /// What is not in them, or was read in a way of its own.
    pub remarks: Vec<Remark>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum BodyBlock {
    /// A paragraph outside of tables.
    Paragraph(BodyParagraph),
    /// A table outside of others.
    Table(BodyTable),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BodyParagraph {
    /// Its characters; a line break is `\n`, a tab `\t`.
    pub text: String,
    /// The name of its style.
    pub style: String,
    /// The number that Word puts in front.
    pub number: Option<Number>,
}

impl BodyParagraph {
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
pub struct BodyTable {
    /// Its rows.
    pub rows: Vec<BodyRow>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BodyRow {
    /// Columns of the grid that are left free in front.
    pub before: usize,
    /// Whether it may not be cut by a page's end.
    pub whole: bool,
    /// Its cells, from left to right.
    pub cells: Vec<BodyCell>,
}

/// A cell of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BodyCell {
    /// How many columns of the grid it covers.
    pub span: usize,
    /// Whether it is merged with the cell above, whose text then stands in both.
    pub merged: bool,
    /// Its paragraphs; those of a table inside it too, cell by cell.
    pub paragraphs: Vec<BodyParagraph>,
}

#[cfg(test)]
mod tests;
