//! Words without a domain: the author's files and places in them, numbers and
//! clauses of running text, the order of names.

pub mod clause;
pub mod number;
pub mod numeral;
mod order;
pub mod source;
pub mod width;

pub use order::natural;
