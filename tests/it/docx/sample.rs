//! Layouts made by hand. Texts are of Han characters alone, so that a line holds as many
//! as its width, and what Word sets is what stands here.

use jixiao::document::{Document, DocumentDate, InContents, PageSetup, Style};
use jixiao::layout::{
    CELL_PADDING, Heading, Layout, Line, Page, Piece, PlacedCell, PlacedEntry,
    PlacedParagraph, PlacedRow, PlacedTable, ROW_PADDING, Section, TextRun,
};
use std::sync::LazyLock;

/// The page of the samples.
static SHEET: LazyLock<PageSetup> = LazyLock::new(PageSetup::default);

const NUMBER_COLUMN: f32 = 40.0;

/// Where the type area ends.
fn bottom() -> f32 {
    SHEET.height() - SHEET.bottom()
}

/// The document of the samples; only its properties matter here.
pub fn document() -> Document {
    Document {
        title: "示范市粮食与物资储备局2025年部门预算绩效文本".into(),
        author: "示范市<粮食>局 & 局".into(),
        date: DocumentDate::of_year(2025),
        page: PageSetup::default(),
        cover: Vec::new(),
        contents_title: "目　录".into(),
        body: Vec::new(),
    }
}

/// A layout under construction.
#[derive(Default)]
pub struct Builder {
    pages: Vec<Page>,
    headings: Vec<Heading>,
    tables: usize,
    y: f32,
}

/// A row of a sample table: cells as (column, colspan, rowspan, style, text).
pub struct RowOf<'a> {
    pub cells: &'a [(usize, usize, usize, Style, &'a str)],
    pub header: bool,
    pub border: bool,
    pub split: bool,
}

impl Builder {
    pub fn page(&mut self, section: Section) {
        let number = self.pages.iter().filter(|page| page.section == section).count() + 1;
        let text = match section {
            Section::Cover => None,
            Section::Contents => {
                Some(["— i —", "— ii —", "— iii —"][number - 1].to_owned())
            }
            Section::Body => Some(format!("— {number} —")),
        };
        let footer = text.map(|text| {
            let top = bottom() + SHEET.footer_gap();
            lines(Style::Footer, &text, top, SHEET.left(), SHEET.text_width())
        });
        let (pieces, flows, spare) = (Vec::new(), false, 0.0);
        self.pages.push(Page { section, number, flows, spare, pieces, footer });
        self.y = SHEET.top();
    }

    /// A paragraph at the current height, after `above` points.
    pub fn paragraph(&mut self, style: Style, text: &str, above: f32) {
        let placed = self.place(style, text, above);
        self.push(Piece::Paragraph(placed));
    }

    /// The part of a paragraph that an earlier page began.
    pub fn rest(&mut self, style: Style, text: &str) {
        self.flows();
        let placed = self.place(style, text, 0.0);
        self.push(Piece::Paragraph(PlacedParagraph { continued: true, ..placed }));
    }

    /// A heading, listed in the 目录.
    pub fn heading(&mut self, style: Style, text: &str, above: f32) {
        let page = self.pages.len() - 1;
        let mut placed = self.place(style, text, above);
        placed.heading = Some(self.headings.len());
        self.headings.push(Heading {
            text: text.into(),
            level: style.outline().expect("a heading"),
            page,
            number: self.pages[page].number,
            top: placed.top,
            contents: match style {
                Style::Part => InContents::WithoutPage,
                Style::Subsection => InContents::No,
                _ => InContents::WithPage,
            },
        });
        self.push(Piece::Paragraph(placed));
    }

    /// The rows of a table of these column widths.
    pub fn table(&mut self, columns: &[f32], rows: &[RowOf]) {
        let total: f32 = columns.iter().sum();
        let mut edges = vec![SHEET.left()];
        let mut x = 0.0;
        for column in columns {
            x += column;
            edges.push(SHEET.left() + SHEET.text_width() * x / total);
        }
        let top = self.y;
        let rows = rows.iter().map(|row| self.row(&edges, row)).collect();
        self.tables += 1;
        self.push(Piece::Table(PlacedTable { table: self.tables, top, edges, rows }));
    }

