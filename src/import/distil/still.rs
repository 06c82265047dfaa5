//! Elements in, paragraphs, runs and tables out: what is kept of each open element.

use super::properties::Properties;
use super::{Distilled, attribute, broken};
use crate::import::refusal::Refusal;
use quick_xml::escape::escape;
use quick_xml::events::BytesStart;

/// Deepest nesting; a table in a cell of a table in a text box needs about thirty.
const MAX_DEPTH: usize = 200;
/// Most paragraphs, runs and cells; each costs docx-rs two kilobytes.
pub const MAX_NODES: usize = 300_000;

/// An open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A paragraph, table, row or cell that was written out, and how it ends.
    Written(Node),
    /// A paragraph inside a paragraph, as in a text box: written as a line of it.
    Line,
    Run,
    /// The characters of a run, gathered until its end.
    Text,
    /// Properties of a paragraph, row or cell, written at their end.
    Properties,
    /// Its content is no part of the text: deleted, moved away, or a second copy.
    Hidden,
    Other,
}

/// An element that is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    Paragraph,
    Table,
    Row,
    Cell,
}

impl Node {
    /// How its element begins and ends.
    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Node::Paragraph => ("<w:p>", "</w:p>"),
            Node::Table => ("<w:tbl>", "</w:tbl>"),
            Node::Row => ("<w:tr>", "</w:tr>"),
            Node::Cell => ("<w:tc>", "</w:tc>"),
        }
    }
}

/// What was read so far, and the elements that are open.
#[derive(Default)]
pub struct Still {
    out: Distilled,
    path: Vec<Open>,
    nodes: usize,
    /// How many of the open elements are hidden.
    hidden: usize,
    properties: Properties,
    text: String,
}

impl Still {
    /// A document without anything in it.
    pub fn new() -> Still {
        const HEAD: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
        let mut still = Still::default();
        still.out.xml.push_str(HEAD);
        still
    }

    /// What came out of it, when every element is closed.
    pub fn finish(mut self) -> Result<Distilled, Refusal> {
        if !self.path.is_empty() {
            return Err(Refusal::BrokenXml);
        }
        self.out.xml.push_str("</w:body></w:document>");
        Ok(self.out)
    }

    /// Begins an element.
    pub fn open(&mut self, element: &BytesStart) -> Result<(), Refusal> {
        for attribute in element.attributes() {
            let attribute = attribute.map_err(broken)?;
            std::str::from_utf8(&attribute.value).map_err(broken)?;
        }
        let name = element.local_name();
        let name = name.as_ref();
        if matches!(name, b"p" | b"r" | b"t" | b"tbl" | b"tr" | b"tc") {
            self.nodes += 1;
        }
        if self.nodes > MAX_NODES {
            return Err(Refusal::TooMany(MAX_NODES));
        }
        if self.path.len() >= MAX_DEPTH {
            return Err(Refusal::TooDeep(MAX_DEPTH));
        }
        let open = match name {
            b"del" | b"moveFrom" | b"Fallback" => Open::Hidden,
            // the properties before a tracked change
            name if name.ends_with(b"PrChange") => Open::Hidden,
            _ if self.hidden > 0 => Open::Other,
            name => self.begin(name, element),
        };
        self.hidden += usize::from(open == Open::Hidden);
        self.path.push(open);
        Ok(())
    }

    /// Begins an element that is not hidden.
    fn begin(&mut self, name: &[u8], element: &BytesStart) -> Open {
        let around = self.node();
        let blocks = matches!(around, None | Some(Node::Cell));
        match name {
            b"p" if around == Some(Node::Paragraph) => {
                self.run("<w:br/>");
                Open::Line
            }
            b"p" if blocks => self.node_begins(Node::Paragraph),
            b"tbl" if blocks => self.node_begins(Node::Table),
            b"tr" if around == Some(Node::Table) => self.node_begins(Node::Row),
            b"tc" if around == Some(Node::Row) => self.node_begins(Node::Cell),
            b"pPr" | b"trPr" | b"tcPr" => {
                self.properties = Properties::default();
                Open::Properties
            }
            b"r" => Open::Run,
            b"t" => {
                self.text.clear();
                Open::Text
            }
            name => {
                match self.path.last() {
                    Some(Open::Run) => self.sign(name, element),
                    _ => self.properties.take(name, element),
                }
                Open::Other
            }
        }
    }

    /// A sign of a run that is not written as text.
    fn sign(&mut self, name: &[u8], element: &BytesStart) {
        match name {
            b"tab" | b"ptab" => self.run("<w:tab/>"),
            b"br" | b"cr" => self.run("<w:br/>"),
            b"noBreakHyphen" => self.words("-"),
            b"sym" => {
                let part = |name: &[u8]| attribute(element, name).unwrap_or_default();
                self.out.stray.push(format!("符号 {} {}", part(b"font"), part(b"char")));
            }
            _ => {}
        }
    }

    /// Closes the innermost element.
    pub fn close(&mut self) {
        match self.path.pop() {
            Some(Open::Written(node)) => self.out.xml.push_str(node.tags().1),
            Some(Open::Line) => self.run("<w:br/>"),
            Some(Open::Text) => {
                let text = std::mem::take(&mut self.text);
                self.words(&text);
            }
            Some(Open::Properties) => self.write_properties(),
            Some(Open::Hidden) => self.hidden -= 1,
            _ => {}
        }
    }

    /// Takes characters; only those of a run's text count.
    pub fn text(&mut self, text: &str) {
        if self.path.last() == Some(&Open::Text) {
            self.text.push_str(text);
        }
    }

    /// Writes characters where a run can stand; elsewhere they are stray.
    fn words(&mut self, text: &str) {
        if text.trim().is_empty() && self.node() != Some(Node::Paragraph) {
            return;
        }
        // docx-rs resolves entities a second time
        let escaped = format!(
            r#"<w:t xml:space="preserve">{}</w:t>"#,
            escape(escape(text).as_ref())
        );
        match self.node() {
            Some(Node::Paragraph) => self.run(&escaped),
            None | Some(Node::Cell) => {
                self.node_begins(Node::Paragraph);
                self.run_here(&escaped);
                self.out.xml.push_str(Node::Paragraph.tags().1);
            }
            _ => self.out.stray.push(text.to_owned()),
        }
    }

    fn run(&mut self, content: &str) {
        if self.node() == Some(Node::Paragraph) {
            self.run_here(content);
        }
    }

    fn run_here(&mut self, content: &str) {
        self.out.xml.extend(["<w:r>", content, "</w:r>"]);
    }

    fn node_begins(&mut self, node: Node) -> Open {
        self.out.xml.push_str(node.tags().0);
        Open::Written(node)
    }

    /// The innermost element that was written; none in the body.
    fn node(&self) -> Option<Node> {
        self.path.iter().rev().find_map(|open| match open {
            Open::Written(node) => Some(*node),
            _ => None,
        })
    }

    /// Writes the properties that belong to the element around them.
    fn write_properties(&mut self) {
        let found = std::mem::take(&mut self.properties);
        if let Some(Open::Written(node)) = self.path.last().copied() {
            self.out.xml.push_str(&found.xml(node));
        }
    }
}
