//! Last year's department → next year's: years moved on where they meant the budget year,
//! codes open, amounts marked as last year's; what was changed, and what is in doubt.
//!
//! The result is edits of the author's files ([`crate::yaml::edit`]), so that comments,
//! blank lines and quotes stay.

mod amounts;
mod codes;
mod fate;
mod leave_out;
mod moving;
mod project;
mod refusal;
mod report;
mod table;
mod tables;

pub use codes::{FilledCodes, fill};
pub use project::add_project;
pub use refusal::AdvanceRefusal;
pub use report::{AdvanceReport, ReportPlace, ToldYear, to_text};
pub use table::{CodeRow, CodeTable};

use crate::model::{Department, Year};
use crate::text::source::Sources;
use crate::yaml::edit::{Address, Changes, Edit, TextAt, edit, texts};
use crate::yaml::load::{Input, load};
use tables::KnownProjects;

/// What is wanted of the next year's department.
#[derive(Debug, Clone, Default)]
pub struct NextWish {
    /// The new 年度; the one after the old where it is not said.
    pub year: Option<Year>,
    /// The new codes.
    pub codes: Option<CodeTable>,
    /// Whether amounts and plans are emptied, and not kept and marked.
    pub is_empty: bool,
    /// Projects to leave out, each by its name, number or code.
    pub left_out: Vec<String>,
}

/// Next year's department.
#[derive(Debug, Clone)]
pub struct Advanced {
    /// What becomes of the files.
    pub changes: Changes,
    /// What was changed, left and is in doubt.
    pub report: AdvanceReport,
}

/// A department as it was read, and its texts by their places.
struct Old {
    department: Department,
    texts: Vec<TextAt>,
    sources: Sources,
}

/// Next year's department from last year's.
///
/// # Errors
/// A [`AdvanceRefusal`] where the old one cannot be read whole, has no 年度 or is not of an earlier
/// year, where a project to leave out is not there, or an edit cannot be made.
pub fn advance(input: &Input, wish: &NextWish) -> Result<Advanced, AdvanceRefusal> {
    let old = Old::read(input)?;
    let given = old.department.year.value().ok_or(AdvanceRefusal::NoYear)?.0;
    let next = wish.year.map_or(given + 1, |y| y.0);
    if next <= given || next >= 2100 {
        return Err(AdvanceRefusal::NotLater { old: given, new: next });
    }
    let tables = KnownProjects::of(&old, input);
    let gone = leave_out::chosen(&tables, &wish.left_out)?;
    let mut report = AdvanceReport { years: (given, next), ..AdvanceReport::default() };
    let mut edits = vec![Edit::set(Address::department().then("年度"), next.to_string())];
    leave_out::tell(&old, &tables, &gone, &mut report);
    let is_kept = |at: &Address| !gone.iter().any(|g| tables.projects[*g].holds(at));
    let kept: Vec<&TextAt> = old.texts.iter().filter(|t| is_kept(&t.at)).collect();
    moving::edits(&kept, &tables, &mut report, &mut edits);
    codes::edits(&old, &tables, &gone, wish.codes.as_ref(), &mut report, &mut edits);
    amounts::edits(&kept, wish.is_empty, &mut report, &mut edits);
    edits.extend(gone.iter().map(|g| Edit::remove(tables.projects[*g].at.clone())));
    let changes = edit(input, &edits)?;
    let after = changes.apply(input)?;
    report.place(&texts(&after), &after, &gone);
    Ok(Advanced { changes, report })
}

impl Old {
    fn read(input: &Input) -> Result<Old, AdvanceRefusal> {
        let mut sources = Sources::default();
        let department = load(input, &mut sources).department;
        let texts = texts(input);
        let files = input.department.iter().chain(&input.projects);
        for file in files {
            let has_text = texts.iter().any(|t| t.path == file.path);
            let is_blank = file.bytes.as_ref().is_ok_and(|b| b.trim_ascii().is_empty());
            if !has_text && !is_blank {
                return Err(AdvanceRefusal::Unreadable(file.path.clone()));
            }
        }
        let department = department.ok_or(AdvanceRefusal::NoYear)?;
        Ok(Old { department, texts, sources })
    }
}

#[cfg(test)]
mod tests;
