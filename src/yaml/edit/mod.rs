//! Edits of a department by what is meant: set, clear, insert, remove, move, rename at an
//! [`Address`]. They become edits of the author's bytes: comments, blank lines, the style
//! of quotes and brackets, line ends and a byte-order mark stay as they are.
//!
//! - An address may name what is not written yet: setting it writes the key, and the maps
//!   and lists above it, in the order of the format.
//! - Of several edits at once, all name places as they were before the first; they may come
//!   in any order, and either all are made or none.
//! - The result is data: [`Changes`] says what becomes of the files, [`Changes::inverse`]
//!   what takes it back, to the byte. Nothing here touches a file.
//! - An edit that says what its caller [`saw`](Edit::saw) is refused where something else
//!   stands.
//! - Each edit is proved before it is given: the new text is read, says what was wanted,
//!   and has all comments but those inside of what was removed or replaced.
//!
//! What goes with a removed item or field: its lines and the comments inside of them;
//! comments on lines of their own around it stay. The last item takes its list along, where
//! that may be left out.
//!
//! ```
//! use jixiao::yaml::edit::{Address, Edit, Value, edit, read};
//! use jixiao::yaml::load::{File, Input};
//!
//! let text = "部门名称: 某局\n单位:\n  - {单位编码: 001, 单位名称: 某局本级} # 核对过\n";
//! let file = File { path: "某局/部门.yaml".into(), bytes: Ok(text.into()) };
//! let input = Input { path: "某局".into(), department: Some(file), ..Default::default() };
//!
//! let units = Address::department().then("单位");
//! let name = units.clone().then(0).then("单位名称");
//! let edits = [
//!     // as the page shows it: refused if the file says something else by now
//!     Edit::set(name, "某局机关").saw("某局本级"),
//!     // a key that is not there yet
//!     Edit::set(Address::department().then("审核单位"), "某市财政局"),
//!     Edit::insert(units.then(1), Value::map([("单位编码", "002"), ("单位名称", "某馆")])),
//! ];
//! let changes = edit(&input, &edits).unwrap();
//! let edited = changes.apply(&input).unwrap();
//! assert_eq!(
//!     String::from_utf8(edited.department.as_ref().unwrap().bytes.clone().unwrap()).unwrap(),
//!     "部门名称: 某局\n审核单位: 某市财政局\n单位:\n  \
//!      - {单位编码: 001, 单位名称: 某局机关} # 核对过\n  \
//!      - {单位编码: 002, 单位名称: 某馆}\n"
//! );
//! let reviewer = read(&edited, &Address::department().then("审核单位")).unwrap();
//! assert_eq!(reviewer, Value::from("某市财政局"));
//!
//! // undo: the same bytes as before
//! let undone = changes.inverse().apply(&edited).unwrap();
//! assert_eq!(undone.department.unwrap().bytes.unwrap(), text.as_bytes());
//! ```

mod address;
mod batch;
mod change;
mod draft;
mod fault;
mod find;
mod folder;
mod job;
mod list;
mod locate;
mod name;
mod pieces;
mod rows;
mod set;
mod texts;
mod units;
mod value;

pub use address::{Address, Step};
pub use change::{Changes, FileChange, Hunk};
pub use fault::EditFault;
pub use texts::{TextAt, texts};
pub use value::Value;

#[cfg(test)]
mod tests;

use super::format::{self, Shape};
use super::load::Input;
use batch::Shift;
use folder::{Folder, Which};
use job::Job;
use std::ops::Range;

/// An edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where.
    pub at: Address,
    /// What the caller saw there, where that is to be held against the file; of a map the
    /// keys that it saw, of nothing an empty text.
    pub saw: Option<Value>,
    /// What to do.
    pub action: Action,
}

/// What to do at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Let this stand there. An empty text clears.
    Set(Value),
    /// Let nothing stand there: a key that may be left out goes, another stays without a
    /// value; an item is removed.
    Clear,
    /// Put a new item in front of the one at the address, or behind the last.
    Insert(Value),
    /// Take an item, or a key and its value, away.
    Remove,
    /// Put the item in the place of that number of its list.
    MoveTo(usize),
    /// Let nothing stand there, and keep its key, to be filled in.
    Blank,
    /// Put this as a comment on a line of its own above the key or item.
    Note(String),
    /// Give a name of the author's another: a fund, a month, a label, a level with all its
    /// rows; a project's file.
    Rename(String),
}

