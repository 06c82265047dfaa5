//! A document's XML → the same text in the few elements that the import reads.
//!
//! docx-rs panics on some attributes, does not return from some elements that stand where
//! it does not expect them, leaves out text in text boxes and nested content controls,
//! and recurses as deep as the XML does. On what is written here it does none of this.

mod properties;
mod still;

use super::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use still::Still;

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
    let mut still = Still::new();
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
    still.finish()
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

/// The value of an attribute, whatever its prefix.
pub fn attribute(element: &BytesStart, name: &[u8]) -> Option<String> {
    let mut found = element.attributes().flatten();
    let found = found.find(|a| a.key.local_name().as_ref() == name)?;
    let value = std::str::from_utf8(&found.value).ok()?;
    Some(quick_xml::escape::unescape(value).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::still::MAX_NODES;
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
