//! Pages → files.

pub mod docx;
