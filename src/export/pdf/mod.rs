//! Layout → PDF, for archives and for readers who hear it: PDF/A-2a and PDF/UA-1.
//!
//! 1. [`subset`]: the part of each font that the text uses.
//! 2. [`marked`]: what is drawn on each page, while [`tags`] and [`table_tags`] build the
//!    structure it belongs to.
//! 3. At once, on all cores:
//!    - [`stream`]: the content streams, with [`rules`] and text ([`pen`]);
//!    - [`program`]: the outlines of the glyphs;
//!    - [`pages`]: all other objects that printpdf makes, and what it leaves out
//!      ([`finish`]: [`structure`], [`outline`], [`xmp`]).
//! 4. [`write`]: the file, with objects that were [`written`] in their [`syntax`].
//!
//! The same arguments give the same bytes.

mod deflate;
mod finish;
mod marked;
mod outline;
mod pages;
mod pen;
mod program;
mod rules;
mod stream;
mod structure;
mod subset;
mod syntax;
mod table_tags;
mod tags;
mod write;
mod written;
mod xmp;

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

/// The standard that a file keeps and says to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standard {
    /// PDF/A-2a and PDF/UA-1.
    #[default]
    A2a,
    /// PDF/A-3a, which may have any file attached, and PDF/UA-1.
    A3a,
    /// None: the file is made in the same way, but claims nothing.
    None,
}

/// A file that the PDF was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub description: String,
    /// Its YAML.
    pub text: String,
}

/// What is wanted of a PDF.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PdfOptions {
    /// The standard.
    pub standard: Standard,
    /// The source of the text. PDF/A-2 has no place for attached files: there it stands
    /// in the XMP.
    pub attachment: Option<Attachment>,
}

/// The layout as a PDF file.
///
/// # Errors
/// A font that cannot be subset or may not be embedded.
pub fn pdf(
    document: &Document,
    layout: &Layout,
    fonts: &Fonts,
    options: &PdfOptions,
) -> Result<Vec<u8>, PdfFault> {
    let subsets = subset::subsets(layout, fonts)?;
    let mut tagger = tags::Tagger::new();
    let contents = marked::mark(layout, &mut tagger);
    let pack = || {
        let objects = pages::pages(document, layout, &subsets);
        let finished = finish::finish(objects, document, layout, &tagger, options)?;
        Ok(write::pack(finished, program::is_stand_in))
    };
    let streams = || stream::streams(layout, &contents, &subsets);
    // a core that comes free takes up what was put aside first: the most work of all
    let ((packed, streams), programs) =
        rayon::join(|| rayon::join(pack, streams), || program::programs(&subsets));
    let mut packed: write::Packed = packed?;
    packed.put_contents(streams);
    program::insert(&mut packed.streams, programs?);
    Ok(packed.write())
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
