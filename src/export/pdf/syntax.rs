//! Objects → bytes (ISO 32000-1, 7.3), as short as they can be.

use lopdf::{Dictionary, Object, StringFormat};

/// Writes an object that is no stream.
pub fn object(item: &Object, out: &mut Vec<u8>) {
    match item {
        Object::Null | Object::Stream(_) => out.extend(b"null"),
        Object::Boolean(value) => out.extend(value.to_string().into_bytes()),
        Object::Integer(value) => out.extend(value.to_string().into_bytes()),
        Object::Real(value) => {
            let short = (f64::from(*value) * 1000.0).round() / 1000.0;
            out.extend(short.to_string().into_bytes());
        }
        Object::Name(text) => name(text, out),
        Object::String(text, StringFormat::Literal) => literal(text, out),
        Object::String(text, StringFormat::Hexadecimal) => hexadecimal(text, out),
        Object::Array(items) => array(items, out),
        Object::Dictionary(items) => dictionary(items, out),
        Object::Reference(id) => out.extend(format!("{} {} R", id.0, id.1).into_bytes()),
    }
}

/// Writes a dictionary.
pub fn dictionary(items: &Dictionary, out: &mut Vec<u8>) {
    out.extend(b"<<");
    for (key, value) in items {
        name(key, out);
        if !delimits_itself(value) {
            out.push(b' ');
        }
        object(value, out);
    }
    out.extend(b">>");
}

fn array(items: &[Object], out: &mut Vec<u8>) {
    out.push(b'[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 && !delimits_itself(item) {
            out.push(b' ');
        }
        object(item, out);
    }
    out.push(b']');
}

fn delimits_itself(item: &Object) -> bool {
    use Object::{Array, Dictionary, Name, String};
    matches!(item, Name(_) | String(..) | Array(_) | Dictionary(_))
}

fn name(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in text {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").into_bytes());
        }
    }
}

fn literal(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            // a bare carriage return would be read as a line feed
            b'\r' => out.extend(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

fn hexadecimal(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'<');
    text.iter().for_each(|byte| out.extend(format!("{byte:02X}").into_bytes()));
    out.push(b'>');
}

/// A content stream with its hexadecimal strings written as literal ones: half as long,
/// and glyphs that follow each other are found again by deflating. Such a stream comes
/// from printpdf, which writes every string of an embedded font in hexadecimal.
pub fn compact(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len());
    let mut rest = content;
    while let Some(begin) = rest.iter().position(|b| *b == b'<') {
        let (before, behind) = rest.split_at(begin);
        out.extend(before);
        if behind.starts_with(b"<<") {
            out.extend(b"<<");
            rest = &behind[2..];
            continue;
        }
        let end = behind.iter().position(|b| *b == b'>').unwrap_or(behind.len() - 1);
        literal(&bytes_of(&behind[1..end]), &mut out);
        rest = &behind[end + 1..];
    }
    out.extend(rest);
    out
}

fn bytes_of(digits: &[u8]) -> Vec<u8> {
    let value = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or(0) as u8;
    digits.chunks(2).map(|d| value(&d[0]) << 4 | d.get(1).map_or(0, value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_become_literal_and_dictionaries_stay() {
        let content = b"/P <</MCID 0>> BDC\n<0028005C0D41> Tj";
        let expected = b"/P <</MCID 0>> BDC\n(\0\\(\0\\\\\\rA) Tj";
        assert_eq!(compact(content), expected);
    }

    #[test]
    fn objects_are_short() {
        let mut out = Vec::new();
        let items = vec![
            Object::Real(841.89996),
            Object::Name(b"a b".to_vec()),
            Object::Reference((3, 0)),
            Object::Null,
        ];
        object(&Object::Array(items), &mut out);
        assert_eq!(out, b"[841.9/a#20b 3 0 R null]");
    }
}
