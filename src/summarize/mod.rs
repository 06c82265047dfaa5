//! Departments → what a bureau wants to see of them at once: rows for a workbook, and
//! the overview page.
//!
//! The rows of a department are made when it is read and written before the next one's;
//! the page is made of counts alone.

mod funds;
mod overview;
mod reports;
mod rows;
mod sheet;

pub use funds::{Funds, UnitFunds, by_unit, grouped, printed};
pub use overview::{Departmental, Overview, SharedLine};
pub use reports::ReportTotals;
pub use rows::{finding_row, unread_row};
pub use sheet::{SHEETS, Sheet, SheetCell, SheetColumn, SheetKind, SheetRow};

use crate::diagnostic::{Code, Severity, Summary};
use crate::text::source::Sources;
use crate::yaml::load::Loaded;
use std::collections::BTreeMap;

/// What is told of one department.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// 部门名称; where it could not be read, the path.
    pub name: String,
    /// Whether its files could be read, as far as funds are concerned.
    pub is_read: bool,
    /// 年度.
    pub year: Option<u16>,
    /// Its findings, counted.
    pub summary: Summary,
    /// The funds of its units.
    pub units: Vec<UnitFunds>,
    /// Its funds.
    pub funds: Funds,
    /// How many findings of each code, with their weight.
    pub codes: BTreeMap<(&'static Code, Severity), usize>,
    /// What its 自评 and 监控 come to.
    pub reports: ReportTotals,
    /// Its rows, by sheet.
    pub rows: BTreeMap<SheetKind, Vec<SheetRow>>,
}

/// What is told of the department at `path`, whose findings are in `loaded`.
pub fn survey(path: &str, loaded: &Loaded, sources: &Sources) -> Survey {
    let department = loaded.department.as_ref();
    let name = department.map_or("", |d| d.name.text()).trim();
    let mut survey = Survey {
        name: if name.is_empty() { path.to_owned() } else { name.to_owned() },
        year: department.and_then(|d| d.year.value()).map(|y| y.0),
        summary: Summary::of(&loaded.diagnostics, sources),
        ..Survey::default()
    };
    for finding in &loaded.diagnostics {
        *survey.codes.entry((finding.code, finding.severity)).or_default() += 1;
    }
    if let (Some(department), Some(profile)) = (department, &loaded.profile) {
        survey.is_read = true;
        survey.units = by_unit(department, profile);
        survey.funds = survey.units.iter().map(|u| u.funds).sum();
    }
    survey.rows = rows::rows(path, &survey, loaded, sources);
    if let (Some(department), Some(profile)) = (department, &loaded.profile) {
        let (rows, totals) = reports::reports(&survey.name, department, profile, sources);
        survey.rows.insert(SheetKind::Reports, rows);
        survey.reports = totals;
    }
    survey
}
