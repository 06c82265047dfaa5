//! Rows that no page can hold whole.

use super::{Part, parts};
use crate::diagnostic::{Diagnostic, codes};
use crate::pages::{DisplayList, DrawnRow};
use crate::text::source::Span;

/// A row while its parts are gathered.
struct Gathered {
    height: f32,
    parts: usize,
    source: Option<Span>,
}

pub(super) fn findings(list: &DisplayList) -> Vec<Diagnostic> {
    let page = list.sheet.text_height();
    let tall = split_rows(list).into_iter().filter(|row| row.height > page);
    tall.filter_map(|row| {
        let (span, parts) = (row.source?, row.parts);
        let pages = row.height / page;
        let message = format!("这一行表格有 {pages:.1} 页高，拆在了 {parts} 页上");
        Some(
            codes::F104
                .finding(span, message)
                .help("把内容写短一些，或者挪一部分到别的格子，一行不超过一页"),
        )
    })
    .collect()
}

/// The rows that stand on several pages, with their heights together.
fn split_rows(list: &DisplayList) -> Vec<Gathered> {
    let mut found: Vec<Gathered> = Vec::new();
    let mut open: Option<(usize, Gathered)> = None;
    for part in parts(list) {
        for (i, row) in part.own_rows().enumerate() {
            let rest = i == 0 && row.split;
            match open.take() {
                Some((table, mut begun)) if rest && table == part.table => {
                    begun.height += row.height;
                    begun.parts += 1;
                    open = Some((table, begun));
                }
                done => {
                    found.extend(done.map(|(_, row)| row));
                    let (height, source) = (row.height, longest(row, &part));
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
fn longest(row: &DrawnRow, part: &Part) -> Option<Span> {
    let cells = part.page.cells[row.cells.clone()].iter();
    let texts = cells.flat_map(|cell| part.page.texts_of(cell));
    texts.max_by_key(|text| text.lines.len()).and_then(|text| text.source)
}
