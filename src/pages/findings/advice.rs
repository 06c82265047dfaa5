//! Tables that spill a few lines onto a further page, and what would save it.

use super::{Part, parts};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::layout::font::Fonts;
use crate::layout::{MOST_CHARACTERS, saving};
use crate::pages::{DisplayList, DrawnRow};
use crate::text::source::Span;

/// A table whose part on a further page has no more lines than this could be pulled
/// onto the page before.
const FEW_LINES: usize = 3;

/// Tables whose last part is only a few lines long, each with the fewest characters found
/// without which it would be a page less. This lays out again what stands around them.
pub fn advice(document: &Document, list: &DisplayList, fonts: &Fonts) -> Vec<Diagnostic> {
    let parts = parts(list);
    let spills = (1..parts.len()).filter(|i| spills(&parts, *i));
    spills.filter_map(|i| finding(&parts[i], document, fonts)).collect()
}

/// Whether the part at `i` is the last of its table, and short.
fn spills(parts: &[Part], i: usize) -> bool {
    let same = |other: usize| parts.get(other).is_some_and(|p| p.table == parts[i].table);
    same(i - 1) && !same(i + 1) && lines(&parts[i]) <= FEW_LINES
}

fn finding(part: &Part, document: &Document, fonts: &Fonts) -> Option<Diagnostic> {
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
fn lines(part: &Part) -> usize {
    let highest = |row: &DrawnRow| {
        let cells = part.page.cells[row.cells.clone()].iter();
        let cells = cells.filter(|cell| cell.rowspan == 1);
        let texts = cells.map(|cell| part.page.texts_of(cell));
        texts.map(|texts| texts.iter().map(|text| text.lines.len()).sum()).max()
    };
    part.own_rows().map(|row| highest(row).unwrap_or(0)).sum()
}

fn source(part: &Part) -> Option<Span> {
    let cells = part.own_rows().flat_map(|row| &part.page.cells[row.cells.clone()]);
    cells.filter(|cell| !cell.heading).find_map(|cell| cell.source)
}