impl Edit {
    fn new(at: Address, action: Action) -> Edit {
        Edit { at, saw: None, action }
    }

    /// Lets `value` stand at an address, also one that is not written yet.
    pub fn set(at: Address, value: impl Into<Value>) -> Edit {
        Edit::new(at, Action::Set(value.into()))
    }

    /// Lets nothing stand at an address.
    pub fn clear(at: Address) -> Edit {
        Edit::new(at, Action::Clear)
    }

    /// Puts an item in front of the one that is at `at` now.
    pub fn insert(at: Address, item: impl Into<Value>) -> Edit {
        Edit::new(at, Action::Insert(item.into()))
    }

    /// Lets nothing stand at an address, whose key stays.
    pub fn blank(at: Address) -> Edit {
        Edit::new(at, Action::Blank)
    }

    /// Puts a comment on a line of its own above what stands at `at`.
    pub fn note(at: Address, comment: impl Into<String>) -> Edit {
        Edit::new(at, Action::Note(comment.into()))
    }

    /// Takes an item, or a key and its value, away.
    pub fn remove(at: Address) -> Edit {
        Edit::new(at, Action::Remove)
    }

    /// Puts an item in the place of number `to` of its list.
    pub fn move_to(at: Address, to: usize) -> Edit {
        Edit::new(at, Action::MoveTo(to))
    }

    /// Gives a name of the author's another.
    pub fn rename(at: Address, name: impl Into<String>) -> Edit {
        Edit::new(at, Action::Rename(name.into()))
    }

    /// Refuses the edit unless this stands at its address.
    #[must_use]
    pub fn saw(mut self, value: impl Into<Value>) -> Edit {
        self.saw = Some(value.into());
        self
    }
}

/// What stands at an address; an empty text where nothing does.
///
/// # Errors
/// An address that the format has not, an item that is not there, a file that cannot be
/// read.
pub fn read(input: &Input, at: &Address) -> Result<Value, EditFault> {
    Editor::new(input).read(at)
}

/// The address of what stands at the bytes `range` of the file `path`, as a place in a
/// text without byte-order mark: of a value, or of the key of a level. None where nothing
/// of the format stands there.
pub fn locate(input: &Input, path: &str, range: Range<usize>) -> Option<Address> {
    let editor = Editor::new(input);
    let which = editor.folder.which(path)?;
    let draft = draft::Draft::new(editor.folder.text(which)?, false)?;
    match which {
        Which::Department => {
            let above = Address::department();
            locate::locate(&draft, &format::DEPARTMENT_FILE, range, &above)
        }
        Which::Project(index) => {
            let above = Address::project(index);
            locate::locate(&draft, &format::PROJECT_FILE, range, &above)
        }
    }
}

/// What `edits` do to the files of a department.
///
/// # Errors
/// The first edit that cannot be made, as [`EditFault`] says; then none is.
pub fn edit(input: &Input, edits: &[Edit]) -> Result<Changes, EditFault> {
    let mut editor = Editor::new(input);
    // what callers saw was there before the first edit
    for edit in edits {
        editor.compare(edit)?;
    }
    for edit in edits {
        editor.make(edit)?;
    }
    editor.folder.changes()
}

struct Editor {
    folder: Folder,
    shifts: Vec<Shift>,
    names: Vec<String>,
}

/// The part of an address that lies inside of a file.
struct Inside<'a> {
    which: Which,
    shape: &'static Shape,
    steps: &'a [Step],
}

impl Editor {
    fn new(input: &Input) -> Editor {
        let folder = Folder::new(input);
        let names = format::names(super::load::profile_of(input).as_ref());
        Editor { folder, shifts: Vec::new(), names }
    }

    /// Whether the projects are written in the department's own file.
    fn is_inline(&self) -> bool {
        self.folder.count() == 0 && !self.folder.has_files() || self.has_inline()
    }

    fn has_inline(&self) -> bool {
        let at = Address::department().then(format::PROJECTS);
        let whole = Inside {
            which: Which::Department,
            shape: &format::DEPARTMENT_FILE,
            steps: at.steps(),
        };
        let job = self.job(&whole, &at);
        job.is_ok_and(|j| j.read().is_ok_and(|v| !v.is_blank()))
    }

