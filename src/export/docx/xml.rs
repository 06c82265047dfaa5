//! A writer of XML.

use crate::word::escape::escape_into;
use std::fmt::{Display, Write};

pub use crate::word::escape::escape;

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

struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        escape_into(self.0, text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
