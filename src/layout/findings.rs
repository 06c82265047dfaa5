//! What only the layout can see: characters that no face has, tables that spill.

use super::{Layout, Piece, PlacedTable};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// A table whose part on a further page has no more lines than this could be pulled
/// onto the page before.
const FEW_LINES: usize = 3;

/// A character that no face has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The YAML it comes from.
    pub source: Option<Span>,
    /// The character.
    pub character: char,
}

/// The findings of a layout, each at its YAML. What comes from a template alone has no
/// place and is not told.
pub fn findings(layout: &Layout, sources: &Sources) -> Vec<Diagnostic> {
    let missing = layout.missing.iter().filter_map(|m| missing(m, sources));
    missing.chain(spills(layout)).collect()
}

fn missing(missing: &Missing, sources: &Sources) -> Option<Diagnostic> {
    let span = missing.source?;
    let c = missing.character;
    let offset = sources.text(span).find(c);
    let at = offset.map_or(span, |i| {
        let start = span.range().start + i;
        Span::new(span.file, start..start + c.len_utf8())
    });
    let code = c as u32;
    let message = format!("字体里没有「{c}」（U+{code:04X}），印成了〓");
    Some(Diagnostic::error("F101", at, message).help(
        "换一个通用的字；一定要用的，把有这个字的字体放进一个文件夹，用 --font-dir 指定",
    ))
}

/// Tables whose last part is only a few lines long.
fn spills(layout: &Layout) -> Vec<Diagnostic> {
    let pieces = layout.pages.iter().flat_map(|p| &p.pieces);
    let parts: Vec<&PlacedTable> = pieces
        .filter_map(|piece| match piece {
            Piece::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let mut findings = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        let before = i.checked_sub(1).map(|b| parts[b]);
        let continued = before.is_some_and(|b| b.table == part.table);
        let goes_on = parts.get(i + 1).is_some_and(|n| n.table == part.table);
        let lines = lines(part);
        if !continued || goes_on || lines > FEW_LINES {
            continue;
        }
        if let Some(span) = source(part) {
            let message = format!("表格最后只有 {lines} 行字落到了下一页");
            findings.push(
                Diagnostic::error("F102", span, message)
                    .help("把前面的文字压缩几个字，可以省一页"),
            );
        }
    }
    findings
}

/// The lines of the rows that stand here for the first time.
fn lines(part: &PlacedTable) -> usize {
    let rows = part.rows.iter().filter(|r| !r.repeated);
    let highest = |r: &super::PlacedRow| {
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
