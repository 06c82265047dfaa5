//! Fonts and pages as printpdf makes them, with the links of the 目录. The content streams
//! are put in afterwards.

use super::pen::short;
use super::subset::Subsets;
use crate::document::{Document, PageSetup};
use crate::pages::{DisplayList, DisplayPage, DrawnLink};
use printpdf::{
    Actions, BorderArray, Destination, FontId, LinkAnnotation, Op, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, TextItem,
};

/// The document as lopdf objects, before finishing.
pub fn pages(
    document: &Document,
    list: &DisplayList,
    subsets: &Subsets,
) -> lopdf::Document {
    let mut pdf = PdfDocument::new(&document.title);
    for (face, subset) in subsets {
        pdf.resources.fonts.map.insert(font_id(*face), PdfFont::new(subset.font.clone()));
    }
    pdf.pages.extend(list.pages.iter().map(|page| self::page(page, list)));
    if let Some(first) = pdf.pages.first_mut() {
        first.ops.extend(specimen(subsets));
    }
    // printpdf's warnings are about what its own save would add; finishing does that
    pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
}

/// Every character of every subset, shown once: printpdf describes of a font what its
/// pages show.
fn specimen(subsets: &Subsets) -> impl Iterator<Item = Op> {
    subsets.iter().flat_map(|(face, subset)| {
        let font = PdfFontHandle::External(font_id(*face));
        let items = vec![TextItem::Text(subset.owners())];
        [Op::SetFont { font, size: Pt(1.0) }, Op::ShowText { items }]
    })
}

/// The name of a face in the page resources.
fn font_id(face: usize) -> FontId {
    FontId(format!("F{face}"))
}

/// A page with nothing but its links.
fn page(page: &DisplayPage, list: &DisplayList) -> PdfPage {
    let sheet = list.sheet;
    let full = rect(0.0, sheet.height(), (sheet.width(), sheet.height()), sheet);
    PdfPage {
        media_box: full.clone(),
        trim_box: full.clone(),
        crop_box: full,
        ops: page.links.iter().filter_map(|link| self::link(link, list)).collect(),
    }
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

/// A link to its heading.
fn link(link: &DrawnLink, list: &DisplayList) -> Option<Op> {
    let (heading, area) = (list.headings.get(link.heading)?, link.area);
    let (sheet, size) = (list.sheet, (area.width, area.height));
    let area = rect(area.left, area.top + area.height, size, sheet);
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
