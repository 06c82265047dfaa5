//! Glyphs → lines, each filled as far as it goes.

use super::opportunity::{May, NEVER_FIRST, NEVER_LAST};
use super::{Rules, Shaped};
use std::ops::Range;

/// How much worse it is to cut within a number or word than in front of its unit.
const WITHIN_WORD: usize = 1000;

/// Fills each line as far as it goes. A stretch without an opportunity that is longer
/// than a line is cut before a unit, else where the line ends; how bad that was in all
/// comes second.
pub fn greedy(
    shaped: &Shaped,
    may: &[May],
    first_indent: f32,
    width: f32,
    rules: Rules,
) -> (Vec<Range<usize>>, usize) {
    let mut lines = Vec::new();
    let mut forced = 0;
    let (mut start, mut last, mut used) = (0, 0, first_indent);
    let mut i = 0;
    while i < shaped.glyphs.len() {
        if may[i] == May::Yes {
            last = i;
        }
        let mut advance = shaped.advance(i);
        if rules == Rules::Spaced && i > start {
            advance += shaped.space_before(i);
        }
        let hang = if rules == Rules::Careful { shaped.hang(i) } else { 0.0 };
        let blank = shaped.glyphs[i].1 == ' ';
        if used + advance - hang > width + 0.01 && i > start && !blank {
            let (end, badness) = match last > start {
                true => (last, 0),
                false => forced_end(shaped, may, start, i),
            };
            forced += badness;
            lines.push(start..end);
            (start, last, used, i) = (end, end, 0.0, end);
            continue;
        }
        used += advance;
        i += 1;
    }
    if start < shaped.glyphs.len() || lines.is_empty() {
        lines.push(start..shaped.glyphs.len());
    }
    (lines, forced)
}

/// Where the line from `start` ends when there is no opportunity up to the glyph at `i`,
/// which does not fit, and how bad that is.
fn forced_end(shaped: &Shaped, may: &[May], start: usize, i: usize) -> (usize, usize) {
    let in_need = (start + 1..=i).rev().find(|k| may[*k] == May::InNeed);
    match in_need {
        Some(end) => (end, 1),
        None => (emergency(shaped, start, i), WITHIN_WORD),
    }
}

/// Where to cut a stretch without an opportunity: as late as no mark is put in the wrong
/// place, else where the line ends.
fn emergency(shaped: &Shaped, start: usize, end: usize) -> usize {
    let allowed = |i: &usize| {
        let (before, after) = (shaped.glyphs[i - 1].1, shaped.glyphs[*i].1);
        !NEVER_LAST.contains(before) && !NEVER_FIRST.contains(after)
    };
    (start + 1..=end).rev().find(allowed).unwrap_or(end)
}

/// Gives a last line of a single character the one before it for company.
pub fn keep_company(shaped: &Shaped, may: &[May], lines: &mut [Range<usize>]) {
    let [.., before, last] = lines else { return };
    let marks = |r: &Range<usize>| {
        let glyphs = shaped.glyphs[r.clone()].iter();
        glyphs.filter(|g| !NEVER_FIRST.contains(g.1)).count()
    };
    if marks(last) > 1 {
        return;
    }
    let earlier = (before.start + 2..before.end).rev().find(|i| may[*i] == May::Yes);
    if let Some(cut) = earlier.filter(|cut| before.end - cut <= 6) {
        before.end = cut;
        last.start = cut;
    }
}
