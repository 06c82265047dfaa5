//! Pages of the layout → what is drawn on them, while the structure is built that the
//! text belongs to.

use super::strokes::strokes;
use super::structure::{Element, Structure};
use super::table_structure::TableMark;
use super::{
    Area, Artifact, DisplayPage, DrawnCell, DrawnLink, DrawnRow, DrawnText, Owner,
};
use crate::document::PageSetup;
use crate::layout::{
    Layout, Line, Page, Piece, PlacedEntry, PlacedParagraph, PlacedTable,
};

/// The pages, and the elements of the text on them.
pub fn pages(layout: &Layout) -> (Vec<DisplayPage<'_>>, Vec<Element>) {
    let mut structure = Structure::new();
    let pages = layout.pages.iter();
    let drawn = pages.map(|page| drawn(page, &layout.sheet, &mut structure));
    let mut drawn: Vec<_> = drawn.collect();
    let (elements, owners) = structure.finish();
    for (page, owners) in drawn.iter_mut().zip(owners) {
        page.owners = owners;
    }
    (drawn, elements)
}

fn drawn<'l>(
    page: &'l Page,
    sheet: &'l PageSetup,
    structure: &mut Structure,
) -> DisplayPage<'l> {
    structure.begin_page(page.section);
    let mut pen = Pen { sheet, structure, page: empty(page) };
    for piece in &page.pieces {
        match piece {
            Piece::Paragraph(paragraph) => pen.paragraph(paragraph),
            Piece::Entry(entry) => pen.entry(entry),
            Piece::Table(table) => pen.table(table),
        }
    }
    if let Some(footer) = &page.footer {
        pen.text(footer, Owner::Artifact(Artifact::Footer));
    }
    pen.page
}

fn empty<'l>(page: &Page) -> DisplayPage<'l> {
    DisplayPage {
        section: page.section,
        number: page.number,
        strokes: Vec::new(),
        rows: Vec::new(),
        cells: Vec::new(),
        texts: Vec::new(),
        links: Vec::new(),
        owners: Vec::new(),
    }
}

/// A page while it is drawn.
struct Pen<'l, 's> {
    sheet: &'l PageSetup,
    structure: &'s mut Structure,
    page: DisplayPage<'l>,
}

impl<'l> Pen<'l, '_> {
    fn text(&mut self, paragraph: &'l PlacedParagraph, owner: Owner) {
        self.page.texts.push(DrawnText {
            owner,
            style: paragraph.style,
            text: &paragraph.text,
            lines: &paragraph.lines,
            area: self.area(paragraph),
            target: None,
            source: paragraph.source.filter(|span| !span.is_none()),
        });
    }

    fn area(&self, paragraph: &PlacedParagraph) -> Area {
        let pitch = paragraph.style.spec(self.sheet).pitch;
        Area {
            left: paragraph.left,
            top: paragraph.top,
            width: paragraph.width,
            height: paragraph.lines.len().max(1) as f32 * pitch,
        }
    }

    fn paragraph(&mut self, paragraph: &'l PlacedParagraph) {
        let owner = match paragraph.style.is_continuation() {
            true => Owner::Artifact(Artifact::Pagination),
            false => {
                let element = self.structure.paragraph(paragraph);
                self.structure.mark(element)
            }
        };
        self.text(paragraph, owner);
    }

    /// A line of the 目录: title and number belong to the link, the dots to nobody.
    fn entry(&mut self, entry: &'l PlacedEntry) {
        let (heading, title) = (entry.heading, &entry.title);
        let element = self.structure.entry();
        let (left, width) = (self.sheet.left(), self.sheet.text_width());
        let area = Area { left, width, ..self.area(title) };
        self.page.links.push(DrawnLink { area, heading, element });
        let link = self.structure.mark(element);
        self.text(title, link);
        self.page.texts.last_mut().into_iter().for_each(|t| t.target = Some(heading));
        if let Some(leader) = &entry.leader {
            self.beside(title, leader, Owner::Artifact(Artifact::Layout));
        }
        if let Some(number) = &entry.number {
            let link = self.structure.mark(element);
            self.beside(title, number, link);
            self.page.texts.last_mut().into_iter().for_each(|t| t.target = Some(heading));
        }
    }

    /// A line set beside a title of the 目录.
    fn beside(&mut self, title: &'l PlacedParagraph, line: &'l Line, owner: Owner) {
        self.text(title, owner);
        if let Some(text) = self.page.texts.last_mut() {
            text.text = "";
            text.lines = std::slice::from_ref(line);
        }
    }

    fn table(&mut self, table: &'l PlacedTable) {
        self.page.strokes.extend(strokes(table));
        let mut marks = self.structure.table(table).into_iter();
        let tops = tops(table);
        for (i, row) in table.rows.iter().enumerate() {
            let begin = self.page.cells.len();
            for (cell, mark) in row.cells.iter().zip(marks.by_ref()) {
                let (left, right) = columns(table, cell.column, cell.colspan);
                let last = (i + cell.rowspan).min(tops.len() - 1);
                let (top, height) = (tops[i], tops[last] - tops[i]);
                let area = Area { left, top, width: right - left, height };
                let first = self.page.texts.len();
                cell.paragraphs.iter().for_each(|p| self.cell_text(p, mark));
                let texts = first..self.page.texts.len();
                let sources = self.page.texts[first..].iter().filter_map(|t| t.source);
                self.page.cells.push(DrawnCell {
                    area,
                    row: self.page.rows.len(),
                    column: cell.column,
                    rowspan: cell.rowspan,
                    heading: cell.heading,
                    source: { sources }.next(),
                    texts,
                });
            }
            self.page.rows.push(DrawnRow {
                table: table.table,
                height: row.height,
                repeated: row.repeated,
                split: row.split,
                cells: begin..self.page.cells.len(),
            });
        }
    }

    fn cell_text(&mut self, paragraph: &'l PlacedParagraph, mark: TableMark) {
        let owner = match mark {
            TableMark::Again => Owner::Artifact(Artifact::Pagination),
            TableMark::Cell(element) => {
                let element = self.structure.cell_paragraph(element, paragraph);
                self.structure.mark(element)
            }
        };
        self.text(paragraph, owner);
    }
}

/// The horizontal edges of a table: one more than it has rows here.
pub(super) fn tops(table: &PlacedTable) -> Vec<f32> {
    let mut tops = vec![table.top];
    for row in &table.rows {
        tops.push(tops[tops.len() - 1] + row.height);
    }
    tops
}

/// The left and the right edge of some columns.
pub(super) fn columns(table: &PlacedTable, first: usize, count: usize) -> (f32, f32) {
    (table.edges[first], table.edges[first + count])
}
