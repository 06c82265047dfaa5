//! What only pages can tell, each at its YAML. What comes from a template alone has
//! no place and is not told.

mod advice;
mod cut_words;
mod glyphs;
mod tall_rows;

pub use advice::advice;

use super::{DisplayList, DisplayPage, DrawnRow};
use crate::diagnostic::Diagnostic;
use crate::layout::Section;
use crate::layout::font::Fonts;
use crate::text::source::{Sources, Span};

/// What the pages tell: characters that no face has or another face lent, words cut at a
/// line's end, rows taller than a page. How pages can be saved says [`advice`].
pub fn findings(list: &DisplayList, fonts: &Fonts, sources: &Sources) -> Vec<Diagnostic> {
    let mut findings = glyphs::findings(list, fonts, sources);
    findings.extend(cut_words::findings(list, sources));
    findings.extend(tall_rows::findings(list));
    findings
}

/// Where `text` stands in the YAML of `span`; the whole of it where it is written in
/// another way there.
fn within(span: Span, text: &str, sources: &Sources) -> Span {
    let offset = sources.text(span).find(text);
    offset.map_or(span, |offset| {
        let start = span.range().start + offset;
        Span::new(span.file, start..start + text.len())
    })
}

/// The rows of a table on one page.
struct Part<'a, 'l> {
    table: usize,
    page: &'a DisplayPage<'l>,
    rows: &'a [DrawnRow],
}

impl<'a> Part<'a, '_> {
    /// The rows that stand here for the first time.
    fn own_rows(&self) -> impl Iterator<Item = &'a DrawnRow> {
        self.rows.iter().filter(|row| !row.repeated)
    }
}

/// The parts of the tables of the body, page by page.
fn parts<'a, 'l>(list: &'a DisplayList<'l>) -> Vec<Part<'a, 'l>> {
    let pages = list.pages.iter().filter(|page| page.section == Section::Body);
    let parts = pages.flat_map(|page| {
        let parts = page.rows.chunk_by(|a, b| a.table == b.table);
        parts.map(move |rows| Part { table: rows[0].table, page, rows })
    });
    parts.collect()
}
