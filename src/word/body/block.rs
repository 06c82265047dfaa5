//! Elements → paragraphs and tables.

use super::field::Fields;
use super::line::BodyLine;
use super::remark::{Remark, RemarkKind, RemarkPlace};
use super::{BodyBlock, BodyParagraph, BodyText};
use crate::word::numbering::Numbering;
use crate::word::styles::{ListPlace, RunLook, Styles};
use crate::word::xml::XmlElement;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the elements of a text, one after the other.
#[derive(Debug, Default)]
pub struct BodyReader {
    /// The styles.
    pub styles: Styles,
    /// The lists.
    pub numbering: Numbering,
    /// Comments, footnotes and endnotes: kind and id, with their text.
    pub notes: BTreeMap<(RemarkKind, String), String>,
    /// Those that the text refers to.
    pub(super) told: BTreeSet<(RemarkKind, String)>,
    pub(super) fields: Fields,
    pub(super) remarks: Vec<Remark>,
    pub(super) row: Option<(usize, usize)>,
    pub(super) tables: usize,
    /// Whether tracked changes were met.
    pub(super) revised: bool,
    /// Whether the colour behind what is read is not white.
    pub(super) shaded: bool,
    blocks: Vec<BodyBlock>,
    /// The line of a paragraph whose mark is deleted: the next goes on with it.
    open: Option<BodyLine>,
}

/// The switches by which tracked changes mark a paragraph's end as deleted.
const DELETED: [&str; 2] = ["del", "moveFrom"];

impl BodyReader {
    /// Takes an element of the body.
    pub fn take(&mut self, element: &XmlElement) {
        match element.local() {
            "p" => {
                if let Some(paragraph) = self.paragraph(element) {
                    self.blocks.push(BodyBlock::Paragraph(paragraph));
                }
            }
            "tbl" => {
                self.close();
                self.tables += 1;
                let at = self.tables;
                let table = self.table(element, Some(at));
                if !table.rows.is_empty() {
                    self.blocks.push(BodyBlock::Table(table));
                }
            }
            _ => self.wrapped(element),
        }
    }

    /// Takes what an element that is no block itself has in it.
    fn wrapped(&mut self, element: &XmlElement) {
        match self.around(element) {
            Some(inside) => inside.elements().for_each(|e| self.take(e)),
            None => {
                let mut paragraphs = Vec::new();
                self.content(element, &mut paragraphs);
                self.blocks.extend(paragraphs.into_iter().map(BodyBlock::Paragraph));
            }
        }
    }

