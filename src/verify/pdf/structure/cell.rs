//! Cells and paragraphs: the text of their marks, and where it stands.

use super::{MAX_DEPTH, Read, Tree, page_of};
use crate::verify::pdf::budget::PdfFault;
use crate::verify::pdf::order::Placed;
use crate::verify::unit::{ReadCell, ReadParagraph};
use lopdf::{Dictionary, Object, ObjectId};

impl<'a> Tree<'a> {
    pub(super) fn attribute(&self, element: &'a Dictionary, name: &[u8]) -> usize {
        let value = |d: &'a Object| {
            let dict = self.pdf.dereference(d).ok()?.1.as_dict().ok()?;
            dict.get_deref(name, self.pdf).ok()?.as_i64().ok()
        };
        let found = match element.get_deref(b"A", self.pdf) {
            Ok(Object::Array(all)) => all.iter().find_map(value),
            Ok(one) => value(one),
            Err(_) => None,
        };
        found.map_or(1, |v| v.clamp(1, 1_000) as usize)
    }

    /// The paragraphs of a cell: its elements, or its own content.
    pub(super) fn cell(&mut self, cell: &'a Dictionary) -> Result<Read<'a>, PdfFault> {
        let mut read = Read { cell: ReadCell::default(), marks: Vec::new() };
        self.paragraphs(cell, 0, &mut read)?;
        self.order.follow(&read.marks);
        Ok(read)
    }

    fn paragraphs(
        &mut self,
        around: &'a Dictionary,
        depth: usize,
        read: &mut Read<'a>,
    ) -> Result<(), PdfFault> {
        let mut own = Text::default();
        for kid in self.kids(around) {
            match self.element(kid)? {
                Some((list, b"L" | b"LI" | b"LBody" | b"Div")) if depth < MAX_DEPTH => {
                    self.paragraphs(list, depth + 1, read)?;
                }
                Some((element, _)) => {
                    let (paragraph, marks) = self.paragraph(element)?;
                    read.marks.extend(marks);
                    if !paragraph.text.is_empty() {
                        read.cell.paragraphs.push(paragraph);
                    }
                }
                None => self.content(kid, around, None, &mut own)?,
            }
        }
        let paragraph = own.paragraph();
        read.marks.extend(own.marks);
        if !paragraph.text.is_empty() {
            read.cell.paragraphs.push(paragraph);
        }
        Ok(())
    }

    pub(super) fn paragraph(
        &mut self,
        element: &'a Dictionary,
    ) -> Result<(ReadParagraph, Vec<Placed<'a>>), PdfFault> {
        let mut text = Text::default();
        self.text(element, None, 0, &mut text)?;
        self.order.follow(&text.marks);
        Ok((text.paragraph(), text.marks))
    }

    /// The text of all marked content below an element.
    fn text(
        &mut self,
        element: &'a Dictionary,
        page: Option<ObjectId>,
        depth: usize,
        text: &mut Text<'a>,
    ) -> Result<(), PdfFault> {
        if depth > MAX_DEPTH {
            return Err(PdfFault::TooLarge);
        }
        let page = page_of(element).or(page);
        for kid in self.kids(element) {
            match self.element(kid)? {
                Some((inner, _)) => self.text(inner, page, depth + 1, text)?,
                None => self.content(kid, element, page, text)?,
            }
        }
        Ok(())
    }

    /// Marked content of an element, of which each is read once.
    fn content(
        &mut self,
        kid: &'a Object,
        element: &'a Dictionary,
        page: Option<ObjectId>,
        text: &mut Text<'a>,
    ) -> Result<(), PdfFault> {
        let page = page_of(element).or(page);
        let (number, page) =
            match self.pdf.dereference(kid).map_err(|_| PdfFault::Broken)?.1 {
                Object::Integer(number) => (*number, page),
                Object::Dictionary(inner) => {
                    let number =
                        inner.get_deref(b"MCID", self.pdf).and_then(Object::as_i64);
                    let Ok(number) = number else { return Ok(()) };
                    (number, page_of(inner).or(page))
                }
                _ => return Ok(()),
            };
        let Some(place) = page.and_then(|page| self.pages.places.get(&page)) else {
            return Ok(());
        };
        let key = (*place, number);
        if let Some(mark) = self.numbers.get(&key) {
            if !self.used.insert(key) {
                return Err(PdfFault::Broken);
            }
            text.text.push_str(&mark.text);
            text.marks.push((*place, mark));
        }
        Ok(())
    }
}

/// Text that is gathered, with the marks it comes from.
#[derive(Default)]
struct Text<'a> {
    text: String,
    marks: Vec<Placed<'a>>,
}

impl Text<'_> {
    fn paragraph(&self) -> ReadParagraph {
        ReadParagraph { loose: true, ..ReadParagraph::new(&self.text) }
    }
}
