//! Layout → files. Every export prints the same pages.

pub mod docx;
pub mod pdf;
pub mod svg;
