//! Words without a domain: the author's files and places in them.

pub mod source;
pub mod width;
