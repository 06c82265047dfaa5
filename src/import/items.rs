//! Lines → numbered items.

use super::block::ImportParagraph;
use super::note::Notes;
use super::numbering::{self, Marker, NumberStyle};
use super::text::clean;
use crate::model::{Field, Passage};
use crate::text::source::{Span, Spanned};

/// A line without the blanks of its layout.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemLine {
    /// The text, with its number.
    pub text: String,
    /// Whether Word puts a number in front.
    pub numbered: bool,
}

impl ItemLine {
    /// The line of a paragraph.
    pub fn new(paragraph: &ImportParagraph) -> ItemLine {
        ItemLine { text: clean(&paragraph.text), numbered: paragraph.numbered }
    }

    /// Its number, typed or made by Word, and the text behind it.
    fn split(&self, expected: usize) -> Option<(Marker, &str)> {
        let automatic = Marker { style: NumberStyle::Automatic, number: None };
        let typed = numbering::split(&self.text, expected);
        typed.or_else(|| self.numbered.then_some((automatic, &self.text)))
    }
}

/// An item: the line with the number, without it, and the lines below.
#[derive(Debug, PartialEq)]
pub struct Entry {
    /// The number that was in front.
    pub marker: Marker,
    /// The line with the number.
    pub first: String,
    /// The lines below.
    pub rest: Vec<String>,
}

impl Entry {
    /// All its lines as paragraphs of one text.
    pub fn text(&self) -> String {
        let lines = std::iter::once(&self.first).chain(&self.rest);
        let lines: Vec<_> = lines.map(String::as_str).filter(|l| !l.is_empty()).collect();
        lines.join("\n")
    }
}

/// The number in front of a text, where nothing is known of the one before.
pub fn marker(text: &str) -> Option<(Marker, &str)> {
    numbering::split(text, 0)
}

/// Whether a marker is that of the highest level, 一、.
pub fn is_top(marker: Option<Marker>) -> bool {
    marker.is_some_and(|m| m.style == NumberStyle::Han)
}

/// The items of lines that begin with a number; numbers of another shape than the first
/// belong to the text of an item.
pub fn entries(lines: &[ItemLine]) -> Option<Vec<Entry>> {
    let style = lines.first()?.split(1)?.0.style;
    let mut entries: Vec<Entry> = Vec::new();
    for line in lines {
        let expected = entries.len() + 1;
        match (line.split(expected), entries.last_mut()) {
            (Some((marker, first)), _) if marker.style == style => {
                entries.push(Entry { marker, first: first.to_owned(), rest: Vec::new() });
            }
            (_, Some(last)) => last.rest.push(line.text.clone()),
            (_, None) => return None,
        }
    }
    entries.retain(|e| !e.text().is_empty());
    Some(entries)
}

/// Tells where numbers do not count 1, 2, 3: the program will count anew.
pub fn note_order(entries: &[Entry], title: &str, notes: &mut Notes) {
    let markers: Vec<_> = entries.iter().map(|e| e.marker).collect();
    if !numbering::is_sequence(&markers) {
        notes.skipped(format!("“{title}”的编号不连续，印出时从 1 起重新编号"));
    }
}

/// The passage of a cell 绩效目标; `title` names it in notes.
pub fn goals(
    paragraphs: &[ImportParagraph],
    title: &str,
    notes: &mut Notes,
) -> Field<Passage<Spanned<String>>> {
    let lines: Vec<ItemLine> = paragraphs.iter().map(ItemLine::new).collect();
    let lines: Vec<ItemLine> = lines.into_iter().filter(|l| !l.text.is_empty()).collect();
    if lines.is_empty() {
        return Field::Absent;
    }
    let text = |text: String| Spanned::new(text, Span::NONE);
    if let Some(entries) = entries(&lines) {
        note_order(&entries, title, notes);
        let items = entries.iter().map(|e| text(e.text())).collect();
        return Field::of(Passage::Items(items));
    }
    let lines: Vec<_> = lines.into_iter().map(|l| l.text).collect();
    Field::of(Passage::Text(text(lines.join("\n"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goals_of(lines: &[&str]) -> (Passage<Spanned<String>>, usize) {
        let paragraph = |l: &&str| ImportParagraph {
            text: l.to_string(),
            ..ImportParagraph::default()
        };
        let lines: Vec<_> = lines.iter().map(paragraph).collect();
        let mut notes = Notes::default();
        let Field::Given(found) = goals(&lines, "绩效目标", &mut notes) else {
            panic!()
        };
        (found.value, notes.0.len())
    }

    fn list(lines: &[&str]) -> Vec<String> {
        match goals_of(lines).0 {
            Passage::Items(items) => items.into_iter().map(|i| i.value).collect(),
            Passage::Text(text) => panic!("{}", text.value),
        }
    }

    #[test]
    fn numbers_are_stripped() {
        assert_eq!(
            list(&["1.甲", "2、乙", "其二", "3.5场丙"]),
            ["甲", "乙\n其二", "5场丙"]
        );
        assert_eq!(list(&["1.2025年甲"]), ["2025年甲"]);
    }

    #[test]
    fn text_without_a_number_stays_text() {
        let (Passage::Text(text), _) = goals_of(&["甲", "乙"]) else { panic!() };
        assert_eq!(text.value, "甲\n乙");
        let (Passage::Text(text), _) = goals_of(&["1.5万元用于甲"]) else {
            panic!()
        };
        assert_eq!(text.value, "1.5万元用于甲");
    }

    #[test]
    fn a_gap_in_the_numbers_is_told() {
        assert_eq!(goals_of(&["1.甲", "3.乙"]).1, 1);
    }
}
