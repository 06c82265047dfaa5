//! What a path of the command line stands for.

use crate::cli::Failure;
use crate::cli::support::{files, forms};
use jixiao::check::{examine, examine_project};
use jixiao::text::source::Sources;
use jixiao::yaml::load::{self, File, Given, Input, Loaded};
use std::path::{Path, PathBuf};

/// The path that means standard input.
pub const STDIN: &str = "-";

/// A department, or a project file alone.
pub enum Subject {
    /// A folder or a single file with its projects.
    Department(Input),
    /// One file of 项目/, and the profile it is checked for.
    Project(File, Option<Given>),
}

impl Subject {
    /// Reads what `path` names, in the form of `profile` if there is one; standard input
    /// goes by the name `stdin_name`.
    pub fn read(
        path: &Path,
        stdin_name: &str,
        profile: Option<&Given>,
    ) -> Result<Subject, Failure> {
        let input = match path.to_str() == Some(STDIN) {
            true => files::read_stdin(stdin_name, profile)?,
            false => files::read_department(path, profile)?,
        };
        Ok(Subject::of(input, path))
    }

    /// What the files `input` of `path` are.
    pub fn of(input: Input, path: &Path) -> Subject {
        match input {
            Input { department: Some(file), projects, profile, .. }
                if projects.is_empty() && load::is_project(&file) =>
            {
                Subject::Project(file, profile.or_else(|| forms::of_neighbour(path)))
            }
            input => Subject::Department(input),
        }
    }

    /// All findings.
    pub fn examine(&self, sources: &mut Sources) -> Loaded {
        match self {
            Subject::Department(input) => examine(input, sources),
            Subject::Project(file, profile) => {
                examine_project(file, profile.as_ref(), sources)
            }
        }
    }

    /// The folders that its files are in.
    pub fn folders(&mut self) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = self
            .files()
            .filter_map(|file| Some(Path::new(&file.path).parent()?.to_owned()))
            .map(|folder| if folder.as_os_str().is_empty() { ".".into() } else { folder })
            .collect();
        folders.dedup();
        folders
    }

    /// The files, in the order they are read.
    pub fn files(&mut self) -> impl Iterator<Item = &mut File> {
        let (department, project) = match self {
            Subject::Department(input) => (Some(input), None),
            Subject::Project(file, _) => (None, Some(file)),
        };
        project.into_iter().chain(department.into_iter().flat_map(Input::files_mut))
    }
}
