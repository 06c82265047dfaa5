//! The texts that were opened lately, kept between runs.

use std::fs;
use std::path::{Path, PathBuf};

/// How many are kept.
const KEPT: usize = 12;

/// Paths opened lately that are still there, the last one first.
pub fn all() -> Vec<PathBuf> {
    let text = list().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
    text.lines().map(PathBuf::from).filter(|path| path.exists()).take(KEPT).collect()
}

/// Notes that `path` was opened. A list that cannot be kept is no reason to fail.
pub fn note(path: &Path) {
    let Some(file) = list() else { return };
    let mut paths = all();
    paths.retain(|p| p != path);
    paths.insert(0, path.to_owned());
    let lines: Vec<_> =
        paths.iter().take(KEPT).map(|p| p.to_string_lossy().into_owned()).collect();
    let made = file.parent().map(fs::create_dir_all);
    drop(made.map(|_| fs::write(&file, lines.join("\n"))));
}

/// The file of the list, where the system keeps such things.
fn list() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute())
    };
    let base = if cfg!(windows) {
        folder("APPDATA")?
    } else if cfg!(target_os = "macos") {
        folder("HOME")?.join("Library/Application Support")
    } else {
        folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))?
    };
    Some(base.join("jixiao").join("recent.txt"))
}