    fn inside<'a>(&self, at: &'a Address) -> Inside<'a> {
        match at.steps() {
            [Step::Key(key), Step::Item(index), steps @ ..]
                if key == format::PROJECTS && !self.is_inline() =>
            {
                Inside {
                    which: Which::Project(*index),
                    shape: &format::PROJECT_FILE,
                    steps,
                }
            }
            steps => {
                let shape = &format::DEPARTMENT_FILE;
                Inside { which: Which::Department, shape, steps }
            }
        }
    }

    fn job<'a>(
        &'a self,
        inside: &Inside<'a>,
        at: &'a Address,
    ) -> Result<Job<'a>, EditFault> {
        let path = || self.folder.path(inside.which);
        let text = match self.folder.text(inside.which) {
            Some(text) => text,
            None if path().is_empty() => return Err(EditFault::Absent(at.clone())),
            None => return Err(EditFault::Unreadable(path())),
        };
        let (shape, steps, names) = (inside.shape, inside.steps, &self.names);
        Ok(Job { text, shape, steps, at, names })
    }

    fn read(&self, at: &Address) -> Result<Value, EditFault> {
        let inside = self.inside(at);
        self.job(&inside, at)?.read().map_err(|fault| self.named(fault, inside.which))
    }

    /// A fault with the path of its file.
    fn named(&self, fault: EditFault, which: Which) -> EditFault {
        match fault {
            EditFault::Unreadable(_) => EditFault::Unreadable(self.folder.path(which)),
            fault => fault,
        }
    }

    fn compare(&self, edit: &Edit) -> Result<(), EditFault> {
        let Some(saw) = &edit.saw else { return Ok(()) };
        let found = self.read(&edit.at)?;
        if found.shows(&saw.kept()) {
            return Ok(());
        }
        Err(EditFault::Changed { at: edit.at.clone(), saw: saw.clone(), found })
    }

    fn make(&mut self, edit: &Edit) -> Result<(), EditFault> {
        let is_new = matches!(edit.action, Action::Insert(_));
        let at = batch::follow(&self.shifts, &edit.at, is_new);
        let at = at.ok_or_else(|| EditFault::Absent(edit.at.clone()))?;
        let action = edit.action.kept();
        let inside = self.inside(&at);
        if let (Which::Project(index), []) = (inside.which, inside.steps) {
            return self.project(index, &at, &action);
        }
        let done = self.job(&inside, &at)?.run(&action);
        let which = inside.which;
        let done = done.map_err(|fault| self.named(fault, which))?;
        if let Action::MoveTo(to) = action {
            self.moves_in_unit(&at, to)?;
        }
        self.folder.set_text(which, &done.text);
        self.shifts.extend(done.shift);
        Ok(())
    }

    /// An edit of a project's file as a whole.
    fn project(
        &mut self,
        index: usize,
        at: &Address,
        action: &Action,
    ) -> Result<(), EditFault> {
        let count = self.folder.count();
        let projects = Address::department().then(format::PROJECTS);
        let exists =
            if index < count { Ok(()) } else { Err(EditFault::Absent(at.clone())) };
        match action {
            Action::Insert(project) if index <= count => {
                if !format::PROJECT_FILE.fits(project) || project.is_blank() {
                    return Err(EditFault::NotOfFormat(at.clone()));
                }
                self.folder.insert(index, project);
                self.shifts.push(Shift::Insert(projects, index));
            }
            Action::Remove | Action::Clear => {
                exists?;
                self.folder.remove(index);
                self.shifts.push(Shift::Remove(projects, index));
            }
            Action::MoveTo(to) if *to < count => {
                exists?;
                self.moves_in_unit(at, *to)?;
                self.folder.reorder(index, *to);
                self.shifts.push(Shift::Move(projects, index, *to));
            }
            Action::Rename(name) => {
                exists?;
                self.folder.rename(index, name);
            }
            Action::Insert(_) | Action::MoveTo(_) => {
                return Err(EditFault::Absent(at.clone()));
            }
            Action::Set(_) | Action::Blank | Action::Note(_) => {
                return Err(EditFault::NotOfFormat(at.clone()));
            }
        }
        Ok(())
    }
}

impl Action {
    /// The same with values as the format can keep them.
    fn kept(&self) -> Action {
        match self {
            Action::Set(value) => Action::Set(value.kept()),
            Action::Insert(item) => Action::Insert(item.kept()),
            Action::Rename(name) => Action::Rename(name.trim().to_owned()),
            action => action.clone(),
        }
    }
}
