//! Lines → text operators (ISO 32000-1, 9.4), as few as say it.

use super::stream::{begin_named, end};
use super::subset::{Subset, Subsets};
use super::syntax::{decimal, literal};
use crate::layout::{Line, TextRun};

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
    pub fn lines(&mut self, lines: &[Line], out: &mut Vec<u8>) {
        lines.iter().for_each(|line| self.line(line, out));
    }

    /// Draws a line. Its runs follow each other, so only the first is placed.
    fn line(&mut self, line: &Line, out: &mut Vec<u8>) {
        let Some(first) = line.runs.first() else { return };
        let place = (hundredths(first.x), hundredths(self.height - line.baseline));
        for (to, from) in [(place.0, self.place.0), (place.1, self.place.1)] {
            decimal(f64::from(to - from) / 100.0, out);
            out.push(b' ');
        }
        out.extend(b"Td\n");
        self.place = place;
        for run in &line.runs {
            self.set(run, out);
            self.show(run, out);
        }
    }

    fn set(&mut self, run: &TextRun, out: &mut Vec<u8>) {
        if self.font != Some((run.face, run.size)) {
            out.extend(format!("/F{} ", run.face).into_bytes());
            decimal(f64::from(run.size), out);
            out.extend(b" Tf\n");
            self.font = Some((run.face, run.size));
        }
        // all characters of a line add to the error
        let tracking = (run.tracking * 1000.0).round() / 1000.0;
        if self.tracking != tracking {
            decimal(f64::from(tracking), out);
            out.extend(b" Tc\n");
            self.tracking = tracking;
        }
    }

    /// Shows a run. Characters that a reader would take for others, or for words of their
    /// own, are named.
    fn show(&self, run: &TextRun, out: &mut Vec<u8>) {
        let Some(subset) = self.subsets.get(&run.face) else { return };
        let meant = run.meant.as_deref().unwrap_or(&run.text);
        let mut piece = Piece::default();
        for (drawn, meant) in run.text.chars().zip(meant.chars()) {
            let is_named = subset.owner(drawn) != meant || run.is_spread();
            if is_named == piece.actual.is_empty() {
                piece.show(out);
            }
            piece.add(subset, drawn, is_named.then_some(meant));
        }
        piece.show(out);
    }
}

/// Characters that are shown at once.
#[derive(Default)]
struct Piece {
    /// Their codes, two bytes each.
    codes: Vec<u8>,
    /// What they read as, where their glyphs say something else.
    actual: String,
}

impl Piece {
    fn add(&mut self, subset: &Subset, drawn: char, meant: Option<char>) {
        self.codes.extend(subset.code(drawn).to_be_bytes());
        self.actual.extend(meant);
    }

    /// Shows what was collected and begins anew.
    fn show(&mut self, out: &mut Vec<u8>) {
        if self.codes.is_empty() {
            return;
        }
        let is_named = !self.actual.is_empty();
        if is_named {
            begin_named(&self.actual, out);
        }
        literal(&self.codes, out);
        out.extend(b"Tj\n");
        if is_named {
            end(out);
        }
        self.codes.clear();
        self.actual.clear();
    }
}
