//! The cells of one sheet, as Excel shows them.

use super::limits::CellBudget;
use super::shown::{self, CellRemark, ShownCell};
use super::{date, refusal};
use crate::import::note::{NoteKind, Notes};
use crate::word::Refusal;
use calamine::{DataRef, Dimensions, Style, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The cells with text, the merged ranges, and what to tell about them.
#[derive(Debug, Default)]
pub struct Cells {
    /// Texts by row and column, from 0.
    pub texts: BTreeMap<(u32, u32), String>,
    /// Merged ranges.
    pub merged: Vec<Dimensions>,
    /// Cells whose stored number has more digits than is shown: place, shown, stored.
    rounded: Vec<((u32, u32), String, String)>,
    /// Formulas whose value was never computed.
    uncomputed: Vec<(u32, u32)>,
    /// Cells to look at for another reason: place, shown, stored.
    remarked: Vec<(CellRemark, (u32, u32), String)>,
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads a sheet.
///
/// # Errors
///
/// A [`Refusal`] where calamine gives up, or there are more cells than any text has.
pub fn read(
    book: &mut Book,
    name: &str,
    budget: &mut CellBudget,
) -> Result<Cells, Refusal> {
    let merged = book.merge_cells_by_sheet_name(name).map_err(refusal)?;
    let mut cells = Cells { merged, ..Cells::default() };
    values(book, name, &mut cells, budget)?;
    formulas(book, name, &mut cells)?;
    Ok(cells)
}

fn values(
    book: &mut Book,
    name: &str,
    cells: &mut Cells,
    budget: &mut CellBudget,
) -> Result<(), Refusal> {
    let mut reader = book.worksheet_cells_reader(name).map_err(refusal)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(refusal)? {
        let code = format_code(reader.styles().get(style));
        let shown = text(cell.get_value(), code);
        let place = cell.get_position();
        if let Some(remark) = shown.remark {
            let value = shown.stored.clone().unwrap_or_else(|| shown.text.clone());
            cells.remarked.push((remark, place, value));
        }
        if shown.text.trim().is_empty() {
            continue;
        }
        budget.take(shown.text.len())?;
        if let Some(stored) = shown.stored {
            cells.rounded.push((place, shown.text.clone(), stored));
        }
        cells.texts.insert(place, shown.text);
    }
    Ok(())
}

/// Finds formulas without a value, which programs other than Excel leave.
fn formulas(book: &mut Book, name: &str, cells: &mut Cells) -> Result<(), Refusal> {
    let mut reader = book.worksheet_cells_reader(name).map_err(refusal)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(refusal)? {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            cells.uncomputed.push(cell.pos);
        }
    }
    Ok(())
}

/// The number format of a style: its code, and its number among the built-in ones.
fn format_code(style: Option<&Style>) -> (&str, Option<u32>) {
    let format = style.and_then(|s| s.number_format.as_ref());
    format.map_or(("General", None), |f| (&f.format_code, f.format_id))
}

/// The code of a built-in format for times; a file names these by their numbers alone.
fn clock(code: &str, id: Option<u32>) -> &str {
    match id {
        Some(18) => "h:mm AM/PM",
        Some(19) => "h:mm:ss AM/PM",
        Some(20) => "h:mm",
        Some(21) => "h:mm:ss",
        Some(32) => "h\"时\"mm\"分\"",
        Some(33) => "h\"时\"mm\"分\"ss\"秒\"",
        Some(45) => "mm:ss",
        Some(46) => "[h]:mm:ss",
        Some(55) => "上午/下午h\"时\"mm\"分\"",
        Some(56) => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        _ => code,
    }
}

/// A value as Excel shows it.
fn text(value: &DataRef, (code, id): (&str, Option<u32>)) -> ShownCell {
    match value {
        DataRef::Empty => ShownCell::plain(""),
        DataRef::String(text) => shown::text(text, code),
        DataRef::SharedString(text) => shown::text(text, code),
        DataRef::Int(number) => shown::number(&number.to_string(), code),
        DataRef::Float(number) => shown::number(&format!("{number:.14e}"), code),
        DataRef::Bool(true) => ShownCell::plain("是"),
        DataRef::Bool(false) => ShownCell::plain("否"),
        DataRef::DateTime(moment) => {
            if let Some(time) = date::time(clock(code, id), moment.as_f64()) {
                return ShownCell::plain(time);
            }
            if moment.is_duration() {
                return shown::number(&format!("{:.14e}", moment.as_f64()), "General");
            }
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            ShownCell::plain(date::date(code, id, year, month, day))
        }
        DataRef::DateTimeIso(text) => ShownCell::plain(date::iso(text)),
        DataRef::DurationIso(text) => ShownCell::plain(text.as_str()),
        DataRef::Error(error) => ShownCell::error(&error.to_string()),
    }
}

impl Cells {
    /// Tells which values are not plainly what is stored.
    pub fn note(&self, sheet: &str, notes: &mut Notes) {
        note_remarked(sheet, &self.remarked, notes);
        if let Some((place, shown, stored)) = self.rounded.first() {
            let (place, count) = (address(*place), self.rounded.len());
            notes.guess(format!(
                "工作表“{sheet}”有 {count} 个单元格存的数比显示的长，按显示的读，\
                 如 {place} 显示 {shown}，存的是 {stored}"
            ));
        }
        if let Some(place) = self.uncomputed.first() {
            let (place, count) = (address(*place), self.uncomputed.len());
            notes.unplaced(format!(
                "工作表“{sheet}”有 {count} 个公式没有存下结果，如 {place}：\
                 请用 Excel 或 WPS 打开、保存一次再导入"
            ));
        }
    }
}

/// Tells of cells that are not plainly what is stored, one note for each reason.
fn note_remarked(
    sheet: &str,
    remarked: &[(CellRemark, (u32, u32), String)],
    notes: &mut Notes,
) {
    let mut by_reason: BTreeMap<CellRemark, Vec<String>> = BTreeMap::new();
    for (remark, place, value) in remarked {
        let cell = format!("{} 的「{value}」", address(*place));
        by_reason.entry(*remark).or_default().push(cell);
    }
    for (remark, cells) in by_reason {
        let cells = cells.join("、");
        let why = match remark {
            CellRemark::Format => "的数字格式不认得，按存的数读，请核对",
            CellRemark::Blank => "按单元格的格式不显示，没有用上",
            CellRemark::Digits => {
                "超过 15 位，Excel 只保留前 15 位，后面已经成了 0：\
                 请照原件改成文字，重新录入"
            }
            CellRemark::Error => "是出错的公式，按空白读，请补上",
        };
        let kind = if remark == CellRemark::Format {
            NoteKind::Guess
        } else {
            NoteKind::Unplaced
        };
        notes.add(kind, None, format!("工作表“{sheet}”{cells}{why}"));
    }
}

/// `B5` for row 4 and column 1.
pub fn address((row, column): (u32, u32)) -> String {
    format!("{}{}", letters(column), row + 1)
}

/// `B` for column 1.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_excel() {
        assert_eq!(address((4, 1)), "B5");
        assert_eq!(address((0, 25)), "Z1");
        assert_eq!(address((0, 26)), "AA1");
        assert_eq!(address((9, 16_383)), "XFD10");
    }
}
