//! The folders of this machine, for choosing one: a page in a browser gives no paths.

use super::answer::Denial;
use crate::cli::Failure;
use crate::cli::support::files;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder and what is in it.
#[derive(Serialize)]
pub struct Listing {
    path: String,
    parent: Option<String>,
    entries: Vec<Entry>,
}

/// A thing in a folder.
#[derive(Serialize)]
struct Entry {
    name: String,
    path: String,
    kind: Sort,
}

/// What a thing is to the user.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
enum Sort {
    Department,
    Folder,
    File,
}

/// The folder `path`: departments, folders, files that can be opened or imported.
///
/// # Errors
/// A folder that cannot be read.
pub fn list(path: &Path) -> Result<Listing, Denial> {
    let io = |e: std::io::Error| Denial::from(Failure::io("打开", path, &e));
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(io)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with(['.', '~', '$']);
        let Some(kind) = sort(&entry.path()).filter(|_| !hidden) else { continue };
        entries.push(Entry { name, path: shown(&entry.path()), kind });
    }
    entries.sort_by(|a, b| {
        a.kind.cmp(&b.kind).then_with(|| jixiao::text::natural(&a.name, &b.name))
    });
    Ok(Listing { path: shown(path), parent: path.parent().map(shown), entries })
}

fn sort(path: &Path) -> Option<Sort> {
    if path.is_dir() {
        return Some(match files::main_file(path) {
            Some(_) => Sort::Department,
            None => Sort::Folder,
        });
    }
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    let known = ["yaml", "yml", "docx", "xlsx", "pdf"];
    known.contains(&&*extension).then_some(Sort::File)
}

/// A path as the page sends it back.
fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Where people keep their files: name and path of each.
pub fn places() -> Vec<(&'static str, String)> {
    let home = std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    let home = home.map(PathBuf::from).filter(|p| p.is_absolute());
    let mut places = Vec::new();
    for (name, folders) in
        [("桌面", ["Desktop", "桌面"]), ("文档", ["Documents", "文档"])]
    {
        let found =
            home.iter().flat_map(|h| folders.map(|f| h.join(f))).find(|p| p.is_dir());
        places.extend(found.map(|p| (name, shown(&p))));
    }
    places.extend(home.map(|h| ("我的文件夹", shown(&h))));
    if let Ok(here) = std::env::current_dir() {
        places.push(("当前文件夹", shown(&here)));
    }
    places.extend(drives());
    places
}

/// The drives of Windows; the top of all folders elsewhere.
fn drives() -> Vec<(&'static str, String)> {
    const LETTERS: [(&str, &str); 6] = [
        ("C 盘", "C:\\"),
        ("D 盘", "D:\\"),
        ("E 盘", "E:\\"),
        ("F 盘", "F:\\"),
        ("G 盘", "G:\\"),
        ("H 盘", "H:\\"),
    ];
    match cfg!(windows) {
        true => {
            let there = LETTERS.iter().filter(|d| Path::new(d.1).exists());
            there.map(|d| (d.0, d.1.to_owned())).collect()
        }
        false => vec![("电脑", "/".to_owned())],
    }
}
