//! The lines of a table.

use super::{Pattern, Slot};

/// Lines that stand in one table of the document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Section {
    /// The columns behind the labels on the left, between two widths each; none where
    /// cells have widths of their own.
    pub columns: Option<Vec<(f32, f32)>>,
    /// The lines from top to bottom.
    pub lines: Vec<Line>,
}

/// A row, or what stands for as many rows as there are values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// The labels over this row and others, the outermost first.
    pub left: Vec<Left>,
    /// What it is.
    pub kind: Kind,
    /// The cells behind these labels; none of the rows of indicators.
    pub cells: Vec<Cell>,
    /// Whether it stands in a box.
    pub border: bool,
}

/// A label on the left of several lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Left {
    /// Lines with the same number share the label.
    pub id: usize,
    /// The label.
    pub words: Pattern,
    /// Its width in points.
    pub width: f32,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One row.
    Fixed,
    /// One row, the header of those below it.
    Head(Repeat),
    /// As many rows as there are values.
    Body(Repeat),
    /// The row below them.
    Foot(Repeat),
}

/// What gives a table its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The indicators of a group, counted from 0.
    Indicators(usize),
    /// 主要任务.
    Tasks,
    /// A field of the form's own, by its name.
    Own(String),
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// What stands in it.
    pub content: Content,
    /// How it looks.
    pub style: Style,
    /// Its width in points; of a table with columns nothing.
    pub width: f32,
    /// How many columns it covers, in a table with columns.
    pub span: usize,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// Words, perhaps with values in them.
    Words(Pattern),
    /// A value.
    Value(Slot),
    /// The value in a column of the table, by its number.
    Column(usize),
    /// Nothing.
    Blank,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A label.
    Label,
    /// The head of a column.
    Head,
    /// Text.
    Text,
    /// A short value, centred.
    Short,
    /// An amount, right.
    Amount,
    /// A number among others below each other.
    Decimal,
    /// Words on the right.
    Right,
}

impl Style {
    /// Whether such a cell labels others.
    pub(crate) fn is_heading(self) -> bool {
        matches!(self, Style::Label | Style::Head)
    }

    /// The style that templates name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Style::Label | Style::Short => "cell-label",
            Style::Head => "cell-head",
            Style::Text => "cell-text",
            Style::Amount => "cell-amount",
            Style::Decimal => "cell-decimal",
            Style::Right => "cell-right",
        }
    }
}

impl Cell {
    /// A cell of a width.
    pub(crate) fn new(content: Content, style: Style, width: f32) -> Cell {
        Cell { content, style, width, span: 1 }
    }

    /// A label of a width.
    pub(crate) fn label(words: Pattern, width: f32) -> Cell {
        Cell::new(Content::Words(words), Style::Label, width)
    }
}
