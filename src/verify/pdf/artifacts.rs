//! What pages print besides the text: page numbers, the dots of the 目录, and above the
//! rest of a table its labels again. Each has its place, and nothing else may stand there.

use super::marks::Marked;
use super::pages::Pages;
use super::structure::StructureTree;
use crate::verify::expected::Besides;
use crate::verify::unit::tight;

/// How far a label may stand from where it stood before, in points.
const SLACK: f32 = 2.0;

/// What is printed besides the text but should not be, or is missing, in words.
pub fn strange(
    pages: &Pages,
    structure: &StructureTree,
    besides: &Besides,
) -> Vec<String> {
    let mut told = Vec::new();
    let mut number = 0;
    for (page, drawn) in pages.drawn.iter().enumerate() {
        let artifacts = drawn.marks.iter().filter(|m| m.number.is_none());
        let mut artifacts: Vec<&Marked> =
            artifacts.filter(|m| !tight(&m.text).is_empty()).collect();
        let mut tell = |what: String| told.push(format!("第 {} 页：{what}", page + 1));
        for mark in artifacts.iter().filter(|m| !m.is_in_order) {
            tell(format!("挪了位置的文字“{}”", mark.text));
        }
        let next = besides.number(number + 1);
        let is_number =
            |m: &Marked| besides.is_number(&m.text) && is_lowest(m, &drawn.marks);
        match artifacts.pop_if(|m| is_number(m)) {
            Some(mark) => {
                let text = tight(&mark.text);
                if text != next {
                    tell(format!("页码是“{text}”，应是“{next}”"));
                }
                number += 1;
            }
            None if number > 0 => tell(format!("没有应有的页码“{next}”")),
            None => {}
        }
        if number == 0 {
            artifacts.retain(|m| !is_leader(&m.text));
        }
        for mark in again(&artifacts, page, structure, besides) {
            tell(format!("正文之外的文字“{}”", mark.text.trim()));
        }
    }
    if number == 0 {
        told.push("没有页码".to_owned());
    }
    told
}

/// Whether an artifact stands below all other content of a page.
fn is_lowest(mark: &Marked, all: &[Marked]) -> bool {
    let Some(area) = mark.area else { return false };
    let others = all.iter().filter(|m| !std::ptr::eq(*m, mark)).filter_map(|m| m.area);
    let mut bottoms = others.map(|a| a.bottom);
    bottoms.all(|bottom| area.top <= bottom + SLACK)
}

fn is_leader(text: &str) -> bool {
    text.chars().all(|c| "….·⋯".contains(c) || c.is_whitespace())
}

/// The artifacts that are no labels printed again.
fn again<'a>(
    artifacts: &[&'a Marked],
    page: usize,
    structure: &StructureTree,
    besides: &Besides,
) -> Vec<&'a Marked> {
    let mut rest = artifacts;
    let places = &structure.places;
    let first = places.iter().position(|place| place.pages.contains(&page));
    let table = first.map_or(0, |first| places[first].table);
    let rows = || places.iter().enumerate().filter(move |(_, p)| p.table == table);
    let began = rows().any(|(_, p)| p.pages.iter().any(|other| *other < page));
    let Some(first) = first.filter(|_| table > 0 && began) else {
        return rest.to_vec();
    };
    if let [mark, others @ ..] = rest
        && besides.is_continued(&mark.text)
    {
        rest = others;
    }
    let headers = rows().take_while(|(_, p)| p.is_header);
    let labels: Vec<_> = headers.flat_map(|(row, _)| cells(structure, row)).collect();
    if rest.len() >= labels.len() && labels.iter().zip(rest).all(|(l, m)| l.is_at(m)) {
        rest = &rest[labels.len()..];
    }
    let mut open = Open { labels: cells(structure, first), at: 0, from: 0 };
    rest.iter().filter(|mark| !open.take(&tight(&mark.text))).copied().collect()
}

/// The cells of the first row of a page, of which the whole or the rest may be printed
/// again: from left to right, each paragraph once.
struct Open {
    labels: Vec<Label>,
    at: usize,
    /// How much of the label was printed.
    from: usize,
}

impl Open {
    fn take(&mut self, text: &str) -> bool {
        for (i, label) in self.labels.iter().enumerate().skip(self.at) {
            let from = if i == self.at { self.from } else { 0 };
            if let Some(found) = label.text[from..].find(text) {
                (self.at, self.from) = (i, from + found + text.len());
                return true;
            }
        }
        false
    }
}

/// A text that a page may print again.
struct Label {
    text: String,
    /// Its left edge.
    left: Option<f32>,
}

impl Label {
    fn is_at(&self, mark: &Marked) -> bool {
        let place = self.left.zip(mark.area);
        let is_there = place.is_none_or(|(l, area)| (l - area.left).abs() < SLACK);
        is_there && tight(&mark.text) == self.text
    }
}

/// The cells of a row that have text.
fn cells(structure: &StructureTree, row: usize) -> Vec<Label> {
    let cells = structure.units[row].cells.iter().zip(&structure.places[row].lefts);
    let labels =
        cells.map(|(cell, left)| Label { text: tight(&cell.text()), left: *left });
    labels.filter(|label| !label.text.is_empty()).collect()
}
