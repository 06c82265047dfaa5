//! A row cut in two, where it is too tall to be kept whole.

use super::row::{CellPart, OpenRow};
use crate::layout::paragraph::Setter;
use crate::layout::{ROW_PADDING, RULE};
use std::ops::Range;

impl<'d> OpenRow<'d> {
    /// The part of the row that fits into `height`, and the rest. Labels stand in both,
    /// but for one that is higher itself. None when nothing, or everything, would stay.
    /// A row that `must` be split gives at least a line.
    pub fn split(
        &self,
        height: f32,
        must: bool,
        setter: &Setter,
    ) -> Option<(Self, Self)> {
        let room = height - 2.0 * ROW_PADDING - RULE;
        let (mut first, mut rest) = (self.clone(), self.clone());
        let mut moved = false;
        let mut kept = false;
        for (one, two) in first.cells.iter_mut().zip(&mut rest.cells) {
            two.continued = true;
            if one.heading || one.rowspan > 1 {
                one.rowspan = 1;
                if one.height() <= height {
                    if one.partial {
                        two.parts.clear();
                    }
                    continue;
                }
                if !must {
                    return None;
                }
                (one.partial, two.partial) = (true, true);
            }
            let parts = std::mem::take(&mut one.parts);
            (one.parts, two.parts) = split_parts(parts, room, must, setter);
            kept |= !one.parts.is_empty();
            moved |= !two.parts.is_empty();
        }
        first.split = true;
        rest.split = true;
        (kept && moved).then_some((first, rest))
    }
}

/// The paragraphs of a cell that fit into `room`, and the rest.
fn split_parts<'d>(
    parts: Vec<CellPart<'d>>,
    room: f32,
    must: bool,
    setter: &Setter,
) -> (Vec<CellPart<'d>>, Vec<CellPart<'d>>) {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    let mut left = room;
    for part in parts {
        if !rest.is_empty() {
            rest.push(part);
            continue;
        }
        if part.height() <= left {
            left -= part.height();
            first.push(part);
            continue;
        }
        let (here, there) = cut(part, left, must && first.is_empty(), setter);
        first.extend(here);
        rest.extend(there);
    }
    (first, rest)
}

/// Cuts a paragraph where `room` ends.
fn cut<'d>(
    part: CellPart<'d>,
    room: f32,
    must: bool,
    setter: &Setter,
) -> (Option<CellPart<'d>>, Option<CellPart<'d>>) {
    let pitch = part.broken.spec.pitch;
    let least = usize::from(must);
    let mut count = ((room / pitch).max(0.0) as usize).clamp(least, part.lines.len());
    let piece = |lines: Range<usize>| {
        let room = setter.room(&part.broken, lines.clone());
        let broken = part.broken.clone();
        (!lines.is_empty()).then_some(CellPart { broken, lines, room, tail: part.tail })
    };
    loop {
        let middle = part.lines.start + count;
        let here = piece(part.lines.start..middle);
        let fits = here.as_ref().is_none_or(|p| p.height() <= room);
        if fits || count <= least {
            return (here, piece(middle..part.lines.end));
        }
        count -= 1;
    }
}
