//! A built file, perhaps edited since → what was changed in it.
//!
//! 1. [`read`] takes the text of a DOCX ([`docx`]) or PDF ([`pdf`]) as [`ReadUnit`]s:
//!    paragraphs and rows of tables in their order, and the [`Proof`] it carries.
//! 2. [`expected`] does the same with the document that the proof's YAML gives.
//! 3. [`align`] pairs the two; [`changes`] says how the pairs differ, cell by cell.
//!
//! Everything that is printed is compared: cover, 目录 with its page numbers, labels and
//! numbers as well as what the author wrote.

pub(crate) mod align;
mod changes;
mod docx;
mod expected;
mod look;
mod pdf;
mod unit;

pub use changes::{Change, ChangeKind};
pub use docx::Unreadable;
pub(crate) use unit::tight;
pub use unit::{ReadCell, ReadParagraph, ReadShape, ReadUnit};

use crate::document::Document;
use crate::layout::font::{FontSet, Fonts};
use crate::proof::Proof;

/// A built file as it is now.
#[derive(Debug)]
pub struct Built {
    /// What it carries; None where that was lost or taken out.
    pub proof: Option<Proof>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Docx(docx::DocxText),
    Pdf(pdf::PdfText),
}

/// Reads a built file: a DOCX or a PDF.
///
/// # Errors
/// [`Unreadable`] where it is neither, or its text cannot be read.
pub fn read(bytes: &[u8]) -> Result<Built, Unreadable> {
    read_with(bytes, &FontSet::embedded())
}

/// Reads a built file that was made with these fonts.
///
/// # Errors
/// As [`read`].
pub fn read_with(bytes: &[u8], fonts: &FontSet) -> Result<Built, Unreadable> {
    if bytes.starts_with(b"%PDF") {
        let (text, proof) = pdf::read(bytes, &Fonts::new(fonts))?;
        return Ok(Built { proof, content: Content::Pdf(text) });
    }
    let (text, proof) = docx::read(bytes)?;
    Ok(Built { proof, content: Content::Docx(text) })
}

/// What differs between a built file and the `document` that it should show. `pages` are
/// the page numbers in its 目录, where they are known.
pub fn compare(
    built: &Built,
    document: &Document,
    pages: Option<&[String]>,
) -> Vec<Change> {
    let expected = expected::units(document, pages);
    let besides = expected::Besides::of(document);
    let (mut changes, around) = match &built.content {
        Content::Docx(text) => {
            let actual = docx::units(text, &expected, &besides);
            let around = text.around.iter().filter(|text| !besides.is_number(text));
            (changes::changes(&expected, &actual), around.cloned().collect())
        }
        Content::Pdf(text) => {
            (changes::changes(&expected, text.units()), text.around(&besides))
        }
    };
    changes.extend(around.iter().map(|text| Change::added("正文之外", text)));
    changes
}

/// What changed from one document to another, by its places in the second.
pub fn between(old: &Document, new: &Document) -> Vec<Change> {
    let (old, new) = (expected::units(old, None), expected::units(new, None));
    changes::changes(&new, &old).into_iter().map(Change::reversed).collect()
}
