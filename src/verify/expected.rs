//! Document → what a file that shows it holds.

use super::unit::{ReadCell, ReadParagraph, ReadShape, ReadUnit, tight};
use crate::document::{self, Block, Document, InContents, PageSetup, Style, Table};
use std::collections::BTreeSet;

/// The units of a document. `pages` are the page numbers in the 目录.
pub fn units(document: &Document, pages: Option<&[String]>) -> Vec<ReadUnit> {
    let mut units = Vec::new();
    blocks(&document.cover, "封面", &mut units);
    contents(document, pages, &mut units);
    blocks(&document.body, "正文", &mut units);
    units
}

/// What is printed besides the text, on every page or above the rest of a table; without
/// blanks.
pub struct Besides {
    /// The text of a page number, without its digit.
    number: String,
    page: PageSetup,
    /// The lines above the rests of tables.
    continued: BTreeSet<String>,
}

impl Besides {
    /// What a document prints besides its text.
    pub fn of(document: &Document) -> Besides {
        let blocks = document.cover.iter().chain(&document.body);
        let line = |block: &Block| match block {
            Block::Table(table) => table.continued.as_ref().map(|p| tight(&p.text)),
            _ => None,
        };
        let continued = blocks.filter_map(line).collect();
        let page = document.page.clone();
        let number = without_number(&page.number().sample);
        Besides { number, page, continued }
    }

    /// The text of a page number, without blanks.
    pub fn number(&self, number: usize) -> String {
        tight(&self.page.number().text(number))
    }

    /// Whether a text is a page number, with or without the number itself.
    pub fn is_number(&self, text: &str) -> bool {
        let rest = without_number(text);
        rest.is_empty() || rest == self.number
    }

    /// Whether a text is a line above the rest of a table.
    pub fn is_continued(&self, text: &str) -> bool {
        self.continued.contains(&tight(text))
    }
}

/// A text without digits, blanks and the letters of small roman numbers.
fn without_number(text: &str) -> String {
    let is_number = |c: &char| c.is_ascii_digit() || "ivxlc".contains(*c);
    tight(text).chars().filter(|c| !is_number(c)).collect()
}

fn blocks(blocks: &[Block], place: &str, units: &mut Vec<ReadUnit>) {
    let mut place = place.to_owned();
    // a table and the sections above it go by the title of their project
    let mut title: Option<&str> = None;
    for block in blocks {
        match block {
            Block::PageBreak => {}
            Block::Paragraph(p) => {
                if is_heading(p) {
                    let inside = matches!(
                        p.style,
                        Style::Section | Style::Subsection | Style::TextTitle
                    );
                    title = if inside { title } else { None };
                    place = title.map_or(String::new(), |t| format!("{t} ")) + &p.text;
                }
                if p.style == Style::TableTitle {
                    title = Some(&p.text);
                }
                let paragraph = paragraph(p);
                if !paragraph.text.is_empty() {
                    units.push(ReadUnit {
                        place: place.clone(),
                        ..ReadUnit::line(paragraph)
                    });
                }
            }
            Block::Table(t) => units.extend(rows(t, title.unwrap_or(&place))),
        }
    }
}

fn is_heading(paragraph: &document::Paragraph) -> bool {
    let named = matches!(
        paragraph.style,
        Style::Part
            | Style::Section
            | Style::Subsection
            | Style::TableTitle
            | Style::TextTitle
    );
    named || paragraph.contents != InContents::No
}

/// 目录: its title and a line for each heading that is listed.
fn contents(document: &Document, pages: Option<&[String]>, units: &mut Vec<ReadUnit>) {
    let mut add = |text: &str, open| {
        let place = "目录".to_owned();
        units.push(ReadUnit { place, open, ..ReadUnit::line(ReadParagraph::new(text)) });
    };
    let title = document::Paragraph::new(Style::ContentsTitle, &*document.contents_title);
    add(&title.spread().text, false);
    let mut pages = pages.map(|p| p.iter());
    for block in &document.body {
        let Block::Paragraph(p) = block else { continue };
        if p.style.outline().is_none() {
            continue;
        }
        match (p.contents, &mut pages) {
            (InContents::No, _) => {}
            (InContents::WithoutPage, _) => add(&p.text, false),
            (InContents::WithPage, None) => add(&p.text, true),
            (InContents::WithPage, Some(pages)) => {
                let page = pages.next().map_or("", |p| p);
                add(&format!("{}\t{page}", p.text), false);
            }
        }
    }
}

fn paragraph(paragraph: &document::Paragraph) -> ReadParagraph {
    ReadParagraph { source: paragraph.source, ..ReadParagraph::new(&paragraph.text) }
}

/// A cell and the row it begins in.
struct Open<'t> {
    cell: &'t document::Cell,
    row: usize,
}

/// The rows of a table, each with every cell that covers it.
fn rows(table: &Table, place: &str) -> Vec<ReadUnit> {
    let mut open: Vec<Open> = Vec::new();
    let mut units = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        open.retain(|o| o.row + o.cell.rowspan.max(1) > index);
        open.extend(row.cells.iter().map(|cell| Open { cell, row: index }));
        open.sort_by_key(|o| o.cell.column);
        let cells = open.iter().map(|o| ReadCell {
            paragraphs: paragraphs(o.cell),
            label: label(table, index, o),
            heading: o.cell.heading,
            repeated: o.row < index,
        });
        let cells = cells.collect();
        let place = place_of_row(table, index, place);
        units.push(ReadUnit { shape: ReadShape::Row, cells, place, open: false });
    }
    units
}

fn paragraphs(cell: &document::Cell) -> Vec<ReadParagraph> {
    cell.paragraphs.iter().map(paragraph).filter(|p| !p.text.is_empty()).collect()
}

/// Below a header, a row goes by its first text that is no label.
fn place_of_row(table: &Table, index: usize, place: &str) -> String {
    let row = &table.rows[index];
    let below_header = !row.header && table.rows.iter().any(|r| r.header);
    let name = row.cells.iter().find(|c| !c.heading).filter(|_| below_header);
    match name.map(text).filter(|n| !n.is_empty()) {
        Some(name) => format!("{place}，{name}"),
        None => place.to_owned(),
    }
}

fn text(cell: &document::Cell) -> String {
    cell.paragraphs.iter().map(|p| p.text.as_str()).collect()
}

/// What a cell is: by the header of its column, the label before it, the one above it, or
/// the one that its rows share.
fn label(table: &Table, row: usize, open: &Open) -> String {
    let cell = open.cell;
    let covers = |c: &&document::Cell| {
        (c.column..c.column + c.colspan).contains(&cell.column) && c.heading
    };
    let header = table.rows[..row].iter().rev().find(|r| r.header);
    if let Some(header) = header.and_then(|r| r.cells.iter().find(covers)) {
        return text(header);
    }
    if cell.heading {
        return String::new();
    }
    let labels = |row: usize| table.rows[row].cells.iter().filter(|c| c.heading);
    let before = labels(row).find(|c| c.column + c.colspan == cell.column);
    let above = open.row.checked_sub(1).and_then(|above| {
        labels(above).find(|c| (c.column, c.colspan) == (cell.column, cell.colspan))
    });
    let shared = || {
        (0..row)
            .rev()
            .flat_map(labels)
            .find(|c| c.rowspan > 1 && c.column + c.colspan <= cell.column)
    };
    before.or(above).or_else(shared).map(text).unwrap_or_default()
}
