//! Words without a domain: the author's files and places in them, the order of names.

mod order;
pub mod source;
pub mod width;

pub use order::natural;
