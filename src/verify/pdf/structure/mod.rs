//! The structure tree → paragraphs and rows, and whether they are seen in that order.

mod cell;

use super::budget::{PdfBudget, PdfFault};
use super::marks::Marked;
use super::misplaced::{misplaced, misplaced_text};
use super::order::{Order, Placed};
use super::pages::Pages;
use crate::verify::unit::{ReadCell, ReadParagraph, ReadShape, ReadUnit};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Deepest nesting; the export needs nine.
const MAX_DEPTH: usize = 32;
/// Most cells that rows may cover in all.
const MAX_CELLS: usize = 1_000_000;

/// What the structure holds.
#[derive(Debug, Default)]
pub struct StructureTree {
    /// Paragraphs and rows.
    pub units: Vec<ReadUnit>,
    /// Where each of them is seen.
    pub places: Vec<ElementPlace>,
    /// What the program does not write so, in words.
    pub strange: Vec<String>,
}

/// Where a unit is seen.
#[derive(Debug, Default)]
pub struct ElementPlace {
    /// The pages on which it has content.
    pub pages: BTreeSet<usize>,
    /// Which table it is a row of, from 1; 0 outside of tables.
    pub table: usize,
    /// Whether it is a row of labels alone.
    pub is_header: bool,
    /// The left edge of each cell's text, where it has one.
    pub lefts: Vec<Option<f32>>,
}

/// The structure of a document; None where it has none.
///
/// # Errors
/// A tree without end, or too large.
pub fn read(
    pdf: &Document,
    pages: &Pages,
    budget: &PdfBudget,
) -> Result<Option<StructureTree>, PdfFault> {
    let root = pdf.catalog().and_then(|c| c.get_deref(b"StructTreeRoot", pdf));
    let Ok(Object::Dictionary(root)) = root else { return Ok(None) };
    let mut tree = Tree::new(pdf, pages, budget);
    for kid in tree.kids(root) {
        tree.block(kid, 0)?;
    }
    tree.finish();
    let found = tree.out;
    Ok((!found.units.is_empty()).then_some(found))
}

/// A cell: how many rows more it covers, its first column, how many columns it covers.
type Open<'a> = (usize, usize, usize, Read<'a>);

/// A cell that was read, with the marks of its content.
#[derive(Clone)]
struct Read<'a> {
    cell: ReadCell,
    marks: Vec<Placed<'a>>,
}

impl Read<'_> {
    /// The left edge of its text.
    fn left(&self) -> Option<f32> {
        let lefts = self.marks.iter().filter_map(|m| Some(m.1.area?.left));
        lefts.reduce(f32::min)
    }
}

struct Tree<'a> {
    pdf: &'a Document,
    pages: &'a Pages,
    budget: &'a PdfBudget,
    numbers: BTreeMap<(usize, i64), &'a Marked>,
    used: BTreeSet<(usize, i64)>,
    /// The elements that were read; none may be met twice.
    seen: BTreeSet<ObjectId>,
    out: StructureTree,
    /// The cells that cover the next row too.
    open: Vec<Open<'a>>,
    cells: usize,
    /// How many tables have begun.
    table: usize,
    order: Order<'a>,
}

