//! The content of pages → the text of each piece of marked content.

use super::MAX_STREAM;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The texts of all pages.
#[derive(Debug, Default)]
pub struct Pages {
    /// By page and number.
    pub marked: BTreeMap<(ObjectId, i64), String>,
    /// Texts marked as artifacts.
    pub artifacts: Vec<String>,
    /// Texts without any mark, and pictures.
    pub strange: Vec<String>,
}

/// Content between BDC or BMC and EMC.
enum Mark {
    /// Of a structure element.
    Number(i64),
    /// Of none.
    Artifact(String),
    /// A span that reads as another text, which was added already.
    Actual,
    Other,
}

/// A page while it is read.
struct Page<'p> {
    id: ObjectId,
    number: u32,
    fonts: BTreeMap<Vec<u8>, &'p Encoding<'p>>,
    font: Vec<u8>,
    marks: Vec<Mark>,
    pages: &'p mut Pages,
}

impl Pages {
    /// Reads all pages; None where one cannot be read.
    pub fn read(pdf: &Document) -> Option<Pages> {
        let mut pages = Pages::default();
        // pages share their fonts
        let mut encodings: BTreeMap<*const Dictionary, Encoding> = BTreeMap::new();
        for (number, id) in pdf.get_pages() {
            let content = pdf.get_page_content_with_limit(id, MAX_STREAM).ok()?;
            let content = Content::decode(&content).ok()?;
            let fonts = pdf.get_page_fonts(id).ok()?;
            let mut names = BTreeMap::new();
            for (name, font) in fonts {
                let key = std::ptr::from_ref(font);
                if let Entry::Vacant(free) = encodings.entry(key) {
                    free.insert(font.get_font_encoding_with_limit(pdf, MAX_STREAM).ok()?);
                }
                names.insert(name, key);
            }
            let fonts =
                names.into_iter().filter_map(|(n, k)| Some((n, encodings.get(&k)?)));
            let fonts = fonts.collect();
            let (font, marks) = (Vec::new(), Vec::new());
            let mut page = Page { id, number, fonts, font, marks, pages: &mut pages };
            content.operations.iter().for_each(|operation| page.take(operation));
        }
        Some(pages)
    }
}

impl Page<'_> {
    fn take(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => {
                let name = operands.first().and_then(|o| o.as_name().ok());
                self.font = name.unwrap_or_default().to_vec();
            }
            "BMC" | "BDC" => self.begin(operands),
            "EMC" => {
                if let Some(Mark::Artifact(text)) = self.marks.pop()
                    && !text.trim().is_empty()
                {
                    self.pages.artifacts.push(text);
                }
            }
            "Tj" | "'" | "\"" => operands.last().into_iter().for_each(|o| self.show(o)),
            "TJ" => {
                let items = operands.first().and_then(|o| o.as_array().ok());
                items.into_iter().flatten().for_each(|o| self.show(o));
            }
            "Do" | "BI" => {
                self.pages.strange.push(format!("第 {} 页的图片", self.number));
            }
            _ => {}
        }
    }

    fn begin(&mut self, operands: &[Object]) {
        let tag = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
        let properties = operands.get(1).and_then(|o| o.as_dict().ok());
        let get = |key: &[u8]| properties.and_then(|p| p.get(key).ok());
        let mark = if let Some(text) = get(b"ActualText") {
            let text = lopdf::decode_text_string(text).unwrap_or_default();
            self.add(&text);
            Mark::Actual
        } else if let Some(number) = get(b"MCID").and_then(|n| n.as_i64().ok()) {
            self.pages.marked.entry((self.id, number)).or_default();
            Mark::Number(number)
        } else if tag == b"Artifact" {
            Mark::Artifact(String::new())
        } else {
            Mark::Other
        };
        self.marks.push(mark);
    }

    fn show(&mut self, object: &Object) {
        let Ok(bytes) = object.as_str() else { return };
        if self.marks.iter().any(|m| matches!(m, Mark::Actual)) {
            return;
        }
        let encoding = self.fonts.get(&self.font);
        let text = encoding.and_then(|e| e.bytes_to_string(bytes).ok());
        self.add(&text.unwrap_or_else(|| "\u{FFFD}".into()));
    }

    fn add(&mut self, text: &str) {
        for mark in self.marks.iter_mut().rev() {
            match mark {
                Mark::Number(number) => {
                    let place = (self.id, *number);
                    self.pages.marked.entry(place).or_default().push_str(text);
                    return;
                }
                Mark::Artifact(all) => return all.push_str(text),
                _ => {}
            }
        }
        if !text.trim().is_empty() {
            self.pages.strange.push(text.to_owned());
        }
    }
}
