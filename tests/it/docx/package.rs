//! What stands in the package.

use jixiao::document::{Block, PageSetup, Paragraph, Style};
use jixiao::export::docx::docx;
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Layout, Piece, Section, layout};

use super::sample::{document, han, small};
use super::tree::{Element, part};

fn body(layout: &Layout) -> Element {
    let root = part(&docx(&document(), layout), "word/document.xml");
    root.child("w:body").expect("a body").clone()
}

fn style_of(paragraph: &Element) -> &str {
    paragraph.at(&["w:pPr", "w:pStyle"]).map_or("", Element::value)
}

/// Whether a paragraph begins a page.
fn begins_page(paragraph: &Element) -> bool {
    paragraph.at(&["w:pPr", "w:pageBreakBefore"]).is_some()
}

fn is_table(element: &Element) -> bool {
    element.name == "w:tbl"
}

/// Of the pages behind the first one begins with running text and one with the rest of a
/// table: these flow. The row that a page's end cuts does not.
#[test]
fn only_headings_and_tables_begin_a_page_with_a_break() {
    let body = body(&small());
    let breaks = body.children.windows(2).filter(|pair| begins_page(&pair[0]));
    let kinds: Vec<_> =
        breaks.map(|pair| (style_of(&pair[0]), is_table(&pair[1]))).collect();
    let title = ("TableTitle", true);
    assert_eq!(kinds, [("Heading1", false), title, title, ("Spacer", true)]);
}

#[test]
fn headings_and_what_stands_before_a_table_keep_with_the_next() {
    let layout = small();
    let styles = part(&docx(&document(), &layout), "word/styles.xml");
    for style in styles.named("w:style") {
        let outline = style.at(&["w:pPr", "w:outlineLvl"]).is_some();
        assert_eq!(style.at(&["w:pPr", "w:keepNext"]).is_some(), outline);
    }
    let body = body(&layout);
    let before = body.children.windows(2).filter(|pair| is_table(&pair[1]));
    let mut spacers = before.filter(|pair| style_of(&pair[0]) == "Spacer").peekable();
    assert!(spacers.peek().is_some());
    assert!(spacers.all(|pair| pair[0].at(&["w:pPr", "w:keepNext"]).is_some()));
}

/// A heading that has no room on a page flows to the next one; only the text's own page
/// break is written.
#[test]
fn headings_flow_unless_the_text_breaks_the_page() {
    let set = FontSet::embedded();
    for count in 15..45 {
        for own_break in [false, true] {
            let line = |style| Block::Paragraph(Paragraph::new(style, han(20)));
            let mut text = document();
            text.body = (0..count).map(|_| line(Style::Body)).collect();
            text.body.extend(own_break.then_some(Block::PageBreak));
            text.body.extend([line(Style::Section), line(Style::Body)]);
            let body = body(&layout(&text, &Fonts::new(&set)));
            let heading = body.children.iter().find(|p| style_of(p) == "Heading2");
            assert_eq!(heading.map(begins_page), Some(own_break), "{count}");
        }
    }
}

#[test]
fn rows_that_stand_together_say_so() {
    let mut layout = small();
    let pieces = layout.pages.iter_mut().flat_map(|page| &mut page.pieces);
    let tables = pieces.filter_map(|piece| match piece {
        Piece::Table(table) => Some(table),
        _ => None,
    });
    tables.for_each(|table| table.rows[0].keep = true);
    for table in body(&layout).all().into_iter().filter(|e| is_table(e)) {
        let rows: Vec<_> = table.named("w:tr").collect();
        let kept = |row: &Element| {
            let mut paragraphs = row.all().into_iter().filter(|e| e.name == "w:p");
            paragraphs.all(|p| p.at(&["w:pPr", "w:keepNext"]).is_some())
        };
        assert!(kept(rows[0]));
        assert!(!kept(rows[rows.len() - 1]));
    }
}

#[test]
fn prints_the_text_of_the_layout_in_its_order() {
    let layout = small();
    let body_pages = layout.pages.iter().filter(|page| page.section == Section::Body);
    let mut expected = String::new();
    for piece in body_pages.flat_map(|page| &page.pieces) {
        match piece {
            Piece::Paragraph(paragraph) => expected += &paragraph.text,
            Piece::Entry(entry) => expected += &entry.title.text,
            Piece::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                let texts = cells.flat_map(|cell| &cell.paragraphs);
                expected.extend(texts.map(|paragraph| paragraph.text.as_str()));
            }
        }
    }
    assert!(body(&layout).printed().ends_with(&expected));
}

