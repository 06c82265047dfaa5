//! The parts of a Word file that carry text.

use super::body::{BodyReader, BodyText, Remark, RemarkKind, RemarkPlace};
use super::numbering::Numbering;
use super::package::Package;
use super::refusal::Refusal;
use super::relations::Relation;
use super::styles::Styles;
use super::xml::{self, XmlElement, XmlTree};

/// Reads the text of a Word file, and what stands around it.
///
/// # Errors
///
/// A [`Refusal`] where the main part is missing, broken or larger than any text.
pub fn document(package: &mut Package) -> Result<BodyText, Refusal> {
    let main = package.main.clone();
    let Some(body) = package.part(&main)? else { return Err(package.other()) };
    let related = package.related(&main)?;
    let mut reader = BodyReader::default();
    if let Some(styles) = part(package, &main, &related, "styles")? {
        reader.styles = Styles::read(&styles)?;
    }
    if let Some(lists) = part(package, &main, &related, "numbering")? {
        reader.numbering = Numbering::read(&lists)?;
    }
    for (kind, remark, name, mark) in [
        ("comments", RemarkKind::Comment, "comment", ""),
        ("footnotes", RemarkKind::Footnote, "footnote", ""),
        ("endnotes", RemarkKind::Footnote, "endnote", "e"),
    ] {
        let Some(xml) = part(package, &main, &related, kind)? else { continue };
        for note in notes(&xml, name)? {
            reader.notes.insert((remark, format!("{mark}{}", note.0)), note.1);
        }
    }
    let mut any = false;
    xml::pieces(&body, "body", &mut |element| {
        any = true;
        reader.take(&element);
    })?;
    let mut text = reader.finish();
    for remark in text.remarks.iter_mut().filter(|r| r.kind == RemarkKind::File) {
        if let Some(file) = related.iter().find(|r| r.id == remark.text) {
            remark.text.clone_from(&file.target);
        }
    }
    text.remarks.extend(margins(package, &main)?);
    Ok(text)
}

/// The bytes of a part of some kind: that which the main part refers to, else that of the
/// usual name.
fn part(
    package: &mut Package,
    main: &str,
    related: &[Relation],
    kind: &str,
) -> Result<Option<Vec<u8>>, Refusal> {
    if let Some(relation) = related.iter().find(|r| r.kind == kind)
        && let Some(bytes) = package.part(&relation.target)?
    {
        return Ok(Some(bytes));
    }
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    package.part(&format!("{folder}/{kind}.xml"))
}

/// The notes of a part: each with its id.
fn notes(xml: &[u8], name: &str) -> Result<Vec<(String, String)>, Refusal> {
    let tree = XmlTree::parse(xml)?;
    let mut found = Vec::new();
    for note in tree.root.elements().filter(|e| e.local() == name) {
        // the lines between text and notes are of other types
        let kind = note.local_attribute("type");
        let id = note.local_attribute("id").unwrap_or_default();
        if kind.is_none_or(|k| k == "normal") {
            found.push((id, note.all_text().trim().to_owned()));
        }
    }
    Ok(found)
}

/// The texts of headers and footers.
fn margins(package: &mut Package, main: &str) -> Result<Vec<Remark>, Refusal> {
    let folder = main.rsplit_once('/').map_or(String::new(), |f| format!("{}/", f.0));
    let folder = folder.to_lowercase();
    let is_margin = |name: &str| {
        let name = name.to_lowercase();
        let name = name.strip_prefix(&folder).unwrap_or_default();
        (name.starts_with("header") || name.starts_with("footer"))
            && name.ends_with(".xml")
    };
    let mut found: Vec<Remark> = Vec::new();
    for xml in package.parts(is_margin)? {
        let tree = XmlTree::parse(&xml)?;
        let text = shown(&tree.root);
        let remark = Remark {
            kind: RemarkKind::Margin,
            place: RemarkPlace::default(),
            text: text.trim().to_owned(),
        };
        if !remark.text.is_empty() && !found.contains(&remark) {
            found.push(remark);
        }
    }
    Ok(found)
}

/// The text of a header or footer, read as the body is; watermarks and the like too.
fn shown(root: &XmlElement) -> String {
    let mut reader = BodyReader::default();
    root.elements().for_each(|e| reader.take(e));
    let text = reader.finish();
    let mut out = String::new();
    for block in text.blocks {
        match block {
            super::BodyBlock::Paragraph(p) => out.push_str(&p.text),
            super::BodyBlock::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|r| r.cells);
                out.extend(cells.flat_map(|c| c.paragraphs).map(|p| p.text));
            }
        }
    }
    let around = text.remarks.into_iter().filter(|r| r.kind == RemarkKind::Drawing);
    out.extend(around.map(|r| r.text));
    out
}
