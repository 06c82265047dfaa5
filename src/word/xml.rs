//! XML that is written back as it was read, but for what is changed.

use super::decode::decode;
use super::escape::escape;
use super::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting; a table in a cell of a table in a text box needs about thirty.
const MAX_DEPTH: usize = 200;
/// Most paragraphs, runs and cells of a part.
pub const MAX_NODES: usize = 300_000;
/// Most elements of any kind; five for each paragraph, run or cell.
const MAX_ELEMENTS: usize = 5 * MAX_NODES;

/// A part's XML.
#[derive(Debug, Clone)]
pub struct XmlTree {
    /// What stands in front of the root, as it is.
    prolog: String,
    /// The root.
    pub root: XmlElement,
}

/// An element.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct XmlElement {
    /// Its name with its prefix.
    pub name: String,
    /// Its attributes, the values escaped.
    pub(super) attributes: Vec<(String, String)>,
    /// Its content.
    pub nodes: Vec<XmlNode>,
}

/// Content of an element.
#[derive(Debug, Clone, PartialEq)]
pub enum XmlNode {
    /// An element.
    Element(XmlElement),
    /// Text, escaped.
    Text(String),
    /// Text that is not escaped.
    Plain(String),
    /// Comments and instructions, as they are.
    Raw(String),
}

impl XmlTree {
    /// Reads a part.
    ///
    /// # Errors
    ///
    /// [`Refusal::BrokenXml`], [`Refusal::TooDeep`] and [`Refusal::TooMany`].
    pub fn parse(xml: &[u8]) -> Result<XmlTree, Refusal> {
        let mut tree = None;
        parse(xml, &mut |element, around, prolog| {
            if !around.is_empty() {
                return Some(element);
            }
            tree = Some(XmlTree { prolog: prolog.to_owned(), root: element });
            None
        })?;
        tree.ok_or(Refusal::BrokenXml)
    }

    /// The XML.
    pub fn write(&self) -> Vec<u8> {
        let mut out = self.prolog.clone();
        self.root.write(&mut out);
        out.into_bytes()
    }
}

/// Reads a part and gives `each` element in its first element of the name `parent`, one
/// after the other, so that a long text never stands in memory as a whole.
///
/// # Errors
///
/// As [`XmlTree::parse`].
pub fn pieces(
    xml: &[u8],
    parent: &str,
    each: &mut dyn FnMut(XmlElement),
) -> Result<(), Refusal> {
    parse(xml, &mut |element, around, _| {
        let inside = |e: &XmlElement| e.local() == parent;
        match around.split_last() {
            Some((last, outer)) if inside(last) && !outer.iter().any(inside) => {
                each(element);
                None
            }
            _ => Some(element),
        }
    })
}

/// Takes an element, those around it and what stands in front of the root; gives the
/// element back where it is to stay in the one around it.
type Done<'a> = dyn FnMut(XmlElement, &[XmlElement], &str) -> Option<XmlElement> + 'a;

