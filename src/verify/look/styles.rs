//! Styles and numberings: what is wrong with text that has them.

use super::property::{of_block, of_text};
use crate::word::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

/// A style.
#[derive(Debug, Default)]
struct Style {
    faults: BTreeSet<&'static str>,
    based_on: Option<String>,
    numbering: Option<String>,
}

/// The styles and numberings of a file.
#[derive(Debug, Default)]
pub struct LookStyles {
    styles: BTreeMap<String, Style>,
    /// The styles that count where none is named, by what they are for.
    defaults: BTreeMap<String, String>,
    /// What is wrong with all text.
    all: BTreeSet<&'static str>,
    /// The numberings that print something.
    printing: BTreeSet<String>,
}

impl LookStyles {
    /// Reads both parts; as far as they can be read.
    pub fn read(styles: &[u8], numbering: &[u8]) -> LookStyles {
        let mut read =
            LookStyles { printing: printing(numbering), ..LookStyles::default() };
        let mut reader = Reader::from_reader(styles);
        let mut id: Option<String> = None;
        let mut path: Vec<Vec<u8>> = Vec::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) => {
                    read.take(&e, &mut id, path.last().map_or(b"", |n| n));
                    path.push(e.local_name().as_ref().to_vec());
                }
                Event::Empty(e) => read.take(&e, &mut id, path.last().map_or(b"", |n| n)),
                Event::End(e) => {
                    path.pop();
                    if e.local_name().as_ref() == b"style" {
                        id = None;
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        read
    }

    fn take(&mut self, element: &BytesStart, id: &mut Option<String>, around: &[u8]) {
        let name = element.local_name();
        let name = name.as_ref();
        if name == b"style" {
            let own = attribute(element, b"styleId").unwrap_or_default();
            if attribute(element, b"default").is_some_and(|d| d == "1" || d == "true") {
                let kind = attribute(element, b"type").unwrap_or_default();
                self.defaults.insert(kind, own.clone());
            }
            self.styles.entry(own.clone()).or_default();
            *id = Some(own);
            return;
        }
        let style = id.as_ref().and_then(|id| self.styles.get_mut(id));
        let value = attribute(element, b"val");
        match (name, style) {
            (b"basedOn", Some(style)) => style.based_on = value,
            (b"numId", Some(style)) => style.numbering = value,
            (name, style) => {
                let fault = match around {
                    b"rPr" => of_text(name, element),
                    _ => of_block(around, name, element),
                };
                let faults = style.map_or(&mut self.all, |style| &mut style.faults);
                faults.extend(fault);
            }
        }
    }

    /// What is wrong with text in a style of a kind; None stands for the one that counts
    /// where none is named.
    pub fn faults(&self, kind: &str, id: Option<&str>) -> BTreeSet<&'static str> {
        let mut faults = self.all.clone();
        for style in self.chain(kind, id) {
            faults.extend(&style.faults);
        }
        faults
    }

    /// Whether a numbering of a style prints something.
    pub fn is_numbered(&self, id: Option<&str>) -> bool {
        let mut chain = self.chain("paragraph", id);
        let numbering = chain.find_map(|style| style.numbering.as_ref());
        numbering.is_some_and(|id| self.prints(id))
    }

    /// Whether a numbering prints something.
    pub fn prints(&self, numbering: &str) -> bool {
        self.printing.contains(numbering)
    }

    /// A style and those it is based on.
    fn chain<'s>(
        &'s self,
        kind: &str,
        id: Option<&'s str>,
    ) -> impl Iterator<Item = &'s Style> {
        let mut next = id.or(self.defaults.get(kind).map(String::as_str));
        let mut steps = 0;
        std::iter::from_fn(move || {
            let style = self.styles.get(next?)?;
            next = style.based_on.as_deref();
            steps += 1;
            (steps < 50).then_some(style)
        })
    }
}

/// The numberings some level of which prints something.
fn printing(xml: &[u8]) -> BTreeSet<String> {
    let mut abstracts: BTreeSet<String> = BTreeSet::new();
    let mut printing = BTreeSet::new();
    let (mut is_abstract, mut id) = (false, String::new());
    let mut format = String::new();
    let mut reader = Reader::from_reader(xml);
    while let Ok(event) = reader.read_event() {
        let (Event::Start(e) | Event::Empty(e)) = event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        let value = attribute(&e, b"val").unwrap_or_default();
        match e.local_name().as_ref() {
            b"abstractNum" => {
                (is_abstract, id) =
                    (true, attribute(&e, b"abstractNumId").unwrap_or_default());
            }
            b"num" => {
                (is_abstract, id) = (false, attribute(&e, b"numId").unwrap_or_default());
            }
            b"lvl" => format.clear(),
            b"numFmt" => format = value,
            b"lvlPicBulletId" | b"numStyleLink" | b"styleLink" => {
                abstracts.insert(id.clone());
            }
            b"lvlText" if is_printed(&format, &value) => match is_abstract {
                true => _ = abstracts.insert(id.clone()),
                false => _ = printing.insert(id.clone()),
            },
            b"abstractNumId" if abstracts.contains(&value) => {
                printing.insert(id.clone());
            }
            _ => {}
        }
    }
    printing
}

/// Whether a level with this text prints something: a text without a place for the number
/// is printed in any format.
fn is_printed(format: &str, text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && (format != "none" || !text.starts_with('%'))
}
