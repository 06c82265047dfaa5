//! 项目编码: open, from a table, or kept where money is carried over.

use super::leave_out::tight;
use super::table::{CodeRow, CodeTable};
use super::tables::{KnownProject, KnownProjects};
use super::{AdvanceRefusal, AdvanceReport, Old};
use crate::model::ProjectCode;
use crate::yaml::edit::{Changes, Edit, edit};
use crate::yaml::load::Input;
use std::collections::BTreeSet;

/// The key of a project's code.
const CODE: &str = "项目编码";

/// What the codes of a table became.
#[derive(Debug, Clone, Default)]
pub struct FilledCodes {
    /// What becomes of the files.
    pub changes: Changes,
    /// How many codes were filled in.
    pub count: usize,
    /// The names of the projects that are still without.
    pub open: Vec<String>,
    /// The rows of the table that no project took, as they are told.
    pub unused: Vec<String>,
}

/// The codes of next year's projects.
pub fn edits(
    old: &Old,
    tables: &KnownProjects,
    gone: &BTreeSet<usize>,
    codes: Option<&CodeTable>,
    report: &mut AdvanceReport,
    edits: &mut Vec<Edit>,
) {
    let stays = tables.projects.iter().enumerate().filter(|(i, _)| !gone.contains(i));
    let stays: Vec<&KnownProject> = stays.map(|(_, t)| t).collect();
    let given =
        codes.map(|c| assigned(c, &stays, old.department.year.value().map(|y| y.0)));
    let given = given.unwrap_or_default();
    for (i, table) in stays.iter().enumerate() {
        let at = table.at.clone().then(CODE);
        if let Some(row) = given.of_project(i) {
            edits.push(Edit::set(at, row.code.as_str()));
            report.codes_given += 1;
        } else if table.is_carried && table.code.is_some() {
            report.codes_kept.push(table.name.clone());
        } else if table.has_code {
            edits.push(Edit::set(at, ProjectCode::pending().as_str()));
            report.codes_open.push(table.name.clone());
        }
    }
    report.has_codes = codes.is_some();
    report.codes_unused = codes.map(|c| given.unused(c)).unwrap_or_default();
}

/// Fills the codes of a table into the projects of a department that wait for one.
///
/// # Errors
/// A [`AdvanceRefusal`] where the department cannot be read whole.
pub fn fill(input: &Input, codes: &CodeTable) -> Result<FilledCodes, AdvanceRefusal> {
    let old = Old::read(input)?;
    let tables = KnownProjects::of(&old, input);
    let open: Vec<&KnownProject> =
        tables.projects.iter().filter(|t| t.code.is_none()).collect();
    let given = assigned(codes, &open, old.department.year.value().map(|y| y.0));
    let mut edits = Vec::new();
    let mut filled =
        FilledCodes { unused: given.unused(codes), ..FilledCodes::default() };
    for (i, table) in open.iter().enumerate() {
        match given.of_project(i) {
            Some(row) => {
                edits.push(Edit::set(table.at.clone().then(CODE), row.code.as_str()));
            }
            None if table.has_code => filled.open.push(table.name.clone()),
            None => {}
        }
    }
    filled.count = edits.len();
    // a row of a project that has that code already is no stray
    let known =
        |code: &str| tables.projects.iter().any(|t| t.code.as_deref() == Some(code));
    filled
        .unused
        .retain(|told| !codes.rows.iter().any(|r| r.told() == *told && known(&r.code)));
    filled.changes = edit(input, &edits)?;
    Ok(filled)
}

/// Which row each project takes.
#[derive(Default)]
struct Given<'c> {
    rows: Vec<Option<&'c CodeRow>>,
}

impl<'c> Given<'c> {
    fn of_project(&self, index: usize) -> Option<&'c CodeRow> {
        self.rows.get(index).copied().flatten()
    }

    fn unused(&self, codes: &CodeTable) -> Vec<String> {
        let is_used = |row: &CodeRow| {
            self.rows.iter().flatten().any(|used| std::ptr::eq(*used, row))
        };
        codes.rows.iter().filter(|r| !is_used(r)).map(CodeRow::told).collect()
    }
}

/// How a project may be the one that a row means.
type Way<'w> = dyn Fn(&KnownProject, &CodeRow) -> bool + 'w;

/// A row goes to the project of its old code, else to the only one of its name, with the
/// year of either side or without.
fn assigned<'c>(
    codes: &'c CodeTable,
    tables: &[&KnownProject],
    year: Option<u16>,
) -> Given<'c> {
    let mut rows = vec![None; tables.len()];
    let mut taken = BTreeSet::new();
    let by_code = |t: &KnownProject, row: &CodeRow| {
        t.code.as_deref().is_some_and(|code| row.names(code))
    };
    let by_name = |t: &KnownProject, row: &CodeRow| row.names(&tight(&t.name));
    let bare = |text: &str| without_years(text, year);
    let by_bare_name = |t: &KnownProject, row: &CodeRow| {
        row.keys.iter().any(|key| !bare(key).is_empty() && bare(key) == bare(&t.name))
    };
    let ways: [&Way; 3] = [&by_code, &by_name, &by_bare_name];
    for is_meant in ways {
        for (at, row) in codes.rows.iter().enumerate() {
            let free = |i: &usize| rows[*i].is_none() && is_meant(tables[*i], row);
            let found: Vec<usize> = (0..tables.len()).filter(free).collect();
            if let ([one], false) = (found.as_slice(), taken.contains(&at)) {
                rows[*one] = Some(row);
                taken.insert(at);
            }
        }
    }
    Given { rows }
}

/// A name without blanks and the years near the budget year.
fn without_years(name: &str, year: Option<u16>) -> String {
    let mut name = tight(name);
    for year in year.into_iter().flat_map(|y| y.saturating_sub(1)..=y + 1) {
        name = name.replace(&format!("{year}年度"), "").replace(&format!("{year}年"), "");
        name = name.replace(&year.to_string(), "");
    }
    name
}
