//! Workbook → tables in the order of its sheets.
//!
//! A workbook is checked against limits ([`limits`]), its cells are read by calamine as
//! Excel shows them ([`shown`], [`date`]), and its merged cells are laid on a grid
//! ([`grid`]), so that a sheet is a table like one of Word.

mod around;
mod date;
mod decimal;
mod grid;
mod limits;
mod sheet;
mod shown;
mod token;

use super::block::{ImportBlock, ImportTable};
use super::form::Form;
use super::narrative;
use super::note::{NoteKind, Notes};
use super::text::{excerpt, tight};
use crate::word::Package;
use crate::word::Refusal;
use around::Around;
use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use sheet::Cells;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A sheet that holds text.
pub struct XlsxSheet {
    name: String,
    is_hidden: bool,
    /// Its rows.
    pub table: ImportTable,
    cells: Cells,
    around: Around,
}

/// Reads the sheets of a workbook.
///
/// # Errors
///
/// A [`Refusal`] where the workbook is larger than any text or cannot be read.
pub fn read(bytes: &[u8], package: &mut Package) -> Result<Vec<XlsxSheet>, Refusal> {
    if package.main.ends_with(".bin") {
        return Err(Refusal::BinaryExcel);
    }
    limits::check(package)?;
    // a file that calamine cannot stand must not end the program
    let read = catch_unwind(AssertUnwindSafe(|| sheets(bytes)));
    let mut sheets = read.unwrap_or(Err(Refusal::Unreadable))?;
    for sheet in &mut sheets {
        sheet.around = around::read(package, &sheet.name)?;
    }
    Ok(sheets)
}

fn sheets(bytes: &[u8]) -> Result<Vec<XlsxSheet>, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let mut budget = limits::CellBudget::default();
    let mut sheets = Vec::new();
    for meta in book.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        let name = meta.name;
        let is_hidden = meta.visible != SheetVisible::Visible;
        let cells = sheet::read(&mut book, &name, &mut budget)?;
        let table = ImportTable { rows: grid::rows(&name, &cells, &mut budget)? };
        if !table.rows.is_empty() {
            let around = Around::default();
            sheets.push(XlsxSheet { name, is_hidden, table, cells, around });
        }
    }
    Ok(sheets)
}

/// The texts of the sheets that are shown: rows of cells, below each other.
///
/// # Errors
///
/// A [`Refusal`] where it is no workbook, or one that cannot be read.
pub fn cells(bytes: &[u8]) -> Result<Vec<Vec<String>>, Refusal> {
    let mut package = Package::open(bytes)?;
    if !package.is_workbook() {
        return Err(Refusal::NothingFound);
    }
    let sheets = read(bytes, &mut package)?;
    let shown = sheets.into_iter().filter(|s| !s.is_hidden);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in shown.flat_map(|s| s.table.rows) {
        let text = |cell: super::block::ImportCell| {
            cell.paragraphs.iter().map(|p| p.text.as_str()).collect::<String>()
        };
        let number = match row.place {
            super::block::ImportPlace::Sheet { row, .. } => row,
            super::block::ImportPlace::Table { row, .. } => row,
        };
        // rows keep their numbers, as far as those of one sheet go
        rows.resize(rows.len().max(number.saturating_sub(1)), Vec::new());
        rows.push(row.cells.into_iter().map(text).collect());
    }
    Ok(rows)
}

/// The sheets that hold a table of the form; tells of the others.
pub fn blocks(
    sheets: Vec<XlsxSheet>,
    form: &Form,
    notes: &mut Notes,
) -> Vec<ImportBlock> {
    let mut blocks = Vec::new();
    for XlsxSheet { name, is_hidden, table, cells, around } in sheets {
        if is_hidden {
            let text = excerpt(&words(&table));
            notes.skipped(format!("隐藏的工作表“{name}”没有读：「{text}」"));
        } else if form.is_form(&table) {
            cells.note(&name, notes);
            around.note(&name, cells.texts.keys(), notes);
            blocks.extend(parts_of(table, form));
        } else {
            strange(&name, &table, notes);
        }
    }
    blocks
}

/// A table, and above it the title of a part of the text where the sheet begins with one.
fn parts_of(mut table: ImportTable, form: &Form) -> Vec<ImportBlock> {
    let title = table.rows.first().and_then(|row| {
        let mut filled = row.cells.iter().filter(|c| !tight(&c.text()).is_empty());
        let (cell, None) = (filled.next()?, filled.next()) else { return None };
        narrative::is_part_title(&cell.text(), form).then(|| cell.paragraphs.clone())
    });
    let Some(title) = title else { return vec![ImportBlock::Table(table)] };
    table.rows.remove(0);
    let title = title.into_iter().map(ImportBlock::Paragraph);
    title.chain([ImportBlock::Table(table)]).collect()
}

fn refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Unreadable,
    }
}

/// Tells of a sheet without any 绩效目标表.
fn strange(name: &str, table: &ImportTable, notes: &mut Notes) {
    let text = excerpt(&words(table));
    let message = format!("工作表“{name}”不是绩效目标表，没有用上：「{text}」");
    notes.add(NoteKind::Unplaced, None, message);
}

/// The texts of a table in one line.
fn words(table: &ImportTable) -> String {
    let cells = table.rows.iter().flat_map(|r| &r.cells).filter(|c| !c.repeated);
    let texts = cells.map(|c| c.text()).filter(|t| !tight(t).is_empty());
    texts.collect::<Vec<_>>().join("｜")
}
