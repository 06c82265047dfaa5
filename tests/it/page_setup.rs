//! The page that a document asks for, in the layout and in both files.

use crate::docx::lint::lint;
use crate::docx::tree::part;
use crate::support::{EXAMPLES, document};
use jixiao::document::{
    Document, Margins, NumberPlace, PageForm, PageNumber, PageSetup, Paper,
};
use jixiao::export;
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Layout, Line, Piece, Section, layout};
use jixiao::pages::display;

/// An example on another page: its layout, DOCX and PDF.
fn made(form: &PageForm) -> (Layout, Vec<u8>, Vec<u8>) {
    let page = PageSetup::new(form).unwrap();
    let document = Document { page, ..document(EXAMPLES[1]) };
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let layout = layout(&document, &fonts);
    let pdf = export::pdf::pdf(&document, &display(&layout), &fonts, &Default::default())
        .unwrap();
    let docx = export::docx::docx(&document, &layout);
    (layout, docx, pdf)
}

/// A small page on its side with plain numbers in the middle.
fn sideways() -> PageForm {
    PageForm {
        paper: Paper { width: 176.0, height: 250.0 },
        landscape: true,
        margins: Margins { top: 25.0, right: 20.0, bottom: 20.0, left: 20.0 },
        lines: Some(14),
        number: PageNumber { sample: "第1页".into(), place: NumberPlace::Center },
    }
}

/// Every line of every page.
fn lines(layout: &Layout) -> Vec<&Line> {
    let mut lines: Vec<&Line> = Vec::new();
    for piece in layout.pages.iter().flat_map(|p| &p.pieces) {
        match piece {
            Piece::Paragraph(p) => lines.extend(&p.lines),
            Piece::Entry(e) => lines.extend(&e.title.lines),
            Piece::Table(t) => {
                let cells = t.rows.iter().flat_map(|r| &r.cells);
                lines.extend(cells.flat_map(|c| &c.paragraphs).flat_map(|p| &p.lines));
            }
        }
    }
    lines
}

#[test]
fn everything_stands_between_the_margins() {
    let (layout, ..) = made(&sideways());
    let sheet = &layout.sheet;
    assert!(sheet.width() > sheet.height());
    for line in lines(&layout) {
        let text: String = line.runs.iter().map(|r| r.text.as_str()).collect();
        let x = line.runs.first().map_or(sheet.left(), |r| r.x);
        let right = sheet.left() + sheet.text_width();
        assert!(x >= sheet.left() - 0.01 && x < right, "{text}");
        let bottom = sheet.top() + sheet.text_height();
        assert!(line.baseline > sheet.top() && line.baseline < bottom, "{text}");
    }
}

#[test]
fn a_low_page_has_the_cover_whole() {
    for form in [sideways(), PageForm { landscape: true, ..PageForm::default() }] {
        let (layout, ..) = made(&form);
        let cover = layout.pages.iter().filter(|page| page.section == Section::Cover);
        assert_eq!(cover.count(), 1);
    }
}

#[test]
fn page_numbers_look_as_wanted() {
    let (layout, docx, _) = made(&sideways());
    let footer = layout.pages.last().unwrap().footer.as_ref().unwrap();
    let number = layout.pages.last().unwrap().number;
    assert_eq!(footer.text, format!("第{number}页"));
    let footer = part(&docx, "word/footer5.xml");
    let texts = footer.all().into_iter().filter(|e| e.name == "w:t");
    assert_eq!(texts.map(|e| e.text.as_str()).collect::<String>(), "第1页");
    let justified: Vec<_> = footer
        .all()
        .into_iter()
        .filter(|e| e.name == "w:jc")
        .map(|e| e.value())
        .collect();
    assert_eq!(justified, ["center"]);
}

#[test]
fn both_files_have_the_page() {
    let (layout, docx, pdf) = made(&sideways());
    assert_eq!(lint(&docx), Vec::<String>::new());
    let document = part(&docx, "word/document.xml");
    let sizes: Vec<_> =
        document.all().into_iter().filter(|e| e.name == "w:pgSz").collect();
    assert_eq!(sizes.len(), 3);
    for size in sizes {
        let get = |name| size.attribute(name).unwrap();
        assert_eq!(
            (get("w:w"), get("w:h"), get("w:orient")),
            ("14174", "9978", "landscape")
        );
    }
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    assert_eq!(file.get_pages().len(), layout.pages.len());
    for page in file.get_pages().into_values() {
        let page = file.get_dictionary(page).unwrap();
        let side = |o: &lopdf::Object| o.as_float().unwrap();
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let media: Vec<f32> = media.iter().map(side).collect();
        assert_eq!(media, [0.0, 0.0, 708.7, 498.9]);
    }
}
