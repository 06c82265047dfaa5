//! A bureau's own Word file as the frame of a text.
//!
//! The file says by `{{目录}}` and `{{正文}}`, each a paragraph of its own, where these
//! go; `{{部门}}` and `{{年度}}` are filled wherever they stand, in headers, footers and
//! text boxes too. Everything else stays as it is: parts, sections, numbering, styles.
//!
//! - A style of ours whose name the template has looks as it does there ([`look`]); the
//!   layout knows that look. Others are added ([`styles`]), based on nothing of the
//!   template's but its defaults, which they override.
//! - The section of {{正文}} gives the page ([`section`]). The text begins it, numbered
//!   from 1, so that the 目录 is right.

mod fault;
mod look;
mod marker;
mod package;
mod section;
mod settle;
mod styles;

pub use fault::WordTemplateFault;

use super::{body, pack, parts, style};
use crate::document::{Document, PageNumber, PageSetup, Style};
use crate::layout::{Layout, Section};
use crate::word::xml::{XmlElement, XmlNode, XmlTree};
use marker::Values;
use package::TemplatePackage;
use std::collections::BTreeSet;
use styles::Names;

/// A template that can be filled.
#[derive(Debug, Clone)]
pub struct WordTemplate {
    package: TemplatePackage,
    document: XmlTree,
    styles: XmlTree,
}

/// What the markers in running text stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markers {
    /// 部门
    pub department: String,
    /// 年度
    pub year: String,
}

impl Markers {
    fn values(&self) -> [(&str, &str); 2] {
        [("部门", &self.department), ("年度", &self.year)]
    }
}

impl WordTemplate {
    /// Reads a .docx file.
    ///
    /// # Errors
    /// What keeps it from being a template.
    pub fn read(bytes: &[u8]) -> Result<WordTemplate, WordTemplateFault> {
        let package = TemplatePackage::read(bytes)?;
        let document = package.tree(&package.document)?;
        let styles = package.tree(&package.styles)?;
        let template = WordTemplate { package, document, styles };
        let body = template.body()?;
        marker::places(body)?;
        template.filled(&Markers::default())?;
        template.page(&PageNumber::default())?;
        Ok(template)
    }

    /// The page on which the text is set, with the template's looks of our styles.
    ///
    /// # Errors
    /// A section that no text can be set in.
    pub fn page(&self, number: &PageNumber) -> Result<PageSetup, WordTemplateFault> {
        let body = self.body()?;
        let (_, place) = marker::places(body)?;
        let page = section::page(section::section(body, place), number)?;
        Ok(page.with_looks(styles::looks(&self.styles.root)))
    }

    /// The template with a text laid out on its page.
    ///
    /// # Errors
    /// None for a template that was [read](Template::read).
    pub fn docx(
        &self,
        document: &Document,
        layout: &Layout,
        markers: &Markers,
    ) -> Result<Vec<u8>, WordTemplateFault> {
        let mut package = self.filled(markers)?;
        let mut tree = package.tree(&package.document)?;
        let ours = XmlTree::parse(parts::styles_part(layout).as_bytes())?.root;
        let names = Names::of(&ours, &self.styles.root);
        let mut used = BTreeSet::new();
        let (contents_at, _) = marker::places(self.body()?)?;
        let width = contents_at
            .and_then(|at| {
                section::page(
                    section::section(self.body().ok()?, at),
                    layout.sheet.number(),
                )
                .ok()
            })
            .map_or(layout.sheet.text_width(), |page| page.text_width());
        let mut insert = |section| {
            let mut text = fragment(section, layout, &self.document.root)?;
            let styles = &self.styles.root;
            used.extend(settle::settle(&mut text, &names, styles, &layout.sheet, width));
            Ok::<_, WordTemplateFault>(text.nodes)
        };
        let (contents, text) = (insert(Section::Contents)?, insert(Section::Body)?);
        place(&mut tree.root, contents, text, &names)?;
        used.insert(style::SPACER.to_owned());
        if tree.root.attribute("xmlns:r").is_none() {
            let (name, uri) = super::section::NAMESPACES[1];
            tree.root.set(name, uri);
        }
        let mut styles = self.styles.clone();
        names.add(&ours, &mut styles.root, &used);
        let (document_part, styles_part) =
            (package.document.clone(), package.styles.clone());
        package.replace(&document_part, tree.write());
        package.replace(&styles_part, styles.write());
        package.replace("docProps/core.xml", parts::core(document).into_bytes());
        Ok(pack::pack_bytes(&package.parts))
    }

    fn body(&self) -> Result<&XmlElement, WordTemplateFault> {
        self.document.root.child("w:body").ok_or(WordTemplateFault::NotWord)
    }

    /// The package with the markers of its running text filled.
    fn filled(&self, markers: &Markers) -> Result<TemplatePackage, WordTemplateFault> {
        let values = markers.values();
        let mut package = self.package.clone();
        let mut document = self.document.clone();
        let body = document.root.child_mut("w:body").ok_or(WordTemplateFault::NotWord)?;
        for block in body.elements_mut().filter(|block| marker::alone(block).is_none()) {
            marker::fill(block, &values)?;
        }
        let path = package.document.clone();
        package.replace(&path, document.write());
        for name in package.margins.clone() {
            let filled = margin(&package, &name, &values)?;
            package.replace(&name, filled);
        }
        Ok(package)
    }
}