    /// Makes the last table the rest of the one before it, its header rows printed again.
    pub fn goes_on(&mut self) {
        self.tables -= 1;
        self.flows();
        let piece = self.pages.last_mut().and_then(|page| page.pieces.last_mut());
        if let Some(Piece::Table(table)) = piece {
            table.table = self.tables;
            table.rows.iter_mut().for_each(|row| row.repeated = row.header);
        }
    }

    /// The last page begins where the one before had no room left.
    pub fn flows(&mut self) {
        if let Some(page) = self.pages.last_mut() {
            page.flows = true;
        }
    }

    /// Adds to the last row of the last table what the page still holds.
    pub fn fill(&mut self) {
        let room = bottom() - self.y;
        let piece = self.pages.last_mut().and_then(|page| page.pieces.last_mut());
        if let Some(Piece::Table(table)) = piece {
            table.rows.last_mut().expect("a row").height += room;
        }
        self.y = bottom();
    }

    pub fn room(&self) -> f32 {
        bottom() - self.y
    }

    /// Ends the layout; the 目录 is set on the second page.
    pub fn finish(mut self) -> Layout {
        self.y = SHEET.top();
        let mut pieces =
            vec![Piece::Paragraph(self.place(Style::ContentsTitle, "目　录", 0.0))];
        for (index, heading) in self.headings.clone().iter().enumerate() {
            if heading.contents != InContents::No {
                pieces.push(Piece::Entry(self.entry(index, heading)));
            }
        }
        self.pages[1].pieces = pieces;
        let sheet = SHEET.clone();
        let (pages, headings) = (self.pages, self.headings);
        Layout { sheet, pages, headings }
    }

    fn entry(&mut self, index: usize, heading: &Heading) -> PlacedEntry {
        let paged = heading.contents == InContents::WithPage;
        let style = if paged { Style::ContentsEntry } else { Style::ContentsPart };
        let width = SHEET.text_width() - if paged { NUMBER_COLUMN } else { 0.0 };
        let title = lines(style, &heading.text, self.y, SHEET.left(), width);
        self.y += title.lines.len() as f32 * style.spec(&SHEET).pitch;
        let line = || Line { baseline: self.y, runs: Vec::new() };
        PlacedEntry {
            title,
            leader: paged.then(line),
            number: paged.then(line),
            label: paged.then(|| heading.number.to_string()),
            heading: index,
        }
    }

    fn place(&mut self, style: Style, text: &str, above: f32) -> PlacedParagraph {
        let top = self.y + above;
        let mut placed = lines(style, text, top, SHEET.left(), SHEET.text_width());
        placed.above = above;
        let spec = style.spec(&SHEET);
        self.y = top + placed.lines.len() as f32 * spec.pitch + spec.below;
        placed
    }

    fn row(&mut self, edges: &[f32], row: &RowOf) -> PlacedRow {
        let mut height = 0.0_f32;
        let mut cells = Vec::new();
        for &(column, colspan, rowspan, style, text) in row.cells {
            let left = edges[column] + CELL_PADDING;
            let width = edges[column + colspan] - CELL_PADDING - left;
            let placed = lines(style, text, self.y + ROW_PADDING, left, width);
            let needed = placed.lines.len() as f32 * 15.0 + 2.0 * ROW_PADDING;
            height = height.max(if rowspan == 1 { needed } else { 0.0 });
            cells.push(PlacedCell {
                column,
                colspan,
                rowspan,
                heading: style == Style::CellLabel,
                names_row: false,
                continued: false,
                partial: false,
                paragraphs: vec![placed],
            });
        }
        self.y += height;
        let RowOf { header, border, split, .. } = *row;
        let (repeated, keep) = (false, false);
        PlacedRow { height, header, repeated, split, border, keep, cells }
    }

