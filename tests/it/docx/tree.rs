//! XML as a tree.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Debug, Default, Clone)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The attribute `w:val`.
    pub fn value(&self) -> &str {
        self.attribute("w:val").unwrap_or_default()
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The element of this path of children.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// This element and all below it, in document order.
    pub fn all(&self) -> Vec<&Element> {
        let below = self.children.iter().flat_map(Element::all);
        std::iter::once(self).chain(below).collect()
    }

    /// The printed text.
    pub fn printed(&self) -> String {
        let texts = self.all().into_iter().filter(|element| element.name == "w:t");
        texts.map(|element| element.text.as_str()).collect()
    }
}

/// The parts of a package in their order.
pub fn parts(package: &[u8]) -> Vec<(String, Element)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).expect("a ZIP file");
    let part = |index| {
        let mut file = zip.by_index(index).expect("an entry");
        let mut xml = String::new();
        file.read_to_string(&mut xml).expect("UTF-8");
        (file.name().to_owned(), parse(&xml))
    };
    (0..zip_len(package)).map(part).collect()
}

fn zip_len(package: &[u8]) -> usize {
    zip::ZipArchive::new(Cursor::new(package)).expect("a ZIP file").len()
}

/// The part of that name.
pub fn part(package: &[u8], name: &str) -> Element {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).expect("a ZIP file");
    let mut xml = String::new();
    let read = zip.by_name(name).map(|mut file| file.read_to_string(&mut xml));
    read.unwrap_or_else(|_| panic!("no part {name}")).expect("UTF-8");
    parse(&xml)
}

fn parse(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => close(&mut open, element(&start)),
            Event::End(_) => {
                let element = open.pop().expect("an open element");
                close(&mut open, element);
            }
            Event::Text(text) => {
                let text = text.decode().expect("UTF-8");
                open.last_mut().expect("an open element").text.push_str(&text);
            }
            Event::GeneralRef(entity) => {
                let name = entity.decode().expect("UTF-8");
                let text = resolve_predefined_entity(&name).expect("a known entity");
                open.last_mut().expect("an open element").text.push_str(text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.remove(0).children.remove(0)
}

fn close(open: &mut [Element], element: Element) {
    open.last_mut().expect("an open element").children.push(element);
}

fn element(start: &BytesStart) -> Element {
    let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute");
        (utf8(attribute.key.as_ref()), utf8(&attribute.value))
    });
    Element {
        name: utf8(start.name().as_ref()),
        attributes: attributes.collect(),
        ..Element::default()
    }
}
