//! Tables that spill a few lines onto a further page, and what would save it.

use super::tables;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::layout::font::Fonts;
use crate::layout::saving::{MOST_CHARACTERS, saving};
use crate::layout::{Layout, PlacedRow, PlacedTable};
use crate::text::source::Span;

/// A table whose part on a further page has no more lines than this could be pulled
/// onto the page before.
const FEW_LINES: usize = 3;

/// Tables whose last part is only a few lines long, each with the fewest characters found
/// without which it would be a page less. This lays out again what stands around them.
pub fn advice(document: &Document, layout: &Layout, fonts: &Fonts) -> Vec<Diagnostic> {
    let tables = tables(layout);
    let spills = (1..tables.len()).filter(|i| spills(&tables, *i));
    spills.filter_map(|i| finding(tables[i], document, fonts)).collect()
}

/// Whether the part at `i` is the last of its table, and short.
fn spills(parts: &[&PlacedTable], i: usize) -> bool {
    let same = |other: usize| parts.get(other).is_some_and(|p| p.table == parts[i].table);
    same(i - 1) && !same(i + 1) && lines(parts[i]) <= FEW_LINES
}

fn finding(part: &PlacedTable, document: &Document, fonts: &Fonts) -> Option<Diagnostic> {
    let (span, lines) = (source(part)?, lines(part));
    let message = format!("表格最后只有 {lines} 行字落到了下一页");
    let mut finding = Diagnostic::error("F102", span, message);
    let Some(saving) = saving(document, part.table, fonts) else {
        return Some(finding.help(format!(
            "要压缩 {MOST_CHARACTERS} 字以上才省得下这一页；可以合并几行，或者不管"
        )));
    };
    for cut in &saving.cuts {
        let text = format!("这里压缩 {} 字", cut.characters);
        finding = match cut.source == span {
            true => finding.label(text),
            false => finding.related(cut.source, text),
        };
    }
    let all = saving.characters();
    Some(finding.help(format!("再压缩 {all} 字可省一页")))
}

/// The lines of the rows that stand here for the first time.
fn lines(part: &PlacedTable) -> usize {
    let rows = part.rows.iter().filter(|r| !r.repeated);
    let highest = |r: &PlacedRow| {
        let cells = r.cells.iter().filter(|c| c.rowspan == 1);
        let lines = cells.map(|c| c.paragraphs.iter().map(|p| p.lines.len()).sum());
        lines.max().unwrap_or(0)
    };
    rows.map(highest).sum()
}

fn source(part: &PlacedTable) -> Option<Span> {
    let rows = part.rows.iter().filter(|r| !r.repeated);
    let cells = rows.flat_map(|r| &r.cells).flat_map(|c| &c.paragraphs);
    cells.filter_map(|p| p.source).next()
}
