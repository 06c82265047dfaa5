//! The strokes of tables, each once: edges that touch are joined.

use super::Stroke;
use super::draw::{columns, tops};
use crate::layout::PlacedTable;
use std::collections::BTreeMap;

/// The strokes of a table: those across the page, then those down.
pub fn strokes(table: &PlacedTable) -> Vec<Stroke> {
    let tops = tops(table);
    let (mut across, mut down) = (Edges::default(), Edges::default());
    for (i, row) in table.rows.iter().enumerate().filter(|(_, r)| r.border) {
        for cell in &row.cells {
            let (left, right) = columns(table, cell.column, cell.colspan);
            let (top, bottom) = (tops[i], tops[(i + cell.rowspan).min(tops.len() - 1)]);
            across.add(top, left, right);
            across.add(bottom, left, right);
            down.add(left, top, bottom);
            down.add(right, top, bottom);
        }
    }
    let mut strokes = Vec::new();
    across.draw(|y, from, to| strokes.push(Stroke { from: (from, y), to: (to, y) }));
    down.draw(|x, from, to| strokes.push(Stroke { from: (x, from), to: (x, to) }));
    strokes
}

/// Stretches of parallel edges, by position, in hundredths of a point.
#[derive(Default)]
struct Edges(BTreeMap<i32, Vec<(i32, i32)>>);

impl Edges {
    fn add(&mut self, at: f32, from: f32, to: f32) {
        let grid = |x: f32| (x * 100.0).round() as i32;
        self.0.entry(grid(at)).or_default().push((grid(from), grid(to)));
    }

    fn draw(self, mut draw: impl FnMut(f32, f32, f32)) {
        let points = |x: i32| x as f32 / 100.0;
        for (at, mut stretches) in self.0 {
            stretches.sort_unstable();
            let mut joined: Vec<(i32, i32)> = Vec::new();
            for (from, to) in stretches {
                match joined.last_mut() {
                    Some(last) if from <= last.1 => last.1 = last.1.max(to),
                    _ => joined.push((from, to)),
                }
            }
            for (from, to) in joined {
                draw(points(at), points(from), points(to));
            }
        }
    }
}