/// Reads XML and hands over each element that ends, with those around it and what stands
/// in front of the root; one that comes back is kept in the element around it.
fn parse(xml: &[u8], done: &mut Done<'_>) -> Result<(), Refusal> {
    let text = decode(xml)?;
    let mut reader = Reader::from_str(&text);
    let mut prolog = String::new();
    let mut open: Vec<XmlElement> = Vec::new();
    let mut ended = false;
    let (mut nodes, mut elements) = (0, 0);
    loop {
        let event = reader.read_event().map_err(|_| Refusal::BrokenXml)?;
        let closed = match event {
            Event::Start(_) | Event::Empty(_) if ended => return Err(Refusal::BrokenXml),
            Event::Start(tag) => {
                if open.len() >= MAX_DEPTH {
                    return Err(Refusal::TooDeep(MAX_DEPTH));
                }
                open.push(XmlElement::of(&tag)?);
                None
            }
            Event::Empty(tag) => Some(XmlElement::of(&tag)?),
            Event::End(_) => Some(open.pop().ok_or(Refusal::BrokenXml)?),
            // an entity of its own could grow without end
            Event::DocType(_) => return Err(Refusal::BrokenXml),
            Event::Eof if ended && open.is_empty() => return Ok(()),
            Event::Eof => return Err(Refusal::BrokenXml),
            other => {
                match (node(&other)?, open.last_mut()) {
                    (Some(node), Some(parent)) => parent.push_node(node),
                    (Some(XmlNode::Raw(raw) | XmlNode::Text(raw)), None) if !ended => {
                        prolog.push_str(&raw);
                    }
                    _ => {}
                }
                None
            }
        };
        let Some(element) = closed else { continue };
        elements += 1;
        let local = element.local();
        nodes += usize::from(matches!(local, "p" | "r" | "t" | "tbl" | "tr" | "tc"));
        if nodes > MAX_NODES || elements > MAX_ELEMENTS {
            return Err(Refusal::TooMany(MAX_NODES));
        }
        ended = open.is_empty();
        if let Some(element) = done(element, &open, &prolog)
            && let Some(parent) = open.last_mut()
        {
            parent.nodes.push(XmlNode::Element(element));
        }
    }
}

/// What an event that is neither a tag nor the end stands for.
fn node(event: &Event) -> Result<Option<XmlNode>, Refusal> {
    let text = |bytes: &[u8]| {
        std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Refusal::BrokenXml)
    };
    Ok(Some(match event {
        Event::Text(t) => XmlNode::Text(text(t)?),
        Event::GeneralRef(r) => {
            let reference = format!("&{};", text(r)?);
            unescape(&reference).map_err(|_| Refusal::BrokenXml)?;
            XmlNode::Text(reference)
        }
        Event::CData(c) => XmlNode::Plain(text(c)?),
        Event::Comment(c) => XmlNode::Raw(format!("<!--{}-->", text(c)?)),
        Event::PI(p) => XmlNode::Raw(format!("<?{}?>", text(p)?)),
        Event::Decl(d) => XmlNode::Raw(format!("<?{}?>", text(d)?)),
        _ => return Ok(None),
    }))
}

impl XmlElement {
    /// An element with a name.
    pub fn new(name: &str) -> XmlElement {
        XmlElement { name: name.to_owned(), ..XmlElement::default() }
    }

    /// The same with an attribute.
    pub fn with(mut self, name: &str, value: impl ToString) -> XmlElement {
        self.set(name, &value.to_string());
        self
    }

