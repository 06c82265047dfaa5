//! Department → the YAML that an author would have written.
//!
//! The texts read back as the same department: `load(save(d)) == d`, but for places and
//! for blanks at the ends of a text, which the format does not keep.

mod blank;
mod blank_report;
mod department;
mod file_name;
mod indicators;
mod own;
mod project;
mod report;
mod scalar;
mod writer;

use crate::model::{Department, Profile, Report, ReportKind};
use crate::yaml::load::profile;
pub use blank::blank_project;
pub use file_name::{file_name, unique};
pub(crate) use scalar::{Scalar, escaped, inline, is_special, scalar};
use std::collections::BTreeSet;

/// The file of a department in its folder.
pub const DEPARTMENT: &str = "部门.yaml";
/// The name of the file about the department as a whole, in 自评/ and 监控/2026-07/.
pub const WHOLE_REPORT: &str = "部门整体";
/// The folder of its projects.
pub const PROJECTS: &str = "项目";

pub use blank_report::blank_report;
pub use report::write as report;

/// The files of a department: relative path, with `/`, and text. First 部门.yaml, then a
/// file under 项目/ for each project.
///
/// `numbers` are the numbers in the names of the project files, which decide their order;
/// they have to rise. A project without one counts on from the one before.
pub fn save(department: &Department, numbers: &[usize]) -> Vec<(String, String)> {
    let form = profile::built_in(department.profile.text());
    save_as(department, numbers, form.as_ref())
}

/// As [`save`], where 版式 may name a folder whose profile is `form`.
pub fn save_as(
    department: &Department,
    numbers: &[usize],
    form: Option<&Profile>,
) -> Vec<(String, String)> {
    let mut files = vec![(DEPARTMENT.to_owned(), department::write(department))];
    let numbers = numbers_of(department.projects.len(), numbers);
    let width = numbers.last().map_or(1, |n| n.to_string().len()).max(2);
    let mut taken = BTreeSet::new();
    for (project, number) in department.projects.iter().zip(numbers) {
        let name = file_name::of(&format!("{number:0width$}"), project.name.text());
        let path = file_name::unique(&name, &mut taken);
        let text = project::write(project, form);
        files.push((format!("{PROJECTS}/{path}.yaml"), text));
    }
    files.extend(reports(department));
    files
}

/// The files of 自评/ and 监控/.
fn reports(department: &Department) -> Vec<(String, String)> {
    let mut taken = BTreeSet::new();
    let file = |report: &Report| {
        let folder = report_folder(report);
        let path = report_path(department, report, &folder);
        let path = file_name::unique(&path, &mut taken);
        (format!("{path}.yaml"), report::write(report, false))
    };
    department.reports.iter().map(file).collect()
}

/// The folder of a report: 自评, or 监控/2026-07.
pub fn report_folder(report: &Report) -> String {
    match report.month.value() {
        Some(month) => format!("{}/{month}", report.kind.name()),
        None => report.kind.name().to_owned(),
    }
}

/// The path of a report without its ending: the number and name of its project.
fn report_path(department: &Department, report: &Report, folder: &str) -> String {
    if report.is_whole() {
        return format!("{folder}/{WHOLE_REPORT}");
    }
    let at = crate::appraise::project_of(department, report);
    let width = department.projects.len().to_string().len().max(2);
    let number = at.map_or(department.projects.len(), |at| at) + 1;
    let name = at.and_then(|at| department.projects[at].name.value());
    let name = name.map_or(report.name.text(), |n| n);
    let name = file_name::of(&format!("{number:0width$}"), name);
    format!("{folder}/{name}")
}

/// The whole department as the text of one file: 部门.yaml with the projects as a list in
/// it. It reads back as the same department too.
pub fn single(department: &Department) -> String {
    let mut text = department::write(department);
    let form = profile::built_in(department.profile.text());
    text.push_str(if department.projects.is_empty() { "" } else { "\n项目:\n" });
    for project in &department.projects {
        let lines = project::write(project, form.as_ref());
        item(&mut text, &lines);
    }
    for kind in [ReportKind::Evaluation, ReportKind::Monitoring] {
        let of_kind = department.reports.iter().filter(|r| r.kind == kind);
        for (i, report) in of_kind.enumerate() {
            if i == 0 {
                text.push_str(&format!("\n{}:\n", kind.name()));
            }
            item(&mut text, &report::write(report, true));
        }
    }
    text
}

/// Adds lines as an item of a list.
fn item(text: &mut String, lines: &str) {
    for (i, line) in lines.lines().enumerate() {
        let indent = if i == 0 { "  - " } else { "    " };
        text.push_str(if line.is_empty() { "" } else { indent });
        text.push_str(line);
        text.push('\n');
    }
}

/// A number for each of `count` projects.
fn numbers_of(count: usize, given: &[usize]) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::with_capacity(count);
    for i in 0..count {
        let next = numbers.last().map_or(1, |n| n + 1);
        numbers.push(given.get(i).copied().unwrap_or(next));
    }
    numbers
}

#[cfg(test)]
mod tests;