#[test]
fn a_paragraph_cut_by_a_pages_end_is_one() {
    let layout = small();
    let pieces: Vec<_> = layout.pages.iter().flat_map(|page| &page.pieces).collect();
    let cut = pieces.windows(2).find_map(|pair| match pair {
        [Piece::Paragraph(begun), Piece::Paragraph(rest)] if rest.continued => {
            Some([begun.text.as_str(), &rest.text].concat())
        }
        _ => None,
    });
    let text = cut.expect("a cut paragraph");
    let body = body(&layout);
    let whole: Vec<_> = body.named("w:p").filter(|p| p.printed() == text).collect();
    assert_eq!(whole.len(), 1);
    assert_eq!(style_of(whole[0]), "Body");
}

#[test]
fn a_table_that_begins_a_page_is_no_higher_with_its_thin_paragraph() {
    let layout = small();
    let body = body(&layout);
    let height = |table: &Element| -> i32 {
        let heights =
            table.named("w:tr").filter_map(|row| row.at(&["w:trPr", "w:trHeight"]));
        heights.map(|height| height.value().parse::<i32>().unwrap()).sum()
    };
    // the rest of each table stands behind the thin paragraph, on a page of its own
    let tables: Vec<_> = body.named("w:tbl").collect();
    let rules = |table: &Element| 10 * (3 + table.named("w:tr").count() as i32);
    let full = |table: &Element| 20 + height(table) + rules(table);
    let page = (PageSetup::default().text_height() * 20.0).round() as i32;
    // the last one also leaves room for the paragraph behind it
    assert_eq!([full(tables[2]), full(tables[5])], [page, page - 20]);
}

#[test]
fn merges_cells_over_rows() {
    let body = body(&small());
    let table = body.named("w:tbl").nth(2).expect("the rest of the first table");
    let merges: Vec<_> = table
        .named("w:tr")
        .map(|row| {
            let cell = row.child("w:tc").expect("a cell");
            cell.at(&["w:tcPr", "w:vMerge"]).map_or("", Element::value).to_owned()
        })
        .collect();
    assert_eq!(merges[..3], ["", "restart", "continue"]);
    assert!(merges[3..].iter().all(|merge| merge == "continue"));
}

#[test]
fn only_cut_rows_may_break_and_header_rows_repeat() {
    let body = body(&small());
    let rows: Vec<_> =
        body.named("w:tbl").flat_map(|table| table.named("w:tr")).collect();
    let has = |row: &Element, name: &str| row.at(&["w:trPr", name]).is_some();
    assert_eq!(rows.iter().filter(|row| !has(row, "w:cantSplit")).count(), 2);
    assert_eq!(rows.iter().filter(|row| has(row, "w:tblHeader")).count(), 4);
}

#[test]
fn the_contents_are_a_field_with_its_result() {
    let layout = small();
    let body = body(&layout);
    let contents = body.at(&["w:sdt", "w:sdtContent"]).expect("目录");
    let instructions: Vec<_> = contents
        .all()
        .into_iter()
        .filter(|element| element.name == "w:instrText")
        .map(|element| element.text.trim().to_owned())
        .collect();
    assert_eq!(instructions[0], "TOC \\o \"1-2\" \\n 1-1 \\h \\z \\u");
    assert_eq!(instructions[1], "PAGEREF _Toc000000002 \\h");
    let last = contents.children.last().expect("an entry");
    assert_eq!(style_of(last), "TOC2");
    assert!(
        last.printed().ends_with(&layout.headings.last().unwrap().number.to_string())
    );
    assert!(last.all().iter().any(|element| element.name == "w:br"), "two lines");
    let settings = part(&docx(&document(), &layout), "word/settings.xml");
    assert!(settings.child("w:updateFields").is_none());
}

#[test]
fn the_sections_have_their_own_numbers() {
    let body = body(&small());
    let sections: Vec<_> =
        body.all().into_iter().filter(|element| element.name == "w:sectPr").collect();
    let formats: Vec<_> = sections
        .iter()
        .map(|section| section.child("w:pgNumType").and_then(|n| n.attribute("w:fmt")))
        .collect();
    assert_eq!(formats, [None, Some("lowerRoman"), Some("decimal")]);
    let bytes = docx(&document(), &small());
    assert_eq!(part(&bytes, "word/footer1.xml").printed(), "");
    assert_eq!(part(&bytes, "word/footer5.xml").printed(), "— 1 —");
    let even = part(&bytes, "word/footer6.xml");
    assert_eq!(even.at(&["w:p", "w:pPr", "w:jc"]).map(Element::value), Some("left"));
}

