//! What is written and can be undone. A step changes whole files or none, and only files
//! that hold what the page showed.

use super::answer::Denial;
use crate::cli::support::files;
use std::fs;
use std::path::PathBuf;

/// A file before and after a step. `None` is a file that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedChange {
    /// Where it is.
    pub path: PathBuf,
    /// All its bytes before.
    pub before: Option<Vec<u8>>,
    /// All its bytes after.
    pub after: Option<Vec<u8>>,
}

impl RecordedChange {
    fn reversed(&self) -> RecordedChange {
        let RecordedChange { path, before, after } = self.clone();
        RecordedChange { path, before: after, after: before }
    }
}

/// What one deed of the user changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoStep {
    /// What was done, as a button to undo it says.
    pub name: String,
    /// The files, each once.
    pub changes: Vec<RecordedChange>,
}

impl UndoStep {
    fn reversed(&self) -> UndoStep {
        let changes = self.changes.iter().rev().map(RecordedChange::reversed).collect();
        UndoStep { name: self.name.clone(), changes }
    }

    /// Writes the step.
    ///
    /// # Errors
    /// A file that holds something else than the step expects, or that cannot be written;
    /// then no file is changed.
    fn write(&self) -> Result<(), Denial> {
        for change in &self.changes {
            expect(change)?;
        }
        let mut pending = Vec::new();
        for change in &self.changes {
            if let Some(bytes) = &change.after {
                let folder = change.path.parent().unwrap_or(&change.path);
                files::make_folder(folder)?;
                pending.push((
                    change,
                    match change.before {
                        Some(_) => files::replace(&change.path, bytes)?,
                        None => files::prepare(&change.path, bytes)?,
                    },
                ));
            }
        }
        let mut done: Vec<&RecordedChange> = Vec::new();
        let written = pending.into_iter().try_for_each(|(change, file)| {
            files::commit(vec![file])?;
            done.push(change);
            Ok::<(), crate::cli::Failure>(())
        });
        let removed = written.and_then(|()| self.remove(&mut done));
        removed.map_err(|failure| {
            take_back(&done);
            Denial::new(format!("{failure}；都没有改"))
        })
    }

    /// Removes the files that are not there after the step.
    fn remove<'s>(
        &'s self,
        done: &mut Vec<&'s RecordedChange>,
    ) -> Result<(), crate::cli::Failure> {
        for change in self.changes.iter().filter(|c| c.after.is_none()) {
            fs::remove_file(&change.path)
                .map_err(|e| crate::cli::Failure::io("删除", &change.path, &e))?;
            done.push(change);
        }
        Ok(())
    }
}

/// Whether a file holds what the step expects.
fn expect(change: &RecordedChange) -> Result<(), Denial> {
    let now = match fs::read(&change.path) {
        Ok(bytes) => Some(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => return Err(crate::cli::Failure::io("读取", &change.path, &e).into()),
    };
    if now == change.before {
        return Ok(());
    }
    let name = files::show(&change.path);
    Err(Denial::conflict(match (now, &change.before) {
        (None, Some(_)) => format!("{name} 已经不在了，可能被移走或删掉；没有写"),
        (Some(_), None) => format!("{name} 已经有了，可能是别处刚建的；没有写"),
        _ => format!("{name} 在别处改过，没有写；页面已换成新的内容，请看过再改"),
    }))
}

/// Puts back what was written before a later file failed.
fn take_back(done: &[&RecordedChange]) {
    for change in done.iter().rev() {
        let back = match &change.before {
            Some(bytes) => {
                files::prepare(&change.path, bytes).and_then(|f| files::commit(vec![f]))
            }
            None => fs::remove_file(&change.path)
                .map_err(|e| crate::cli::Failure::io("删除", &change.path, &e)),
        };
        // nothing better can be done, and the failure itself is told
        drop(back);
    }
}

/// The steps of a department, done and undone.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
}

impl History {
    /// Writes a step, which can then be undone.
    ///
    /// # Errors
    /// As the files say; then nothing is changed.
    pub fn take(&mut self, step: UndoStep) -> Result<(), Denial> {
        step.write()?;
        self.undone.clear();
        self.done.push(step);
        Ok(())
    }

    /// Takes back the last step; its name.
    ///
    /// # Errors
    /// No step, or files that were changed since.
    pub fn undo(&mut self) -> Result<String, Denial> {
        let step = self.done.last().ok_or_else(|| Denial::new("没有可以撤销的"))?;
        step.reversed().write()?;
        let name = step.name.clone();
        self.undone.extend(self.done.pop());
        Ok(name)
    }

    /// Does the last undone step again; its name.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn redo(&mut self) -> Result<String, Denial> {
        let step = self.undone.last().ok_or_else(|| Denial::new("没有可以重做的"))?;
        step.write()?;
        let name = step.name.clone();
        self.done.extend(self.undone.pop());
        Ok(name)
    }

    /// What undoing and redoing would do.
    pub fn names(&self) -> (Option<&str>, Option<&str>) {
        let name = |steps: &[UndoStep]| -> Option<usize> { steps.len().checked_sub(1) };
        (
            name(&self.done).map(|i| self.done[i].name.as_str()),
            name(&self.undone).map(|i| self.undone[i].name.as_str()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(
        path: PathBuf,
        before: Option<&str>,
        after: Option<&str>,
    ) -> RecordedChange {
        let bytes = |text: Option<&str>| text.map(|t| t.as_bytes().to_vec());
        RecordedChange { path, before: bytes(before), after: bytes(after) }
    }

    #[test]
    fn a_step_is_taken_undone_and_redone() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("甲.yaml"), folder.path().join("项目/乙.yaml"));
        fs::write(&a, "一").unwrap();
        let changes = vec![
            change(a.clone(), Some("一"), Some("二")),
            change(b.clone(), None, Some("新")),
        ];
        let mut history = History::default();
        history.take(UndoStep { name: "改".into(), changes }).unwrap();
        assert_eq!(
            fs::read_to_string(&a).unwrap() + &fs::read_to_string(&b).unwrap(),
            "二新"
        );
        assert_eq!(history.undo().unwrap(), "改");
        assert_eq!(fs::read_to_string(&a).unwrap(), "一");
        assert!(!b.exists());
        history.redo().unwrap();
        assert!(b.exists());
        assert_eq!(history.names(), (Some("改"), None));
    }

    #[test]
    fn what_somebody_else_wrote_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("甲"), folder.path().join("乙"));
        fs::write(&a, "一").unwrap();
        fs::write(&b, "别人写的").unwrap();
        let changes = vec![
            change(a.clone(), Some("一"), Some("二")),
            change(b, Some("旧"), Some("新")),
        ];
        let mut history = History::default();
        let refused = history.take(UndoStep { name: "改".into(), changes });
        assert!(refused.is_err());
        assert_eq!(fs::read_to_string(&a).unwrap(), "一");
        assert_eq!(history.names(), (None, None));
    }
}
