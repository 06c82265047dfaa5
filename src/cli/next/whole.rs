//! A new folder, written whole or not at all.

use crate::cli::Failure;
use crate::cli::support::files;
use jixiao::yaml::format;
use jixiao::yaml::load::profile::is_path;
use jixiao::yaml::load::{File, Input};
use std::fs;
use std::path::{Path, PathBuf};

/// What temporary folders are called.
const TEMPORARY: &str = ".jixiao-next-";

/// Where the new department goes: a folder, or of a single file a file.
pub fn target(old: &Path, output: &Path) -> Result<PathBuf, Failure> {
    let target = match (old.is_file(), files::is_yaml(output)) {
        (true, false) => output.join(old.file_name().unwrap_or_default()),
        (false, true) => {
            return Err(Failure::new(format!(
                "{} 是文件夹，-o 也要写一个文件夹，不是 .yaml 文件",
                files::show(old)
            )));
        }
        _ => output.to_owned(),
    };
    if target.is_file() || files::is_occupied(&target) {
        return Err(Failure::new(format!(
            "{} 里已经有文件，没有动它；换一个新的",
            files::show(&target)
        )));
    }
    Ok(target)
}

/// Writes the files of `after`, whose paths are those of the old department. What is told:
/// files of the old folder that are not taken along.
pub fn write(old: &Path, target: &Path, after: &Input) -> Result<Vec<String>, Failure> {
    let above = target.parent().filter(|p| !p.as_os_str().is_empty());
    let above = above.unwrap_or(Path::new("."));
    files::make_folder(above)?;
    if old.is_file() {
        let bytes = after.department.as_ref().map(bytes_of).unwrap_or_default();
        files::commit(vec![files::prepare(target, bytes)?])?;
        return Ok(Vec::new());
    }
    let io = |e: std::io::Error| Failure::io("写", target, &e);
    let temporary =
        tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(above).map_err(io)?;
    let root = files::show(old);
    let mut copied = Vec::new();
    for file in after.department.iter().chain(&after.projects) {
        let way = file.path.strip_prefix(root.as_str()).unwrap_or(&file.path);
        let way = way.trim_start_matches('/');
        let path = temporary.path().join(way);
        files::make_folder(path.parent().unwrap_or(temporary.path()))?;
        fs::write(&path, bytes_of(file)).map_err(io)?;
        copied.push(way.to_owned());
    }
    let told = profile(old, target, after, temporary.path())?;
    // an empty folder may be there, and not every system replaces it
    let _ = fs::remove_dir(target);
    let made = temporary.keep();
    if let Err(e) = fs::rename(&made, target) {
        let _ = fs::remove_dir_all(&made);
        return Err(io(e));
    }
    open_to_others(target);
    Ok([told, left_behind(old, target, &copied)].concat())
}

/// A temporary folder is its owner's alone; the new one is as any other.
fn open_to_others(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let like = folder.join(files::PROJECTS);
        let mode = fs::metadata(if like.is_dir() { &like } else { folder });
        let mode = mode.map_or(0o755, |m| m.permissions().mode());
        let mode = if like.is_dir() { mode } else { 0o755 };
        // a folder that others cannot read is better than none
        let _ = fs::set_permissions(folder, fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = folder;
}

fn bytes_of(file: &File) -> &[u8] {
    file.bytes.as_deref().unwrap_or_default()
}

/// Takes the bureau's own profile along where it lies in the department's folder; one that
/// lies elsewhere is told where it is not found from the new folder.
fn profile(
    old: &Path,
    target: &Path,
    after: &Input,
    made: &Path,
) -> Result<Vec<String>, Failure> {
    let head = after.department.as_ref().map(|file| file.head()).unwrap_or_default();
    let Some(name) = head.value(format::PROFILE).filter(|n| is_path(n)) else {
        return Ok(Vec::new());
    };
    let way = PathBuf::from(name.replace('\\', "/"));
    let from = old.join(&way);
    let goes_out = way.is_absolute() || way.components().any(|c| c.as_os_str() == "..");
    if !goes_out {
        copy(&from, &made.join(&way))?;
        return Ok(Vec::new());
    }
    let above = target.parent().unwrap_or(Path::new("."));
    let found = |p: PathBuf| fs::canonicalize(p).ok();
    let inside = above.join(target.file_name().unwrap_or_default());
    let same = way.is_absolute()
        || found(
            inside.parent().unwrap_or(above).join(way.strip_prefix("..").unwrap_or(&way)),
        ) == found(from);
    Ok(match same {
        true => Vec::new(),
        false => vec![format!(
            "版式写的是「{name}」，从新文件夹里找不到，请改 部门.yaml 的“版式”"
        )],
    })
}

/// Copies a folder and what is in it.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let io = |e: std::io::Error| Failure::io("复制", from, &e);
    files::make_folder(to)?;
    for entry in fs::read_dir(from).map_err(io)? {
        let entry = entry.map_err(io)?;
        let target = to.join(entry.file_name());
        match entry.file_type().map_err(io)?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => drop(fs::copy(entry.path(), &target).map_err(io)?),
        }
    }
    Ok(())
}

/// What else the old folder holds.
fn left_behind(old: &Path, target: &Path, copied: &[String]) -> Vec<String> {
    let names = |folder: &Path, prefix: &str| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.map(|e| e.file_name().to_string_lossy().into_owned());
        names.filter(|n| !n.starts_with('.')).map(|n| format!("{prefix}{n}")).collect()
    };
    let inner = format!("{}/", files::PROJECTS);
    let mut all = names(old, "");
    all.extend(names(&old.join(files::PROJECTS), &inner));
    all.retain(|n| {
        n != files::PROJECTS && !copied.contains(n) && !target.join(n).exists()
    });
    all.retain(|n| !n.starts_with(&inner) || !files::is_project_file(&n[inner.len()..]));
    all.sort();
    match all.is_empty() {
        true => Vec::new(),
        false => vec![format!("没有带过去：{}（不是绩效目标的文件）", all.join("、"))],
    }
}