    /// The element whose content stands for an element around blocks, rows or cells; None
    /// where there are none in it.
    pub(super) fn around<'e>(
        &mut self,
        element: &'e XmlElement,
    ) -> Option<Cow<'e, XmlElement>> {
        match element.local() {
            "sdt" => self.control(element),
            "ins" | "moveTo" => {
                self.revised = true;
                Some(Cow::Borrowed(element))
            }
            "AlternateContent" => {
                element.part("Choice").or(element.part("Fallback")).map(Cow::Borrowed)
            }
            "customXml" | "smartTag" => Some(Cow::Borrowed(element)),
            _ => None,
        }
    }

    /// The content of a content control; without its texts where they are only its prompt.
    pub(super) fn control<'e>(
        &mut self,
        element: &'e XmlElement,
    ) -> Option<Cow<'e, XmlElement>> {
        let content = element.part("sdtContent")?;
        let prompt = element.part("sdtPr").and_then(|p| p.switch("showingPlcHdr"));
        if prompt != Some(true) {
            return Some(Cow::Borrowed(content));
        }
        self.remark(RemarkKind::Prompt, content.all_text());
        let mut blank = content.clone();
        blank.walk_mut(&mut |e| {
            if e.local() == "t" {
                e.nodes.clear();
            }
        });
        Some(Cow::Owned(blank))
    }

    /// Takes an element of a cell, or of another place for paragraphs.
    pub(super) fn content(&mut self, element: &XmlElement, out: &mut Vec<BodyParagraph>) {
        match element.local() {
            "p" => out.extend(self.paragraph(element)),
            "tbl" => {
                self.close();
                let table = self.table(element, None);
                let cells = table.rows.into_iter().flat_map(|r| r.cells);
                out.extend(cells.filter(|c| !c.merged).flat_map(|c| c.paragraphs));
            }
            "tcPr" | "sectPr" | "tblPr" | "tblGrid" | "trPr" => {}
            "del" | "moveFrom" => self.revised = true,
            _ => match self.around(element) {
                Some(inside) => inside.elements().for_each(|e| self.content(e, out)),
                None => {
                    let mut line = BodyLine::default();
                    self.inline(element, &RunLook::default(), &mut line);
                    out.extend(self.end(line, "", ListPlace::default(), 0));
                }
            },
        }
    }

    /// Reads a paragraph; None where its mark is deleted, so that the next goes on with it.
    fn paragraph(&mut self, element: &XmlElement) -> Option<BodyParagraph> {
        let first = self.remarks.len();
        let mut line = self.open.take().unwrap_or_default();
        let properties = element.part("pPr");
        let style = properties.and_then(|p| p.part_value("pStyle"));
        let style = style.unwrap_or_else(|| self.styles.usual().to_owned());
        let mark = properties.and_then(|p| p.part("rPr"));
        let look = self.styles.look(&style);
        let outer = self.shaded;
        self.shaded |= properties.and_then(crate::word::styles::shade).unwrap_or(false);
        for child in element.elements() {
            self.inline(child, &look, &mut line);
        }
        self.shaded = outer;
        if self.fields.cut() {
            self.remark(RemarkKind::Field, String::new());
        }
        let deleted =
            mark.is_some_and(|m| m.elements().any(|e| DELETED.contains(&e.local())));
        let inserted = mark.is_some_and(|m| m.part("ins").is_some());
        self.revised |= deleted || inserted;
        if deleted {
            self.open = Some(line);
            return None;
        }
        let place = properties.map(ListPlace::of).unwrap_or_default();
        self.end(line, &style, place, first)
    }

    /// Ends a paragraph; `first` is its first remark.
    fn end(
        &mut self,
        line: BodyLine,
        style: &str,
        place: ListPlace,
        first: usize,
    ) -> Option<BodyParagraph> {
        // a hidden or empty paragraph shows no number
        let number = match line.is_blank() {
            true => None,
            false => self.numbering.next(place, style, &self.styles),
        };
        let (text, marks) = line.finish();
        for mark in marks {
            self.remark(RemarkKind::NoteMark, mark);
        }
        if let Some(bullet) = number.as_ref().filter(|n| n.is_bullet) {
            self.remark(RemarkKind::Bullet, bullet.label.clone());
        }
        for remark in self.remarks.iter_mut().skip(first) {
            remark.place.line.clone_from(&text);
        }
        let style = self.styles.name(style).to_owned();
        Some(BodyParagraph { text, style, number })
    }

    /// Ends a paragraph that nothing goes on with.
    pub(super) fn close(&mut self) {
        if let Some(line) = self.open.take().filter(|l| !l.is_blank()) {
            let ended = self.end(line, "", ListPlace::default(), usize::MAX);
            self.blocks.extend(ended.map(BodyBlock::Paragraph));
        }
    }

    /// The paragraph that is still open in a cell.
    pub(super) fn close_in(&mut self, out: &mut Vec<BodyParagraph>) {
        if let Some(line) = self.open.take().filter(|l| !l.is_blank()) {
            out.extend(self.end(line, "", ListPlace::default(), usize::MAX));
        }
    }

    /// Tells of something; the words of neighbours of one kind are one.
    pub(super) fn remark(&mut self, kind: RemarkKind, text: String) {
        let place = RemarkPlace { row: self.row, line: String::new() };
        match self.remarks.last_mut() {
            Some(last)
                if last.kind == kind && last.place == place && !text.is_empty() =>
            {
                last.text.push_str(&text);
            }
            _ => self.remarks.push(Remark { kind, place, text }),
        }
    }

    /// The whole text.
    pub fn finish(mut self) -> BodyText {
        self.close();
        for ((kind, id), text) in &self.notes {
            if !self.told.contains(&(*kind, id.clone())) {
                let (place, text) = (RemarkPlace::default(), text.clone());
                self.remarks.push(Remark { kind: *kind, place, text });
            }
        }
        if self.revised {
            let (kind, place) = (RemarkKind::Revised, RemarkPlace::default());
            self.remarks.push(Remark { kind, place, text: String::new() });
        }
        BodyText { blocks: self.blocks, remarks: self.remarks }
    }
}
