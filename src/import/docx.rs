//! Word file → paragraphs and tables in their order, with all merging resolved.

use super::block::{
    ImportBlock, ImportCell, ImportParagraph, ImportPlace, ImportRow, ImportTable,
};
use super::note::{NoteKind, Notes};
use super::numbering;
use super::text::{excerpt, tight};
use crate::word::{self, BodyText, Remark, RemarkKind};

/// The blocks of a text.
pub fn blocks(text: &BodyText) -> Vec<ImportBlock> {
    let mut blocks: Vec<ImportBlock> = Vec::new();
    let mut tables = 0;
    for block in &text.blocks {
        match block {
            word::BodyBlock::Paragraph(paragraph) => {
                for line in lines(paragraph) {
                    match blocks.last_mut() {
                        Some(ImportBlock::Paragraph(last)) if line.continues => {
                            last.text.push_str(&line.text);
                        }
                        _ => blocks.push(ImportBlock::Paragraph(line)),
                    }
                }
            }
            word::BodyBlock::Table(table) => {
                tables += 1;
                blocks.push(ImportBlock::Table(rows(table, tables)));
            }
        }
    }
    blocks
}

fn rows(table: &word::BodyTable, number: usize) -> ImportTable {
    let mut grid = ImportTable::default();
    for (i, row) in table.rows.iter().enumerate() {
        let place = ImportPlace::Table { table: number, row: i + 1 };
        let cells = cells(row, grid.rows.last());
        grid.rows.push(ImportRow { place, cells });
    }
    grid
}

fn cells(row: &word::BodyRow, above: Option<&ImportRow>) -> Vec<ImportCell> {
    let mut cells = Vec::new();
    let mut column = row.before;
    for cell in &row.cells {
        let mut paragraphs: Vec<ImportParagraph> = Vec::new();
        for line in cell.paragraphs.iter().flat_map(lines) {
            match paragraphs.last_mut() {
                Some(last) if line.continues => last.text.push_str(&line.text),
                // the first of a cell keeps whether it continues
                _ => paragraphs.push(line),
            }
        }
        let origin = above.and_then(|r| r.cells.iter().find(|c| c.column == column));
        let origin = origin.filter(|o| cell.merged && o.is_label());
        if let Some(origin) = origin {
            paragraphs = origin.paragraphs.clone();
        }
        let repeated = origin.is_some();
        cells.push(ImportCell { column, span: cell.span, paragraphs, repeated });
        column = column.saturating_add(cell.span);
    }
    cells
}

/// The lines of a paragraph that hold text.
fn lines(paragraph: &word::BodyParagraph) -> Vec<ImportParagraph> {
    if is_continuation(&paragraph.style, &paragraph.text) {
        return Vec::new();
    }
    let number = paragraph.number.as_ref();
    // a number of a known shape is a part of the text, as where it is typed
    let label = number.filter(|n| !n.is_bullet).map_or("", |n| &n.label);
    let known = numbering::split(&format!("{label}甲"), 0).is_some();
    let typed = if known || number.is_some_and(|n| !n.is_bullet && n.level > 0) {
        label
    } else {
        ""
    };
    let lines = paragraph.text.split('\n').filter(|l| !l.trim().is_empty());
    lines
        .enumerate()
        .map(|(i, line)| ImportParagraph {
            text: match i {
                0 => format!(
                    "{typed}{}",
                    if typed.is_empty() { line } else { line.trim_start() }
                ),
                _ => line.to_owned(),
            },
            numbered: i == 0 && typed.is_empty() && number.is_some(),
            continues: i == 0 && paragraph.continues(),
        })
        .collect()
}

/// Whether a paragraph only says that the table above it goes on: 续表 and the like.
fn is_continuation(style: &str, text: &str) -> bool {
    let said = text.trim().trim_matches(['（', '）', '(', ')']);
    style.starts_with("续表行") || matches!(said, "续表" | "续上表" | "接上表")
}

/// Tells what is not in the text, or was read in a way of its own.
pub fn note(remarks: &[Remark], notes: &mut Notes) {
    for remark in remarks {
        let text = excerpt(remark.text.trim());
        let kind = match remark.kind {
            RemarkKind::Margin if is_page_number(&text) => continue,
            kind if kind.is_left_out() => NoteKind::Unplaced,
            _ => NoteKind::Guess,
        };
        let message = message(remark.kind, &text);
        let place = remark.place.to_string();
        match place.is_empty() {
            true => notes.add(kind, None, message),
            false => notes.add(kind, Some(place), message),
        }
    }
}

fn message(kind: RemarkKind, text: &str) -> String {
    use RemarkKind::*;
    let quoted = if text.is_empty() { String::new() } else { format!("「{text}」") };
    match kind {
        Revised => "文件里有修订（跟踪更改），按全部接受以后的样子读：\
                    插入的算，删除的不算；请核对，或在 Word 里接受、拒绝以后再导入"
            .to_owned(),
        Symbol => format!(
            "符号（字体和代码：{text}）没有对应的文字，读成“〓”，请改成能打出来的字"
        ),
        Formula => format!("公式读成一行「{text}」，请核对"),
        Field => "有一个域没有结束，它的代码没有用上".to_owned(),
        Bullet => format!("项目符号{quoted}按编号读，印出时写作 1. 2. 3."),
        Box => format!("文本框里的{quoted}读作这一段的文字，请核对"),
        Prompt => format!("内容控件没有填，只有提示文字{quoted}，按空白读"),
        Comment => format!("批注{quoted}没有用上"),
        File => format!("插入的文件{quoted}没有读，请打开它另外导入，或把内容粘贴进来"),
        Picture => format!("图片{quoted}没有读，里面的字要手工录入"),
        Object => format!("嵌入的对象{quoted}没有读，里面的内容要手工录入"),
        kind => format!("{kind}{quoted}没有用上"),
    }
}

/// Whether a header or footer is nothing but a page number.
pub fn is_page_number(text: &str) -> bool {
    let text = tight(text);
    let page = |c: char| c.is_numeric() || "-—–·第页共/ivxIVX".contains(c);
    text.chars().all(page)
}
