//! Paragraphs and tables: what every kind of file is read into.

use std::fmt;
use std::rc::Rc;

/// A piece of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportBlock {
    /// A paragraph outside of tables.
    Paragraph(ImportParagraph),
    /// A table.
    Table(ImportTable),
}

impl ImportBlock {
    /// The table that it is.
    pub fn table(&self) -> Option<&ImportTable> {
        match self {
            ImportBlock::Table(table) => Some(table),
            ImportBlock::Paragraph(_) => None,
        }
    }
}

/// A line of text; a line break made with Shift+Enter ends one too.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportParagraph {
    /// As found, tabs and blanks included.
    pub text: String,
    /// Whether Word puts a number in front.
    pub numbered: bool,
    /// Whether it goes on with the paragraph before it, which a page's end cut.
    pub continues: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportTable {
    /// Its rows.
    pub rows: Vec<ImportRow>,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportPlace {
    /// Which table of a Word file, and which row of it; both from 1.
    Table {
        /// The table.
        table: usize,
        /// Its row.
        row: usize,
    },
    /// Which row of which sheet of a workbook.
    Sheet {
        /// The sheet's name.
        sheet: Rc<str>,
        /// The row's number, as Excel shows it.
        row: usize,
    },
}

impl Default for ImportPlace {
    fn default() -> ImportPlace {
        ImportPlace::Table { table: 1, row: 1 }
    }
}

impl fmt::Display for ImportPlace {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            ImportPlace::Table { table, row } => write!(f, "第 {table} 个表第 {row} 行"),
            ImportPlace::Sheet { sheet, row } => write!(f, "工作表“{sheet}”第 {row} 行"),
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportRow {
    /// Where it stands in the file.
    pub place: ImportPlace,
    /// Its cells, from left to right.
    pub cells: Vec<ImportCell>,
}

impl ImportRow {
    /// Whether its columns are those of a grid that all rows share. Word draws each row
    /// on its own, so that there only the order of the cells can be relied on.
    pub fn is_gridded(&self) -> bool {
        matches!(self.place, ImportPlace::Sheet { .. })
    }
}

/// A cell of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportCell {
    /// First column of the grid, from 0.
    pub column: usize,
    /// How many columns it covers.
    pub span: usize,
    /// Its text.
    pub paragraphs: Vec<ImportParagraph>,
    /// Whether it is merged with the cell above and so only repeats its text.
    pub repeated: bool,
}

impl ImportCell {
    /// Its text, the paragraphs without a break between them.
    pub fn text(&self) -> String {
        self.paragraphs.iter().map(|p| p.text.as_str()).collect()
    }

    /// Whether it is short enough to be repeated in every row that it is merged over;
    /// without a bound a hostile file of a megabyte could fill the memory.
    pub fn is_label(&self) -> bool {
        self.paragraphs.iter().map(|p| p.text.len()).sum::<usize>() < 6_000
    }
}
