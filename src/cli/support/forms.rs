//! Profiles that stand in folders: named by `--profile`, or by 版式 in 部门.yaml.

use crate::cli::Failure;
use crate::cli::support::files;
use jixiao::model::Profile;
use jixiao::text::source::Sources;
use jixiao::yaml::format;
use jixiao::yaml::load::profile::{self, FILE, TEMPLATES};
use jixiao::yaml::load::{File, Given, ProfileFolder, nearest};
use std::fs;
use std::path::{Path, PathBuf};

/// The profile that a command line names: one of the program's, or a folder.
pub fn named(name: &str) -> Result<Given, Failure> {
    if profile::built_in_names().contains(&name) {
        return Ok(Given::BuiltIn(name.to_owned()));
    }
    let path = Path::new(name);
    match folder(path, &mut Vec::new()) {
        Given::Missing(why) if path.is_dir() || profile::is_path(name) => {
            Err(Failure::new(why))
        }
        Given::Missing(_) => Err(unknown(name)),
        given => Ok(given),
    }
}

/// The profile that a command line names, read as far as it can be.
pub fn read(name: &str) -> Result<Profile, Failure> {
    let found = match named(name)? {
        Given::BuiltIn(name) => profile::built_in(&name),
        Given::Folder(folder) => {
            profile::load_folder(&folder, &mut Sources::default(), &mut Vec::new())
        }
        Given::Missing(why) => return Err(Failure::new(why)),
    };
    let why = || format!("版式 {name} 读不出来：运行 jixiao profile check {name}");
    found.ok_or_else(|| Failure::new(why()))
}

/// A profile for a department that is about to be written.
pub struct ChosenForm {
    /// What its 版式 says.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// The profile of the program that it is, or inherits from in the end.
    pub root: String,
}

/// The profile `name` of the command line for a new department in `folder`.
pub fn chosen(name: &str, folder: &Path) -> Result<ChosenForm, Failure> {
    let given = named(name)?;
    let profile = match &given {
        Given::Folder(folder) => {
            let mut findings = Vec::new();
            let profile =
                profile::load_folder(folder, &mut Sources::default(), &mut findings);
            profile.filter(|_| findings.is_empty())
        }
        _ => profile::built_in(name),
    };
    let broken = || {
        Failure::new(format!("版式 {name} 有错误；先运行 jixiao profile check {name}"))
    };
    let root = root(&given).unwrap_or_else(|| profile::USUAL.to_owned());
    let name = match given {
        Given::Folder(_) => relative(Path::new(name), folder)?,
        _ => name.to_owned(),
    };
    Ok(ChosenForm { name, profile: profile.ok_or_else(broken)?, root })
}

/// The profile of the program that one inherits from in the end.
fn root(given: &Given) -> Option<String> {
    match given {
        Given::BuiltIn(name) => Some(name.clone()),
        Given::Missing(_) => None,
        Given::Folder(ProfileFolder { parent: Some(parent), .. }) => root(parent),
        Given::Folder(ProfileFolder { file, .. }) => {
            file.head().value(profile::INHERITS).map(str::to_owned)
        }
    }
}

/// The error for a profile that is not there.
pub fn unknown(name: &str) -> Failure {
    let known = profile::built_in_names();
    let near = nearest(name, known.iter().copied());
    let near = near.map_or(String::new(), |n| format!("，是“{n}”吗"));
    Failure::new(format!(
        "没有“{name}”这种版式{near}；现有：{}，或写版式文件夹的路径",
        known.join("、")
    ))
}

/// The profile whose folder a department names under 版式, from its own folder.
pub fn of_department(file: &File, base: &Path) -> Option<Given> {
    let head = file.head();
    let name = head.value(format::PROFILE).filter(|n| profile::is_path(n))?;
    Some(folder(&base.join(portable(name)), &mut Vec::new()))
}

/// The profile of the department in whose 项目 folder a file stands.
pub fn of_neighbour(project: &Path) -> Option<Given> {
    let department = project.parent()?.parent()?;
    let file = files::read(&files::main_file(department)?).ok()?;
    let head = file.head();
    let name = head.value(format::PROFILE)?;
    let built_in = profile::built_in_names().contains(&name);
    match built_in {
        true => Some(Given::BuiltIn(name.to_owned())),
        false => of_department(&file, department),
    }
}

/// The profile of a folder. `seen` are the folders that inherit from it.
fn folder(path: &Path, seen: &mut Vec<PathBuf>) -> Given {
    let shown = files::show(path);
    let missing = |why: String| Given::Missing(why);
    let Ok(place) = fs::canonicalize(path) else {
        return missing(format!("没有版式文件夹 {shown}"));
    };
    if seen.contains(&place) {
        return missing(format!("“继承”转了一圈，又回到 {shown}"));
    }
    seen.push(place);
    let Ok(file) = files::read(&path.join(FILE)) else {
        return missing(format!("文件夹 {shown} 里没有 {FILE}，不是版式"));
    };
    let templates = match templates(&path.join(TEMPLATES)) {
        Ok(templates) => templates,
        Err(failure) => return missing(failure.to_string()),
    };
    let parent = {
        let head = file.head();
        let name = head.value(profile::INHERITS).filter(|n| profile::is_path(n));
        name.map(|n| Box::new(folder(&path.join(portable(n)), seen)))
    };
    Given::Folder(ProfileFolder { file, templates, parent })
}

/// The path of a profile's folder as 部门.yaml in `from` names it. `from` need not be
/// there yet.
fn relative(folder: &Path, from: &Path) -> Result<String, Failure> {
    let io = |path| move |e: std::io::Error| Failure::io("打开", path, &e);
    let folder = real(folder).map_err(io(folder))?;
    let from = real(from).map_err(io(from))?;
    let common = folder.iter().zip(from.iter()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return Ok(folder.display().to_string());
    }
    let up = from.iter().skip(common).map(|_| "..".into());
    let down = folder.iter().skip(common).map(|name| name.to_string_lossy());
    let parts: Vec<_> = up.chain(down).collect();
    let path = parts.join("/");
    Ok(if path.starts_with("..") { path } else { format!("./{path}") })
}

/// A path without links and `..`, of which the end may still be to come.
fn real(path: &Path) -> std::io::Result<PathBuf> {
    let found = fs::canonicalize(path);
    match (&found, path.parent(), path.file_name()) {
        (Err(_), Some(parent), Some(name)) => {
            let here = Path::new(".");
            let parent = if parent.as_os_str().is_empty() { here } else { parent };
            Ok(real(parent)?.join(name))
        }
        _ => found,
    }
}

/// A path as files write it on any system.
fn portable(path: &str) -> PathBuf {
    if Path::new(path).is_absolute() {
        return path.into();
    }
    path.split(['/', '\\']).filter(|p| !matches!(*p, "" | ".")).collect()
}

/// The templates of a folder, by name.
fn templates(folder: &Path) -> Result<Vec<File>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let io = |e: std::io::Error| Failure::io("打开", folder, &e);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml")) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|p| files::read(p)).collect()
}