    fn push(&mut self, piece: Piece) {
        assert!(self.y <= bottom() + 0.01, "{} points too much", self.y - bottom());
        self.pages.last_mut().expect("a page").pieces.push(piece);
    }
}

fn lines(style: Style, text: &str, top: f32, left: f32, width: f32) -> PlacedParagraph {
    let spec = style.spec(&SHEET);
    let advance = spec.size + spec.tracking;
    let per_line = (width / advance).floor();
    let count = ((text.chars().count() as f32 + spec.indent) / per_line).ceil();
    let ends = |index: usize| (index as f32 * per_line - spec.indent).max(0.0) as usize;
    let line = |index: usize| Line {
        baseline: top + (index as f32 + 0.8) * spec.pitch,
        runs: vec![TextRun {
            face: 0,
            size: spec.size,
            x: left,
            tracking: spec.tracking,
            text: text.chars().take(ends(index + 1)).skip(ends(index)).collect(),
            glyphs: Vec::new(),
            meant: None,
        }],
    };
    PlacedParagraph {
        style,
        text: text.into(),
        top,
        above: 0.0,
        left,
        width,
        inset: 0.0,
        tail: 0.0,
        lines: (0..count.max(1.0) as usize).map(line).collect(),
        continued: false,
        heading: None,
        list: Default::default(),
        source: None,
    }
}

/// Han characters, as many as wanted.
pub fn han(count: usize) -> String {
    "保障粮食储备安全完成年度轮换任务提升库存质量管理水平"
        .chars()
        .cycle()
        .take(count)
        .collect()
}

fn front() -> Builder {
    let mut builder = Builder::default();
    builder.page(Section::Cover);
    builder.paragraph(Style::CoverTitle, "示范市粮食与物资储备局", 160.0);
    builder.paragraph(Style::CoverTitle, "二〇二五年部门预算绩效文本", 0.0);
    builder.paragraph(Style::CoverOrg, "示范市粮食与物资储备局编制", 280.0);
    builder.paragraph(Style::CoverOrg, "示范市财政局审核", 0.0);
    builder.page(Section::Contents);
    builder
}

fn narrative(builder: &mut Builder) {
    builder.page(Section::Body);
    builder.heading(Style::Part, "第一部分　部门整体绩效目标", 0.0);
    builder.heading(Style::Section, "一、总体绩效目标", 0.0);
    builder.paragraph(Style::Body, &han(28 * 9 - 2), 0.0);
    builder.heading(Style::Section, "二、分项绩效目标", 0.0);
    builder.heading(Style::Subsection, "（一）粮食储备", 0.0);
    // A paragraph of ten lines, cut behind the eighth.
    builder.paragraph(Style::Body, &han(28 * 8 - 2), 0.0);
    builder.page(Section::Body);
    builder.rest(Style::Body, &han(28 + 11));
    (0..10).for_each(|_| builder.paragraph(Style::Body, &han(28 * 2 - 2), 0.0));
    builder.page(Section::Body);
    builder.heading(Style::Part, "第二部分　预算项目绩效目标", 230.0);
}

const COLUMNS: [f32; 6] = [62.0, 62.0, 85.0, 102.0, 65.0, 66.0];

fn project(builder: &mut Builder, number: usize, name: &str) {
    builder.page(Section::Body);
    builder.heading(Style::TableTitle, &format!("{number}.{name}绩效目标表"), 0.0);
    information(builder, name);
}

