//! Paragraphs and rows: what is compared.

use crate::source::Span;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A paragraph outside of tables; one cell with one paragraph.
    Line,
    /// A row of a table.
    Row,
}

/// A paragraph, or a row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Which of the two.
    pub shape: Shape,
    /// The cells, from left to right, those too that began in a row above.
    pub cells: Vec<Cell>,
    /// Where it stands, in words, such as 2.会议费绩效目标表.
    pub place: String,
    /// Whether a page number of unknown value follows.
    pub open: bool,
}

/// A cell of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Its paragraphs, without empty ones.
    pub paragraphs: Vec<Paragraph>,
    /// What it is, in words, such as 指标值.
    pub label: String,
    /// Whether it labels others.
    pub heading: bool,
    /// Whether it began in a row above.
    pub repeated: bool,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Its text.
    pub text: String,
    /// Whether it was put together, so that blanks may be missing.
    pub loose: bool,
    /// The YAML it comes from.
    pub source: Option<Span>,
}

impl Paragraph {
    /// A text as files keep it: no control characters, no blanks at its ends.
    pub fn new(text: &str) -> Paragraph {
        let text: String = text
            .chars()
            .map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c })
            .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
            .collect();
        Paragraph { text: text.trim().to_owned(), loose: false, source: None }
    }

    /// Whether two texts are the same; where one is loose, but for blanks.
    pub fn is_same(&self, other: &Paragraph) -> bool {
        self.text == other.text
            || (self.loose || other.loose) && tight(&self.text) == tight(&other.text)
    }
}

impl Cell {
    /// Its text, a paragraph a line.
    pub fn text(&self) -> String {
        let texts: Vec<_> = self.paragraphs.iter().map(|p| p.text.as_str()).collect();
        texts.join("\n")
    }

    /// Whether two cells hold the same paragraphs.
    pub fn is_same(&self, other: &Cell) -> bool {
        self.paragraphs.len() == other.paragraphs.len()
            && self.paragraphs.iter().zip(&other.paragraphs).all(|(a, b)| a.is_same(b))
    }
}

impl Unit {
    /// A paragraph outside of tables.
    pub fn line(paragraph: Paragraph) -> Unit {
        let cell = Cell { paragraphs: vec![paragraph], ..Cell::default() };
        Unit { shape: Shape::Line, cells: vec![cell], place: String::new(), open: false }
    }

    /// What equal units have in common, whatever their blanks.
    pub fn key(&self) -> String {
        let mut key = String::from(if self.shape == Shape::Row { "R" } else { "L" });
        for cell in &self.cells {
            key.push('\u{1}');
            for paragraph in &cell.paragraphs {
                key.push('\u{2}');
                key.extend(paragraph.text.chars().filter(|c| !c.is_whitespace()));
            }
        }
        key
    }

    /// Its text in one line.
    pub fn text(&self) -> String {
        let cells = self.cells.iter().filter(|c| !c.paragraphs.is_empty());
        let texts: Vec<_> = cells.map(|c| c.text().replace('\n', "")).collect();
        texts.join("｜")
    }
}

/// `text` without blanks.
pub fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
