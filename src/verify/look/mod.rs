//! What a Word file shows otherwise than its characters say: hidden and tiny text,
//! pictures, second versions, automatic numbers, headers, fields that are worked out anew.
//!
//! The program writes none of it, and neither Word nor LibreOffice adds it when they save
//! a file again. What is not known to be harmless is told.

mod archive;
mod part;
mod property;
mod relations;
mod settings;
mod styles;

use crate::word::{Package, Refusal};
use part::WordPart;
use relations::Relations;
use styles::LookStyles;

/// What the parts of a Word file show otherwise, in words; `bytes` are its package.
///
/// # Errors
/// As [`Package::part`].
pub fn strange(bytes: &[u8], package: &mut Package) -> Result<Vec<String>, Refusal> {
    let mut told = archive::strange(bytes);
    let main = package.main.clone();
    let root = package.part("_rels/.rels")?.unwrap_or_default();
    told.extend(relations::of_package(&root));
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let own = package.part(&format!("{folder}/_rels/{name}.rels"))?;
    let relations = Relations::read(&own.unwrap_or_default(), folder);
    told.extend(relations.strange.iter().cloned());
    let mut part = |kind: &str| -> Result<Vec<u8>, Refusal> {
        match relations.one(kind) {
            Some(path) => Ok(package.part(path)?.unwrap_or_default()),
            None => Ok(Vec::new()),
        }
    };
    told.extend(settings::strange(&part("settings")?));
    let styles = LookStyles::read(&part("styles")?, &part("numbering")?);
    let xml = package.part(&main)?.unwrap_or_default();
    told.extend(WordPart::read(&xml, &styles).finish());
    for (kind, path) in relations.margins() {
        let xml = package.part(path)?.unwrap_or_default();
        let margin = WordPart::read(&xml, &styles);
        told.extend(margin.page_number_fault(kind));
        told.extend(margin.finish());
    }
    Ok(told)
}
