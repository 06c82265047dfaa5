//! XML that is written back as it was read, but for what is changed.

use super::fault::TemplateFault;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting of elements that is read.
const MAX_DEPTH: usize = 256;

/// A part's XML.
#[derive(Debug, Clone)]
pub struct Tree {
    /// What stands in front of the root, as it is.
    prolog: String,
    /// The root.
    pub root: Element,
}

/// An element.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    /// Its name with its prefix.
    pub name: String,
    /// Its attributes, the values escaped.
    attributes: Vec<(String, String)>,
    /// Its content.
    pub nodes: Vec<Node>,
}

/// Content of an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, escaped, and whatever else there is, as it is.
    Raw(String),
}

impl Tree {
    /// Reads a part.
    pub fn parse(xml: &[u8]) -> Result<Tree, TemplateFault> {
        let text = std::str::from_utf8(xml).map_err(|_| TemplateFault::Damaged)?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut prolog = String::new();
        let mut open: Vec<Element> = Vec::new();
        loop {
            let event = reader.read_event().map_err(|_| TemplateFault::Damaged)?;
            let done = match event {
                Event::Start(tag) if open.len() < MAX_DEPTH => {
                    open.push(Element::of(&tag)?);
                    None
                }
                Event::Empty(tag) => {
                    let element = Element::of(&tag)?;
                    match open.last_mut() {
                        Some(parent) => {
                            parent.nodes.push(Node::Element(element));
                            None
                        }
                        None => Some(element),
                    }
                }
                Event::End(_) => {
                    let element = open.pop().ok_or(TemplateFault::Damaged)?;
                    match open.last_mut() {
                        Some(parent) => {
                            parent.nodes.push(Node::Element(element));
                            None
                        }
                        None => Some(element),
                    }
                }
                // an entity of its own could grow without end
                Event::Start(_) | Event::DocType(_) | Event::Eof => {
                    return Err(TemplateFault::Damaged);
                }
                other => {
                    let raw = raw(&other)?;
                    match open.last_mut() {
                        Some(parent) => parent.push_raw(&raw),
                        None => prolog.push_str(&raw),
                    }
                    None
                }
            };
            if let Some(root) = done {
                return Ok(Tree { prolog, root });
            }
        }
    }

    /// The XML.
    pub fn write(&self) -> Vec<u8> {
        let mut out = self.prolog.clone();
        self.root.write(&mut out);
        out.into_bytes()
    }
}

/// What an event that is neither a tag nor the end looked like.
fn raw(event: &Event) -> Result<String, TemplateFault> {
    let text = |bytes: &[u8]| {
        std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| TemplateFault::Damaged)
    };
    Ok(match event {
        Event::Text(t) => text(t)?,
        Event::GeneralRef(r) => format!("&{};", text(r)?),
        Event::CData(c) => format!("<![CDATA[{}]]>", text(c)?),
        Event::Comment(c) => format!("<!--{}-->", text(c)?),
        Event::PI(p) => format!("<?{}?>", text(p)?),
        Event::Decl(d) => format!("<?{}?>", text(d)?),
        _ => String::new(),
    })
}

impl Element {
    /// An element with a name.
    pub fn new(name: &str) -> Element {
        Element { name: name.to_owned(), ..Element::default() }
    }

    /// The same with an attribute.
    pub fn with(mut self, name: &str, value: impl ToString) -> Element {
        self.set(name, &value.to_string());
        self
    }

    fn of(tag: &BytesStart) -> Result<Element, TemplateFault> {
        let text = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes).map_err(|_| TemplateFault::Damaged)?;
            Ok(text.to_owned())
        };
        let mut element = Element::new(&text(tag.name().as_ref())?);
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| TemplateFault::Damaged)?;
            let value = text(&attribute.value)?.replace('"', "&quot;");
            element.attributes.push((text(attribute.key.as_ref())?, value));
        }
        Ok(element)
    }

    fn push_raw(&mut self, raw: &str) {
        match self.nodes.last_mut() {
            Some(Node::Raw(text)) => text.push_str(raw),
            _ => self.nodes.push(Node::Raw(raw.to_owned())),
        }
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
                Node::Element(element) => element.write(out),
                Node::Raw(raw) => out.push_str(raw),
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
        let value = super::super::xml::escape(value);
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
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    /// The elements in it, to change.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.nodes.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    /// The first element in it of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element in it of a name, to change.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.elements_mut().find(|element| element.name == name)
    }

    /// The element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Takes out the elements of a name.
    pub fn remove(&mut self, name: &str) {
        self.nodes.retain(|node| !matches!(node, Node::Element(e) if e.name == name));
    }

    /// Adds an element behind the others.
    pub fn push(&mut self, element: Element) {
        self.nodes.push(Node::Element(element));
    }

    /// Calls `each` on this element and all below it.
    pub fn walk<'a>(&'a self, each: &mut dyn FnMut(&'a Element)) {
        each(self);
        self.elements().for_each(|element| element.walk(each));
    }

    /// Calls `each` on this element and all below it, to change them.
    pub fn walk_mut(&mut self, each: &mut dyn FnMut(&mut Element)) {
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

    /// The text directly in it, unescaped.
    pub fn own_text(&self) -> String {
        let raw = self.nodes.iter().filter_map(|node| match node {
            Node::Raw(raw) => Some(raw.as_str()),
            Node::Element(_) => None,
        });
        let raw: String = raw.collect();
        unescape(&raw).map_or_else(|_| raw.clone(), Into::into)
    }

    /// Makes `text` its only content.
    pub fn set_text(&mut self, text: &str) {
        self.nodes = vec![Node::Raw(super::super::xml::escape(text))];
        self.set("xml:space", "preserve");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_changed_is_written_as_it_was() {
        let xml = "<?xml version=\"1.0\"?>\r\n<w:p a='\"' b=\"&lt;&#x4E00;\"><!-- 注 -->\
            <w:r/>甲&amp;乙 <w:t xml:space=\"preserve\"> </w:t><![CDATA[<]]></w:p>";
        let tree = Tree::parse(xml.as_bytes()).unwrap();
        let written = String::from_utf8(tree.write()).unwrap();
        assert_eq!(written, xml.replace("a='\"'", "a=\"&quot;\""));
        assert_eq!(tree.root.attribute("b").as_deref(), Some("<一"));
        assert_eq!(tree.root.attribute("a").as_deref(), Some("\""));
    }

    #[test]
    fn broken_deep_and_growing_xml_is_refused() {
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        let growing = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
        for xml in ["", "<a>", "</a>", "<a b></a>", "\u{feff}", &deep, growing] {
            assert!(Tree::parse(xml.as_bytes()).is_err(), "{xml:.40}");
        }
        assert!(Tree::parse(&[0xFF, 0xFE, b'<', 0]).is_err());
    }
}
