//! An existing text as a Word file or workbook → department.
//!
//! The steps: open the file ([`Package`]); read paragraphs and tables ([`block`]) out of a
//! Word file ([`crate::word`], [`docx`]) or a workbook ([`xlsx`]); take the
//! profile that fits ([`choose`]), whose words tell what the cells mean ([`labels`],
//! [`form`]); divide the blocks into cover, 第一部分 and 第二部分 ([`outline`]); read each,
//! where a flat list of all projects is first made into tables ([`list`]); guess what the
//! file does not say. Whatever finds no place becomes a [`Note`].

mod block;
mod budget;
mod carried;
mod choose;
mod cover;
mod docx;
mod form;
mod guess;
mod heading;
mod indicators;
mod items;
mod labels;
mod list;
mod narrative;
mod note;
pub(crate) mod numbering;
mod options;
mod outline;
mod overall;
mod own;
mod own_table;
mod parts;
mod project;
mod sheet;
mod text;
mod units;
mod upper;
mod xlsx;

pub use crate::word::{Other, Refusal};
pub use carried::{Carried, carried};
pub use note::{Note, NoteKind};
pub use options::{Chosen, Options};
pub use xlsx::cells;

use crate::model::profile::Need;
use crate::model::{Department, Field, Profile, Project};
use crate::sheet::Of;
use crate::word::{self, Package};
use block::{ImportBlock, ImportParagraph, ImportTable};
use form::Form;
use note::Notes;
use parts::ImportDraft;
use text::{excerpt, tight};

/// What an import gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The department, without places.
    pub department: Department,
    /// The profile it was read by.
    pub profile: Profile,
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
        true => workbook(bytes, &mut package, options, &mut notes)?,
        false => word(&mut package, options, &mut notes)?,
    };
    Ok(Imported { notes: notes.0, ..imported })
}

fn workbook(
    bytes: &[u8],
    package: &mut Package,
    options: &Options,
    notes: &mut Notes,
) -> Result<Imported, Refusal> {
    let sheets = xlsx::read(bytes, package)?;
    let tables: Vec<_> = sheets.iter().map(|s| &s.table).collect();
    let chosen = chosen(&tables, options, notes)?;
    let form = Form::of(&chosen.profile);
    let blocks = xlsx::blocks(sheets, &form, notes);
    read(&blocks, &chosen.name, &form, options, notes)
}

fn word(
    package: &mut Package,
    options: &Options,
    notes: &mut Notes,
) -> Result<Imported, Refusal> {
    let text = word::document(package)?;
    let blocks = docx::blocks(&text);
    let tables: Vec<_> = blocks.iter().filter_map(ImportBlock::table).collect();
    let chosen = chosen(&tables, options, notes)?;
    let form = Form::of(&chosen.profile);
    let imported = read(&blocks, &chosen.name, &form, options, notes)?;
    docx::note(&text.remarks, notes);
    Ok(imported)
}

/// The profile that the user names, else the one that fits best.
fn chosen(
    tables: &[&ImportTable],
    options: &Options,
    notes: &mut Notes,
) -> Result<Chosen, Refusal> {
    let chosen = options.profile.clone().or_else(|| choose::choose(tables, notes));
    chosen.ok_or(Refusal::NothingFound)
}

fn read(
    blocks: &[ImportBlock],
    profile: &str,
    form: &Form,
    options: &Options,
    notes: &mut Notes,
) -> Result<Imported, Refusal> {
    let outline = outline::outline(blocks, form);
    let profile = Field::of(profile.to_owned());
    let mut department = Department { profile, ..Department::default() };
    cover::read(&cover_lines(&blocks[outline.cover]), form, &mut department, notes);
    let part_one = paragraphs(&blocks[outline.part_one], notes);
    let has_text = narrative::read(&part_one, form, &mut department, notes);
    let (table, fields) = overall::read(&blocks[outline.overall_table], form, notes);
    department.overall_table = table;
    department.fields = fields;
    let special = parts::gather(&blocks[outline.special_funds], form, notes);
    department.special_funds = projects(&special, Of::Special, form, notes);
    let drafts = parts::gather(&blocks[outline.part_two], form, notes);
    if drafts.is_empty() && !has_text && department.special_funds.is_empty() {
        return Err(Refusal::NothingFound);
    }
    department.projects = projects(&drafts, Of::Project, form, notes);
    units::assign(&drafts, form, &mut department, notes);
    note_missing(&mut department, has_text, form, notes);
    if department.year.is_absent() {
        let year = drafts.iter().find_map(|d| d.year);
        department.year = year.map_or(Field::Absent, Field::of);
    }
    options.apply(&mut department);
    guess::fill(&mut department, notes);
    if let Field::Given(table) = &mut department.overall_table {
        table.value.targets.name = department.name.clone();
    }
    let numbers = numbers(&drafts, notes);
    let profile = form.profile.clone();
    Ok(Imported { department, profile, notes: Vec::new(), numbers })
}

fn projects(
    drafts: &[ImportDraft],
    of: Of,
    form: &Form,
    notes: &mut Notes,
) -> Vec<Project> {
    drafts.iter().map(|d| project::read(d, of, form, notes)).collect()
}

/// The lines of the cover, also where it is set as a table.
fn cover_lines(blocks: &[ImportBlock]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            ImportBlock::Paragraph(p) => lines.push(p.text.clone()),
            ImportBlock::Table(table) => {
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
fn paragraphs<'b>(
    blocks: &'b [ImportBlock],
    notes: &mut Notes,
) -> Vec<&'b ImportParagraph> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            ImportBlock::Paragraph(p) => found.push(p),
            ImportBlock::Table(table) => {
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
fn note_missing(
    department: &mut Department,
    has_text: bool,
    form: &Form,
    notes: &mut Notes,
) {
    let parts = form.profile.parts;
    let of_text = [parts.overall_goals, parts.sub_goals, parts.safeguards];
    let wants_text = of_text.contains(&Need::Must);
    let missing = match (has_text || !wants_text, department.projects.is_empty()) {
        (false, _) => "第一部分",
        (_, true) => "绩效目标表",
        _ => return,
    };
    department.extract = Field::of(true);
    notes.guess(format!("文件里没有{missing}，作为摘录（摘录: 是）"));
}

/// The numbers of the projects: those of the headings where they rise, else 1, 2, 3….
fn numbers(drafts: &[parts::ImportDraft], notes: &mut Notes) -> Vec<usize> {
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

#[cfg(test)]
mod tests;
