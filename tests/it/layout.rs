//! Properties of the layout, on the examples and on random tables.

use crate::support::{EXAMPLES, document};
use jixiao::document::{
    Block, Cell, Document, DocumentDate, PageSetup, Paragraph, Row, Style, Table,
    TableColumn,
};
use jixiao::export;
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Layout, Page, Piece, PlacedTable, Section, layout};
use jixiao::pages::display;
use proptest::prelude::*;
use std::sync::LazyLock;

static SET: LazyLock<FontSet> = LazyLock::new(FontSet::embedded);

fn laid_out(document: &Document) -> Layout {
    layout(document, &Fonts::new(&SET))
}

fn paragraph(style: Style, text: &str) -> Paragraph {
    Paragraph::new(style, text)
}

fn cell(column: usize, rowspan: usize, heading: bool, text: &str) -> Cell {
    let style = if heading { Style::CellLabel } else { Style::CellText };
    let paragraphs = vec![paragraph(style, text)];
    let names_row = false;
    Cell { column, colspan: 1, rowspan, heading, names_row, paragraphs }
}

fn tables(page: &Page) -> Vec<&PlacedTable> {
    let mut tables = Vec::new();
    for piece in &page.pieces {
        if let Piece::Table(table) = piece {
            tables.push(table);
        }
    }
    tables
}

/// A table of groups: a label over some rows, each with a key and a text.
fn grouped(groups: &[Vec<usize>]) -> Table {
    let label = |c, text: &str| cell(c, 1, true, text);
    let cells = vec![label(0, "分类"), label(1, "编号"), label(2, "内容")];
    let mut rows = vec![Row { cells, header: true, border: true, keep: false }];
    let mut number = 0;
    for (g, lengths) in groups.iter().enumerate() {
        for (i, length) in lengths.iter().enumerate() {
            let mut cells = Vec::new();
            if i == 0 {
                cells.push(cell(0, lengths.len(), true, &format!("第{g}类")));
            }
            cells.push(cell(1, 1, false, &format!("行{number}号")));
            cells.push(cell(2, 1, false, &"绩效".repeat(*length)));
            rows.push(Row { cells, header: false, border: true, keep: false });
            number += 1;
        }
    }
    let columns = [1.0, 1.0, 3.0].map(TableColumn::fixed).to_vec();
    Table { columns, rows, continued: None }
}

fn with_body(body: Vec<Block>) -> Document {
    Document {
        title: "试排".into(),
        author: "试排".into(),
        date: DocumentDate::of_year(2026),
        page: PageSetup::default(),
        cover: vec![Block::Paragraph(paragraph(Style::CoverTitle, "试排"))],
        contents_title: "目录".into(),
        body,
    }
}

fn cell_texts(table: &PlacedTable, column: usize) -> Vec<(bool, String)> {
    let rows = table.rows.iter().filter(|r| !r.repeated && !r.header);
    let cells = rows.flat_map(|r| r.cells.iter().filter(|c| c.column == column));
    let text = |c: &jixiao::layout::PlacedCell| {
        c.paragraphs.iter().map(|p| p.text.as_str()).collect::<String>()
    };
    cells.map(|c| (c.continued, text(c))).collect()
}

/// A header row that no page holds is printed once, over as many pages as it needs.
#[test]
fn a_header_taller_than_a_page_ends() {
    let mut table = grouped(&[vec![3; 5]]);
    table.rows[0].cells[1].paragraphs[0].text = "长".repeat(2000);
    let layout = laid_out(&with_body(vec![Block::Table(table)]));
    let printed = layout.pages.iter().flat_map(tables).map(|table| {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let texts = cells.flat_map(|cell| &cell.paragraphs).map(|p| &p.text);
        texts.map(|text| text.matches('长').count()).sum::<usize>()
    });
    assert_eq!(printed.sum::<usize>(), 2000);
}

#[test]
fn the_last_rows_of_a_table_are_not_alone() {
    for count in 20..70 {
        let rows: Vec<_> = (0..count).map(|_| vec![1]).collect();
        let layout = laid_out(&with_body(vec![Block::Table(grouped(&rows))]));
        let parts: Vec<_> = layout.pages.iter().flat_map(tables).collect();
        let last = parts[parts.len() - 1].rows.iter().filter(|row| !row.repeated);
        assert!(last.count() >= 3, "{count} rows");
    }
}

