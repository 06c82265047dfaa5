//! Projects as files: new ones, their names and their order.

use super::change::{Changes, FileChange, hunks};
use super::{Address, EditFault, Value};
use crate::text::natural;
use crate::yaml::decode::text_of;
use crate::yaml::edit::draft::Part;
use crate::yaml::format;
use crate::yaml::load::{File, Input};
use crate::yaml::save;
use std::collections::BTreeSet;

const MARK: &str = "\u{feff}";

/// The files of a department while they are edited.
pub struct Folder {
    /// 部门.yaml, or the single file.
    department: Option<Held>,
    /// The project files in their order.
    projects: Vec<Held>,
    /// Project files that went.
    gone: Vec<Held>,
    path: String,
}

/// A file while it is edited.
#[derive(Clone)]
struct Held {
    /// The file as it was; a new one has none.
    was: Option<File>,
    path: String,
    bytes: Vec<u8>,
}

impl Held {
    fn of(file: &File) -> Held {
        let bytes = file.bytes.clone().unwrap_or_default();
        Held { was: Some(file.clone()), path: file.path.clone(), bytes }
    }
}

/// A file of a [`Folder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// 部门.yaml.
    Department,
    /// A project.
    Project(usize),
}

impl Folder {
    /// The files as they were read.
    pub fn new(input: &Input) -> Folder {
        Folder {
            department: input.department.as_ref().map(Held::of),
            projects: input.projects.iter().map(Held::of).collect(),
            gone: Vec::new(),
            path: input.path.clone(),
        }
    }

    fn held(&self, which: Which) -> Option<&Held> {
        match which {
            Which::Department => self.department.as_ref(),
            Which::Project(index) => self.projects.get(index),
        }
    }

    /// The file of a path.
    pub fn which(&self, path: &str) -> Option<Which> {
        if self.department.as_ref().is_some_and(|held| held.path == path) {
            return Some(Which::Department);
        }
        self.projects.iter().position(|p| p.path == path).map(Which::Project)
    }

    /// The path of a file.
    pub fn path(&self, which: Which) -> String {
        self.held(which).map_or(String::new(), |held| held.path.clone())
    }

    /// The text of a file, without a byte-order mark; None where there is none.
    pub fn text(&self, which: Which) -> Option<&str> {
        text_of(&self.held(which)?.bytes)
    }

    /// Gives a file another text; a byte-order mark stays.
    pub fn set_text(&mut self, which: Which, text: &str) {
        let held = match which {
            Which::Department => self.department.as_mut(),
            Which::Project(index) => self.projects.get_mut(index),
        };
        if let Some(held) = held {
            let mark = if held.bytes.starts_with(MARK.as_bytes()) { MARK } else { "" };
            held.bytes = [mark, text].concat().into_bytes();
        }
    }

    /// How many project files there are.
    pub fn count(&self) -> usize {
        self.projects.len()
    }

    /// Whether projects are files of their own: a department whose file is not 部门.yaml
    /// holds them itself.
    pub fn has_files(&self) -> bool {
        let name = |held: &Held| name_of(&held.path).to_owned();
        !self.projects.is_empty()
            || self.department.as_ref().map(name).is_none_or(|n| n == save::DEPARTMENT)
    }

    /// Adds a file for a project in front of the one with that index.
    pub fn insert(&mut self, index: usize, project: &Value) {
        let name = project.get(format::PROJECT_NAME).and_then(Value::as_text);
        let stem = save::file_name(name.unwrap_or_default());
        let folder = match self.projects.first() {
            Some(held) => folder_of(&held.path).to_owned(),
            None => {
                let above = self.department.as_ref().map(|d| folder_of(&d.path));
                let above = above.map_or(format!("{}/", self.path), str::to_owned);
                format!("{above}{}/", save::PROJECTS)
            }
        };
        let before = index.checked_sub(1).map_or(0, |i| self.number(i).unwrap_or(i + 1));
        self.make_room(index, before + 1);
        let path = format!("{folder}{}", named(before + 1, self.width(), &stem));
        let crlf = self.projects.first().is_some_and(|p| p.bytes.ends_with(b"\r\n"));
        let newline = if crlf { "\r\n" } else { "\n" };
        let mut text = String::new();
        for line in project_lines(project) {
            text.push_str(&line);
            text.push_str(newline);
        }
        let path = self.free(path);
        self.projects.insert(index, Held { was: None, path, bytes: text.into_bytes() });
    }

    /// Takes a project file away.
    pub fn remove(&mut self, index: usize) {
        let held = self.projects.remove(index);
        self.gone.push(held);
    }

