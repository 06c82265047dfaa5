//! The projects of a department with their addresses, in the order of the files.

use super::Old;
use crate::check::carry_over;
use crate::model::ProjectCode;
use crate::yaml::edit::Address;
use crate::yaml::load::Input;

/// A project as the next year needs to know it.
pub struct KnownProject {
    /// Its address.
    pub at: Address,
    /// 项目名称.
    pub name: String,
    /// 项目编码, where one is given out.
    pub code: Option<String>,
    /// Whether a code is written, perhaps 待编.
    pub has_code: bool,
    /// Whether it says that money is carried over.
    pub is_carried: bool,
    /// The number of its file, else its place.
    pub number: usize,
    /// The name of its file, without number and ending; empty where it has none.
    pub file: String,
}

/// The projects of a department.
pub struct KnownProjects {
    /// In the order of the files.
    pub projects: Vec<KnownProject>,
}

impl KnownProject {
    /// Whether an address lies in the project.
    pub fn holds(&self, at: &Address) -> bool {
        at.steps().starts_with(self.at.steps())
    }
}

impl KnownProjects {
    pub fn of(old: &Old, input: &Input) -> KnownProjects {
        let mut projects = Vec::new();
        for project in &old.department.projects {
            let at = Address::project(project.ordinal);
            let code = project.code.value().map(ProjectCode::known);
            let path = &old.sources.get(project.span.file).path;
            let is_file = input.projects.iter().any(|f| f.path == *path);
            let file = if is_file { file_of(path) } else { (None, "") };
            projects.push(KnownProject {
                at,
                name: project.name.text().to_owned(),
                code: code.filter(|c| !c.is_empty()).map(str::to_owned),
                has_code: project.code.get().is_some(),
                is_carried: carry_over::is_stated(project),
                number: file.0.unwrap_or_default(),
                file: file.1.to_owned(),
            });
        }
        projects.sort_by(|a, b| a.at.cmp(&b.at));
        for (i, table) in projects.iter_mut().enumerate().filter(|t| t.1.number == 0) {
            table.number = i + 1;
        }
        KnownProjects { projects }
    }
}

/// Number and name of a project's file.
fn file_of(path: &str) -> (Option<usize>, &str) {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let rest = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = stem[..stem.len() - rest.len()].parse().ok();
    (number, rest.strip_prefix('-').unwrap_or(rest))
}
