//! Tables of any shape over pages: nothing lost, nothing doubled.

use crate::support::{EXAMPLES, document};
use jixiao::document::{
    Block, Cell, Document, DocumentDate, PageForm, PageSetup, Paragraph, Row, Style,
    Table, TableColumn,
};
use jixiao::export;
use jixiao::import::{Options, import};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Layout, Piece, PlacedCell, PlacedTable, Section, layout};
use jixiao::pages::display;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SET: LazyLock<FontSet> = LazyLock::new(FontSet::embedded);

fn laid_out(table: &Table) -> Layout {
    layout(&of(table), &Fonts::new(&SET))
}

/// A document of a table alone.
fn of(table: &Table) -> Document {
    Document {
        title: "试排".into(),
        author: "试排".into(),
        date: DocumentDate::of_year(2026),
        page: PageSetup::default(),
        cover: vec![Block::Paragraph(Paragraph::new(Style::CoverTitle, "试排"))],
        contents_title: "目录".into(),
        body: vec![Block::Table(table.clone())],
    }
}

/// The table with a label on the left over its header and the rows below, but for the
/// last `free` of them, each of which has a cell of its own there.
fn labelled(table: &Table, free: usize) -> Table {
    let mut table = table.clone();
    table.columns.insert(0, TableColumn::fixed(1.0));
    let over = table.rows.len() - free.min(table.rows.len() - 1);
    for (i, row) in table.rows.iter_mut().enumerate() {
        row.cells.iter_mut().for_each(|c| c.column += 1);
        if i == 0 {
            row.cells
                .insert(0, Cell { heading: true, ..cell(0, 1, over, "左栏".into()) });
        } else if i >= over {
            row.cells.insert(0, cell(0, 1, 1, "另起".into()));
        }
    }
    table
}

/// How far a cell wants to reach to the right and down, and the length of its text.
type Wish = (usize, usize, usize);

/// A table under a header row: where a slot is free, a cell begins that reaches as far
/// as wished and possible. Each cell begins with a number of its own.
fn random(columns: usize, wishes: &[Vec<Wish>]) -> Table {
    let head = (0..columns).map(|c| cell(c, 1, 1, format!("列{c}"))).collect();
    let mut rows = vec![Row { cells: head, header: true, border: true, keep: false }];
    let mut busy = vec![0usize; columns];
    let mut number = 0;
    for (r, wishes_of_row) in wishes.iter().enumerate() {
        let mut cells = Vec::new();
        for (column, (wide, high, length)) in (0..columns).zip(wishes_of_row) {
            if busy[column] > 0 {
                continue;
            }
            let free = busy[column..].iter().take_while(|b| **b == 0).count();
            let (colspan, rowspan) = (*wide.min(&free), *high.min(&(wishes.len() - r)));
            // labels over several rows are short, as a rule
            let short = rowspan > 1 && *length < 1900;
            let length = if short { length % 20 } else { *length };
            let text = format!("{number}号{}", "绩".repeat(length));
            cells.push(cell(column, colspan, rowspan, text));
            busy[column..column + colspan].fill(rowspan);
            number += 1;
        }
        busy.iter_mut().for_each(|b| *b -= 1);
        rows.push(Row { cells, header: false, border: true, keep: false });
    }
    let continued = Some(Paragraph::new(Style::TableContinued, "续表"));
    Table { columns: vec![TableColumn::fixed(1.0); columns], rows, continued }
}

fn cell(column: usize, colspan: usize, rowspan: usize, text: String) -> Cell {
    let heading = rowspan > 1;
    let style = if heading { Style::CellLabel } else { Style::CellText };
    let paragraphs = vec![Paragraph::new(style, text)];
    let names_row = false;
    Cell { column, colspan, rowspan, heading, names_row, paragraphs }
}

fn text(cell: &PlacedCell) -> String {
    cell.paragraphs.iter().map(|p| p.text.as_str()).collect()
}

/// The parts of the only table, each with the line above it.
fn parts(layout: &Layout) -> Vec<(Option<&str>, &PlacedTable)> {
    let body = layout.pages.iter().filter(|p| p.section == Section::Body);
    body.filter_map(|page| match &page.pieces[..] {
        [Piece::Table(table)] => Some((None, table)),
        [Piece::Paragraph(line), Piece::Table(table)] => Some((Some(&*line.text), table)),
        _ => None,
    })
    .collect()
}

