//! A document's XML → the same text in the few elements that the import reads.
//!
//! docx-rs panics on some attributes, does not return from some elements that stand where
//! it does not expect them, leaves out text in text boxes and nested content controls,
//! and recurses as deep as the XML does. On what is written here it does none of this.

use super::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Deepest nesting; a table in a cell of a table in a text box needs about thirty.
const MAX_DEPTH: usize = 200;
/// Most paragraphs, runs and cells; each costs docx-rs two kilobytes.
const MAX_NODES: usize = 300_000;
/// Most columns of a table; Word itself allows 63.
const MAX_COLUMNS: usize = 1_000;

/// What [`distil`] gives.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Distilled {
    /// A document of paragraphs, runs and tables alone.
    pub xml: String,
    /// Texts that stand outside of any paragraph, and symbols without a character.
    pub stray: Vec<String>,
}

/// Reads `xml` once: checks that it is well formed and within the limits, and writes what
/// matters of it.
///
/// # Errors
///
/// [`Refusal::BrokenXml`], [`Refusal::TooDeep`] and [`Refusal::TooMany`].
pub fn distil(xml: &[u8]) -> Result<Distilled, Refusal> {
    const HEAD: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
    let mut still = Still::default();
    still.out.xml.push_str(HEAD);
    let mut reader = Reader::from_reader(xml);
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(e) => still.open(&e)?,
            Event::Empty(e) => {
                still.open(&e)?;
                still.close();
            }
            Event::End(_) => still.close(),
            Event::Text(t) => {
                still.text(&t.xml_content(Default::default()).map_err(broken)?);
            }
            Event::CData(t) => still.text(&t.decode().map_err(broken)?),
            Event::GeneralRef(r) => still.text(&reference(&r).ok_or(Refusal::BrokenXml)?),
            Event::DocType(_) => return Err(Refusal::BrokenXml),
            Event::Eof => break,
            _ => {}
        }
    }
    if !still.path.is_empty() {
        return Err(Refusal::BrokenXml);
    }
    still.out.xml.push_str("</w:body></w:document>");
    Ok(still.out)
}

fn broken<E>(_: E) -> Refusal {
    Refusal::BrokenXml
}

/// What a reference such as `&amp;` stands for.
pub fn reference(reference: &BytesRef) -> Option<String> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c.to_string());
    }
    let name = reference.decode().ok()?;
    quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
}

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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Paragraph,
    Table,
    Row,
    Cell,
}

/// Properties gathered since their element began.
#[derive(Default)]
struct Properties {
    style: Option<String>,
    numbering: Option<usize>,
    before: Option<usize>,
    span: Option<usize>,
    merge: Option<&'static str>,
    whole: bool,
}

#[derive(Default)]
struct Still {
    out: Distilled,
    path: Vec<Open>,
    nodes: usize,
    hidden: usize,
    properties: Properties,
    text: String,
}

