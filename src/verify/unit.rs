//! Paragraphs and rows: what is compared.

use crate::text::source::Span;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadShape {
    /// A paragraph outside of tables; one cell with one paragraph.
    Line,
    /// A row of a table.
    Row,
}

/// A paragraph, or a row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadUnit {
    /// Which of the two.
    pub shape: ReadShape,
    /// The cells, from left to right, those too that began in a row above.
    pub cells: Vec<ReadCell>,
    /// Where it stands, in words, such as 2.会议费绩效目标表.
    pub place: String,
    /// Whether a page number of unknown value follows.
    pub open: bool,
}

/// A cell of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadCell {
    /// Its paragraphs, without empty ones.
    pub paragraphs: Vec<ReadParagraph>,
    /// What it is, in words, such as 指标值.
    pub label: String,
    /// Whether it labels others.
    pub heading: bool,
    /// Whether it began in a row above.
    pub repeated: bool,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadParagraph {
    /// Its text.
    pub text: String,
    /// Whether it was put together, so that blanks may be missing.
    pub loose: bool,
    /// The YAML it comes from.
    pub source: Option<Span>,
}

impl ReadParagraph {
    /// A text as files keep it: no control characters, no blanks at its ends.
    pub fn new(text: &str) -> ReadParagraph {
        let text: String = text
            .chars()
            .map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c })
            .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
            .collect();
        ReadParagraph { text: text.trim().to_owned(), loose: false, source: None }
    }

    /// Whether two texts are the same; where one is loose, but for blanks.
    pub fn is_same(&self, other: &ReadParagraph) -> bool {
        self.text == other.text
            || (self.loose || other.loose) && tight(&self.text) == tight(&other.text)
    }
}

impl ReadCell {
    /// Its text, a paragraph a line.
    pub fn text(&self) -> String {
        let texts: Vec<_> = self.paragraphs.iter().map(|p| p.text.as_str()).collect();
        texts.join("\n")
    }

    /// Whether two cells hold the same paragraphs.
    pub fn is_same(&self, other: &ReadCell) -> bool {
        self.paragraphs.len() == other.paragraphs.len()
            && self.paragraphs.iter().zip(&other.paragraphs).all(|(a, b)| a.is_same(b))
    }
}

impl ReadUnit {
    /// A paragraph outside of tables.
    pub fn line(paragraph: ReadParagraph) -> ReadUnit {
        let cell = ReadCell { paragraphs: vec![paragraph], ..ReadCell::default() };
        ReadUnit {
            shape: ReadShape::Line,
            cells: vec![cell],
            place: String::new(),
            open: false,
        }
    }

    /// What equal units have in common, whatever their blanks.
    pub fn key(&self) -> String {
        let mut key = String::from(if self.shape == ReadShape::Row { "R" } else { "L" });
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

/// How like two texts are, from 0 to 1, by the characters and pairs of characters that
/// they have in common; blanks do not count.
pub fn likeness(a: &str, b: &str) -> f64 {
    let chars = |text: &str| tight(text).chars().collect::<Vec<_>>();
    let (a, b) = (chars(a), chars(b));
    let pairs = |text: &[char]| -> Vec<[char; 2]> {
        text.windows(2).map(|pair| [pair[0], pair[1]]).collect()
    };
    match a == b {
        true => 1.0,
        false => (common(a.clone(), b.clone()) + common(pairs(&a), pairs(&b))) / 2.0,
    }
}

/// The share of items that two collections have in common.
fn common<T: Ord>(mut a: Vec<T>, mut b: Vec<T>) -> f64 {
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    match a.len() + b.len() {
        0 => 0.0,
        all => 2.0 * f64::from(count) / all as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edited_texts_are_like_each_other() {
        assert_eq!(likeness("甲 乙", "甲乙"), 1.0);
        assert_eq!(likeness("", "甲"), 0.0);
        assert!(likeness("示例市财政局审核", "示例市审计局审核") > 0.6);
        assert!(likeness("≥4次", "≥6次") > 0.3);
        assert!(likeness("参会人员满意度", "培训天数") < 0.1);
    }

    #[test]
    fn what_no_file_keeps_is_no_difference() {
        let paragraph = ReadParagraph::new(" 甲\u{0}\t乙\u{FFFE} ");
        assert_eq!(paragraph.text, "甲 乙");
        let loose = ReadParagraph { loose: true, ..ReadParagraph::new("甲乙") };
        assert!(loose.is_same(&paragraph) && paragraph.is_same(&loose));
        assert!(!paragraph.is_same(&ReadParagraph::new("甲乙")));
    }
}
