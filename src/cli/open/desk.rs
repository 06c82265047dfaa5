//! The desk: the department that is open, what was made of it, and what was done to it.

use super::answer::Denial;
use super::record::{History, RecordedChange, UndoStep};
use super::view::ShownPages;
use crate::cli::Failure;
use crate::cli::support::files;
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::yaml::load::Input;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

/// What lies on the desk.
#[derive(Clone, Default)]
pub enum Lying {
    /// Nothing: the start page is shown.
    #[default]
    Nothing,
    /// A folder of many departments.
    Bureau(PathBuf),
    /// A department.
    Department(Arc<ShownPages>),
}

/// See the module.
pub struct Desk {
    /// Whether nothing may be written.
    pub read_only: bool,
    lying: RwLock<Lying>,
    /// Held while something is written and laid out again, so that deeds come one by one.
    deeds: Mutex<History>,
    /// A file to be imported that the program was called with.
    brought: Mutex<Option<PathBuf>>,
}

impl Desk {
    /// An empty desk.
    pub fn new(read_only: bool) -> Desk {
        Desk {
            read_only,
            lying: RwLock::default(),
            deeds: Mutex::default(),
            brought: Mutex::default(),
        }
    }

    /// Opens what the program was called with.
    ///
    /// # Errors
    /// A path that is not there or cannot be read.
    pub fn start_with(&self, path: Option<&Path>) -> Result<(), Failure> {
        let Some(path) = path else { return Ok(()) };
        let meta = path.metadata().map_err(|e| Failure::io("打开", path, &e))?;
        let path =
            &std::path::absolute(path).map_err(|e| Failure::io("打开", path, &e))?;
        if meta.is_file() && !files::is_yaml(path) {
            *unpoisoned(self.brought.lock()) = Some(path.clone());
            return Ok(());
        }
        self.open(path)
    }

    /// The file to be imported that the program was called with.
    pub fn brought(&self) -> Option<PathBuf> {
        unpoisoned(self.brought.lock()).clone()
    }

    /// Opens a department, or the folder of many.
    ///
    /// # Errors
    /// As [`Desk::start_with`].
    pub fn open(&self, path: &Path) -> Result<(), Failure> {
        // 部门.yaml and a file of 项目 stand for their folder
        let part = path.is_file().then(|| files::department_of(path)).flatten();
        let path = part.unwrap_or(path).to_owned();
        if is_bureau(&path) {
            self.put(Lying::Bureau(path));
            return Ok(());
        }
        let shown = ShownPages::read(&path, 1)?;
        *unpoisoned(self.deeds.lock()) = History::default();
        unpoisoned(self.brought.lock()).take();
        self.put(Lying::Department(Arc::new(shown)));
        Ok(())
    }

    /// Puts everything away.
    pub fn clear(&self) {
        *unpoisoned(self.deeds.lock()) = History::default();
        unpoisoned(self.brought.lock()).take();
        self.put(Lying::Nothing);
    }

