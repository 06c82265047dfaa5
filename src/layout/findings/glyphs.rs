//! Characters that no face has, or that another face had to lend.

use super::within;
use crate::diagnostic::Diagnostic;
use crate::document::Role;
use crate::layout::Layout;
use crate::text::source::{Sources, Span};

/// A character that no face has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The YAML it comes from.
    pub source: Option<Span>,
    /// The character.
    pub character: char,
}

/// A Han character that the face of its role lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Borrowed {
    /// The YAML it comes from.
    pub source: Option<Span>,
    /// The character.
    pub character: char,
    /// The role that it plays.
    pub role: Role,
    /// The file of the face that lends it.
    pub font: String,
}

pub(super) fn findings(layout: &Layout, sources: &Sources) -> Vec<Diagnostic> {
    let missing = layout.missing.iter().filter_map(|m| missing(m, sources));
    let borrowed = layout.borrowed.iter().filter_map(|b| borrowed(b, sources));
    missing.chain(borrowed).collect()
}

fn missing(missing: &Missing, sources: &Sources) -> Option<Diagnostic> {
    let c = missing.character;
    let at = within(missing.source?, c.encode_utf8(&mut [0; 4]), sources);
    let code = c as u32;
    let message = format!("字体里没有「{c}」（U+{code:04X}），印成了〓");
    Some(Diagnostic::error("F101", at, message).help(
        "换一个通用的字；一定要用的，把有这个字的字体放进一个文件夹，用 --font-dir 指定",
    ))
}

fn borrowed(borrowed: &Borrowed, sources: &Sources) -> Option<Diagnostic> {
    let Borrowed { source, character: c, role, font } = borrowed;
    let at = within((*source)?, c.encode_utf8(&mut [0; 4]), sources);
    let (code, role) = (*c as u32, role.chinese());
    let message =
        format!("{role}字体里没有「{c}」（U+{code:04X}），借用了 {font} 里的字形");
    Some(Diagnostic::error("F103", at, message).help(format!(
        "字形会和旁边的字不一样；介意的，换一个通用的字，或者用 --font-dir 指定有这个字的{role}字体"
    )))
}
