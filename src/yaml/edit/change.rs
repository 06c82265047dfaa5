//! What edits do to the files of a department.

use super::EditFault;
use crate::text::natural;
use crate::yaml::load::{File, Input};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A change of one file. All changes of a [`Changes`] happen at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// Some of its bytes become others.
    Patch {
        /// The path.
        path: String,
        /// What changes, in the order of the file.
        hunks: Vec<Hunk>,
    },
    /// A new file.
    Create {
        /// The path.
        path: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A file that goes.
    Remove {
        /// The path.
        path: String,
        /// The bytes that it has.
        bytes: Vec<u8>,
    },
    /// A file with another name.
    Rename {
        /// The path.
        path: String,
        /// The new one.
        to: String,
    },
}

/// Whole lines of a file that become others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Where they stand in the old file.
    pub at: usize,
    /// What stands there.
    pub old: Vec<u8>,
    /// What will.
    pub new: Vec<u8>,
}

/// What a batch of edits does to files. Paths of patches are those before renaming.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(pub Vec<FileChange>);

impl FileChange {
    /// The path of the file as it is before.
    pub fn path(&self) -> &str {
        match self {
            FileChange::Patch { path, .. }
            | FileChange::Create { path, .. }
            | FileChange::Remove { path, .. }
            | FileChange::Rename { path, .. } => path,
        }
    }
}

impl Changes {
    /// The changes that take these back.
    #[must_use]
    pub fn inverse(&self) -> Changes {
        let new_path = |path: &String| {
            let named = self.0.iter().find_map(|c| match c {
                FileChange::Rename { path: from, to } if from == path => Some(to.clone()),
                _ => None,
            });
            named.unwrap_or_else(|| path.clone())
        };
        let back = |change: &FileChange| match change.clone() {
            FileChange::Patch { path, hunks } => {
                FileChange::Patch { path: new_path(&path), hunks: inverse_hunks(hunks) }
            }
            FileChange::Create { path, bytes } => FileChange::Remove { path, bytes },
            FileChange::Remove { path, bytes } => FileChange::Create { path, bytes },
            FileChange::Rename { path, to } => FileChange::Rename { path: to, to: path },
        };
        Changes(self.0.iter().map(back).collect())
    }

    /// The files after the changes.
    ///
    /// # Errors
    /// [`EditFault::Overtaken`] where a file is not as it was when the change was made, or
    /// a new one is there already.
    pub fn apply(&self, input: &Input) -> Result<Input, EditFault> {
        let mut after = input.clone();
        let overtaken = |path: &str| EditFault::Overtaken(path.to_owned());
        for change in &self.0 {
            let path = change.path();
            match change {
                FileChange::Patch { hunks, .. } => {
                    let file =
                        file_mut(&mut after, path).ok_or_else(|| overtaken(path))?;
                    let old = file.bytes.as_deref().unwrap_or_default();
                    let new = patched(old, hunks).ok_or_else(|| overtaken(path))?;
                    file.bytes = Ok(new);
                }
                FileChange::Remove { bytes, .. } => {
                    let is_it =
                        |f: &File| f.path == path && f.bytes.as_ref() == Ok(bytes);
                    let found = after.projects.iter().position(is_it);
                    after.projects.remove(found.ok_or_else(|| overtaken(path))?);
                }
                FileChange::Create { .. } | FileChange::Rename { .. } => {}
            }
        }
        self.name(&mut after)?;
        Ok(after)
    }

    /// Gives files their new names, all at once, and adds new ones.
    fn name(&self, after: &mut Input) -> Result<(), EditFault> {
        let mut changed = false;
        let mut named = Vec::new();
        for change in &self.0 {
            let overtaken = || EditFault::Overtaken(change.path().to_owned());
            if let FileChange::Rename { path, to } = change {
                let found = after.projects.iter().position(|f| f.path == *path);
                let mut file = after.projects.remove(found.ok_or_else(overtaken)?);
                file.path.clone_from(to);
                named.push(file);
            } else if let FileChange::Create { path, bytes } = change {
                named.push(File { path: path.clone(), bytes: Ok(bytes.clone()) });
            }
        }
        for file in named {
            if after.projects.iter().any(|f| f.path == file.path) {
                return Err(EditFault::Overtaken(file.path));
            }
            after.projects.push(file);
            changed = true;
        }
        if changed {
            after.projects.sort_by(|a, b| natural(&a.path, &b.path));
        }
        Ok(())
    }
}

fn file_mut<'i>(input: &'i mut Input, path: &str) -> Option<&'i mut File> {
    let files = input.department.iter_mut().chain(&mut input.projects);
    files.into_iter().find(|f| f.path == path)
}

/// The lines of a file that differ from another's.
pub fn hunks(old: &[u8], new: &[u8]) -> Vec<Hunk> {
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect()
    };
    let (olds, news) = (lines(old), lines(new));
    let start = |index: usize| olds[..index].iter().map(Vec::len).sum();
    let mut hunks = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &olds, &news) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let (was, is) = (op.old_range(), op.new_range());
        hunks.push(Hunk {
            at: start(was.start),
            old: olds[was].concat(),
            new: news[is].concat(),
        });
    }
    hunks
}

fn patched(old: &[u8], hunks: &[Hunk]) -> Option<Vec<u8>> {
    let mut new = Vec::with_capacity(old.len());
    let mut done = 0;
    for hunk in hunks {
        let end = hunk.at + hunk.old.len();
        new.extend_from_slice(old.get(done..hunk.at)?);
        if old.get(hunk.at..end)? != hunk.old {
            return None;
        }
        new.extend_from_slice(&hunk.new);
        done = end;
    }
    new.extend_from_slice(old.get(done..)?);
    Some(new)
}

fn inverse_hunks(hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut moved = 0_isize;
    let back = |hunk: Hunk| {
        let at = hunk.at.saturating_add_signed(moved);
        moved += hunk.new.len() as isize - hunk.old.len() as isize;
        Hunk { at, old: hunk.new, new: hunk.old }
    };
    hunks.into_iter().map(back).collect()
}