    /// What lies here now.
    pub fn lying(&self) -> Lying {
        self.lying.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The department that is open.
    ///
    /// # Errors
    /// None is.
    pub fn shown(&self) -> Result<Arc<ShownPages>, Denial> {
        match self.lying() {
            Lying::Department(shown) => Ok(shown),
            _ => Err(Denial::missing("没有打开的部门")),
        }
    }

    /// Does a deed: `plan` makes a step from what is shown, the files are written, and all
    /// is judged and laid out again.
    ///
    /// # Errors
    /// What cannot be done; then no file is changed.
    pub fn take(
        &self,
        plan: impl FnOnce(&ShownPages) -> Result<UndoStep, Denial>,
    ) -> Result<Arc<ShownPages>, Denial> {
        self.change(|history, shown| {
            let step = plan(shown)?;
            match step.changes.is_empty() {
                true => Ok(()),
                false => history.take(step),
            }
        })
    }

    /// Takes back the last deed.
    ///
    /// # Errors
    /// As [`Desk::take`].
    pub fn undo(&self) -> Result<Arc<ShownPages>, Denial> {
        self.change(|history, _| history.undo().map(drop))
    }

    /// Does the deed that was taken back last again.
    ///
    /// # Errors
    /// As [`Desk::take`].
    pub fn redo(&self) -> Result<Arc<ShownPages>, Denial> {
        self.change(|history, _| history.redo().map(drop))
    }

    fn change(
        &self,
        deed: impl FnOnce(&mut History, &ShownPages) -> Result<(), Denial>,
    ) -> Result<Arc<ShownPages>, Denial> {
        if self.read_only {
            return Err(Denial::new("现在只能看（--read-only），不能改"));
        }
        let mut history = unpoisoned(self.deeds.lock());
        let shown = self.shown()?;
        let done = deed(&mut history, &shown);
        let now = self.again(&shown)?;
        done.map(|()| now)
    }

    /// Reads the files again, where they are not as they were; whether they are not.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn refresh(&self) -> Result<bool, Denial> {
        let _alone = unpoisoned(self.deeds.lock());
        let Ok(shown) = self.shown() else { return Ok(false) };
        Ok(self.again(&shown)?.revision != shown.revision)
    }

    /// What is shown, made again from the files where these have changed.
    fn again(&self, shown: &Arc<ShownPages>) -> Result<Arc<ShownPages>, Denial> {
        let input = files::read_department(&shown.root, None)?;
        if is_same(&input, &shown.input) {
            return Ok(shown.clone());
        }
        let now = Arc::new(ShownPages::make(&shown.root, input, shown.revision + 1)?);
        self.put(Lying::Department(now.clone()));
        Ok(now)
    }

    /// What undoing and redoing would do.
    pub fn names(&self) -> (Option<String>, Option<String>) {
        let history = unpoisoned(self.deeds.lock());
        let (undo, redo) = history.names();
        (undo.map(str::to_owned), redo.map(str::to_owned))
    }

    fn put(&self, lying: Lying) {
        *self.lying.write().unwrap_or_else(PoisonError::into_inner) = lying;
    }
}

/// The change of a file that was read as part of what is shown.
pub fn changed(input: &Input, path: &str, after: Vec<u8>) -> Option<RecordedChange> {
    let mut all = input.department.iter().chain(&input.projects);
    let before = all.find(|f| f.path == path)?.bytes.clone().ok()?;
    (before != after).then(|| RecordedChange {
        path: PathBuf::from(path),
        before: Some(before),
        after: Some(after),
    })
}

/// A lock whose holder broke off still holds whole things.
fn unpoisoned<'l, T>(
    lock: Result<MutexGuard<'l, T>, PoisonError<MutexGuard<'l, T>>>,
) -> MutexGuard<'l, T> {
    lock.unwrap_or_else(PoisonError::into_inner)
}

fn is_same(a: &Input, b: &Input) -> bool {
    let files = |i: &Input| -> Vec<_> {
        let all = i.department.iter().chain(&i.projects);
        all.map(|f| (f.path.clone(), f.bytes.clone())).collect()
    };
    files(a) == files(b) && format!("{:?}", a.profile) == format!("{:?}", b.profile)
}

/// Whether a folder holds departments and is none itself.
fn is_bureau(path: &Path) -> bool {
    use crate::cli::support::find::Targets;
    let targets = || Targets::find(&[path.to_owned()]);
    path.is_dir() && targets().is_ok_and(|t| t.found.iter().any(|f| f.path != path))
}

/// The fonts that pages are shown in: those of the program, read once.
pub fn fonts() -> &'static Fonts<'static> {
    static FONTS: OnceLock<Fonts<'static>> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::new(font_set()))
}

/// The files of these fonts.
pub fn font_set() -> &'static FontSet {
    static SET: OnceLock<FontSet> = OnceLock::new();
    SET.get_or_init(FontSet::embedded)
}