impl Still {
    fn open(&mut self, element: &BytesStart) -> Result<(), Refusal> {
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
                    _ => self.property(name, element),
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

    fn property(&mut self, name: &[u8], element: &BytesStart) {
        let value = || attribute(element, b"val");
        let number = || value().and_then(|v| v.trim().parse::<usize>().ok());
        let columns = || number().map(|n| n.min(MAX_COLUMNS));
        let properties = &mut self.properties;
        match name {
            b"pStyle" => properties.style = value(),
            b"numId" => properties.numbering = number(),
            b"gridBefore" => properties.before = columns(),
            b"gridSpan" => properties.span = columns(),
            b"cantSplit" => {
                properties.whole = !matches!(value().as_deref(), Some("0" | "false"));
            }
            b"vMerge" => {
                let restart = value().as_deref() == Some("restart");
                properties.merge = Some(if restart { "restart" } else { "continue" });
            }
            _ => {}
        }
    }

    fn close(&mut self) {
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

    fn text(&mut self, text: &str) {
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
        let Some(Open::Written(node)) = self.path.last().copied() else { return };
        let number = |name: &str, value: Option<usize>| {
            value.map_or_else(String::new, |v| format!(r#"<w:{name} w:val="{v}"/>"#))
        };
        let xml = match node {
            Node::Paragraph => {
                let style = found.style.as_deref().map(escape);
                let style = style.map(|s| format!(r#"<w:pStyle w:val="{s}"/>"#));
                let numbering = number("numId", found.numbering);
                let style = style.unwrap_or_default();
                format!("<w:pPr>{style}<w:numPr>{numbering}</w:numPr></w:pPr>")
            }
            Node::Row => {
                let whole = if found.whole { "<w:cantSplit/>" } else { "" };
                let before = number("gridBefore", found.before);
                format!("<w:trPr>{whole}{before}</w:trPr>")
            }
            Node::Cell => {
                let span = number("gridSpan", found.span);
                let merge = found.merge.map(|m| format!(r#"<w:vMerge w:val="{m}"/>"#));
                format!("<w:tcPr>{span}{}</w:tcPr>", merge.unwrap_or_default())
            }
            Node::Table => return,
        };
        self.out.xml.push_str(&xml);
    }
}

impl Node {
    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Node::Paragraph => ("<w:p>", "</w:p>"),
            Node::Table => ("<w:tbl>", "</w:tbl>"),
            Node::Row => ("<w:tr>", "</w:tr>"),
            Node::Cell => ("<w:tc>", "</w:tc>"),
        }
    }
}

/// The value of an attribute, whatever its prefix.
pub fn attribute(element: &BytesStart, name: &[u8]) -> Option<String> {
    let mut found = element.attributes().flatten();
    let found = found.find(|a| a.key.local_name().as_ref() == name)?;
    let value = std::str::from_utf8(&found.value).ok()?;
    Some(quick_xml::escape::unescape(value).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(xml: &str) -> String {
        let xml = distil(xml.as_bytes()).unwrap().xml;
        let body = xml.split_once("<w:body>").unwrap().1;
        body.strip_suffix("</w:body></w:document>").unwrap().to_owned()
    }

    #[test]
    fn broken_xml_is_refused() {
        for xml in ["<a><b></a>", "<a>", "<a>&nope;</a>", "<a b=c/>", "<a b='1' b='2'/>"]
        {
            assert_eq!(distil(xml.as_bytes()), Err(Refusal::BrokenXml), "{xml}");
        }
        let bomb = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
        assert_eq!(distil(bomb.as_bytes()), Err(Refusal::BrokenXml));
    }

    #[test]
    fn deep_and_endless_xml_is_refused() {
        let deep = "<a>".repeat(201);
        assert_eq!(distil(deep.as_bytes()), Err(Refusal::TooDeep(200)));
        let many = format!("<a>{}</a>", "<p/>".repeat(MAX_NODES + 1));
        assert_eq!(distil(many.as_bytes()), Err(Refusal::TooMany(MAX_NODES)));
    }

    #[test]
    fn only_text_and_structure_stay() {
        let text = r#"<w:r><w:t xml:space="preserve">甲</w:t></w:r>"#;
        let plain = format!("<w:p>{text}</w:p>");
        for xml in [
            "<b><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r></w:p></b>",
            "<b><w:sdt><w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p></w:sdt></b>",
            "<b><w:p><w:del><w:r><w:t>乙</w:t></w:r></w:del><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:p></b>",
            "<b><w:r><w:t>甲</w:t></w:r></b>",
        ] {
            assert_eq!(body(xml), plain, "{xml}");
        }
        let boxed = "<b><w:p><w:r><w:pict><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:pict></w:r></w:p></b>";
        let line = "<w:r><w:br/></w:r>";
        assert_eq!(body(boxed), format!("<w:p>{line}{text}{line}</w:p>"));
    }

    #[test]
    fn properties_are_those_of_today() {
        let xml = "<b><p><pPr><pStyle val='a'/><pPrChange><pPr><pStyle val='b'/></pPr></pPrChange></pPr></p></b>";
        assert!(body(xml).contains(r#"<w:pStyle w:val="a"/>"#), "{}", body(xml));
    }

    #[test]
    fn text_between_cells_is_stray() {
        let xml = "<b><w:tbl><w:tr><w:r><w:t>甲</w:t></w:r></w:tr></w:tbl></b>";
        assert_eq!(distil(xml.as_bytes()).unwrap().stray, ["甲"]);
    }
}
