//! Tables that spill a few lines onto a further page, and what would save it.

use super::{Part, parts};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Document, PageSetup};
use crate::layout::font::Fonts;
use crate::layout::{MOST_CHARACTERS, SLACK, saving};
use crate::pages::{DisplayList, DrawnRow};
use crate::text::source::Span;

/// A table whose part on a further page has no more lines than this could be pulled
/// onto the page before.
const FEW_LINES: usize = 3;

/// Tables whose last part is only a few lines long, each with the fewest characters found
/// without which it would be a page less. This lays out again what stands around them.
pub fn advice(document: &Document, list: &DisplayList, fonts: &Fonts) -> Vec<Diagnostic> {
    let parts = parts(list);
    let of = |i: usize| Spill::of(&parts, i, list.sheet);
    let spills = (1..parts.len()).filter_map(of);
    spills.filter_map(|spill| finding(&spill, document, fonts)).collect()
}

/// The last part of a table, and those of its rows that had no room on the page before.
struct Spill<'p, 'a, 'l> {
    part: &'p Part<'a, 'l>,
    rows: Vec<&'a DrawnRow>,
}

impl<'p, 'a, 'l> Spill<'p, 'a, 'l> {
    /// The part at `i`, if it is the last of its table, and short.
    fn of(parts: &'p [Part<'a, 'l>], i: usize, sheet: &PageSetup) -> Option<Self> {
        let part = &parts[i];
        let same = |i: usize| parts.get(i).is_some_and(|p| p.table == part.table);
        if !same(i - 1) || same(i + 1) {
            return None;
        }
        let mut room = sheet.top() + sheet.text_height() - bottom(&parts[i - 1]);
        // rows that only keep the last ones company had room there
        let rows = part.own_rows().skip_while(|row| {
            room -= row.height;
            room > SLACK
        });
        let spill = Spill { part, rows: rows.collect() };
        (spill.lines() <= FEW_LINES).then_some(spill)
    }

    /// The lines of the rows.
    fn lines(&self) -> usize {
        let page = self.part.page;
        let highest = |row: &&DrawnRow| {
            let cells = page.cells[row.cells.clone()].iter();
            let cells = cells.filter(|cell| cell.rowspan == 1);
            let texts = cells.map(|cell| page.texts_of(cell));
            texts.map(|texts| texts.iter().map(|text| text.lines.len()).sum()).max()
        };
        self.rows.iter().map(|row| highest(row).unwrap_or(0)).sum()
    }

    fn source(&self) -> Option<Span> {
        let cells = self.rows.iter().flat_map(|r| &self.part.page.cells[r.cells.clone()]);
        // a level's label is no row of its own
        cells.filter(|cell| !cell.heading).find_map(|cell| cell.source)
    }
}

/// Where the rows of a part end.
fn bottom(part: &Part) -> f32 {
    let rows = part.rows.iter().flat_map(|row| &part.page.cells[row.cells.clone()]);
    rows.map(|cell| cell.area.top + cell.area.height).fold(0.0, f32::max)
}

fn finding(spill: &Spill, document: &Document, fonts: &Fonts) -> Option<Diagnostic> {
    let (span, lines) = (spill.source()?, spill.lines());
    let message = format!("表格最后只有 {lines} 行字落到了下一页");
    let mut finding = codes::F102.finding(span, message);
    let Some(saving) = saving(document, spill.part.table, fonts) else {
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