impl<'a> Tree<'a> {
    fn new(pdf: &'a Document, pages: &'a Pages, budget: &'a PdfBudget) -> Tree<'a> {
        let mut out = StructureTree::default();
        let mut numbers = BTreeMap::new();
        for (page, drawn) in pages.drawn.iter().enumerate() {
            for mark in &drawn.marks {
                let Some(number) = mark.number else { continue };
                if numbers.insert((page, number), mark).is_some() {
                    out.strange.push(format!("第 {} 页：同一个标记写了两次", page + 1));
                }
                if !mark.is_in_order {
                    out.strange.push(misplaced(page, mark));
                }
            }
        }
        Tree {
            pdf,
            pages,
            budget,
            numbers,
            used: BTreeSet::new(),
            seen: BTreeSet::new(),
            out,
            open: Vec::new(),
            cells: 0,
            table: 0,
            order: Order::default(),
        }
    }

    /// Tells content that no element has.
    fn finish(&mut self) {
        for ((page, number), mark) in &self.numbers {
            if !self.used.contains(&(*page, *number)) && !mark.text.trim().is_empty() {
                let told = format!("第 {} 页：结构之外的文字“{}”", page + 1, mark.text);
                self.out.strange.push(told);
            }
        }
        let misplaced = self.order.misplaced.iter();
        let told = misplaced.map(|(page, mark)| misplaced_text(*page, &mark.text));
        self.out.strange.extend(told);
    }

    fn kids(&self, element: &'a Dictionary) -> Vec<&'a Object> {
        match element.get_deref(b"K", self.pdf) {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            Ok(_) => element.get(b"K").into_iter().collect(),
            Err(_) => Vec::new(),
        }
    }

    /// An element and its type; marked content is none.
    fn element(
        &mut self,
        object: &'a Object,
    ) -> Result<Option<(&'a Dictionary, &'a [u8])>, PdfFault> {
        self.budget.objects(1)?;
        let (id, seen) = self.pdf.dereference(object).map_err(|_| PdfFault::Broken)?;
        let Ok(element) = seen.as_dict() else { return Ok(None) };
        let Ok(kind) = element.get_deref(b"S", self.pdf).and_then(Object::as_name) else {
            return Ok(None);
        };
        if id.is_some_and(|id| !self.seen.insert(id)) {
            return Err(PdfFault::Broken);
        }
        for key in ["ActualText", "Alt", "E"] {
            if let Ok(text) = element.get_deref(key.as_bytes(), self.pdf) {
                let text = lopdf::decode_text_string(text).unwrap_or_default();
                self.out.strange.push(format!("替换说明（{key}）“{text}”"));
            }
        }
        Ok(Some((element, kind)))
    }

    fn block(&mut self, object: &'a Object, depth: usize) -> Result<(), PdfFault> {
        if depth > MAX_DEPTH {
            return Err(PdfFault::TooLarge);
        }
        let Some((element, kind)) = self.element(object)? else { return Ok(()) };
        match kind {
            b"Document" | b"Part" | b"TOC" | b"Sect" | b"Div" | b"L" | b"LI"
            | b"LBody" | b"Art" => {
                let mut kids = self.kids(element).into_iter();
                kids.try_for_each(|kid| self.block(kid, depth + 1))
            }
            b"Table" => {
                self.open.clear();
                self.order.end_table();
                self.table += 1;
                self.rows(element, depth)
            }
            _ => {
                let (paragraph, marks) = self.paragraph(element)?;
                self.order.line(&marks);
                if !paragraph.text.is_empty() {
                    let pages = marks.iter().map(|m| m.0).collect();
                    self.out.units.push(ReadUnit::line(paragraph));
                    self.out
                        .places
                        .push(ElementPlace { pages, ..ElementPlace::default() });
                }
                Ok(())
            }
        }
    }

    fn rows(&mut self, table: &'a Dictionary, depth: usize) -> Result<(), PdfFault> {
        if depth > MAX_DEPTH {
            return Err(PdfFault::TooLarge);
        }
        for kid in self.kids(table) {
            match self.element(kid)? {
                Some((row, b"TR")) => self.row(row)?,
                Some((group, b"THead" | b"TBody" | b"TFoot")) => {
                    self.rows(group, depth + 1)?;
                }
                _ => return Err(PdfFault::Broken),
            }
        }
        Ok(())
    }

    fn row(&mut self, row: &'a Dictionary) -> Result<(), PdfFault> {
        let mut open = std::mem::take(&mut self.open);
        let mut cells: Vec<Open> = Vec::new();
        let mut column = 0;
        for kid in self.kids(row) {
            let Some((element, kind)) = self.element(kid)? else { continue };
            while let Some(at) = open.iter().position(|o| o.1 == column) {
                let above = open.remove(at);
                column += above.2;
                cells.push(above);
            }
            let mut read = self.cell(element)?;
            read.cell.heading = kind == b"TH";
            let rows = self.attribute(element, b"RowSpan");
            let columns = self.attribute(element, b"ColSpan");
            self.order.cell(column, columns, &read.marks);
            cells.push((rows - 1, column, columns, read));
            column += columns;
        }
        cells.extend(open);
        cells.sort_by_key(|c| c.1);
        self.cells += cells.len();
        if self.cells > MAX_CELLS {
            return Err(PdfFault::TooLarge);
        }
        let all = cells.iter().map(|c| &c.3);
        self.order.row(all.clone().map(|r| &r.marks[..]));
        let single = cells.iter().filter(|c| c.0 == 0 && !c.3.cell.repeated);
        self.order.band(single.map(|c| &c.3.marks[..]));
        let own = all.clone().filter(|r| !r.cell.repeated).flat_map(|r| &r.marks);
        self.out.places.push(ElementPlace {
            pages: own.map(|m| m.0).collect(),
            table: self.table,
            is_header: !cells.is_empty() && all.clone().all(|r| r.cell.heading),
            lefts: all.clone().map(Read::left).collect(),
        });
        let row = all.map(|r| r.cell.clone()).collect();
        self.out.units.push(ReadUnit {
            shape: ReadShape::Row,
            cells: row,
            ..ReadUnit::line(ReadParagraph::default())
        });
        let below = cells.into_iter().filter(|c| c.0 > 0);
        let below = below.map(|(rows, column, columns, mut read)| {
            read.cell.repeated = true;
            (rows - 1, column, columns, read)
        });
        self.open = below.collect();
        Ok(())
    }
}

fn page_of(dict: &Dictionary) -> Option<ObjectId> {
    dict.get(b"Pg").and_then(Object::as_reference).ok()
}
