//! What a path of the command line stands for.

use super::{Failure, files};
use jixiao::check::{examine, examine_project};
use jixiao::load::{self, File, Input, Loaded};
use jixiao::source::Sources;
use std::path::Path;

/// The path that means standard input.
pub const STDIN: &str = "-";

/// A department, or a project file alone.
pub enum Subject {
    /// A folder or a single file with its projects.
    Department(Input),
    /// One file of 项目/.
    Project(File),
}

impl Subject {
    /// Reads what `path` names; standard input goes by the name `stdin_name`.
    pub fn read(path: &Path, stdin_name: &str) -> Result<Subject, Failure> {
        let input = match path.to_str() == Some(STDIN) {
            true => files::read_stdin(stdin_name)?,
            false => files::read_department(path)?,
        };
        Ok(match input {
            Input { department: Some(file), projects, .. }
                if projects.is_empty() && load::is_project(&file) =>
            {
                Subject::Project(file)
            }
            input => Subject::Department(input),
        })
    }

    /// All findings.
    pub fn examine(&self, sources: &mut Sources) -> Loaded {
        match self {
            Subject::Department(input) => examine(input, sources),
            Subject::Project(file) => examine_project(file, None, sources),
        }
    }

    /// The files, in the order they are read.
    pub fn files(&mut self) -> impl Iterator<Item = &mut File> {
        let (one, many) = match self {
            Subject::Department(input) => {
                (input.department.as_mut(), input.projects.as_mut_slice())
            }
            Subject::Project(file) => (Some(file), &mut [][..]),
        };
        one.into_iter().chain(many)
    }
}
