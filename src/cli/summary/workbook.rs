//! 汇总.xlsx, written row by row: the rows lie in temporary files until the workbook is put
//! together, so that memory does not grow with them.

use crate::cli::Failure;
use jixiao::document::DocumentDate;
use jixiao::summarize::{SHEETS, Sheet, SheetCell, SheetKind, SheetRow};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet,
    XlsxError,
};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// Most rows of a sheet, and most characters of a cell, that the format allows.
const MOST_ROWS: u32 = 1_048_576;
const MOST_CHARS: usize = 32_767;

/// The workbook of a summary.
pub struct Workbook {
    inner: rust_xlsxwriter::Workbook,
    parts: BTreeMap<SheetKind, Part>,
    formats: Formats,
}

/// The sheet that is being filled for a kind of rows.
struct Part {
    /// Its place in the workbook.
    at: usize,
    /// The next row, from 0.
    row: u32,
    /// How many sheets of this kind there are; full ones are continued.
    count: usize,
}

struct Formats {
    head: Format,
    text: Format,
    money: Format,
    long: Format,
    whole: Format,
    count: Format,
}

impl Formats {
    fn new() -> Formats {
        let cell = Format::new().set_align(FormatAlign::Top).set_font_name("宋体");
        let number = |pattern: &str| cell.clone().set_num_format(pattern);
        Formats {
            head: Format::new()
                .set_bold()
                .set_font_name("宋体")
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00E8_EDF4))
                .set_border_bottom(FormatBorder::Thin),
            money: number("#,##0.00"),
            long: number("#,##0.00####"),
            whole: number("0%"),
            count: number("0"),
            text: cell.set_text_wrap(),
        }
    }

    /// Of an amount: two decimals, more where it has more.
    fn amount(&self, amount: Decimal) -> &Format {
        if amount.normalize().scale() > 2 { &self.long } else { &self.money }
    }
}

/// A fault of the writer; only a full disk or the like is to be expected.
fn failure(error: &XlsxError) -> Failure {
    Failure::new(format!("写 汇总.xlsx 失败：{error}"))
}

impl Workbook {
    /// One sheet of each kind, with its header. The temporary files, which have no names,
    /// lie in `folder`.
    pub fn new(folder: &Path) -> Result<Workbook, Failure> {
        let mut inner = rust_xlsxwriter::Workbook::new();
        inner.set_tempdir(folder).map_err(|e| failure(&e))?;
        let mut book =
            Workbook { inner, parts: BTreeMap::new(), formats: Formats::new() };
        for (at, sheet) in SHEETS.iter().enumerate() {
            book.begin(sheet, sheet.name)?;
            book.parts.insert(sheet.kind, Part { at, row: 1, count: 1 });
        }
        Ok(book)
    }

    fn begin(&mut self, sheet: &Sheet, name: &str) -> Result<(), Failure> {
        let head = &self.formats.head;
        let mut begin = || -> Result<(), XlsxError> {
            let page = self.inner.add_worksheet_with_constant_memory()?;
            page.set_name(name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
            page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
            for (i, column) in (0..).zip(sheet.columns) {
                page.set_column_width(i, f64::from(column.width))?;
                page.write_string_with_format(0, i, column.title, head)?;
            }
            Ok(())
        };
        begin().map_err(|e| failure(&e))
    }

    /// Adds a row to a sheet.
    pub fn add(&mut self, kind: SheetKind, row: &SheetRow) -> Result<(), Failure> {
        let full = self.parts.get(&kind).is_some_and(|p| p.row == MOST_ROWS);
        let sheet = SHEETS.iter().find(|s| s.kind == kind).filter(|_| full);
        if let Some(sheet) = sheet {
            let count = self.parts[&kind].count + 1;
            let at = self.inner.worksheets().len();
            self.begin(sheet, &format!("{}{count}", sheet.name))?;
            self.parts.insert(kind, Part { at, row: 1, count });
        }
        let Some(part) = self.parts.get_mut(&kind) else { return Ok(()) };
        let written = self.inner.worksheet_from_index(part.at).and_then(|page| {
            (0..)
                .zip(row)
                .try_for_each(|(i, c)| write(page, &self.formats, part.row, i, c))
        });
        part.row += 1;
        written.map_err(|e| failure(&e))
    }

    /// Puts the workbook together in `file`.
    pub fn save(&mut self, file: &mut File, date: DocumentDate) -> Result<(), Failure> {
        let save = || -> Result<(), XlsxError> {
            for sheet in &SHEETS {
                let part = &self.parts[&sheet.kind];
                let last = (sheet.columns.len() - 1) as u16;
                let page = self.inner.worksheet_from_index(part.at)?;
                page.autofilter(0, 0, part.row.saturating_sub(1), last)?;
            }
            let created = ExcelDateTime::parse_from_str(&date.iso())?;
            let about = DocProperties::new()
                .set_title("部门预算绩效文本汇总")
                .set_creation_datetime(&created);
            self.inner.set_properties(&about);
            self.inner.save_to_writer(file)
        };
        save().map_err(|e| failure(&e))
    }
}

fn write(
    page: &mut Worksheet,
    formats: &Formats,
    row: u32,
    column: u16,
    cell: &SheetCell,
) -> Result<(), XlsxError> {
    // the format keeps numbers as their shortest decimal text, so 5.01 stays 5.01
    let number = |n: &Decimal| n.to_f64().unwrap_or_default();
    match cell {
        SheetCell::Blank => return Ok(()),
        SheetCell::Text(text) => {
            let text: String = text.chars().take(MOST_CHARS).collect();
            page.write_string_with_format(row, column, text, &formats.text)
        }
        SheetCell::Number(n) => {
            page.write_number_with_format(row, column, number(n), formats.amount(*n))
        }
        SheetCell::Percent(n) => {
            let share = n.checked_div(100.into()).unwrap_or_default();
            page.write_number_with_format(row, column, number(&share), &formats.whole)
        }
        SheetCell::Count(n) => {
            page.write_number_with_format(row, column, *n as f64, &formats.count)
        }
    }
    .map(|_| ())
}
