//! Lines → text operators, as few as say it.

use super::emit::font_id;
use super::subset::Subsets;
use crate::layout::{Line, Run};
use printpdf::{DictItem, Op, PdfFontHandle, Point, Pt, TextItem};
use std::collections::BTreeMap;

/// What the text operators of a page were last set to.
pub struct Pen<'a> {
    subsets: &'a Subsets<'a>,
    /// Height of the page.
    height: f32,
    font: Option<(usize, f32)>,
    tracking: f32,
    /// Where the last line began, in hundredths of a point from the lower left.
    place: (i32, i32),
}

/// A length with two decimals, which is what a file needs of it.
pub fn short(points: f32) -> f32 {
    hundredths(points) as f32 / 100.0
}

fn hundredths(points: f32) -> i32 {
    (points * 100.0).round() as i32
}

impl<'a> Pen<'a> {
    /// The pen at the beginning of the text of a page this high.
    pub fn new(subsets: &'a Subsets<'a>, height: f32) -> Pen<'a> {
        Pen { subsets, height, font: None, tracking: 0.0, place: (0, 0) }
    }

    /// Draws lines.
    pub fn lines(&mut self, lines: &[Line], ops: &mut Vec<Op>) {
        lines.iter().for_each(|line| self.line(line, ops));
    }

    /// Draws a line. Its runs follow each other, so only the first is placed.
    pub fn line(&mut self, line: &Line, ops: &mut Vec<Op>) {
        let Some(first) = line.runs.first() else { return };
        let place = (hundredths(first.x), hundredths(self.height - line.baseline));
        let moved = |to: i32, from: i32| Pt((to - from) as f32 / 100.0);
        let (x, y) = (moved(place.0, self.place.0), moved(place.1, self.place.1));
        ops.push(Op::SetTextCursor { pos: Point { x, y } });
        self.place = place;
        for run in &line.runs {
            self.set(run, ops);
            self.show(run, ops);
        }
    }

    fn set(&mut self, run: &Run, ops: &mut Vec<Op>) {
        if self.font != Some((run.face, run.size)) {
            let font = PdfFontHandle::External(font_id(run.face));
            ops.push(Op::SetFont { font, size: Pt(run.size) });
            self.font = Some((run.face, run.size));
        }
        // all characters of a line add to the error
        let tracking = (run.tracking * 1000.0).round() / 1000.0;
        if self.tracking != tracking {
            ops.push(Op::SetCharacterSpacing { multiplier: tracking });
            self.tracking = tracking;
        }
    }

    /// Shows a run. Characters that a reader would take for others are named.
    fn show(&self, run: &Run, ops: &mut Vec<Op>) {
        let owner = |c| self.subsets.get(&run.face).map_or(c, |s| s.owner(c));
        let meant = run.meant.as_deref().unwrap_or(&run.text);
        let mut pieces: Vec<(String, Option<String>)> = Vec::new();
        for (drawn, meant) in run.text.chars().map(owner).zip(meant.chars()) {
            match pieces.last_mut() {
                Some((text, None)) if drawn == meant => text.push(drawn),
                Some((text, Some(actual))) if drawn != meant => {
                    text.push(drawn);
                    actual.push(meant);
                }
                _ => pieces.push((
                    drawn.to_string(),
                    (drawn != meant).then(|| meant.to_string()),
                )),
            }
        }
        for (text, actual) in pieces {
            let show = Op::ShowText { items: vec![TextItem::Text(text)] };
            match actual {
                None => ops.push(show),
                Some(actual) => {
                    ops.extend([named(&actual), show, Op::EndMarkedContent]);
                }
            }
        }
    }
}

/// Begins a span that reads as `text` (ISO 32000-1, 14.9.4).
fn named(text: &str) -> Op {
    let mut data = vec![0xFE, 0xFF];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    let text = DictItem::String { data, literal: false };
    let properties =
        DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), text)]) };
    Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties }
}
