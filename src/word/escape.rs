//! Characters as they stand in XML.

/// `text` as it stands in XML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

/// Writes `text` as it stands in XML behind `out`.
pub fn escape_into(out: &mut String, text: &str) {
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
}
