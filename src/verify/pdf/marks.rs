//! Marked content: which structure element a piece of a page belongs to, and where it
//! stands (ISO 32000-1, 14.6).

use super::cmap::utf16;
use super::drawn::DrawnArea;
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;

/// Marked content that has begun.
#[derive(Debug, Clone, PartialEq)]
pub enum OpenMark {
    /// Of a structure element.
    Number(i64),
    /// Of none.
    Artifact,
    /// A span that reads as another text than is drawn.
    Actual {
        /// What was drawn so far.
        drawn: String,
        /// What it reads as.
        meant: String,
    },
    /// What the program does not write.
    Other,
}

impl OpenMark {
    /// What begins with `operands` inside of `around`.
    ///
    /// # Errors
    /// What the program does not write, in words.
    pub fn read(
        operands: &[Object],
        named: &BTreeMap<Vec<u8>, Dictionary>,
        around: &[OpenMark],
    ) -> Result<OpenMark, String> {
        let tag = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
        let none = Dictionary::new();
        let properties = match operands.get(1) {
            Some(Object::Dictionary(properties)) => properties,
            Some(Object::Name(name)) => named.get(name).unwrap_or(&none),
            _ => &none,
        };
        if tag == b"OC" {
            return Err("可以隐藏的图层（OC）".to_owned());
        }
        let is_inside =
            around.iter().any(|o| matches!(o, OpenMark::Number(_) | OpenMark::Artifact));
        if let Ok(text) = properties.get(b"ActualText") {
            let keys = properties.iter().map(|(key, _)| key.as_slice());
            let alone = keys.clone().all(|key| key == b"ActualText");
            let meant = text.as_str().ok().and_then(text_string);
            return match meant.filter(|_| alone && is_inside) {
                Some(meant) => Ok(OpenMark::Actual { drawn: String::new(), meant }),
                None => Err("不合规矩的替换文字（ActualText）".to_owned()),
            };
        }
        if properties.has(b"Alt") || properties.has(b"E") {
            return Err("页面内容上的替换说明（Alt、E）".to_owned());
        }
        let number = properties.get(b"MCID").and_then(Object::as_i64);
        match number {
            Ok(number) if around.is_empty() => Ok(OpenMark::Number(number)),
            Err(_) if tag == b"Artifact" && around.is_empty() => Ok(OpenMark::Artifact),
            _ => Err("不合规矩的标记".to_owned()),
        }
    }
}

/// A text string (ISO 32000-1, 7.9.2.2) in UTF-16, or in ASCII.
pub fn text_string(bytes: &[u8]) -> Option<String> {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => utf16(units),
        None if bytes.is_ascii() => String::from_utf8(bytes.to_vec()).ok(),
        None => None,
    }
}

/// Whether a text that was drawn may read as another one: character by character.
pub fn may_read(
    drawn: &str,
    meant: &str,
    may_stand: impl Fn(char, char) -> bool,
) -> bool {
    drawn.chars().count() == meant.chars().count()
        && drawn.chars().zip(meant.chars()).all(|(a, b)| may_stand(a, b))
}

/// Content with one mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// Its number; None of an artifact.
    pub number: Option<i64>,
    /// What it reads as.
    pub text: String,
    /// Where it stands; None where nothing but blanks was drawn.
    pub area: Option<DrawnArea>,
    /// The end and the base line of what was drawn last, and its size.
    end: (f32, f32, f32),
    /// Where it begins: left and base line.
    begin: (f32, f32),
    /// Whether its pieces follow each other as they are read.
    pub is_in_order: bool,
}

impl Marked {
    /// Content with a number, or an artifact, that has just begun.
    pub fn new(number: Option<i64>) -> Marked {
        Marked {
            number,
            text: String::new(),
            area: None,
            end: (0.0, 0.0, 0.0),
            begin: (0.0, 0.0),
            is_in_order: true,
        }
    }

    /// Adds text that was drawn at a place.
    pub fn add(&mut self, read: &str, place: DrawnArea, size: f32, is_blank: bool) {
        self.text.push_str(read);
        if is_blank {
            return;
        }
        let base = place.bottom + 0.12 * size;
        match self.area {
            None => (self.area, self.begin) = (Some(place), (place.left, base)),
            Some(area) => {
                self.is_in_order &= follows(self.end, (place.left, base));
                self.area = Some(DrawnArea {
                    left: area.left.min(place.left),
                    right: area.right.max(place.right),
                    bottom: area.bottom.min(place.bottom),
                    top: area.top.max(place.top),
                });
            }
        }
        self.end = (place.right, base, size);
    }

    /// Whether it stands behind or below another.
    pub fn is_behind(&self, other: &Marked) -> bool {
        self.area.is_none() || other.area.is_none() || follows(other.end, self.begin)
    }

    /// Whether it stands on the lines below another.
    pub fn is_below(&self, other: &Marked) -> bool {
        let lower = self.begin.1 < other.end.1 - 0.5 * other.end.2;
        self.area.is_none() || other.area.is_none() || lower
    }
}

/// Whether a place follows an end: on the same line, or on one below.
fn follows(end: (f32, f32, f32), begin: (f32, f32)) -> bool {
    let (right, base, size) = end;
    let same = (begin.1 - base).abs() <= 0.4 * size;
    if same { begin.0 >= right - 0.3 * size } else { begin.1 < base }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_follows_on_its_line_or_below() {
        assert!(follows((100.0, 700.0, 16.0), (100.0, 700.0)));
        assert!(follows((100.0, 700.0, 16.0), (20.0, 680.0)));
        assert!(!follows((100.0, 700.0, 16.0), (20.0, 700.0)));
        assert!(!follows((100.0, 700.0, 16.0), (120.0, 720.0)));
    }

    #[test]
    fn only_single_characters_read_as_others() {
        let stands = |a, b| (a, b) == ('〓', '甲');
        assert!(may_read("〓", "甲", stands));
        assert!(!may_read("〓", "甲甲", stands));
        assert!(!may_read("4", "9", stands));
    }
}
