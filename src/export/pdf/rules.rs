//! The rules of tables.

use super::syntax::decimal;
use crate::layout::PlacedTable;
use std::collections::BTreeMap;

/// Adds the rules of a table on a page of some height to a path, each once: edges that
/// touch are joined.
pub fn rules(table: &PlacedTable, height: f32, path: &mut Vec<u8>) {
    let mut tops = vec![table.top];
    for row in &table.rows {
        tops.push(tops[tops.len() - 1] + row.height);
    }
    let (mut across, mut down) = (Edges::default(), Edges::default());
    for (i, row) in table.rows.iter().enumerate().filter(|(_, r)| r.border) {
        for cell in &row.cells {
            let (left, right) =
                (table.edges[cell.column], table.edges[cell.column + cell.colspan]);
            let (top, bottom) = (tops[i], tops[(i + cell.rowspan).min(tops.len() - 1)]);
            across.add(top, left, right);
            across.add(bottom, left, right);
            down.add(left, top, bottom);
            down.add(right, top, bottom);
        }
    }
    across.draw(|y, from, to| line((from, y), (to, y), height, path));
    down.draw(|x, from, to| line((x, from), (x, to), height, path));
}

/// A straight line between two points, measured from the top left of the page (ISO
/// 32000-1, 8.5.2).
fn line(from: (f32, f32), to: (f32, f32), height: f32, path: &mut Vec<u8>) {
    for ((x, y), operator) in [(from, b"m\n"), (to, b"l\n")] {
        for length in [x, height - y] {
            decimal(f64::from(length), path);
            path.push(b' ');
        }
        path.extend(operator);
    }
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
