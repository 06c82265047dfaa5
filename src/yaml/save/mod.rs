//! Department → the YAML that an author would have written.
//!
//! The texts read back as the same department: `load(save(d)) == d`, but for places and
//! for blanks at the ends of a text, which the format does not keep.

mod blank;
mod department;
mod file_name;
mod indicators;
mod own;
mod project;
mod scalar;
mod writer;

use crate::model::{Department, Profile};
use crate::yaml::load::profile;
pub use blank::blank_project;
pub use file_name::{file_name, unique};
pub(crate) use scalar::{Scalar, escaped, inline, is_special, scalar};
use std::collections::BTreeSet;

/// The file of a department in its folder.
pub const DEPARTMENT: &str = "部门.yaml";
/// The folder of its projects.
pub const PROJECTS: &str = "项目";

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
    files
}

/// The whole department as the text of one file: 部门.yaml with the projects as a list in
/// it. It reads back as the same department too.
pub fn single(department: &Department) -> String {
    let mut text = department::write(department);
    let form = profile::built_in(department.profile.text());
    text.push_str(if department.projects.is_empty() { "" } else { "\n项目:\n" });
    for project in &department.projects {
        let lines = project::write(project, form.as_ref());
        for (i, line) in lines.lines().enumerate() {
            let indent = if i == 0 { "  - " } else { "    " };
            text.push_str(if line.is_empty() { "" } else { indent });
            text.push_str(line);
            text.push('\n');
        }
    }
    text
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
