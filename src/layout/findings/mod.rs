//! What only the layout can see, each at its YAML. What comes from a template alone has
//! no place and is not told.

mod advice;
mod cut_words;
mod glyphs;
mod tall_rows;

pub use advice::advice;
pub use glyphs::{Borrowed, Missing};

use super::{Layout, Piece, PlacedParagraph, PlacedTable, Section};
use crate::diagnostic::Diagnostic;
use crate::text::source::{Sources, Span};

/// The findings of a layout: characters that no face has or another face lent, words cut
/// at a line's end, rows taller than a page. How pages can be saved says [`advice`].
pub fn findings(layout: &Layout, sources: &Sources) -> Vec<Diagnostic> {
    let mut findings = glyphs::findings(layout, sources);
    findings.extend(cut_words::findings(layout, sources));
    findings.extend(tall_rows::findings(layout));
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

/// The tables of the body, page by page.
fn tables(layout: &Layout) -> Vec<&PlacedTable> {
    let pages = layout.pages.iter().filter(|page| page.section == Section::Body);
    let pieces = pages.flat_map(|page| &page.pieces);
    let mut found = Vec::new();
    for piece in pieces {
        if let Piece::Table(table) = piece {
            found.push(table);
        }
    }
    found
}

/// Every paragraph on the pages, those in cells too.
fn paragraphs(layout: &Layout) -> Vec<&PlacedParagraph> {
    let mut found: Vec<&PlacedParagraph> = Vec::new();
    for piece in layout.pages.iter().flat_map(|page| &page.pieces) {
        match piece {
            Piece::Paragraph(paragraph) => found.push(paragraph),
            Piece::Entry(_) => {}
            Piece::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                found.extend(cells.flat_map(|cell| &cell.paragraphs));
            }
        }
    }
    found
}