#[test]
fn styles_look_as_the_document_says() {
    let styles = part(&docx(&document(), &small()), "word/styles.xml");
    let style = |id: &str| {
        let found =
            styles.named("w:style").find(|s| s.attribute("w:styleId") == Some(id));
        found.expect("a style").clone()
    };
    let body = style("Body");
    let indent = body.at(&["w:pPr", "w:ind"]).unwrap();
    assert_eq!(indent.attribute("w:firstLineChars"), Some("200"));
    assert_eq!(indent.attribute("w:firstLine"), Some("640"));
    assert_eq!(body.at(&["w:rPr", "w:spacing"]).unwrap().value(), "-5");
    let pitch = body.at(&["w:pPr", "w:spacing"]).unwrap();
    assert_eq!(pitch.attribute("w:line"), Some("579"));
    let title = style("TableTitle");
    let indent = title.at(&["w:pPr", "w:ind"]).unwrap();
    assert_eq!(indent.attribute("w:firstLine"), Some("0"), "not that of heading 2");
    assert_eq!(title.at(&["w:pPr", "w:outlineLvl"]).unwrap().value(), "1");
    assert_eq!(style("CellText").at(&["w:rPr", "w:sz"]).unwrap().value(), "21");
    assert_eq!(Style::CoverTitle.spec(&PageSetup::default()).size, 26.0);
}

#[test]
fn properties_are_the_documents() {
    let core = part(&docx(&document(), &small()), "docProps/core.xml");
    let text = |name: &str| core.child(name).map(|element| element.text.clone());
    assert_eq!(text("dc:title"), Some(document().title));
    assert_eq!(text("dcterms:created"), Some("2025-01-01T00:00:00Z".into()));
    assert_eq!(text("dc:language"), Some("zh-CN".into()));
}

#[test]
fn pages_without_front_or_pieces_do_no_harm() {
    let mut layout = small();
    layout.pages.retain(|page| page.section == Section::Body);
    layout.pages[1].pieces.clear();
    let faults = super::lint::lint(&docx(&document(), &layout));
    assert_eq!(faults, Vec::<String>::new());
    let empty =
        Layout { sheet: PageSetup::default(), pages: Vec::new(), headings: Vec::new() };
    assert_eq!(super::lint::lint(&docx(&document(), &empty)), Vec::<String>::new());
}

#[test]
fn a_balanced_title_is_set_narrower() {
    let mut layout = small();
    if let Piece::Paragraph(title) = &mut layout.pages[0].pieces[0] {
        title.inset = 60.5;
    }
    let body = body(&layout);
    let indent = body.at(&["w:p", "w:pPr", "w:ind"]).expect("an indent");
    assert_eq!(indent.attribute("w:left"), Some("1200"));
    assert_eq!(indent.attribute("w:right"), Some("1200"));
}

#[test]
fn only_text_that_needs_it_asks_for_the_chinese_font() {
    let mut layout = small();
    if let Piece::Paragraph(title) = &mut layout.pages[0].pieces[0] {
        title.text = "“粮食”—≥90%".into();
    }
    let body = body(&layout);
    let hinted = |run: &Element| run.at(&["w:rPr", "w:rFonts"]).is_some();
    let runs: Vec<_> = body.named("w:p").flat_map(|p| p.named("w:r")).collect();
    assert!(hinted(runs[0]));
    assert!(!hinted(runs[1]));
}

#[test]
fn another_reader_finds_every_table() {
    use docx_rs::DocumentChild;
    let read = docx_rs::read_docx(&docx(&document(), &small())).expect("a readable file");
    let children = &read.document.children;
    let tables = children.iter().filter(|child| matches!(child, DocumentChild::Table(_)));
    assert_eq!(tables.count(), 6);
    let contents = |child: &DocumentChild| {
        matches!(
            child,
            DocumentChild::TableOfContents(_) | DocumentChild::StructuredDataTag(_)
        )
    };
    assert!(children.iter().any(contents));
}