    fn of(tag: &BytesStart) -> Result<XmlElement, Refusal> {
        let text = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes).map_err(|_| Refusal::BrokenXml)?;
            Ok(text.to_owned())
        };
        let mut element = XmlElement::new(&text(tag.name().as_ref())?);
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| Refusal::BrokenXml)?;
            let value = text(&attribute.value)?.replace('"', "&quot;");
            element.attributes.push((text(attribute.key.as_ref())?, value));
        }
        Ok(element)
    }

    fn push_node(&mut self, node: XmlNode) {
        match (self.nodes.last_mut(), node) {
            (Some(XmlNode::Text(text)), XmlNode::Text(more)) => text.push_str(&more),
            (_, node) => self.nodes.push(node),
        }
    }

    /// Its name without a prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// The value of an attribute, whatever its prefix.
    pub fn local_attribute(&self, name: &str) -> Option<String> {
        let local = |known: &str| known.rsplit(':').next() == Some(name);
        let (_, value) = self.attributes.iter().find(|(known, _)| local(known))?;
        Some(unescape(value).map_or_else(|_| value.clone(), Into::into))
    }

    /// Whether it declares a namespace.
    pub fn declares(&self, namespace: &str) -> bool {
        let mut declared = self.attributes.iter();
        declared.any(|(name, uri)| name.starts_with("xmlns") && uri == namespace)
    }

    /// The first element in it of a name, whatever its prefix.
    pub fn part(&self, name: &str) -> Option<&XmlElement> {
        self.elements().find(|element| element.local() == name)
    }

    /// The attribute `val` of an element in it.
    pub fn part_value(&self, name: &str) -> Option<String> {
        self.part(name)?.local_attribute("val")
    }

    /// Whether an element in it switches something on: it is there, and not off.
    pub fn switch(&self, name: &str) -> Option<bool> {
        let value = self.part(name)?.local_attribute("val");
        Some(!matches!(value.as_deref(), Some("0" | "false" | "off" | "none")))
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.extend([" ", name, "=\"", value, "\""]);
        }
        if self.nodes.is_empty() {
            return out.push_str("/>");
        }
        out.push('>');
        for node in &self.nodes {
            match node {
                XmlNode::Element(element) => element.write(out),
                XmlNode::Text(raw) | XmlNode::Raw(raw) => out.push_str(raw),
                XmlNode::Plain(text) => out.extend(["<![CDATA[", text, "]]>"]),
            }
        }
        out.extend(["</", &self.name, ">"]);
    }

    /// The value of an attribute, unescaped.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(unescape(value).map_or_else(|_| value.clone(), Into::into))
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: &str) {
        let value = escape(value);
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some(attribute) => attribute.1 = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// The attribute `w:val`.
    pub fn value(&self) -> Option<String> {
        self.attribute("w:val")
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &XmlElement> {
        self.nodes.iter().filter_map(|node| match node {
            XmlNode::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The elements in it, to change.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut XmlElement> {
        self.nodes.iter_mut().filter_map(|node| match node {
            XmlNode::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The first element in it of a name.
    pub fn child(&self, name: &str) -> Option<&XmlElement> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element in it of a name, to change.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut XmlElement> {
        self.elements_mut().find(|element| element.name == name)
    }

    /// The element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&XmlElement> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Takes out the elements of a name.
    pub fn remove(&mut self, name: &str) {
        self.nodes.retain(|node| !matches!(node, XmlNode::Element(e) if e.name == name));
    }

    /// Adds an element behind the others.
    pub fn push(&mut self, element: XmlElement) {
        self.nodes.push(XmlNode::Element(element));
    }

    /// Calls `each` on this element and all below it.
    pub fn walk<'a>(&'a self, each: &mut dyn FnMut(&'a XmlElement)) {
        each(self);
        self.elements().for_each(|element| element.walk(each));
    }

    /// Calls `each` on this element and all below it, to change them.
    pub fn walk_mut(&mut self, each: &mut dyn FnMut(&mut XmlElement)) {
        each(self);
        self.elements_mut().for_each(|element| element.walk_mut(each));
    }

    /// The text of its `w:t`, at any depth.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.walk(&mut |element| {
            if element.name == "w:t" {
                text.push_str(&element.own_text());
            }
        });
        text
    }

    /// The text of its texts at any depth, whatever their prefix.
    pub fn all_text(&self) -> String {
        let mut text = String::new();
        self.walk(&mut |element| {
            if element.local() == "t" {
                text.push_str(&element.own_text());
            }
        });
        text
    }

    /// The text directly in it, unescaped.
    pub fn own_text(&self) -> String {
        let mut out = String::new();
        for node in &self.nodes {
            match node {
                XmlNode::Text(raw) => match unescape(raw) {
                    Ok(text) => out.push_str(&text),
                    Err(_) => out.push_str(raw),
                },
                XmlNode::Plain(text) => out.push_str(text),
                _ => {}
            }
        }
        out
    }

    /// Makes `text` its only content.
    pub fn set_text(&mut self, text: &str) {
        self.nodes = vec![XmlNode::Text(escape(text))];
        self.set("xml:space", "preserve");
    }
}

#[cfg(test)]
mod tests;
