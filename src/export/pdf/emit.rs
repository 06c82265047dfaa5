//! Pages → printpdf operators.

use super::lines_of;
use super::subset::Subsets;
use crate::document::{Document, Page as Paper};
use crate::layout::{Heading, Layout, Line, Page, Piece, PlacedTable, RULE};
use printpdf::{
    Actions, BorderArray, Destination, FontId, LinePoint, LinkAnnotation, Op,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect,
    TextItem, TextMatrix,
};
use std::collections::BTreeMap;

/// The document as lopdf objects, before finishing.
pub fn emit(document: &Document, layout: &Layout, subsets: &Subsets) -> lopdf::Document {
    let mut pdf = PdfDocument::new(&document.title);
    for (face, font) in subsets {
        pdf.resources.fonts.map.insert(font_id(*face), PdfFont::new(font.clone()));
    }
    pdf.pages = layout.pages.iter().map(|page| emit_page(page, layout)).collect();
    // printpdf's warnings are about what its own save would add; finishing does that
    pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
}

fn font_id(face: usize) -> FontId {
    FontId(format!("F{face}"))
}

fn emit_page(page: &Page, layout: &Layout) -> PdfPage {
    let mut ops = Vec::new();
    ops.push(Op::SetOutlineThickness { pt: Pt(RULE) });
    for piece in &page.pieces {
        if let Piece::Table(table) = piece {
            rules(table, &mut ops);
        }
    }
    ops.push(Op::StartTextSection);
    let mut pen = Pen::default();
    lines_of(page, &mut |line| pen.line(line, &mut ops));
    ops.push(Op::EndTextSection);
    ops.extend(page.pieces.iter().filter_map(|piece| link(piece, layout)));
    PdfPage { media_box: full(), trim_box: full(), crop_box: full(), ops }
}

fn full() -> Rect {
    rect(0.0, Paper::HEIGHT, Paper::WIDTH, Paper::HEIGHT)
}

/// A rectangle whose lower edge is `bottom` points from the top of the page.
fn rect(left: f32, bottom: f32, width: f32, height: f32) -> Rect {
    Rect {
        x: Pt(left),
        y: Pt(Paper::HEIGHT - bottom),
        width: Pt(width),
        height: Pt(height),
        mode: None,
        winding_order: None,
    }
}

/// What the text operators were last set to.
#[derive(Default)]
struct Pen {
    font: Option<(usize, f32)>,
    tracking: f32,
}

impl Pen {
    fn line(&mut self, line: &Line, ops: &mut Vec<Op>) {
        for run in &line.runs {
            if self.font != Some((run.face, run.size)) {
                let font = PdfFontHandle::External(font_id(run.face));
                ops.push(Op::SetFont { font, size: Pt(run.size) });
                self.font = Some((run.face, run.size));
            }
            if self.tracking != run.tracking {
                ops.push(Op::SetCharacterSpacing { multiplier: run.tracking });
                self.tracking = run.tracking;
            }
            let place = (Pt(run.x), Pt(Paper::HEIGHT - line.baseline));
            let matrix = TextMatrix::Translate(place.0, place.1);
            ops.push(Op::SetTextMatrix { matrix });
            ops.push(Op::ShowText { items: vec![TextItem::Text(run.text.clone())] });
        }
    }
}

/// The rules of a table, each drawn once: edges that touch are joined.
fn rules(table: &PlacedTable, ops: &mut Vec<Op>) {
    let mut tops = vec![table.top];
    for row in &table.rows {
        tops.push(tops[tops.len() - 1] + row.height);
    }
    let (mut across, mut down) = (Edges::default(), Edges::default());
    for (i, row) in table.rows.iter().enumerate().filter(|(_, r)| r.border) {
        for cell in &row.cells {
            let (left, right) =
                (table.edges[cell.column], table.edges[cell.column + cell.colspan]);
            let (top, bottom) = (tops[i], tops[(i + cell.rowspan).min(tops.len() - 1)]);
            across.add(top, left, right);
            across.add(bottom, left, right);
            down.add(left, top, bottom);
            down.add(right, top, bottom);
        }
    }
    across.draw(|y, from, to| ops.push(line((from, y), (to, y))));
    down.draw(|x, from, to| ops.push(line((x, from), (x, to))));
}

/// Stretches of parallel edges, by position, in hundredths of a point.
#[derive(Default)]
struct Edges(BTreeMap<i32, Vec<(i32, i32)>>);

impl Edges {
    fn add(&mut self, at: f32, from: f32, to: f32) {
        let grid = |x: f32| (x * 100.0).round() as i32;
        self.0.entry(grid(at)).or_default().push((grid(from), grid(to)));
    }

    fn draw(self, mut draw: impl FnMut(f32, f32, f32)) {
        let points = |x: i32| x as f32 / 100.0;
        for (at, mut stretches) in self.0 {
            stretches.sort_unstable();
            let mut joined: Vec<(i32, i32)> = Vec::new();
            for (from, to) in stretches {
                match joined.last_mut() {
                    Some(last) if from <= last.1 => last.1 = last.1.max(to),
                    _ => joined.push((from, to)),
                }
            }
            for (from, to) in joined {
                draw(points(at), points(from), points(to));
            }
        }
    }
}

fn line(from: (f32, f32), to: (f32, f32)) -> Op {
    let point = |(x, y): (f32, f32)| LinePoint {
        p: Point { x: Pt(x), y: Pt(Paper::HEIGHT - y) },
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
    let height = title.lines.len() as f32 * title.style.spec().pitch;
    let area = rect(Paper::LEFT, title.top + height, Paper::TEXT_WIDTH, height);
    let target = Destination::Xyz {
        page: heading.page + 1,
        left: None,
        top: Some(Paper::HEIGHT - heading.top),
        zoom: None,
    };
    let border = Some(BorderArray::Solid([0.0, 0.0, 0.0]));
    let link = LinkAnnotation::new(area, Actions::Goto(target), border, None, None);
    Some(Op::LinkAnnotation { link })
}