fn wish() -> impl Strategy<Value = Wish> {
    let length = prop_oneof![6 => 0usize..25, 1 => 100usize..400, 1 => 900usize..2000];
    (1usize..4, prop_oneof![4 => Just(1usize), 1 => 2usize..9], length)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_table_keeps_its_cells_over_pages(
        (columns, wishes) in (1usize..6).prop_flat_map(|columns| {
            let row = prop::collection::vec(wish(), columns);
            (Just(columns), prop::collection::vec(row, 1..25))
        }),
    ) {
        let table = random(columns, &wishes);
        let layout = laid_out(&table);
        let body = layout.pages.iter().filter(|p| p.section == Section::Body).count();
        let parts = parts(&layout);
        prop_assert_eq!(parts.len(), body, "a page without its part of the table");
        // the pieces of each cell by its number, and the last cell begun in each column
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut latest: BTreeMap<usize, String> = BTreeMap::new();
        for (i, (line, part)) in parts.iter().enumerate() {
            prop_assert_eq!(line.is_some(), i > 0);
            prop_assert!(line.is_none_or(|l| l == "续表"));
            let headers = part.rows.iter().filter(|r| r.header).count();
            prop_assert!(headers == 1 && part.rows[0].header && part.rows.len() > 1);
            let cells = part.rows.iter().flat_map(|r| &r.cells);
            let covered: usize = cells.map(|c| c.colspan * c.rowspan).sum();
            prop_assert_eq!(covered, part.rows.len() * columns);
            let height: f32 = part.rows.iter().map(|r| r.height).sum();
            let bottom = layout.sheet.top() + layout.sheet.text_height();
            prop_assert!(part.top + height <= bottom, "{height} from {}", part.top);
            let body = part.rows.iter().filter(|r| !r.header).flat_map(|r| &r.cells);
            for cell in body {
                let text = text(cell);
                if !cell.continued {
                    let number = text.split_once('号').map(|(number, _)| number);
                    latest.insert(cell.column, number.unwrap_or_default().to_owned());
                }
                found.entry(latest[&cell.column].clone()).or_default().push(text);
            }
        }
        for cell in table.rows.iter().skip(1).flat_map(|r| &r.cells) {
            let text = &cell.paragraphs[0].text;
            let number = text.split_once('号').unwrap().0;
            let pieces = &found[number];
            if cell.heading && text.chars().count() < 1000 {
                prop_assert!(pieces.iter().all(|p| p == text), "a label is whole");
            } else {
                prop_assert_eq!(&pieces.concat(), text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_label_over_head_and_body_is_one_cell_on_every_page(
        (columns, wishes) in (1usize..4).prop_flat_map(|columns| {
            let row = prop::collection::vec(wish(), columns);
            (Just(columns), prop::collection::vec(row, 1..25))
        }),
        free in 0usize..4,
    ) {
        let plain = random(columns, &wishes);
        let table = labelled(&plain, free);
        let over = table.rows[0].cells[0].rowspan;
        let layout = laid_out(&table);
        let mut rows = 0;
        for (_, part) in parts(&layout) {
            let cells = part.rows.iter().flat_map(|r| &r.cells);
            let covered: usize = cells.map(|c| c.colspan * c.rowspan).sum();
            prop_assert_eq!(covered, part.rows.len() * (columns + 1), "every slot once");
            let mut busy = 0;
            for row in &part.rows {
                let first = row.cells.iter().filter(|c| c.column == 0).count();
                prop_assert_eq!(first, usize::from(busy == 0), "one cell on the left");
                if let Some(cell) = row.cells.iter().find(|c| c.column == 0) {
                    busy = cell.rowspan;
                    let said = text(cell);
                    let whole = said == "左栏" || said == "另起" || cell.continued;
                    prop_assert!(whole, "{said}");
                }
                busy -= 1;
            }
            rows += part.rows.iter().filter(|r| !r.repeated).count();
        }
        prop_assert!(rows >= table.rows.len() && over > 0, "no row is lost");
    }
}

/// What a file says of a department.
fn imported(document: &Document) -> jixiao::model::Department {
    let layout = layout(document, &Fonts::new(&SET));
    let docx = export::docx::docx(document, &layout);
    import(&docx, &Options::new("hebei")).unwrap().department
}

#[test]
fn import_passes_over_the_line_above_the_rest_of_a_table() {
    let plain = document(EXAMPLES[2]);
    let mut marked = plain.clone();
    let mut tables = 0;
    for block in &mut marked.body {
        if let Block::Table(table) = block {
            table.continued = Some(Paragraph::new(Style::TableContinuedLeft, "（续表）"));
            tables += 1;
        }
    }
    assert!(tables > 1);
    let lines = layout(&marked, &Fonts::new(&SET)).pages;
    let lines = lines.iter().flat_map(|p| &p.pieces).filter(
        |p| matches!(p, Piece::Paragraph(p) if p.style == Style::TableContinuedLeft),
    );
    assert!(lines.count() > 0, "no table of the example goes over a page");
    assert_eq!(imported(&marked), imported(&plain));
}

/// Where the decimal point of a number stands, or would stand behind its last digit.
fn point(cell: &PlacedCell, fonts: &Fonts) -> f32 {
    let line = &cell.paragraphs[0].lines[0];
    let run = &line.runs[0];
    let whole = run.text.chars().take_while(|c| c.is_ascii_digit() || *c == ',');
    let advance = |c| fonts.glyph(jixiao::document::FontRole::Song, c).advance * run.size;
    run.x + whole.map(advance).sum::<f32>()
}

#[test]
fn decimal_points_stand_below_each_other() {
    let numbers = ["12.5", "3", "1,250.75", "0.125", "100"];
    let row = |text: &&str| {
        let paragraphs = vec![Paragraph::new(Style::CellDecimal, *text)];
        let value = Cell {
            column: 1,
            colspan: 1,
            rowspan: 1,
            heading: false,
            names_row: false,
            paragraphs,
        };
        let cells = vec![cell(0, 1, 1, "项目".into()), value];
        Row { cells, header: false, border: true, keep: false }
    };
    let columns = vec![TableColumn::fixed(3.0), TableColumn::fixed(1.0)];
    let rows = numbers.iter().map(row).collect();
    let layout = laid_out(&Table { columns, rows, continued: None });
    let fonts = Fonts::new(&SET);
    let parts = parts(&layout);
    let cells: Vec<_> = parts[0].1.rows.iter().map(|r| &r.cells[1]).collect();
    let points: Vec<f32> = cells.iter().map(|c| point(c, &fonts)).collect();
    assert!(points.iter().all(|p| (p - points[0]).abs() < 0.01), "{points:?}");
    let texts: Vec<String> = cells.iter().map(|c| text(c)).collect();
    assert_eq!(texts, numbers, "nothing is added to the text");
    let tails: Vec<f32> = cells.iter().map(|c| c.paragraphs[0].tail).collect();
    assert_eq!(tails[3], 0.0, "the longest fraction ends at the right edge");
    assert!(tails[1] == tails[4] && tails[1] > tails[0]);
}

/// For a look: `cargo test --test it -- --ignored`, then `target/tmp/numbers.*`.
#[test]
#[ignore = "only writes files to look at"]
fn keeps_files_to_look_at() {
    let row = |n: usize| {
        let number = ["12.5", "3", "1,250.75", "0.125", "100%", "涉密"][n % 6];
        let value = |column| {
            let paragraphs = vec![Paragraph::new(Style::CellDecimal, number)];
            Cell {
                column,
                colspan: 1,
                rowspan: 1,
                heading: false,
                names_row: false,
                paragraphs,
            }
        };
        let cells = vec![cell(0, 1, 1, format!("第{n}项")), value(1), value(2)];
        Row { cells, header: n == 0, border: true, keep: false }
    };
    let columns = [3.0, 1.0, 1.0].map(TableColumn::fixed).to_vec();
    let continued = Some(Paragraph::new(Style::TableContinued, "续表"));
    let rows = (0..70).map(row).collect();
    let mut document = of(&Table { columns, rows, continued });
    let sideways = PageForm { landscape: true, ..PageForm::default() };
    document.page = PageSetup::new(&sideways).unwrap();
    let fonts = Fonts::new(&SET);
    let layout = layout(&document, &fonts);
    let pdf = export::pdf::pdf(&document, &display(&layout), &fonts, &Default::default());
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let docx = export::docx::docx(&document, &layout);
    std::fs::write(folder.join("numbers.pdf"), pdf.unwrap()).unwrap();
    std::fs::write(folder.join("numbers.docx"), docx).unwrap();
}
