//! Tests of the library and the command as their users see them.

mod docx;
mod import;
mod reviewed_text;
