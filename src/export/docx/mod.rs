//! Pages → DOCX, as WordprocessingML with every element in the schema's order.
//!
//! Word, WPS and LibreOffice set the text anew, yet on the pages of the layout: lines have
//! an exact pitch, rows a height, and where text would not get to its page by itself, a
//! page break stands. What flows to its page has none, headings and rows with what they
//! are to stand together with, so that it moves on when somebody edits it.
//!
//! What a page's end has cut can be joined again by a reader:
//!
//! - A paragraph is one, wherever pages end.
//! - The rest of a table is a table of its own behind an empty paragraph in the style
//!   表间隔; its header rows, marked as such, and cut labels are printed again. It begins
//!   its page with a break only where it could else begin on the page before.
//! - A row without `w:cantSplit` is only a part of its row; the rest of a paragraph in it
//!   stands in a style named as the first part's with 续 behind it, such as 表格文字续.

mod body;
mod custom;
mod pack;
mod paragraph;
mod parts;
mod section;
mod style;
mod table;
pub mod template;
mod toc;
mod xml;

use crate::document::Document;
use crate::layout::Layout;
use crate::proof::Proof;

/// The bytes of a DOCX file that prints the pages of `layout`.
///
/// `document` gives the title, author and date of the file's properties. The same
/// arguments give the same bytes.
pub fn docx(document: &Document, layout: &Layout) -> Vec<u8> {
    pack::pack(&parts::parts(document, layout))
}

/// As [`docx`], with what proves where the text comes from as a custom XML part
/// (ISO/IEC 29500-1, 15.2.4 to 15.2.6). Programs are to keep such parts.
pub fn proven(document: &Document, layout: &Layout, proof: &Proof) -> Vec<u8> {
    let mut parts = parts::parts_with(document, layout, custom::TYPES, custom::RELATION);
    parts.extend(custom::parts(proof));
    pack::pack(&parts)
}

/// Points in twentieths, the unit of WordprocessingML.
fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}
