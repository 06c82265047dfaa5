//! Pages → printpdf operators, each in marked content: of a structure element, or an
//! artifact.

use super::pen::{Pen, short};
use super::rules::rules;
use super::subset::Subsets;
use super::table_tags::Mark;
use super::tags::Tagger;
use crate::document::{Document, PageSetup};
use crate::layout::{Heading, Layout, Page, Piece, PlacedEntry, PlacedTable, RULE};
use printpdf::{
    Actions, BorderArray, Destination, DictItem, FontId, LinePoint, LinkAnnotation, Op,
    PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Point, Pt, Rect,
};
use std::collections::BTreeMap;

/// The document as lopdf objects, before finishing.
pub fn emit(
    document: &Document,
    layout: &Layout,
    subsets: &Subsets,
    tagger: &mut Tagger,
) -> lopdf::Document {
    let mut pdf = PdfDocument::new(&document.title);
    for (face, subset) in subsets {
        pdf.resources.fonts.map.insert(font_id(*face), PdfFont::new(subset.font.clone()));
    }
    for page in &layout.pages {
        tagger.begin_page(page.section);
        pdf.pages.push(emit_page(page, layout, subsets, tagger));
    }
    // printpdf's warnings are about what its own save would add; finishing does that
    pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
}

/// The name of a face in the page resources.
pub fn font_id(face: usize) -> FontId {
    FontId(format!("F{face}"))
}

fn emit_page(
    page: &Page,
    layout: &Layout,
    subsets: &Subsets,
    tagger: &mut Tagger,
) -> PdfPage {
    let sheet = &layout.sheet;
    let mut ops = table_rules(page, sheet.height());
    ops.push(Op::StartTextSection);
    let mut pen = Pen::new(subsets, sheet.height());
    for piece in &page.pieces {
        match piece {
            Piece::Paragraph(paragraph) => {
                ops.push(if paragraph.style.is_continuation() {
                    artifact("Pagination", None)
                } else {
                    let element = tagger.paragraph(paragraph);
                    tagged(tagger, element)
                });
                pen.lines(&paragraph.lines, &mut ops);
                ops.push(Op::EndMarkedContent);
            }
            Piece::Entry(entry) => emit_entry(entry, &mut pen, tagger, &mut ops),
            Piece::Table(table) => emit_table(table, &mut pen, tagger, &mut ops),
        }
    }
    if let Some(footer) = &page.footer {
        ops.push(artifact("Pagination", Some("Footer")));
        pen.lines(&footer.lines, &mut ops);
        ops.push(Op::EndMarkedContent);
    }
    ops.push(Op::EndTextSection);
    ops.extend(page.pieces.iter().filter_map(|piece| link(piece, layout)));
    let full = rect(0.0, sheet.height(), (sheet.width(), sheet.height()), sheet);
    PdfPage { media_box: full.clone(), trim_box: full.clone(), crop_box: full, ops }
}

fn table_rules(page: &Page, height: f32) -> Vec<Op> {
    let mut lines = Vec::new();
    for piece in &page.pieces {
        if let Piece::Table(table) = piece {
            rules(table, height, &mut lines);
        }
    }
    if lines.is_empty() {
        return lines;
    }
    let mut ops =
        vec![artifact("Layout", None), Op::SetOutlineThickness { pt: Pt(RULE) }];
    ops.append(&mut lines);
    ops.push(Op::EndMarkedContent);
    ops
}

/// A line of the 目录: title and number belong to the link, the dots to nobody.
fn emit_entry(
    entry: &PlacedEntry,
    pen: &mut Pen,
    tagger: &mut Tagger,
    ops: &mut Vec<Op>,
) {
    let link = tagger.entry(entry);
    ops.push(tagged(tagger, link));
    pen.lines(&entry.title.lines, ops);
    ops.push(Op::EndMarkedContent);
    if let Some(leader) = &entry.leader {
        ops.push(artifact("Layout", None));
        pen.line(leader, ops);
        ops.push(Op::EndMarkedContent);
    }
    if let Some(number) = &entry.number {
        ops.push(tagged(tagger, link));
        pen.line(number, ops);
        ops.push(Op::EndMarkedContent);
    }
}

fn emit_table(
    table: &PlacedTable,
    pen: &mut Pen,
    tagger: &mut Tagger,
    ops: &mut Vec<Op>,
) {
    let marks = tagger.table(table);
    let cells = table.rows.iter().flat_map(|r| &r.cells);
    for (cell, mark) in cells.zip(marks) {
        for paragraph in &cell.paragraphs {
            ops.push(match mark {
                Mark::Again => artifact("Pagination", None),
                Mark::Cell(element) => {
                    let element = tagger.cell_paragraph(element, paragraph);
                    tagged(tagger, element)
                }
            });
            pen.lines(&paragraph.lines, ops);
            ops.push(Op::EndMarkedContent);
        }
    }
}

/// Begins content of a structure element.
fn tagged(tagger: &mut Tagger, element: usize) -> Op {
    let (number, name) = tagger.mark(element);
    let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]);
    let properties = DictItem::Dict { map };
    Op::BeginMarkedContentWithProperties { tag: name.to_owned(), properties }
}

/// Begins content that is no part of the text (ISO 32000-1, 14.8.2.2).
fn artifact(kind: &str, part: Option<&str>) -> Op {
    let name = |n: &str| DictItem::Name(n.as_bytes().to_vec());
    let mut map = BTreeMap::from([("Type".to_owned(), name(kind))]);
    if let Some(part) = part {
        map.insert("Subtype".to_owned(), name(part));
    }
    let properties = DictItem::Dict { map };
    Op::BeginMarkedContentWithProperties { tag: "Artifact".to_owned(), properties }
}

/// A rectangle whose lower edge is `bottom` points from the top of the page.
fn rect(left: f32, bottom: f32, size: (f32, f32), sheet: &PageSetup) -> Rect {
    Rect {
        x: Pt(left),
        y: Pt(short(sheet.height() - bottom)),
        width: Pt(size.0),
        height: Pt(size.1),
        mode: None,
        winding_order: None,
    }
}

/// A straight line between two points, measured from the top left of a page of some
/// height.
pub fn line(from: (f32, f32), to: (f32, f32), height: f32) -> Op {
    let point = |(x, y): (f32, f32)| LinePoint {
        p: Point { x: Pt(short(x)), y: Pt(short(height - y)) },
        bezier: false,
    };
    let points = vec![point(from), point(to)];
    Op::DrawLine { line: printpdf::Line { points, is_closed: false } }
}

/// The link of a line of the 目录 to its heading.
fn link(piece: &Piece, layout: &Layout) -> Option<Op> {
    let Piece::Entry(entry) = piece else { return None };
    let heading: &Heading = layout.headings.get(entry.heading)?;
    let title = &entry.title;
    let sheet = &layout.sheet;
    let height = title.lines.len() as f32 * title.style.spec(sheet).pitch;
    let size = (sheet.text_width(), height);
    let area = rect(sheet.left(), title.top + height, size, sheet);
    let target = Destination::Xyz {
        page: heading.page + 1,
        left: None,
        top: Some(short(sheet.height() - heading.top)),
        zoom: None,
    };
    let border = Some(BorderArray::Solid([0.0, 0.0, 0.0]));
    let link = LinkAnnotation::new(area, Actions::Goto(target), border, None, None);
    Some(Op::LinkAnnotation { link })
}
