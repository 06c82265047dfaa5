//! Layout → files. Every export prints the same pages.

pub mod pdf;
