//! The departments that an editor works on, with what it has not saved yet.

use super::text::path_of;
use crate::cli::Failure;
use crate::cli::support::subject::Subject;
use crate::cli::support::{files, forms};
use jixiao::assist::{FileKind, Surroundings};
use jixiao::check::weigh;
use jixiao::compose::inspect;
use jixiao::diagnostic::sort;
use jixiao::text::source::{FileId, Sources};
use jixiao::yaml::load::profile::{self, FILE};
use jixiao::yaml::load::{self, File, Given, Input, Loaded};
use jixiao::yaml::save::DEPARTMENT;
use lsp_types::Url;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// A text that is open in the editor.
pub struct OpenText {
    /// What is in the editor, saved or not.
    pub text: String,
    /// The editor's count of its changes.
    pub version: i32,
}

/// What belongs together and is judged at once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whole {
    /// A department: its folder, or its one file.
    Department(PathBuf),
    /// A form: its folder.
    Form(PathBuf),
}

/// A whole as it is now.
pub struct Seen {
    /// The files; of a form, none.
    pub input: Input,
    /// What was read of them, and every finding.
    pub loaded: Loaded,
    /// Their texts.
    pub sources: Sources,
}

/// See the module.
#[derive(Default)]
pub struct Library {
    open: HashMap<PathBuf, OpenText>,
    seen: BTreeMap<Whole, Seen>,
    /// What must be judged again before anything is said of it.
    changed: BTreeSet<Whole>,
    /// The files that findings were published for, by what they belong to.
    pub told: BTreeMap<Whole, BTreeSet<PathBuf>>,
}

impl Library {
    /// Takes a text as the editor has it.
    pub fn open(&mut self, uri: &Url, text: String, version: i32) {
        let Some(path) = path_of(uri) else { return };
        self.open.insert(path.clone(), OpenText { text, version });
        self.changed.insert(whole_of(&path));
        self.stale_below(&path);
    }

    /// A form that changes changes what is said of the departments that use it.
    fn stale_below(&mut self, path: &Path) {
        if matches!(whole_of(path), Whole::Form(_)) {
            self.stale();
        }
    }

    /// Forgets what was typed into a text and not saved.
    pub fn close(&mut self, uri: &Url) {
        let Some(path) = path_of(uri) else { return };
        self.open.remove(&path);
        self.changed.insert(whole_of(&path));
        self.stale_below(&path);
    }

    /// Files may have changed outside of the editor.
    pub fn stale(&mut self) {
        self.changed.extend(self.seen.keys().cloned());
    }

    /// What is to be judged again.
    pub fn changed(&mut self) -> Vec<Whole> {
        self.changed.iter().cloned().collect()
    }

    /// A whole, judged again where something changed.
    pub fn see(&mut self, whole: &Whole) -> Option<&Seen> {
        if self.changed.remove(whole) || !self.seen.contains_key(whole) {
            let seen = match whole {
                Whole::Department(root) => self.department(root),
                Whole::Form(folder) => self.form(folder),
            };
            match seen {
                Ok(seen) => drop(self.seen.insert(whole.clone(), seen)),
                Err(_) => drop(self.seen.remove(whole)),
            }
        }
        self.seen.get(whole)
    }

    /// What a file belongs to, and which of its texts it is.
    pub fn find(&mut self, uri: &Url) -> Option<(&Seen, FileId)> {
        let path = path_of(uri)?;
        let seen = self.see(&whole_of(&path))?;
        let id = seen.file(&path)?;
        Some((seen, id))
    }

    /// The text of a file as the editor has it.
    pub fn text(&self, uri: &Url) -> Option<&str> {
        Some(&self.open.get(&path_of(uri)?)?.text)
    }

    /// The count of a text's changes.
    pub fn version(&self, path: &Path) -> Option<i32> {
        self.open.get(path).map(|o| o.version)
    }

