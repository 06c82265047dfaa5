//! The structure tree → paragraphs and rows.

use super::content::Pages;
use crate::verify::unit::{Cell, Paragraph, Shape, Unit};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Deepest nesting; the export needs seven.
const MAX_DEPTH: usize = 32;
/// Most cells that rows may cover in all.
const MAX_CELLS: usize = 1_000_000;

/// The units of a document; None where it has no structure.
pub fn units(pdf: &Document, pages: &Pages) -> Option<Vec<Unit>> {
    let root = pdf.catalog().ok()?.get_deref(b"StructTreeRoot", pdf).ok()?;
    let mut tree = Tree { pdf, pages, units: Vec::new(), open: Vec::new(), cells: 0 };
    for kid in tree.kids(root.as_dict().ok()?) {
        tree.block(kid, 0);
    }
    (!tree.units.is_empty()).then_some(tree.units)
}

/// A cell: how many rows more it covers, its first column, how many columns it covers.
type Open = (usize, usize, usize, Cell);

struct Tree<'a> {
    pdf: &'a Document,
    pages: &'a Pages,
    units: Vec<Unit>,
    /// The cells that cover the next row too.
    open: Vec<Open>,
    cells: usize,
}

impl<'a> Tree<'a> {
    fn kids(&self, element: &'a Dictionary) -> Vec<&'a Object> {
        match element.get_deref(b"K", self.pdf) {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            Ok(_) => element.get(b"K").into_iter().collect(),
            Err(_) => Vec::new(),
        }
    }

    fn see(&self, object: &'a Object) -> &'a Object {
        self.pdf.dereference(object).map_or(object, |(_, found)| found)
    }

    /// An element and its type; marked content is none.
    fn element(&self, object: &'a Object) -> Option<(&'a Dictionary, &'a [u8])> {
        let element = self.see(object).as_dict().ok()?;
        Some((element, element.get(b"S").ok()?.as_name().ok()?))
    }

    fn block(&mut self, object: &'a Object, depth: usize) {
        let Some((element, kind)) = self.element(object).filter(|_| depth < MAX_DEPTH)
        else {
            return;
        };
        match kind {
            b"Document" | b"Part" | b"TOC" | b"Sect" | b"Div" => {
                self.kids(element).into_iter().for_each(|kid| self.block(kid, depth + 1));
            }
            b"Table" => {
                self.open.clear();
                self.kids(element).into_iter().for_each(|row| self.row(row));
            }
            _ => {
                let paragraph = self.paragraph(element);
                if !paragraph.text.is_empty() {
                    self.units.push(Unit::line(paragraph));
                }
            }
        }
    }

    fn row(&mut self, object: &'a Object) {
        let Some((row, b"TR")) = self.element(object) else {
            return self.block(object, MAX_DEPTH - 1);
        };
        let mut open = std::mem::take(&mut self.open);
        let mut cells: Vec<Open> = Vec::new();
        let mut column = 0;
        for kid in self.kids(row) {
            let Some((element, _)) = self.element(kid) else { continue };
            while let Some(at) = open.iter().position(|o| o.1 == column) {
                let above = open.remove(at);
                column += above.2;
                cells.push(above);
            }
            let cell = Cell { paragraphs: self.cell(element), ..Cell::default() };
            let rows = self.attribute(element, b"RowSpan");
            let columns = self.attribute(element, b"ColSpan");
            cells.push((rows - 1, column, columns, cell));
            column += columns;
        }
        cells.extend(open);
        cells.sort_by_key(|c| c.1);
        self.cells += cells.len();
        if self.cells > MAX_CELLS {
            return;
        }
        let row = cells.iter().map(|c| c.3.clone()).collect();
        let unit =
            Unit { shape: Shape::Row, cells: row, ..Unit::line(Paragraph::default()) };
        self.units.push(unit);
        let below = cells.into_iter().filter(|c| c.0 > 0);
        let below = below.map(|(rows, column, columns, cell)| {
            (rows - 1, column, columns, Cell { repeated: true, ..cell })
        });
        self.open = below.collect();
    }

    fn attribute(&self, element: &'a Dictionary, name: &[u8]) -> usize {
        let attributes = element.get_deref(b"A", self.pdf).and_then(Object::as_dict);
        let value = attributes.and_then(|a| a.get(name)).and_then(Object::as_i64);
        value.map_or(1, |v| v.clamp(1, 10_000) as usize)
    }

    /// The paragraphs of a cell: its elements, or its own content.
    fn cell(&self, cell: &'a Dictionary) -> Vec<Paragraph> {
        let kids = self.kids(cell);
        let elements: Vec<_> = kids.iter().filter_map(|kid| self.element(kid)).collect();
        let paragraphs: Vec<_> = match elements.is_empty() {
            true => vec![self.paragraph(cell)],
            false => {
                elements.iter().map(|(element, _)| self.paragraph(element)).collect()
            }
        };
        paragraphs.into_iter().filter(|p| !p.text.is_empty()).collect()
    }

    fn paragraph(&self, element: &'a Dictionary) -> Paragraph {
        let mut text = String::new();
        self.text(element, None, 0, &mut text);
        Paragraph { loose: true, ..Paragraph::new(&text) }
    }

    /// The text of all marked content below an element.
    fn text(
        &self,
        element: &'a Dictionary,
        page: Option<ObjectId>,
        depth: usize,
        text: &mut String,
    ) {
        let page_of = |d: &Dictionary| d.get(b"Pg").and_then(Object::as_reference).ok();
        let page = page_of(element).or(page);
        if depth > MAX_DEPTH {
            return;
        }
        for kid in self.kids(element) {
            let (number, page) = match self.see(kid) {
                Object::Integer(number) => (*number, page),
                Object::Dictionary(inner) if inner.has(b"S") => {
                    self.text(inner, page, depth + 1, text);
                    continue;
                }
                Object::Dictionary(inner) => {
                    let number = inner.get(b"MCID").and_then(Object::as_i64);
                    let Ok(number) = number else { continue };
                    (number, page_of(inner).or(page))
                }
                _ => continue,
            };
            let marked = page.and_then(|page| self.pages.marked.get(&(page, number)));
            text.push_str(marked.map_or("", |t| t));
        }
    }
}
