//! Display list → PDF, for archives and for readers who hear it: PDF/A-2a and PDF/UA-1.
//!
//! 1. [`subset`]: the part of each font that the text uses.
//! 2. At once, on all cores:
//!    - [`stream`]: the content streams, with strokes and text ([`pen`]);
//!    - [`program`]: the outlines of the glyphs;
//!    - [`pages`]: all other objects that printpdf makes, and what it leaves out
//!      ([`finish`]: [`structure`], [`outline`], [`xmp`]).
//! 3. [`write`]: the file, with objects that were [`written`] in their [`syntax`].
//!
//! The same arguments give the same bytes.

mod deflate;
mod finish;
mod outline;
mod pages;
mod pen;
mod program;
mod stream;
mod structure;
mod subset;
mod syntax;
mod write;
mod written;
mod xmp;

use crate::document::Document;
use crate::layout::font::Fonts;
use crate::pages::DisplayList;
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
    /// PDF/UA-1 alone, with any file attached.
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

/// What is drawn as a PDF file. `document` gives its title, author and date.
///
/// # Errors
/// A font that cannot be subset or may not be embedded.
pub fn pdf(
    document: &Document,
    list: &DisplayList,
    fonts: &Fonts,
    options: &PdfOptions,
) -> Result<Vec<u8>, PdfFault> {
    let subsets = subset::subsets(list, fonts)?;
    let pack = || {
        let objects = pages::pages(document, list, &subsets);
        let finished = finish::finish(objects, document, list, options)?;
        Ok(write::pack(finished, program::is_stand_in))
    };
    let streams = || stream::streams(list, &subsets);
    // a core that comes free takes up what was put aside first: the most work of all
    let ((packed, streams), programs) =
        rayon::join(|| rayon::join(pack, streams), || program::programs(&subsets));
    let mut packed: write::Packed = packed?;
    packed.put_contents(streams);
    program::insert(&mut packed.streams, programs?);
    Ok(packed.write())
}
