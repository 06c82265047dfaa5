//! 对照表: the text that is open beside an earlier folder.

use super::answer::Denial;
use super::deliver::DOCX;
use super::desk::font_set;
use super::view::ShownPages;
use crate::cli::args::DiffFormat;
use crate::cli::diff::{Editions, adjustment, verdict};
use crate::cli::support::files;
use jixiao::compare::to_json;
use jixiao::text::source::Sources;
use serde_json::{Value, json};
use std::path::Path;

/// What differs, with the place of each.
///
/// # Errors
/// An earlier text that cannot be read, or is no department.
pub fn view(shown: &ShownPages, old: &Path) -> Result<Value, Denial> {
    let mut sources = Sources::default();
    let editions = load(shown, old, &mut sources)?;
    let comparison = editions.compare();
    let text = to_json(&comparison, &editions.profile.money, &sources);
    let told: Value = serde_json::from_str(&text).unwrap_or_default();
    Ok(json!({ "old": files::show(old), "same": comparison.is_empty(),
        "verdict": verdict(&comparison), "comparison": told }))
}

/// The 绩效目标调整对照表 as `docx` or `pdf`.
///
/// # Errors
/// As [`view`]; texts without a difference.
pub fn file(
    shown: &ShownPages,
    old: &Path,
    kind: &str,
) -> Result<(&'static str, Vec<u8>), Denial> {
    let mut sources = Sources::default();
    let editions = load(shown, old, &mut sources)?;
    let comparison = editions.compare();
    if comparison.is_empty() {
        return Err(Denial::new("两份没有不同，没有对照表可做"));
    }
    let (kind, mime) = match kind {
        "docx" => (DiffFormat::Docx, DOCX),
        "pdf" => (DiffFormat::Pdf, "application/pdf"),
        _ => return Err(Denial::missing("只有 docx 和 pdf")),
    };
    Ok((mime, adjustment(kind, &comparison, &editions.profile, font_set())?.bytes))
}

fn load(
    shown: &ShownPages,
    old: &Path,
    sources: &mut Sources,
) -> Result<Editions, Denial> {
    let old = files::read_department(old, None)?;
    Ok(Editions::load([&old, &shown.input], sources)?)
}
