//! An existing text as a Word file or workbook → department.
//!
//! The steps: open the file ([`package`]); read paragraphs and tables ([`block`]) out of a
//! Word file ([`preflight`], [`distil`], [`docx`]) or a workbook ([`xlsx`]); divide them
//! into cover, 第一部分 and 第二部分 ([`outline`]); read each, where a flat list of all
//! projects is first made into tables ([`list`]); guess what the file does not say. Whatever finds no place becomes a [`Note`].

mod block;
mod cover;
pub(crate) mod distil;
mod docx;
mod form;
mod guess;
mod indicators;
mod items;
mod list;
mod narrative;
mod note;
pub(crate) mod numbering;
mod options;
mod outline;
pub(crate) mod package;
mod parts;
pub(crate) mod preflight;
mod project;
mod refusal;
mod text;
mod units;
mod xlsx;

pub use note::{Kind, Note};
pub use options::Options;
pub use refusal::Refusal;

use crate::model::{Department, Field};
use block::{Block, Paragraph};
use note::Notes;
use package::Package;
use preflight::Parts;
use text::{excerpt, tight};

/// What an import gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The department, without places.
    pub department: Department,
    /// What to look at.
    pub notes: Vec<Note>,
    /// The number that each project has in the text, rising.
    pub numbers: Vec<usize>,
}

/// Reads a text from the bytes of a .docx or .xlsx.
///
/// # Errors
///
/// A [`Refusal`] where the file is no readable document, or nothing of a
/// 部门预算绩效文本 is in it.
pub fn import(bytes: &[u8], options: &Options) -> Result<Imported, Refusal> {
    let mut package = Package::open(bytes)?;
    let mut notes = Notes::default();
    let imported = match package.is_workbook() {
        true => {
            let blocks = xlsx::read(bytes, &mut package, &mut notes)?;
            read(&blocks, options, &mut notes)?
        }
        false => {
            let parts = preflight::take(&mut package)?;
            let imported = read(&docx::read(&parts)?, options, &mut notes)?;
            outside(&parts, &mut notes);
            imported
        }
    };
    Ok(Imported { notes: notes.0, ..imported })
}

fn read(
    blocks: &[Block],
    options: &Options,
    notes: &mut Notes,
) -> Result<Imported, Refusal> {
    let outline = outline::outline(blocks);
    let mut department = Department {
        profile: Field::of(options.profile.clone()),
        ..Department::default()
    };
    cover::read(&cover_lines(&blocks[outline.cover]), &mut department, notes);
    let part_one = paragraphs(&blocks[outline.part_one], notes);
    let has_text = narrative::read(&part_one, &mut department, notes);
    let drafts = parts::gather(&blocks[outline.part_two], notes);
    if drafts.is_empty() && !has_text {
        return Err(Refusal::NothingFound);
    }
    department.projects = drafts.iter().map(|d| project::read(d, notes)).collect();
    units::assign(&drafts, &mut department, notes);
    note_missing(&mut department, has_text, notes);
    if department.year.is_absent() {
        let year = drafts.iter().find_map(|d| d.year);
        department.year = year.map_or(Field::Absent, Field::of);
    }
    options.apply(&mut department);
    guess::fill(&mut department, notes);
    let numbers = numbers(&drafts, notes);
    Ok(Imported { department, notes: Vec::new(), numbers })
}

/// The lines of the cover, also where it is set as a table.
fn cover_lines(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(p) => lines.push(p.text.clone()),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|r| &r.cells);
                let cells = cells.filter(|c| !c.repeated);
                lines.extend(
                    cells.flat_map(|c| c.paragraphs.iter().map(|p| p.text.clone())),
                );
            }
        }
    }
    lines
}

/// The paragraphs of 第一部分; its form has no tables.
fn paragraphs<'b>(blocks: &'b [Block], notes: &mut Notes) -> Vec<&'b Paragraph> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(p) => found.push(p),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|r| &r.cells) {
                    let text = cell.text();
                    if !tight(&text).is_empty() && !cell.repeated {
                        let text = excerpt(text.trim());
                        notes.unplaced(format!("第一部分表格里的「{text}」没有用上"));
                    }
                }
            }
        }
    }
    found
}

/// A text without 第一部分 or without tables is an 摘录.
fn note_missing(department: &mut Department, has_text: bool, notes: &mut Notes) {
    let missing = match (has_text, department.projects.is_empty()) {
        (false, _) => "第一部分",
        (_, true) => "绩效目标表",
        _ => return,
    };
    department.extract = Field::of(true);
    notes.guess(format!("文件里没有{missing}，作为摘录（摘录: 是）"));
}

/// The numbers of the projects: those of the headings where they rise, else 1, 2, 3….
fn numbers(drafts: &[parts::Draft], notes: &mut Notes) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::new();
    let mut typed = true;
    for draft in drafts {
        let last = numbers.last().copied().unwrap_or(0);
        let number = draft.heading.as_ref().and_then(|h| h.number);
        typed &= number.is_none_or(|n| n > last);
        numbers.push(number.unwrap_or(last + 1));
    }
    if typed {
        return numbers;
    }
    notes.guess("项目编号不是从小到大，按先后从 1 起编号");
    (1..=drafts.len()).collect()
}

/// Tells what stands outside of the text's paragraphs.
fn outside(parts: &Parts, notes: &mut Notes) {
    for text in &parts.document.stray {
        notes.unplaced(format!("段落之外的「{}」没有用上", excerpt(text.trim())));
    }
    for text in parts.notes.iter().filter(|t| !tight(t).is_empty()) {
        notes.unplaced(format!("脚注或尾注「{}」没有用上", excerpt(text.trim())));
    }
}

#[cfg(test)]
mod tests;