    /// Puts a project in the place of another; the numbers in front of the names stay in
    /// their order.
    pub fn reorder(&mut self, from: usize, to: usize) {
        let (first, last) = (from.min(to), from.max(to));
        let numbers: Vec<_> = (first..=last).map(|i| self.number(i)).collect();
        let held = self.projects.remove(from);
        self.projects.insert(to, held);
        let rising = numbers.windows(2).all(|w| w[0].is_some() && w[0] < w[1]);
        if rising {
            for (index, number) in (first..=last).zip(numbers) {
                self.renumber(index, number.unwrap_or(index + 1));
            }
        } else {
            (0..self.projects.len()).for_each(|index| self.renumber(index, index + 1));
        }
    }

    /// Names a project's file after `name`.
    pub fn rename(&mut self, index: usize, name: &str) {
        let number = self.number(index).unwrap_or(index + 1);
        let folder = folder_of(&self.projects[index].path).to_owned();
        let stem = save::file_name(name);
        let path = format!("{folder}{}", named(number, self.width(), &stem));
        if path != self.projects[index].path {
            self.projects[index].path = self.free(path);
        }
    }

    /// Moves the numbers of the files from `index` on up, as far as `wanted` is taken.
    fn make_room(&mut self, index: usize, wanted: usize) {
        let mut wanted = wanted;
        for i in index..self.projects.len() {
            match self.number(i) {
                Some(number) if number > wanted => break,
                _ => {
                    self.renumber(i, wanted + 1);
                    wanted += 1;
                }
            }
        }
    }

    /// The number in front of a file's name.
    fn number(&self, index: usize) -> Option<usize> {
        let name = name_of(&self.projects.get(index)?.path);
        let end = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
        name[..end].parse().ok()
    }

    fn renumber(&mut self, index: usize, number: usize) {
        let width = self.width();
        let path = &mut self.projects[index].path;
        let (folder, name) = path.split_at(folder_of(path).len());
        let stem = name.trim_start_matches(|c: char| c.is_ascii_digit());
        let dash = if name.len() == stem.len() { "-" } else { "" };
        *path = format!("{folder}{number:0width$}{dash}{stem}");
    }

    /// How many digits the numbers have.
    fn width(&self) -> usize {
        let digits = |held: &Held| {
            let name = name_of(&held.path);
            name.find(|c: char| !c.is_ascii_digit()).unwrap_or(0)
        };
        self.projects.iter().map(digits).max().unwrap_or(0).max(2)
    }

    /// A path that no file has.
    fn free(&self, path: String) -> String {
        let mut taken: BTreeSet<_> =
            self.projects.iter().map(|p| stem_of(&p.path).to_lowercase()).collect();
        format!("{}.yaml", save::unique(stem_of(&path), &mut taken))
    }

    /// What became of the files. The order of their names has to be that of the projects.
    pub fn changes(&self) -> Result<Changes, EditFault> {
        let mut changes = Vec::new();
        for held in &self.gone {
            if let Some(File { path, bytes: Ok(bytes) }) = held.was.clone() {
                changes.push(FileChange::Remove { path, bytes });
            }
        }
        for held in self.department.iter().chain(&self.projects) {
            let Some(was) = &held.was else {
                let (path, bytes) = (held.path.clone(), held.bytes.clone());
                changes.push(FileChange::Create { path, bytes });
                continue;
            };
            let old = was.bytes.as_deref().unwrap_or_default();
            if old != held.bytes {
                let (path, hunks) = (was.path.clone(), hunks(old, &held.bytes));
                changes.push(FileChange::Patch { path, hunks });
            }
            if was.path != held.path {
                let (path, to) = (was.path.clone(), held.path.clone());
                changes.push(FileChange::Rename { path, to });
            }
        }
        let named = changes.iter().any(|c| !matches!(c, FileChange::Patch { .. }));
        let sorted = self.projects.is_sorted_by(|a, b| natural(&a.path, &b.path).is_lt());
        match named && !sorted {
            true => {
                Err(EditFault::Unwritable(Address::department().then(format::PROJECTS)))
            }
            false => Ok(Changes(changes)),
        }
    }
}

/// The lines of a project's file, its keys in the order of the format.
fn project_lines(project: &Value) -> Vec<String> {
    let Value::Map(entries) = project else { return Vec::new() };
    let mut entries: Vec<_> = entries.iter().collect();
    let order = |key: &str| format::PROJECT.iter().position(|k| k.name == key);
    entries.sort_by_key(|e| order(&e.0));
    entries.into_iter().flat_map(|(k, v)| Part::entry(k, v, false).lines).collect()
}

fn named(number: usize, width: usize, stem: &str) -> String {
    match stem {
        "" => format!("{number:0width$}.yaml"),
        stem => format!("{number:0width$}-{stem}.yaml"),
    }
}

fn folder_of(path: &str) -> &str {
    &path[..path.rfind(['/', '\\']).map_or(0, |i| i + 1)]
}

fn name_of(path: &str) -> &str {
    &path[folder_of(path).len()..]
}

fn stem_of(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}
