//! The files in a department's folder that are not read, for what is said of them.

use crate::cli::support::files::{self, PROJECTS};
use jixiao::model::ReportKind;
use jixiao::yaml::load::Stray;
use std::fs;
use std::io::Read;
use std::path::Path;

/// Most files that are looked at.
const MOST: usize = 1000;
/// Folders below 项目 that are looked into.
const DEEPEST: usize = 3;
/// How much of a text is looked at.
const HEAD: u64 = 4 << 10;
/// What systems put into folders.
const OF_SYSTEMS: [&str; 3] = ["desktop.ini", "thumbs.db", "icon\r"];

/// The files below `folder` that are not read and stand where a project might: beside
/// 部门.yaml, in 项目 and the folders below it, and beside 项目 one folder down.
pub fn find(folder: &Path) -> Vec<Stray> {
    let mut strays = Vec::new();
    let main = files::main_file(folder);
    let main = main.as_ref().and_then(|m| m.file_name()).map(|n| n.to_owned());
    for (name, is_folder) in entries(folder) {
        let path = folder.join(&name);
        if !is_folder {
            if main.as_deref() != Some(name.as_ref()) {
                strays.push(stray(&path, name));
            }
        } else if name == PROJECTS {
            walk(&path, &name, 0, &mut strays);
        } else if !is_of_reports(&name) && files::main_file(&path).is_none() {
            beside(&path, &name, &mut strays);
        }
        if strays.len() >= MOST {
            break;
        }
    }
    strays
}

/// Whether a folder is that of 自评 or 监控, whose files are read.
fn is_of_reports(name: &str) -> bool {
    [ReportKind::Evaluation, ReportKind::Monitoring].iter().any(|k| k.name() == name)
}

/// The files of 项目, and of the folders below it, but for those that are read.
fn walk(folder: &Path, place: &str, depth: usize, strays: &mut Vec<Stray>) {
    for (name, is_folder) in entries(folder) {
        let (path, shown) = (folder.join(&name), format!("{place}/{name}"));
        if strays.len() >= MOST {
            return;
        }
        if is_folder && depth < DEEPEST {
            walk(&path, &shown, depth + 1, strays);
        } else if !is_folder && (depth > 0 || !files::is_project_file(&name)) {
            strays.push(stray(&path, shown));
        }
    }
}

/// The YAML files of another folder.
fn beside(folder: &Path, place: &str, strays: &mut Vec<Stray>) {
    for (name, is_folder) in entries(folder) {
        if !is_folder && files::is_yaml(Path::new(&name)) && strays.len() < MOST {
            strays.push(stray(&folder.join(&name), format!("{place}/{name}")));
        }
    }
}

/// Name and whether it is a folder, in natural order, hidden ones left out. A folder that
/// cannot be looked into is told where it is read.
fn entries(folder: &Path) -> Vec<(String, bool)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .flatten()
        .take(MOST)
        .map(|e| (e.file_name().to_string_lossy().into_owned(), e.path().is_dir()))
        .filter(|(name, _)| !name.starts_with(['.', '~']))
        .filter(|(name, _)| !OF_SYSTEMS.contains(&name.to_lowercase().as_str()))
        .collect();
    found.sort_by(|a, b| jixiao::text::natural(&a.0, &b.0).then_with(|| a.0.cmp(&b.0)));
    found
}

fn stray(path: &Path, shown: String) -> Stray {
    let mut head = Vec::new();
    if may_be_text(path)
        && let Ok(file) = fs::File::open(path)
    {
        // what cannot be read is judged by its name
        drop(file.take(HEAD).read_to_end(&mut head));
    }
    Stray { path: shown, head }
}

/// Whether a file may be a text by its ending.
fn may_be_text(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let texts = ["txt", "yaml", "yml", "md", "text", "log", "bak", "orig"];
    path.is_file() && ending.is_none_or(|e| texts.contains(&e.as_str()) || !e.is_ascii())
}
