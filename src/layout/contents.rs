//! 目录: set last, when the pages are known.

use super::flow::Flow;
use super::paragraph::Setter;
use super::{Heading, Line, Piece, PlacedEntry, Section};
use crate::document::{Align, Block, InContents, Paragraph, Style, StyleSpec};

/// Room for the page number, and the gap before it.
const NUMBER_COLUMN: f32 = 40.0;
/// Between text and dots, and between dots and number.
const LEADER_GAP: f32 = 4.0;

/// Fills the pages of the 目录 for `headings`, whose page numbers are final. Without a
/// title and headings to list there is none.
pub fn contents<'a>(
    title: &str,
    headings: &[Heading],
    setter: &'a Setter<'a>,
) -> Flow<'a> {
    let mut flow = Flow::new(Section::Contents, setter);
    if !title.is_empty() {
        let paragraph = Paragraph::new(Style::ContentsTitle, title);
        flow.blocks(&[Block::Paragraph(paragraph.spread())]);
    }
    for (i, heading) in headings.iter().enumerate() {
        match heading.contents {
            InContents::No => {}
            InContents::WithoutPage => entry(&mut flow, i, heading, setter, false),
            InContents::WithPage => entry(&mut flow, i, heading, setter, true),
        }
    }
    flow.drop_if_empty();
    flow
}

fn entry(flow: &mut Flow, index: usize, heading: &Heading, setter: &Setter, page: bool) {
    let style = if page { Style::ContentsEntry } else { Style::ContentsPart };
    let paragraph = Paragraph::new(style, heading.text.as_str());
    let sheet = setter.page();
    let broken = setter.break_lines(&paragraph, sheet.text_width() - NUMBER_COLUMN);
    let spec = broken.spec;
    let count = broken.lines.len();
    let room = setter.room(&broken, 0..count) as f32 * spec.pitch;
    let mut above = if flow.is_fresh() { 0.0 } else { spec.above };
    if above + room > flow.left() + 0.01 && !flow.is_fresh() {
        flow.new_page();
        above = 0.0;
    }
    flow.advance(above, above);
    let mut title = setter.place(&broken, 0..count, sheet.left(), flow.top());
    title.above = above;
    let last = flow.top() + (count - 1) as f32 * spec.pitch;
    let end = title.lines.last().map_or(sheet.left(), |l| end_of(l, &spec, setter));
    let label = page.then(|| heading.number.to_string());
    let number = label.as_ref().map(|label| {
        let right = sheet.left() + sheet.text_width();
        setter.place_line(label, &spec, right, Align::Right, last)
    });
    let leader = number.as_ref().map(|n| leader(end, n, &spec, last, setter));
    let entry = PlacedEntry { title, leader, number, label, heading: index };
    flow.push(Piece::Entry(entry));
    flow.advance(room, count as f32 * spec.pitch);
}

/// Where the text of a line ends.
fn end_of(line: &Line, spec: &StyleSpec, setter: &Setter) -> f32 {
    let left = setter.page().left();
    line.runs.last().map_or(left, |run| run.x + setter.width(&run.text, spec))
}

/// Dots that end at the same place on every line.
fn leader(from: f32, number: &Line, spec: &StyleSpec, top: f32, setter: &Setter) -> Line {
    let right = number.runs.first().map_or(from, |r| r.x) - LEADER_GAP;
    let dot = setter.width(".", spec);
    let count = ((right - from - LEADER_GAP) / dot).max(0.0) as usize;
    setter.place_line(&".".repeat(count), spec, right, Align::Right, top)
}
