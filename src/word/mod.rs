//! Word files as they are: the package, its XML, and what a reader sees of the text.
//!
//! [`Package`] opens the zip within limits, whatever is called .docx or .xlsx; [`xml`] is
//! the one tree of XML; [`document`] reads paragraphs and tables as Word shows them, with
//! tracked changes accepted, and a [`Remark`] for everything that is left out or was read
//! in a way of its own. Import, verify and the templates of an office stand on it.

mod body;
mod decode;
pub(crate) mod escape;
mod numbering;
mod package;
mod parts;
mod refusal;
mod relations;
mod sniff;
mod styles;
mod symbol;
pub mod xml;

pub use body::{
    BodyBlock, BodyCell, BodyParagraph, BodyRow, BodyTable, BodyText, Remark, RemarkKind,
};
pub use decode::{attribute, reference};
pub use package::Package;
pub use parts::document;
pub use refusal::{Other, Refusal};
pub(crate) use relations::{relationships_of, resolve};
