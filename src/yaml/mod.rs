//! The one home of the format that agencies write: bytes → text → tree → model, and back.

mod comment;
mod decode;
pub mod edit;
pub mod fields;
mod fmt;
mod fold;
pub mod format;
mod head;
pub mod load;
pub mod save;
pub mod schema;
mod slip;
pub(crate) mod tree;

pub use decode::{MAX_BYTES, text_of};
pub use fmt::{FmtFault, fmt};
pub use head::Head;
