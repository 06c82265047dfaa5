//! The package of a template: its parts, and where its text and styles are.

use super::fault::TemplateFault;
use super::tree::{Element, Tree};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Largest part that is read, in megabytes.
const MAX_PART_MB: u64 = 64;
/// Most that is read in all, in megabytes.
const MAX_MB: u64 = 256;
/// What the types of relationships begin with.
const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const STYLES_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
const NO_STYLES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>"#
);

/// A package whose parts are kept as they are.
#[derive(Debug, Clone)]
pub struct Package {
    /// Path and bytes of every part, in the file's order.
    pub parts: Vec<(String, Vec<u8>)>,
    /// The path of the main text.
    pub document: String,
    /// The path of the styles.
    pub styles: String,
    /// The paths of headers and footers.
    pub margins: Vec<String>,
}

impl Package {
    /// Opens a file.
    pub fn read(bytes: &[u8]) -> Result<Package, TemplateFault> {
        const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
        if bytes.starts_with(OLE) {
            return Err(TemplateFault::OldOrEncrypted);
        }
        if !bytes.starts_with(b"PK") {
            return Err(TemplateFault::NotWord);
        }
        let mut package = Package {
            parts: unpack(bytes)?,
            document: String::new(),
            styles: String::new(),
            margins: Vec::new(),
        };
        let start = package.related("", "officeDocument")?;
        package.document = start.into_iter().next().ok_or(TemplateFault::NotWord)?;
        let document = package.document.clone();
        if package.part(&document).is_none() {
            return Err(TemplateFault::NotWord);
        }
        for kind in ["header", "footer"] {
            package.margins.extend(package.related(&document, kind)?);
        }
        package.margins.retain(|name| package.parts.iter().any(|(part, _)| part == name));
        match package.related(&document, "styles")?.into_iter().next() {
            Some(styles) => package.styles = styles,
            None => package.add_styles()?,
        }
        Ok(package)
    }

    /// The bytes of a part.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.iter().find(|(part, _)| part == name).map(|(_, bytes)| &**bytes)
    }

    /// The XML of a part.
    pub fn tree(&self, name: &str) -> Result<Tree, TemplateFault> {
        Tree::parse(self.part(name).ok_or(TemplateFault::Damaged)?)
    }

    /// Puts other bytes into a part that is there.
    pub fn replace(&mut self, name: &str, bytes: Vec<u8>) {
        if let Some(part) = self.parts.iter_mut().find(|(part, _)| part == name) {
            part.1 = bytes;
        }
    }

    /// The parts to which a part has relationships of some kind.
    fn related(&self, part: &str, kind: &str) -> Result<Vec<String>, TemplateFault> {
        let rels = relationships_of(part);
        if self.part(&rels).is_none() {
            return Ok(Vec::new());
        }
        let tree = self.tree(&rels)?;
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let wanted = format!("{OFFICE}{kind}");
        let of_kind = |rel: &&Element| rel.attribute("Type").as_deref() == Some(&wanted);
        let targets = tree.root.elements().filter(of_kind);
        let targets = targets.filter_map(|rel| rel.attribute("Target"));
        Ok(targets.map(|target| resolve(folder, &target)).collect())
    }

    /// Gives a document without styles an empty part of them.
    fn add_styles(&mut self) -> Result<(), TemplateFault> {
        let folder = self.document.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.styles = resolve(folder, "jixiao-styles.xml");
        let mut types = self.tree("[Content_Types].xml")?;
        let part = format!("/{}", self.styles);
        types.root.push(
            Element::new("Override")
                .with("PartName", part)
                .with("ContentType", STYLES_TYPE),
        );
        self.replace("[Content_Types].xml", types.write());
        let rels = relationships_of(&self.document);
        if self.part(&rels).is_none() {
            let none = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#;
            self.parts.push((rels.clone(), none.into()));
        }
        let mut tree = self.tree(&rels)?;
        tree.root.push(
            Element::new("Relationship")
                .with("Id", "jixiaoStyles")
                .with("Type", format!("{OFFICE}styles"))
                .with("Target", "jixiao-styles.xml"),
        );
        self.replace(&rels, tree.write());
        self.parts.push((self.styles.clone(), NO_STYLES.into()));
        Ok(())
    }
}

fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, TemplateFault> {
    let damaged = |_| TemplateFault::Damaged;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut left = MAX_MB << 20;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(damaged)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().trim_start_matches('/').to_owned();
        let most = left.min(MAX_PART_MB << 20);
        let mut part = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut part);
        read.map_err(|_| TemplateFault::Damaged)?;
        if part.len() as u64 > most {
            return Err(TemplateFault::TooLarge(MAX_PART_MB));
        }
        left -= part.len() as u64;
        if parts.iter().any(|(known, _)| *known == name) {
            return Err(TemplateFault::Damaged);
        }
        parts.push((name, part));
    }
    Ok(parts)
}

/// `word/_rels/document.xml.rels` of `word/document.xml`.
fn relationships_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The path of a part that another in `folder` calls `target`.
fn resolve(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => _ = path.pop(),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_folder() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../custom/a.xml"), "custom/a.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("", "./document.xml"), "document.xml");
        assert_eq!(relationships_of("word/a.xml"), "word/_rels/a.xml.rels");
        assert_eq!(relationships_of(""), "_rels/.rels");
    }
}
