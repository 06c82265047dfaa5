//! A writer of XML.

use std::fmt::{Display, Write};

/// An attribute: its name and value.
pub type Attribute<'a> = (&'a str, &'a dyn Display);

/// XML under construction.
#[derive(Debug, Default)]
pub struct Xml {
    out: String,
}

impl Xml {
    /// A document that begins with the XML declaration.
    pub fn document() -> Self {
        let declaration = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
        Xml { out: format!("{declaration}\n") }
    }

    /// An element with content.
    pub fn element(
        &mut self,
        name: &str,
        attributes: &[Attribute],
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        self.out.push('>');
        content(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[Attribute]) {
        self.open(name, attributes);
        self.out.push_str("/>");
    }

    /// An element without content whose only attribute is `w:val`.
    pub fn value(&mut self, name: &str, value: impl Display) {
        self.empty(name, &[("w:val", &value)]);
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text);
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    fn open(&mut self, name: &str, attributes: &[Attribute]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            // Escaped never fails.
            let _ = write!(Escaped(&mut self.out), "{value}");
            self.out.push('"');
        }
    }
}

/// `text` as it stands in XML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        escape_into(self.0, text);
        Ok(())
    }
}

fn escape_into(out: &mut String, text: &str) {
    if text.bytes().all(plain) {
        return out.push_str(text);
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            // XML forbids most of them; Word does not open a file with any.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

/// Whether no character with this byte needs a closer look: 0xC2 begins the control
/// characters behind ASCII, 0xEF those at the end of the first plane.
fn plain(byte: u8) -> bool {
    !matches!(byte, 0..0x20 | b'&' | b'<' | b'>' | b'"' | 0x7f | 0xc2 | 0xef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_markup_and_drops_what_xml_forbids() {
        assert_eq!(escape("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
        assert_eq!(escape("会\u{0}议\u{7f}\u{fffe}\u{ffff}费\u{1b}"), "会议费");
        assert_eq!(escape("会\u{80}议\u{9f}费。（）"), "会议费。（）");
        assert_eq!(escape("一\t二\n三"), "一 二 三");
        assert_eq!(escape("𠮷≥90％"), "𠮷≥90％");
    }

    #[test]
    fn writes_elements_and_attributes() {
        let mut x = Xml::default();
        x.element("w:p", &[("w:a", &1), ("w:b", &"<")], |x| {
            x.value("w:c", "\"");
            x.text("&");
        });
        let expected = r#"<w:p w:a="1" w:b="&lt;"><w:c w:val="&quot;"/>&amp;</w:p>"#;
        assert_eq!(x.finish(), expected);
    }
}
