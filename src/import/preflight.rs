//! Takes out of a Word file what the import reads, within limits.
//!
//! docx-rs unpacks without limits and reads every picture, header and theme, where a
//! fault costs the whole text. So only what passed here reaches it.

use super::distil::{self, Distilled, attribute};
use super::package::Package;
use super::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// The parts of a .docx that carry its text.
#[derive(Debug)]
pub struct Parts {
    /// The main document.
    pub document: Distilled,
    /// The texts of footnotes and endnotes.
    pub notes: Vec<String>,
    /// Names of paragraph styles by their ids.
    pub styles: BTreeMap<String, String>,
}

/// Takes the parts out of a package and checks what the import will read.
///
/// # Errors
///
/// Every [`Refusal`] but [`Refusal::Unreadable`] and [`Refusal::NothingFound`].
pub fn take(package: &mut Package) -> Result<Parts, Refusal> {
    let path = package.main.clone();
    let document = package.part(&path)?.ok_or(Refusal::NoDocument)?;
    let document = distil::distil(&document)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut notes = Vec::new();
    for name in ["footnotes.xml", "endnotes.xml"] {
        let xml = package.part(&format!("{folder}/{name}"))?;
        notes.extend(xml.map(|x| texts(&x)).unwrap_or_default());
    }
    let styles = package.part(&format!("{folder}/styles.xml"))?;
    let styles = styles.map(|xml| style_names(&xml)).unwrap_or_default();
    Ok(Parts { document, notes, styles })
}

/// The texts of a part; as far as it can be read.
pub fn texts(xml: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut inside = false;
    let mut reader = Reader::from_reader(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) => inside = e.local_name().as_ref() == b"t",
            Event::End(_) => inside = false,
            Event::Text(t) if inside => texts.extend(t.decode().map(String::from)),
            Event::Eof => break,
            _ => {}
        }
    }
    texts
}

/// The names of styles by their ids; as far as the part can be read.
fn style_names(xml: &[u8]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut id = None;
    let mut reader = Reader::from_reader(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                b"style" => id = attribute(&e, b"styleId"),
                b"name" => {
                    if let (Some(id), Some(name)) = (id.take(), attribute(&e, b"val")) {
                        names.insert(id, name);
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_have_their_names() {
        let xml = br#"<s><w:style w:styleId="a"><w:name w:val="b"/></w:style></s>"#;
        assert_eq!(style_names(xml).get("a").map(String::as_str), Some("b"));
    }
}
