//! The characters of an XML part.

use super::refusal::Refusal;
use quick_xml::events::{BytesRef, BytesStart};
use std::borrow::Cow;

/// The text of a part: UTF-8, or UTF-16 with its mark, as XML allows both.
///
/// # Errors
///
/// [`Refusal::BrokenXml`] where the bytes are neither.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let wide = |big: bool| {
        let unit = |pair: &[u8]| match (big, pair) {
            (true, [a, b]) => u16::from_be_bytes([*a, *b]),
            (_, [a, b]) => u16::from_le_bytes([*a, *b]),
            _ => 0xFFFD,
        };
        let units: Vec<u16> = bytes.chunks(2).map(unit).collect();
        let text = String::from_utf16(&units).map_err(|_| Refusal::BrokenXml)?;
        Ok(Cow::Owned(text.trim_start_matches('\u{feff}').to_owned()))
    };
    match bytes {
        [0xFE, 0xFF, ..] | [0, b'<', ..] => wide(true),
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => wide(false),
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|_| Refusal::BrokenXml)?;
            Ok(Cow::Borrowed(text.trim_start_matches('\u{feff}')))
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

/// What a reference such as `&amp;` stands for.
pub fn reference(reference: &BytesRef) -> Option<String> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c.to_string());
    }
    let name = reference.decode().ok()?;
    quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_xml_is_read() {
        let text = "<a>会议</a>";
        let wide: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = wide.iter().flat_map(|u| u.to_le_bytes()).collect();
        let big: Vec<u8> = wide.iter().flat_map(|u| u.to_be_bytes()).collect();
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            [b"\xFF\xFE", &little[..]].concat(),
            [b"\xFE\xFF", &big[..]].concat(),
            little,
            big,
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"\xD6\xD0"), Err(Refusal::BrokenXml));
    }
}
