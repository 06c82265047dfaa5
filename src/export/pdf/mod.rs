//! Layout → PDF: printpdf for pages and text, a finishing pass over its objects for
//! what makes the file navigable, small and the same every time.

mod emit;
mod finish;
mod subset;

use crate::document::Document;
use crate::layout::Layout;
use crate::layout::font::Fonts;
use std::fmt;

/// Why no PDF can be made.
#[derive(Debug)]
pub enum PdfFault {
    /// A font could not be subset.
    Font {
        /// Its file name.
        name: String,
        /// What the subsetter says.
        why: String,
    },
    /// The file could not be put together.
    Save(String),
}

impl fmt::Display for PdfFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            PdfFault::Font { name, why } => write!(f, "字体 {name} 不能嵌入：{why}"),
            PdfFault::Save(why) => write!(f, "PDF 写不出来：{why}"),
        }
    }
}

impl std::error::Error for PdfFault {}

/// The layout as a PDF file.
///
/// # Errors
/// A font that cannot be subset or may not be embedded.
pub fn pdf(
    document: &Document,
    layout: &Layout,
    fonts: &Fonts,
) -> Result<Vec<u8>, PdfFault> {
    let subsets = subset::subsets(layout, fonts)?;
    let objects = emit::emit(document, layout, &subsets);
    finish::finish(objects, document, layout)
}

/// Runs `each` on every line of text of a page.
fn lines_of(page: &crate::layout::Page, each: &mut dyn FnMut(&crate::layout::Line)) {
    use crate::layout::Piece;
    for piece in &page.pieces {
        match piece {
            Piece::Paragraph(p) => p.lines.iter().for_each(&mut *each),
            Piece::Entry(e) => {
                e.title.lines.iter().for_each(&mut *each);
                e.leader.iter().chain(&e.number).for_each(&mut *each);
            }
            Piece::Table(t) => {
                let cells = t.rows.iter().flat_map(|r| &r.cells);
                let paragraphs = cells.flat_map(|c| &c.paragraphs);
                paragraphs.flat_map(|p| &p.lines).for_each(&mut *each);
            }
        }
    }
    if let Some(footer) = &page.footer {
        footer.lines.iter().for_each(each);
    }
}
