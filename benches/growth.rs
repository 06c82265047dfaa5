//! How the time of laying out and exporting grows with the text: `cargo bench --bench
//! growth`. Criterion prints the throughput, which stays level where growth is linear.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jixiao::document::{
    Block, Cell, Document, DocumentDate, InContents, PageSetup, Paragraph, Row, Style,
    Table, TableColumn,
};
use jixiao::export::docx::docx;
use jixiao::export::pdf::{PdfOptions, pdf};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::pages::display;
use std::hint::black_box;
use std::time::Duration;

fn cell(column: usize, rowspan: usize, text: String) -> Cell {
    let heading = rowspan > 1;
    let style = if heading { Style::CellLabel } else { Style::CellText };
    let paragraphs = vec![Paragraph::new(style, text)];
    let names_row = false;
    Cell { column, colspan: 1, rowspan, heading, names_row, paragraphs }
}

/// A table of groups of ten rows under a header row.
fn table(rows: usize) -> Table {
    let head = ["分类", "内容", "依据"].into_iter().enumerate();
    let head = head.map(|(column, text)| cell(column, 1, text.into())).collect();
    let mut all = vec![Row { cells: head, header: true, border: true, keep: false }];
    for n in 0..rows {
        let group = (n % 10 == 0).then(|| cell(0, 10.min(rows - n), format!("第{n}组")));
        let text = "按计划开展农业实用技术培训，".repeat(n % 5 + 1);
        let own = [cell(1, 1, format!("{n}{text}")), cell(2, 1, "年度工作计划".into())];
        let cells = group.into_iter().chain(own).collect();
        all.push(Row { cells, header: false, border: true, keep: false });
    }
    let column = TableColumn::between;
    let columns = vec![column(44.0, 44.0), column(120.0, 300.0), column(60.0, 100.0)];
    Table { columns, rows: all, continued: None }
}

fn document(body: Vec<Block>) -> Document {
    Document {
        title: "试排".into(),
        author: "试排".into(),
        date: DocumentDate::of_year(2026),
        page: PageSetup::default(),
        cover: vec![Block::Paragraph(Paragraph::new(Style::CoverTitle, "试排"))],
        contents_title: "目录".into(),
        body,
    }
}

/// Projects, each with its heading and a table of thirty rows.
fn projects(count: usize) -> Document {
    let mut body = Vec::new();
    for n in 1..=count {
        let title = format!("{n}.农技推广经费绩效目标表");
        let mut heading = Paragraph::new(Style::TableTitle, title);
        heading.contents = InContents::WithPage;
        body.extend([Block::PageBreak, Block::Paragraph(heading)]);
        body.push(Block::Table(table(30)));
    }
    document(body)
}

fn build(document: &Document, fonts: &Fonts) {
    let pages = layout(document, fonts);
    black_box(docx(document, &pages));
    black_box(pdf(document, &display(&pages), fonts, &PdfOptions::default()).ok());
}

fn growth(c: &mut Criterion) {
    let set = FontSet::embedded();
    let fonts = Fonts::new(&set);
    let mut group = c.benchmark_group("growth");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for rows in [500, 1000, 2000] {
        let document = document(vec![Block::Table(table(rows))]);
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_with_input(BenchmarkId::new("rows", rows), &document, |b, d| {
            b.iter(|| build(d, &fonts));
        });
    }
    for count in [250, 500, 1000] {
        let document = projects(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::new("projects", count), &document, |b, d| {
            b.iter(|| build(d, &fonts));
        });
    }
    group.finish();
}

criterion_group!(benches, growth);
criterion_main!(benches);
