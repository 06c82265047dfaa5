//! Objects → bytes (ISO 32000-1, 7.3), as short as they can be.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};
use std::io::Write;

/// Writes an object that is no stream.
pub fn object(item: &Object, out: &mut Vec<u8>) {
    match item {
        Object::Null | Object::Stream(_) => out.extend(b"null"),
        Object::Boolean(value) => out.extend(value.to_string().into_bytes()),
        Object::Integer(value) => integer(*value, out),
        Object::Real(value) => decimal(f64::from(*value), out),
        Object::Name(text) => name(text, out),
        Object::String(text, StringFormat::Literal) => literal(text, out),
        Object::String(text, StringFormat::Hexadecimal) => hexadecimal(text, out),
        Object::Array(items) => array(items, out),
        Object::Dictionary(items) => dictionary(items, out),
        Object::Reference(id) => reference(*id, out),
    }
}

/// Writes a reference to an object.
pub fn reference((number, generation): ObjectId, out: &mut Vec<u8>) {
    integer(i64::from(number), out);
    out.push(b' ');
    integer(i64::from(generation), out);
    out.extend(b" R");
}

/// Writes a whole number.
pub fn integer(value: i64, out: &mut Vec<u8>) {
    // a vector takes every write
    let _ = write!(out, "{value}");
}

/// Writes a number with three decimals, as few digits as say it.
pub fn decimal(value: f64, out: &mut Vec<u8>) {
    let thousandths = (value * 1000.0).round() as i64;
    if thousandths < 0 {
        out.push(b'-');
    }
    let thousandths = thousandths.abs();
    integer(thousandths / 1000, out);
    let mut rest = thousandths % 1000;
    let mut place = 100;
    if rest > 0 {
        out.push(b'.');
    }
    while rest > 0 {
        out.push(b'0' + (rest / place) as u8);
        rest %= place;
        place /= 10;
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
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

/// Writes a string of bytes as they are.
pub fn literal(text: &[u8], out: &mut Vec<u8>) {
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
    for byte in text {
        let _ = write!(out, "{byte:02X}");
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_stands_for_its_bytes() {
        let mut out = Vec::new();
        literal(b"\0(\0\\\r\nA", &mut out);
        assert_eq!(out, b"(\0\\(\0\\\\\\r\nA)");
    }

    #[test]
    fn a_number_has_no_more_digits_than_it_needs() {
        let written = |value| {
            let mut out = Vec::new();
            decimal(value, &mut out);
            String::from_utf8(out).unwrap()
        };
        let values = [0.0, 16.0, -0.05, 841.889, 841.8896, f64::from(595.3_f32), -0.0001];
        let expected = ["0", "16", "-0.05", "841.889", "841.89", "595.3", "0"];
        assert_eq!(values.map(written), expected);
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