#[test]
fn rows_that_stand_together_share_a_page() {
    for before in 20..40 {
        let rows: Vec<_> = (0..before + 12).map(|_| vec![1]).collect();
        let mut table = grouped(&rows);
        // behind the header row
        let block = before + 1..before + 6;
        table.rows[block.clone()].iter_mut().for_each(|row| row.keep = true);
        let layout = laid_out(&with_body(vec![Block::Table(table)]));
        let own = |page| {
            let rows = tables(page).into_iter().flat_map(|table| &table.rows);
            rows.filter(|row| !row.repeated).count()
        };
        let mut end = 0;
        for page in &layout.pages {
            end += own(page);
            assert!(
                !(block.start + 1..=block.end).contains(&end),
                "{before}: cut at {end}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn tables_lose_nothing_and_keep_their_order(
        groups in prop::collection::vec(
            prop::collection::vec(prop_oneof![4 => 0usize..30, 1 => 0usize..900], 1..9),
            1..7,
        ),
    ) {
        let table = grouped(&groups);
        let layout = laid_out(&with_body(vec![Block::Table(table)]));
        let body = layout.pages.iter().filter(|p| p.section == Section::Body);
        let parts: Vec<_> = body.flat_map(tables).collect();
        let mut keys = String::new();
        let mut contents = String::new();
        for table in &parts {
            prop_assert_eq!(table.rows.iter().filter(|r| r.header).count(), 1);
            prop_assert!(table.rows[0].header && table.rows.len() > 1);
            // the label of a cut group stands on every page
            let first = table.rows.iter().find(|r| !r.header).unwrap();
            prop_assert_eq!(first.cells[0].column, 0);
            prop_assert!(!first.cells[0].paragraphs[0].text.is_empty());
            let covered: usize = table
                .rows
                .iter()
                .flat_map(|r| &r.cells)
                .map(|c| c.colspan * c.rowspan)
                .sum();
            prop_assert_eq!(covered, table.rows.len() * 3);
            let height: f32 = table.rows.iter().map(|r| r.height).sum();
            prop_assert!(height <= layout.sheet.text_height());
            keys.extend(cell_texts(table, 1).into_iter().map(|t| t.1));
            contents.extend(cell_texts(table, 2).into_iter().map(|t| t.1));
        }
        let lengths: Vec<usize> = groups.concat();
        let wanted: String = (0..lengths.len()).map(|i| format!("行{i}号")).collect();
        prop_assert_eq!(keys, wanted);
        prop_assert_eq!(contents, "绩效".repeat(lengths.iter().sum()));
    }

    #[test]
    fn running_text_fits_its_pages_and_is_whole(
        texts in prop::collection::vec("[一-龥，。、“”（）0-9]{0,400}", 1..12),
    ) {
        let block = |t: &String| Block::Paragraph(paragraph(Style::Body, t));
        let layout = laid_out(&with_body(texts.iter().map(block).collect()));
        let mut found = String::new();
        for page in layout.pages.iter().filter(|p| p.section == Section::Body) {
            for piece in &page.pieces {
                let Piece::Paragraph(p) = piece else { continue };
                found.push_str(&p.text);
                let bottom = p.top + p.lines.len() as f32 * Style::Body.spec(&layout.sheet).pitch;
                let sheet = &layout.sheet;
                prop_assert!(bottom <= sheet.height() - sheet.bottom() + 1.0);
            }
        }
        prop_assert_eq!(found, texts.concat());
    }
}

#[test]
fn a_heading_stands_with_what_it_heads() {
    for lines in 0..30 {
        let line = |style, text| Block::Paragraph(paragraph(style, text));
        let mut body = vec![line(Style::Body, "正文"); lines];
        body.push(line(Style::Section, "一、调整的项目"));
        body.push(line(Style::TableTitle, "会议费"));
        body.push(Block::Table(grouped(&[vec![1, 1, 1]])));
        let layout = laid_out(&with_body(body));
        let on = |text: &str| {
            let stands = |p: &Piece| match p {
                Piece::Paragraph(p) => p.text == text,
                Piece::Table(_) => text.is_empty(),
                Piece::Entry(_) => false,
            };
            let mut body = layout.pages.iter().filter(|p| p.section == Section::Body);
            body.position(|page| page.pieces.iter().any(stands)).unwrap()
        };
        let pages = ["一、调整的项目", "会议费", ""].map(on);
        assert!(pages.iter().all(|p| *p == pages[0]), "{lines} lines: {pages:?}");
    }
}

#[test]
fn a_table_without_end_ends() {
    let rows = grouped(&[vec![3; 2000]]);
    let layout = laid_out(&with_body(vec![Block::Table(rows)]));
    assert!(layout.pages.len() > 50);
}

#[test]
fn examples_number_their_pages_from_one() {
    for example in EXAMPLES {
        let layout = laid_out(&document(example));
        let body = layout.pages.iter().filter(|p| p.section == Section::Body);
        for (i, page) in body.enumerate() {
            assert_eq!(page.number, i + 1);
            let footer = page.footer.as_ref().unwrap();
            assert_eq!(footer.text, format!("— {} —", i + 1));
        }
    }
}

#[test]
fn a_project_code_stands_on_one_line() {
    let layout = laid_out(&document(EXAMPLES[0]));
    let cells = layout
        .pages
        .iter()
        .flat_map(tables)
        .flat_map(|t| &t.rows)
        .flat_map(|r| &r.cells)
        .flat_map(|c| &c.paragraphs);
    let codes = cells.filter(|p| p.text.len() == 21 && p.text.starts_with("139901"));
    let lines: Vec<usize> = codes.map(|p| p.lines.len()).collect();
    assert_eq!(lines, vec![1; 45]);
}

/// The bytes of both files of an example.
fn files(example: &str) -> (Vec<u8>, Vec<u8>) {
    let document = document(example);
    let fonts = Fonts::new(&SET);
    let layout = layout(&document, &fonts);
    let pdf = export::pdf::pdf(&document, &display(&layout), &fonts, &Default::default());
    let pdf = pdf.unwrap();
    (export::docx::docx(&document, &layout), pdf)
}

#[test]
fn the_same_department_gives_the_same_bytes() {
    let example = EXAMPLES[2];
    let first = files(example);
    assert!(first == files(example), "twice in one thread");
    let other = std::thread::spawn(move || files(example)).join().unwrap();
    assert!(first == other, "in another thread");
}
