//! Rows that no page can hold whole.

use super::tables;
use crate::diagnostic::Diagnostic;
use crate::layout::{Layout, PlacedRow};
use crate::text::source::Span;

/// A row while its parts are gathered.
struct Gathered {
    height: f32,
    parts: usize,
    source: Option<Span>,
}

pub(super) fn findings(layout: &Layout) -> Vec<Diagnostic> {
    let page = layout.sheet.text_height();
    let tall = split_rows(layout).into_iter().filter(|row| row.height > page);
    tall.filter_map(|row| {
        let (span, parts) = (row.source?, row.parts);
        let pages = row.height / page;
        let message = format!("这一行表格有 {pages:.1} 页高，拆在了 {parts} 页上");
        Some(
            Diagnostic::error("F104", span, message)
                .help("把内容写短一些，或者挪一部分到别的格子，一行不超过一页"),
        )
    })
    .collect()
}

/// The rows that stand on several pages, with their heights together.
fn split_rows(layout: &Layout) -> Vec<Gathered> {
    let mut found: Vec<Gathered> = Vec::new();
    let mut open: Option<(usize, Gathered)> = None;
    for part in tables(layout) {
        let rows: Vec<_> = part.rows.iter().filter(|row| !row.repeated).collect();
        for (i, row) in rows.iter().enumerate() {
            let rest = i == 0 && row.split;
            match open.take() {
                Some((table, mut begun)) if rest && table == part.table => {
                    begun.height += row.height;
                    begun.parts += 1;
                    open = Some((table, begun));
                }
                done => {
                    found.extend(done.map(|(_, row)| row));
                    let (height, source) = (row.height, longest(row));
                    let begun = Gathered { height, parts: 1, source };
                    open = row.split.then_some((part.table, begun));
                }
            }
        }
    }
    found.extend(open.map(|(_, row)| row));
    found
}

/// The YAML of the row's longest text.
fn longest(row: &PlacedRow) -> Option<Span> {
    let paragraphs = row.cells.iter().flat_map(|cell| &cell.paragraphs);
    let longest = paragraphs.max_by_key(|paragraph| paragraph.lines.len());
    longest.and_then(|paragraph| paragraph.source)
}