fn information(builder: &mut Builder, name: &str) {
    use Style::{CellAmount as A, CellLabel as L, CellRight as R, CellText as T};
    let plain = |cells| RowOf { cells, header: false, border: true, split: false };
    let purpose = han(90);
    let goal = han(60);
    builder.table(
        &[60.0; 7],
        &[
            RowOf {
                cells: &[
                    (0, 5, 1, T, "某某〇〇一示范市粮食局本级"),
                    (5, 2, 1, R, "单位：万元"),
                ],
                header: false,
                border: false,
                split: false,
            },
            plain(&[
                (0, 1, 1, L, "项目编码"),
                (1, 2, 1, T, "一三〇二〇〇二三"),
                (3, 1, 1, L, "项目名称"),
                (4, 3, 1, T, name),
            ]),
            plain(&[
                (0, 1, 2, L, "预算规模及资金用途"),
                (1, 1, 1, L, "预算数"),
                (2, 1, 1, A, "五万"),
                (3, 1, 1, L, "财政资金"),
                (4, 1, 1, A, "五万"),
                (5, 1, 1, L, "其他资金"),
                (6, 1, 1, A, "〇"),
            ]),
            plain(&[(1, 6, 1, T, &purpose)]),
            plain(&[(0, 1, 1, L, "绩效目标"), (1, 6, 1, T, &goal)]),
        ],
    );
}

fn header() -> RowOf<'static> {
    use Style::CellHead as H;
    RowOf {
        cells: &[
            (0, 1, 1, H, "一级指标"),
            (1, 1, 1, H, "二级指标"),
            (2, 1, 1, H, "三级指标"),
            (3, 1, 1, H, "绩效指标描述"),
            (4, 1, 1, H, "指标值"),
            (5, 1, 1, H, "指标值依据"),
        ],
        header: true,
        border: true,
        split: false,
    }
}

/// The header and `count` indicators of two lines under one label.
fn indicators(builder: &mut Builder, count: usize) {
    use Style::{CellLabel as L, CellText as T};
    let first = [
        (0, 1, count, L, "产出指标"),
        (1, 1, 1, L, "数量指标"),
        (2, 1, 1, T, "储备粮轮换数量指标"),
        (3, 1, 1, T, "反映储备粮轮换的完成情况"),
        (4, 1, 1, L, "五百吨"),
        (5, 1, 1, T, "年度计划"),
    ];
    let row = |cells| RowOf { cells, header: false, border: true, split: false };
    let rows: Vec<_> = (0..count).map(|n| row(&first[usize::from(n > 0)..])).collect();
    let rows: Vec<_> = std::iter::once(header()).chain(rows).collect();
    builder.table(&COLUMNS, &rows);
}

/// Cover, 目录 and six body pages: a cut paragraph, a part's page, a table over two pages
/// that fills both to the last point, and a row cut by a page's end.
pub fn small() -> Layout {
    use Style::{CellLabel as L, CellText as T};
    let mut builder = front();
    narrative(&mut builder);
    project(&mut builder, 1, "储备粮轮换");
    let rows = ((builder.room() - 20.0) / 35.0) as usize;
    indicators(&mut builder, rows);
    builder.fill();
    builder.page(Section::Body);
    indicators(&mut builder, 17);
    builder.goes_on();
    builder.fill();
    let long = "储备粮库房维修改造和信息化监管系统升级以及应急保障能力提升补助";
    project(&mut builder, 2, long);
    let rows = ((builder.room() - 20.0) / 15.0) as usize - 1;
    let cut = han(9 * rows);
    let split = |cells| RowOf { cells, header: false, border: true, split: true };
    let label = (0, 1, 1, L, "产出指标");
    let cells = [label, (1, 4, 1, T, cut.as_str()), (5, 1, 1, T, "")];
    builder.table(&COLUMNS, &[header(), split(&cells)]);
    builder.page(Section::Body);
    builder.table(&COLUMNS, &[header(), split(&cells)]);
    builder.goes_on();
    builder.fill();
    builder.finish()
}

/// 45 projects of two pages each.
pub fn large() -> Layout {
    let mut builder = front();
    narrative(&mut builder);
    for number in 1..=45 {
        project(&mut builder, number, &han(4 + number % 20));
        indicators(&mut builder, 10);
        builder.page(Section::Body);
        indicators(&mut builder, 6 + number % 8);
        builder.goes_on();
    }
    builder.finish()
}