/// A header or footer with its markers filled.
fn margin(
    package: &TemplatePackage,
    name: &str,
    values: &Values,
) -> Result<Vec<u8>, WordTemplateFault> {
    let mut tree = package.tree(name)?;
    marker::fill(&mut tree.root, values)?;
    Ok(tree.write())
}

/// The 目录 or the text as blocks, whose bookmarks are none of the template's.
fn fragment(
    section: Section,
    layout: &Layout,
    template: &XmlElement,
) -> Result<XmlElement, WordTemplateFault> {
    let (mut ids, mut names) = (0, BTreeSet::new());
    template.walk(&mut |element| {
        let id = element.attribute("w:id").and_then(|id| id.parse::<usize>().ok());
        ids = ids.max(id.map_or(0, |id| id.saturating_add(1)));
        if element.name == "w:bookmarkStart" {
            names.extend(element.attribute("w:name"));
        }
    });
    let free = ('0'..='9').chain('A'..='Z').map(|c| format!("_Toc{c}"));
    let mut free = free.filter(|p| !names.iter().any(|name| name.starts_with(p)));
    let prefix = free.next().unwrap_or_else(|| "_TocJixiao".into());
    let mut text = XmlTree::parse(body::fragment(section, layout).as_bytes())?.root;
    text.walk_mut(&mut |element| rename_bookmark(element, &prefix, ids));
    Ok(text)
}

/// Gives a bookmark, or what refers to it, another prefix and number.
fn rename_bookmark(element: &mut XmlElement, prefix: &str, ids: usize) {
    for name in ["w:name", "w:anchor"] {
        if let Some(named) = element.attribute(name).filter(|n| n.starts_with("_Toc")) {
            element.set(name, &named.replacen("_Toc0", prefix, 1));
        }
    }
    if element.name == "w:instrText" {
        let instruction =
            element.own_text().replace("PAGEREF _Toc0", &format!("PAGEREF {prefix}"));
        element.set_text(&instruction);
    }
    if element.name.starts_with("w:bookmark") {
        let id = element.attribute("w:id").and_then(|id| id.parse::<usize>().ok());
        element.set("w:id", &(id.unwrap_or(0) + ids).to_string());
    }
}

/// Puts 目录 and text where their markers stand.
fn place(
    root: &mut XmlElement,
    contents: Vec<XmlNode>,
    text: Vec<XmlNode>,
    names: &Names,
) -> Result<(), WordTemplateFault> {
    let body = root.child_mut("w:body").ok_or(WordTemplateFault::NotWord)?;
    let (contents_at, text_at) = marker::places(body)?;
    let text_at = section::begin(body, text_at);
    // the text first: the 目录 stands before it, so its place stays
    replace(body, text_at, text, names);
    if let Some(at) = contents_at {
        let contents = without_title(contents, title_above(body, at), names);
        replace(body, at, contents, names);
    }
    Ok(())
}

/// Puts blocks in place of one. Where it ended a section, a thin paragraph does now.
fn replace(body: &mut XmlElement, at: usize, mut blocks: Vec<XmlNode>, names: &Names) {
    let XmlNode::Element(marker) = &body.nodes[at] else { return };
    if let Some(section) = marker.at(&["w:pPr", "w:sectPr"]) {
        let mut properties = XmlElement::new("w:pPr");
        properties
            .push(XmlElement::new("w:pStyle").with("w:val", names.id(style::SPACER)));
        properties.push(section.clone());
        let mut paragraph = XmlElement::new("w:p");
        paragraph.push(properties);
        blocks.push(XmlNode::Element(paragraph));
    }
    body.nodes.splice(at..=at, blocks);
}

/// Whether the last text above a block is the heading 目录.
fn title_above(body: &XmlElement, at: usize) -> bool {
    let above = body.nodes[..at].iter().rev().filter_map(|node| match node {
        XmlNode::Element(block) => Some(block.text()),
        _ => None,
    });
    let mut texts = above.map(|text| text.split_whitespace().collect::<String>());
    texts.find(|text| !text.is_empty()).is_some_and(|text| text == "目录")
}

/// The 目录 without page breaks, which the template's own pages would not fit, and
/// without its heading where there is one `above` it.
fn without_title(mut contents: Vec<XmlNode>, above: bool, names: &Names) -> Vec<XmlNode> {
    let title = names.id(style::id(Style::ContentsTitle));
    for node in &mut contents {
        let XmlNode::Element(block) = node else { continue };
        block.walk_mut(&mut |element| {
            if element.name == "w:pPr" {
                element.remove("w:pageBreakBefore");
            }
            element.nodes.retain(|node| {
                let XmlNode::Element(p) = node else { return true };
                let named = p.at(&["w:pPr", "w:pStyle"]).and_then(XmlElement::value);
                !(above && p.name == "w:p" && named.as_deref() == Some(title))
            });
        });
    }
    contents
}
