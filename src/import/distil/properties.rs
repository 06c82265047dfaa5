//! The properties of a paragraph, row or cell that the import reads.

use super::attribute;
use super::still::Node;
use quick_xml::escape::escape;
use quick_xml::events::BytesStart;

/// Most columns of a table; Word itself allows 63.
const MAX_COLUMNS: usize = 1_000;

/// Properties gathered since their element began.
#[derive(Default)]
pub struct Properties {
    style: Option<String>,
    numbering: Option<usize>,
    before: Option<usize>,
    span: Option<usize>,
    merge: Option<&'static str>,
    whole: bool,
}

impl Properties {
    /// Takes the property that `element` states, if it is one of these.
    pub fn take(&mut self, name: &[u8], element: &BytesStart) {
        let value = || attribute(element, b"val");
        let number = || value().and_then(|v| v.trim().parse::<usize>().ok());
        let columns = || number().map(|n| n.min(MAX_COLUMNS));
        match name {
            b"pStyle" => self.style = value(),
            b"numId" => self.numbering = number(),
            b"gridBefore" => self.before = columns(),
            b"gridSpan" => self.span = columns(),
            b"cantSplit" => {
                self.whole = !matches!(value().as_deref(), Some("0" | "false"));
            }
            b"vMerge" => {
                let restart = value().as_deref() == Some("restart");
                self.merge = Some(if restart { "restart" } else { "continue" });
            }
            _ => {}
        }
    }

    /// The XML of those that belong to `node`.
    pub fn xml(&self, node: Node) -> String {
        let number = |name: &str, value: Option<usize>| {
            value.map_or_else(String::new, |v| format!(r#"<w:{name} w:val="{v}"/>"#))
        };
        match node {
            Node::Paragraph => {
                let style = self.style.as_deref().map(escape);
                let style = style.map(|s| format!(r#"<w:pStyle w:val="{s}"/>"#));
                let numbering = number("numId", self.numbering);
                let style = style.unwrap_or_default();
                format!("<w:pPr>{style}<w:numPr>{numbering}</w:numPr></w:pPr>")
            }
            Node::Row => {
                let whole = if self.whole { "<w:cantSplit/>" } else { "" };
                let before = number("gridBefore", self.before);
                format!("<w:trPr>{whole}{before}</w:trPr>")
            }
            Node::Cell => {
                let span = number("gridSpan", self.span);
                let merge = self.merge.map(|m| format!(r#"<w:vMerge w:val="{m}"/>"#));
                format!("<w:tcPr>{span}{}</w:tcPr>", merge.unwrap_or_default())
            }
            Node::Table => String::new(),
        }
    }
}
