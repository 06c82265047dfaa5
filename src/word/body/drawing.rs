//! Pictures, boxes and objects.

use super::block::BodyReader;
use super::line::BodyLine;
use super::remark::RemarkKind;
use crate::word::styles::RunLook;
use crate::word::xml::XmlElement;

impl BodyReader {
    /// Reads a drawing: the text of its boxes as lines, everything else is told.
    pub(super) fn drawing(
        &mut self,
        element: &XmlElement,
        look: &RunLook,
        line: &mut BodyLine,
    ) {
        if !self.fields.shows() {
            return;
        }
        let mut boxes = Vec::new();
        gather(element, "txbxContent", &mut boxes);
        for found in &boxes {
            self.text_box(found, look, line);
        }
        let mut objects = Vec::new();
        gather(element, "OLEObject", &mut objects);
        let words = drawn_words(element);
        match objects.first() {
            Some(object) => {
                let program = object.local_attribute("ProgID").unwrap_or_default();
                self.remark(RemarkKind::Object, program);
            }
            None if !words.trim().is_empty() => self.remark(RemarkKind::Drawing, words),
            None if boxes.is_empty() => self.picture(element),
            None => {}
        }
    }

    fn text_box(&mut self, found: &XmlElement, look: &RunLook, line: &mut BodyLine) {
        let mut paragraphs = Vec::new();
        for child in found.elements() {
            self.content(child, &mut paragraphs);
        }
        self.close_in(&mut paragraphs);
        let texts = paragraphs.into_iter().map(|p| match p.number {
            Some(number) => number.label + &p.text,
            None => p.text,
        });
        let texts: Vec<_> = texts.filter(|t| !t.trim().is_empty()).collect();
        if texts.is_empty() {
            return;
        }
        let text = texts.join("\n");
        self.remark(RemarkKind::Box, text.clone());
        let look = RunLook { height: None, ..look.clone() };
        if look.hidden != Some(true) {
            line.push(&format!("\n{text}\n"));
        }
    }

    fn picture(&mut self, element: &XmlElement) {
        const LINES: [&str; 2] = ["hr", "hralign"];
        // a line across the page is decoration
        let mut shapes = Vec::new();
        gather(element, "rect", &mut shapes);
        if shapes.iter().any(|s| LINES.iter().any(|l| s.local_attribute(l).is_some())) {
            return;
        }
        let mut named = Vec::new();
        gather(element, "docPr", &mut named);
        gather(element, "shape", &mut named);
        let word = |name| named.iter().find_map(|e| e.local_attribute(name));
        let text = word("descr").or_else(|| word("alt")).or_else(|| word("name"));
        self.remark(RemarkKind::Picture, text.unwrap_or_default());
    }

    /// A file that Word shows as text.
    pub(super) fn file(&mut self, element: &XmlElement) {
        let id = element.local_attribute("id").unwrap_or_default();
        self.remark(RemarkKind::File, id);
    }
}

/// The elements of a name in an element; not those inside one of them.
fn gather<'e>(element: &'e XmlElement, name: &str, found: &mut Vec<&'e XmlElement>) {
    for child in element.elements() {
        if child.local() == name {
            found.push(child);
        } else if child.local() == "AlternateContent" {
            let one = child.part("Choice").or(child.part("Fallback"));
            one.into_iter().for_each(|e| gather(e, name, found));
        } else {
            gather(child, name, found);
        }
    }
}

/// The words of a drawing that are in no box: of shapes, diagrams and watermarks.
fn drawn_words(element: &XmlElement) -> String {
    let mut words = String::new();
    for child in element.elements().filter(|c| c.local() != "txbxContent") {
        match child.local() {
            "t" => words.push_str(&child.own_text()),
            "textpath" => words.extend(child.local_attribute("string")),
            "AlternateContent" => {
                let one = child.part("Choice").or(child.part("Fallback"));
                words.extend(one.map(drawn_words));
            }
            _ => words.push_str(&drawn_words(child)),
        }
    }
    words
}