    /// Whether nothing of a whole is open any more.
    pub fn is_closed(&self, whole: &Whole) -> bool {
        !self.open.keys().any(|path| whole_of(path) == *whole)
    }

    /// Every department that was looked at.
    pub fn departments(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().filter(|(w, _)| matches!(w, Whole::Department(_))).map(|s| s.1)
    }

    fn department(&self, root: &Path) -> Result<Seen, Failure> {
        let mut input = match root.exists() {
            true => files::read_department(root, None)?,
            false => Input { path: files::show(root), ..Input::default() },
        };
        self.lay_over(root, &mut input);
        let mut sources = Sources::default();
        let loaded = Subject::of(input.clone(), root).examine(&mut sources);
        Ok(Seen { input, loaded, sources })
    }

    /// Puts what is in the editor in the place of what is on the disk.
    fn lay_over(&self, root: &Path, input: &mut Input) {
        let whole = Whole::Department(root.to_owned());
        for (path, open) in self.open.iter().filter(|(p, _)| whole_of(p) == whole) {
            let shown = files::show(path);
            let bytes = Ok(open.text.clone().into_bytes());
            if let Some(file) = input.files_mut().find(|f| f.path == shown) {
                file.bytes = bytes;
            } else if is_under_projects(path) {
                input.projects.push(File { path: shown, bytes });
            } else if path == root || *path == root.join(DEPARTMENT) {
                input.department = Some(File { path: shown, bytes });
            }
        }
        input.projects.sort_by(|a, b| jixiao::text::natural(&a.path, &b.path));
        if let (Some(main), None) = (&input.department, &input.profile) {
            let base = if root.is_dir() { root } else { root.parent().unwrap_or(root) };
            input.profile = forms::of_department(main, base);
        }
    }

    /// A form with its templates, tried on a department that fills every field.
    fn form(&self, folder: &Path) -> Result<Seen, Failure> {
        let Given::Folder(mut given) = forms::named(&files::show(folder))? else {
            return Err(Failure::new("这不是版式"));
        };
        for file in given.templates.iter_mut().chain([&mut given.file]) {
            if let Some(open) = self.open.get(Path::new(&file.path)) {
                file.bytes = Ok(open.text.clone().into_bytes());
            }
        }
        let mut sources = Sources::default();
        let mut loaded = Loaded::default();
        let profile = profile::load_folder(&given, &mut sources, &mut loaded.diagnostics);
        if let Some(profile) = &profile {
            loaded.diagnostics.extend(inspect(profile, &mut sources));
        }
        weigh(&mut loaded.diagnostics, None);
        sort(&mut loaded.diagnostics);
        loaded.profile = profile;
        Ok(Seen { input: Input::default(), loaded, sources })
    }
}

impl Seen {
    /// A file of the whole.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        let shown = files::show(path);
        self.sources.ids().find(|id| self.sources.get(*id).path == shown)
    }

    /// What answers about a file are made from.
    pub fn around(&self, file: FileId) -> Surroundings<'_> {
        let path = &self.sources.get(file).path;
        let is_project = self.input.projects.iter().any(|p| p.path == *path)
            || self.input.department.as_ref().is_some_and(load::is_project);
        let report = self.input.reports.iter().find(|r| r.file.path == *path);
        let kind = match report {
            Some(report) => FileKind::Report(report.kind),
            None if is_project => FileKind::Project,
            None => FileKind::Department,
        };
        Surroundings {
            kind,
            department: self.loaded.department.as_ref(),
            profile: self.loaded.profile.as_ref(),
        }
    }
}

/// What a file belongs to.
pub fn whole_of(path: &Path) -> Whole {
    let folder = path.parent().unwrap_or(path);
    if path.file_name().is_some_and(|n| n == FILE) {
        return Whole::Form(folder.to_owned());
    }
    Whole::Department(files::department_of(path).unwrap_or(path).to_owned())
}

fn is_under_projects(path: &Path) -> bool {
    path.parent().and_then(Path::file_name).is_some_and(|n| n == files::PROJECTS)
}
