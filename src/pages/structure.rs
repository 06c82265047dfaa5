//! The structure of the text, built while its pages are drawn: what a page's end has cut
//! is one element again.

use super::Owner;
use super::labels;
use super::table_structure::TableParts;
use crate::document::{ListPart, Style};
use crate::layout::{PlacedParagraph, Section};

/// What an element of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureTag {
    /// The whole text.
    Document,
    /// 封面, 目录, or a part with its heading.
    Part,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A numbered list.
    List,
    /// An item of a list.
    Item,
    /// What an item says.
    ItemBody,
    /// 目录.
    Contents,
    /// A line of the 目录.
    Entry,
    /// What a line of the 目录 refers to.
    Reference,
    /// The link in it.
    Link,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A cell that labels others.
    Label(CellSpan, LabelScope),
    /// A cell.
    Cell(CellSpan),
}

/// Columns and rows that a cell covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellSpan {
    /// Columns.
    pub columns: usize,
    /// Rows of the whole table.
    pub rows: usize,
}

/// Which cells a label is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelScope {
    /// Those in its row.
    Row,
    /// Those below it.
    Column,
}

/// Content of a structure element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another element.
    Element(usize),
    /// Marked content.
    Content {
        /// The index of its page.
        page: usize,
        /// Its number on that page.
        number: usize,
    },
}

/// A structure element.
#[derive(Debug)]
pub struct Element {
    /// Its type.
    pub tag: StructureTag,
    /// What it consists of, in order.
    pub kids: Vec<Kid>,
    /// The labels of a cell, where its row and column alone do not tell them.
    pub labels: Vec<usize>,
}

impl Element {
    fn new(tag: StructureTag) -> Element {
        Element { tag, kids: Vec::new(), labels: Vec::new() }
    }
}

/// The structure of a text while it is built.
pub struct Structure {
    pub(super) elements: Vec<Element>,
    /// Per page: the element of each piece of marked content.
    marked: Vec<Vec<usize>>,
    pub(super) table: Option<TableParts>,
    part: usize,
    contents: Option<usize>,
    paragraph: Option<usize>,
    section: Option<Section>,
}

impl Structure {
    /// An empty document.
    pub fn new() -> Structure {
        Structure {
            elements: vec![Element::new(StructureTag::Document)],
            marked: Vec::new(),
            table: None,
            part: 0,
            contents: None,
            paragraph: None,
            section: None,
        }
    }

    /// What follows stands on the next page.
    pub fn begin_page(&mut self, section: Section) {
        self.marked.push(Vec::new());
        if self.section != Some(section) {
            self.section = Some(section);
            self.begin_part();
        }
    }

    /// Marks content of `element` on the page that was begun last.
    pub fn mark(&mut self, element: usize) -> Owner {
        let page = self.marked.len().saturating_sub(1);
        let marked = &mut self.marked[page];
        let number = marked.len();
        marked.push(element);
        self.elements[element].kids.push(Kid::Content { page, number });
        Owner::Element { number, tag: self.elements[element].tag }
    }

    /// The element of a paragraph; of its rest, the same.
    pub fn paragraph(&mut self, placed: &PlacedParagraph) -> usize {
        if let (true, Some(begun)) = (placed.continued, self.paragraph) {
            return begun;
        }
        let tag = match (placed.style, placed.style.outline()) {
            (Style::ContentsTitle, _) => StructureTag::Heading(1),
            (_, Some(level)) => StructureTag::Heading(level),
            _ => StructureTag::Paragraph,
        };
        if tag == StructureTag::Heading(1) {
            self.begin_part();
        }
        let element = self.listed(self.part, tag, placed.list);
        self.paragraph = Some(element);
        element
    }

    /// The element of a paragraph in a cell; of its rest, the same.
    pub fn cell_paragraph(&mut self, cell: usize, placed: &PlacedParagraph) -> usize {
        match self.last_below(cell) {
            Some(begun) if placed.continued => begun,
            _ => self.listed(cell, StructureTag::Paragraph, placed.list),
        }
    }

    /// The last element below another that has no elements itself.
    fn last_below(&self, element: usize) -> Option<usize> {
        let mut last = self.last_kid(element)?;
        while let Some(below) = self.last_kid(last) {
            last = below;
        }
        Some(last)
    }

    fn last_kid(&self, element: usize) -> Option<usize> {
        match self.elements[element].kids.last() {
            Some(Kid::Element(kid)) => Some(*kid),
            _ => None,
        }
    }

    /// A new element in `parent`, in a list there if it is of one.
    fn listed(&mut self, parent: usize, tag: StructureTag, part: ListPart) -> usize {
        let list =
            self.last_kid(parent).filter(|k| self.elements[*k].tag == StructureTag::List);
        let body = match (part, list) {
            (ListPart::None, _) | (ListPart::Rest, None) => parent,
            (ListPart::Rest, Some(list)) => {
                let item = self.last_kid(list);
                item.and_then(|item| self.last_kid(item)).unwrap_or(parent)
            }
            (ListPart::Item, list) => {
                let list = list.unwrap_or_else(|| self.add(parent, StructureTag::List));
                let item = self.add(list, StructureTag::Item);
                self.add(item, StructureTag::ItemBody)
            }
        };
        self.add(body, tag)
    }

    /// The link of a line of the 目录.
    pub fn entry(&mut self) -> usize {
        let contents = match self.contents {
            Some(contents) => contents,
            None => self.add(self.part, StructureTag::Contents),
        };
        self.contents = Some(contents);
        let entry = self.add(contents, StructureTag::Entry);
        let reference = self.add(entry, StructureTag::Reference);
        self.add(reference, StructureTag::Link)
    }

    /// Tells the cells of the last table their labels, where it has no header rows.
    pub(super) fn end_table(&mut self) {
        let table = self.table.take().filter(|table| !table.has_header);
        table.iter().for_each(|table| labels::tell(&table.cells, &mut self.elements));
    }

    /// A table of the part.
    pub(super) fn add_table(&mut self) -> usize {
        self.add(self.part, StructureTag::Table)
    }

    pub(super) fn add(&mut self, parent: usize, tag: StructureTag) -> usize {
        let element = self.elements.len();
        self.elements.push(Element::new(tag));
        self.elements[parent].kids.push(Kid::Element(element));
        element
    }

    /// Begins a part, if the last one has got something.
    fn begin_part(&mut self) {
        if self.part == 0 || !self.elements[self.part].kids.is_empty() {
            self.part = self.add(0, StructureTag::Part);
        }
    }

    /// The elements, and per page the element of each piece of marked content.
    pub fn finish(mut self) -> (Vec<Element>, Vec<Vec<usize>>) {
        self.end_table();
        self.simplify();
        (self.elements, self.marked)
    }

    /// Lets a cell with a single paragraph hold its text itself.
    fn simplify(&mut self) {
        for cell in 0..self.elements.len() {
            if !matches!(
                self.elements[cell].tag,
                StructureTag::Label(..) | StructureTag::Cell(_)
            ) {
                continue;
            }
            let [Kid::Element(paragraph)] = self.elements[cell].kids[..] else {
                continue;
            };
            if self.elements[paragraph].tag != StructureTag::Paragraph {
                continue;
            }
            self.elements[cell].kids = std::mem::take(&mut self.elements[paragraph].kids);
            for kid in &self.elements[cell].kids {
                if let Kid::Content { page, number } = *kid {
                    self.marked[page][number] = cell;
                }
            }
        }
    }
}
