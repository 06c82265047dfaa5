//! The package of a template: its parts, and where its text and styles are.

use super::fault::WordTemplateFault;
use crate::word::xml::{XmlElement, XmlTree};
use crate::word::{self, relationships_of, resolve};

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
pub struct TemplatePackage {
    /// Path and bytes of every part, in the file's order.
    pub parts: Vec<(String, Vec<u8>)>,
    /// The path of the main text.
    pub document: String,
    /// The path of the styles.
    pub styles: String,
    /// The paths of headers and footers.
    pub margins: Vec<String>,
}

impl TemplatePackage {
    /// Opens a file.
    pub fn read(bytes: &[u8]) -> Result<TemplatePackage, WordTemplateFault> {
        let mut package = TemplatePackage {
            parts: unpack(bytes)?,
            document: String::new(),
            styles: String::new(),
            margins: Vec::new(),
        };
        let start = package.related("", "officeDocument")?;
        package.document = start.into_iter().next().ok_or(WordTemplateFault::NotWord)?;
        let document = package.document.clone();
        if package.part(&document).is_none() {
            return Err(WordTemplateFault::NotWord);
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
    pub fn tree(&self, name: &str) -> Result<XmlTree, WordTemplateFault> {
        Ok(XmlTree::parse(self.part(name).ok_or(WordTemplateFault::Damaged)?)?)
    }

    /// Puts other bytes into a part that is there.
    pub fn replace(&mut self, name: &str, bytes: Vec<u8>) {
        if let Some(part) = self.parts.iter_mut().find(|(part, _)| part == name) {
            part.1 = bytes;
        }
    }

    /// The parts to which a part has relationships of some kind.
    fn related(&self, part: &str, kind: &str) -> Result<Vec<String>, WordTemplateFault> {
        let rels = relationships_of(part);
        if self.part(&rels).is_none() {
            return Ok(Vec::new());
        }
        let tree = self.tree(&rels)?;
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let wanted = format!("{OFFICE}{kind}");
        let of_kind =
            |rel: &&XmlElement| rel.attribute("Type").as_deref() == Some(&wanted);
        let targets = tree.root.elements().filter(of_kind);
        let targets = targets.filter_map(|rel| rel.attribute("Target"));
        Ok(targets.map(|target| resolve(folder, &target)).collect())
    }

    /// Gives a document without styles an empty part of them.
    fn add_styles(&mut self) -> Result<(), WordTemplateFault> {
        let folder = self.document.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.styles = resolve(folder, "jixiao-styles.xml");
        let mut types = self.tree("[Content_Types].xml")?;
        let part = format!("/{}", self.styles);
        types.root.push(
            XmlElement::new("Override")
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
            XmlElement::new("Relationship")
                .with("Id", "jixiaoStyles")
                .with("Type", format!("{OFFICE}styles"))
                .with("Target", "jixiao-styles.xml"),
        );
        self.replace(&rels, tree.write());
        self.parts.push((self.styles.clone(), NO_STYLES.into()));
        Ok(())
    }
}

fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, WordTemplateFault> {
    let mut package = word::Package::open(bytes)?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut left = (MAX_MB << 20) as usize;
    for (index, name) in package.names() {
        let part = package.unpack(index)?;
        left = left.checked_sub(part.len()).ok_or(WordTemplateFault::TooLarge(MAX_MB))?;
        if parts.iter().any(|(known, _)| *known == name) {
            return Err(WordTemplateFault::Damaged);
        }
        parts.push((name, part));
    }
    Ok(parts)
}
