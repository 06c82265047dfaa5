//! Reading a department's files, and writing whole files or none.

use crate::cli::Failure;
use crate::cli::support::{forms, strays};
use jixiao::model::ReportKind;
use jixiao::text::natural;
use jixiao::yaml::MAX_BYTES;
use jixiao::yaml::load::{File, Given, Input, ReportFile};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What the names of temporary files begin with.
const TEMPORARY: &str = ".jixiao-";
/// The file of a department.
const DEPARTMENT: &str = "部门.yaml";
/// The folder of its projects.
pub const PROJECTS: &str = "项目";

/// Finds and reads the files of the department at `path`: a folder or a single file. It
/// is in the form of `profile`, or of that which its 版式 names.
pub fn read_department(path: &Path, profile: Option<&Given>) -> Result<Input, Failure> {
    let shown = show(path);
    let meta = fs::metadata(path).map_err(|e| Failure::io("打开", path, &e))?;
    if meta.is_file() {
        let file = read(path)?;
        let profile =
            profile.cloned().or_else(|| forms::of_department(&file, above(path)));
        let department = Some(file);
        return Ok(Input { path: shown, department, profile, ..Input::default() });
    }
    let department = main_file(path).map(|main| read(&main)).transpose()?;
    let mut projects = Vec::new();
    for file in project_files(&path.join(PROJECTS))? {
        projects.push(read(&file)?);
    }
    let named = || forms::of_department(department.as_ref()?, path);
    let profile = profile.cloned().or_else(named);
    let reports = read_reports(path)?;
    let strays = strays::find(path);
    Ok(Input { path: shown, department, projects, reports, strays, profile })
}

/// Reads the files under 自评/ and 监控/ of a department's folder.
fn read_reports(folder: &Path) -> Result<Vec<ReportFile>, Failure> {
    let mut reports = Vec::new();
    let mut add = |kind, month: &str, folder: &Path| -> Result<(), Failure> {
        for path in project_files(folder)? {
            let month = month.to_owned();
            reports.push(ReportFile { kind, month, file: read(&path)? });
        }
        Ok(())
    };
    let evaluations = folder.join(ReportKind::Evaluation.name());
    add(ReportKind::Evaluation, "", &evaluations)?;
    for (month, path) in month_folders(&folder.join(ReportKind::Monitoring.name()))? {
        add(ReportKind::Monitoring, &month, &path)?;
    }
    Ok(reports)
}

/// The folders of months under 监控/, in natural order, hidden ones left out.
fn month_folders(folder: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let io = |e: std::io::Error| Failure::io("打开", folder, &e);
    let mut months = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with(['.', '~']) {
            months.push((name, path));
        }
    }
    months.sort_by(|a, b| natural(&a.0, &b.0));
    Ok(months)
}

/// The folder of a file.
fn above(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// 部门.yaml of a folder, where it is there, in capitals or not.
pub fn main_file(folder: &Path) -> Option<PathBuf> {
    let usual = [DEPARTMENT, "部门.yml"].into_iter().map(|n| folder.join(n));
    usual.into_iter().find(|f| f.exists()).or_else(|| {
        let is = |name: &str| {
            ["部门.yaml", "部门.yml"].contains(&name.to_lowercase().as_str())
        };
        let entries = fs::read_dir(folder).ok()?.flatten();
        let mut found: Vec<_> = entries
            .filter(|e| is(&e.file_name().to_string_lossy()))
            .map(|e| e.path())
            .collect();
        found.sort();
        found.into_iter().next()
    })
}

/// The folder of the department that a file belongs to: its 部门.yaml stands beside the
/// file, or beside the folder of projects or reports that the file is in.
pub fn department_of(file: &Path) -> Option<&Path> {
    let kinds = [ReportKind::Evaluation, ReportKind::Monitoring].map(ReportKind::name);
    let holds = |folder: &&Path| {
        let below = file.strip_prefix(folder).ok().and_then(|p| p.components().next());
        let first = below.map(|c| c.as_os_str().to_string_lossy());
        let is_part = |name: &str| name == PROJECTS || kinds.contains(&name);
        file.parent() == Some(*folder) || first.is_some_and(|name| is_part(&name))
    };
    // a month of 监控 has a folder of its own
    let above = file.ancestors().skip(1).take(3);
    above.filter(holds).find(|folder| main_file(folder).is_some())
}

/// Whether a path ends as YAML files do.
pub fn is_yaml(path: &Path) -> bool {
    let is = |e: &std::ffi::OsStr, k: &str| e.eq_ignore_ascii_case(k);
    path.extension().is_some_and(|e| is(e, "yaml") || is(e, "yml"))
}

/// Reads standard input as a single file that goes by `name`.
pub fn read_stdin(name: &str, profile: Option<&Given>) -> Result<Input, Failure> {
    let path = Path::new(name);
    let stdin = std::io::stdin().lock();
    let department = Some(whole(stdin, 0, path)?);
    let profile = profile.cloned();
    Ok(Input { path: show(path), department, profile, ..Input::default() })
}

/// The YAML files of a folder in natural order, hidden ones left out.
pub fn project_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let io = |e: std::io::Error| Failure::io("打开", folder, &e);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_project_file(&name) && path.is_file() {
            files.push((name, path));
        }
    }
    files.sort_by(|a, b| natural(&a.0, &b.0));
    Ok(files.into_iter().map(|f| f.1).collect())
}

/// Whether a file of that name under 项目/ is read: YAML that is not hidden.
pub fn is_project_file(name: &str) -> bool {
    let yaml = Path::new(name)
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"));
    yaml && !name.starts_with(['.', '~'])
}

/// Reads a file, up to the limit.
pub fn read(path: &Path) -> Result<File, Failure> {
    let io = |e: std::io::Error| Failure::io("读取", path, &e);
    let file = fs::File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    whole(file, size, path)
}

/// The text of a file that was read before; None where it cannot be read any more.
pub fn read_text(path: &str) -> Option<String> {
    let file = read(Path::new(path)).ok()?;
    jixiao::yaml::text_of(file.bytes.as_deref().ok()?).map(str::to_owned)
}

/// All bytes of `from`, up to the limit.
fn whole(from: impl Read, size: u64, path: &Path) -> Result<File, Failure> {
    let io = |e: std::io::Error| Failure::io("读取", path, &e);
    let mut bytes = Vec::new();
    // a file may grow, or lie about its size
    let read = from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(io)? as u64;
    let bytes = if read > MAX_BYTES { Err(size.max(read)) } else { Ok(bytes) };
    Ok(File { path: show(path), bytes })
}

/// A path as messages show it: `/` between folders on every system.
pub fn show(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// A file that is written beside its place and takes it when all are whole.
pub struct Pending {
    temporary: tempfile::NamedTempFile,
    target: PathBuf,
    /// Those of the file that is replaced.
    permissions: Option<fs::Permissions>,
}

/// Writes `bytes` to a temporary file beside `target`.
pub fn prepare(target: &Path, bytes: &[u8]) -> Result<Pending, Failure> {
    let io = |e: std::io::Error| Failure::io("写", target, &e);
    prepare_with(target, |file| {
        file.write_all(bytes).and_then(|()| file.flush()).map_err(io)
    })
}

/// As [`prepare`], with what `write` writes.
pub fn prepare_with(
    target: &Path,
    write: impl FnOnce(&mut fs::File) -> Result<(), Failure>,
) -> Result<Pending, Failure> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let io = |e: std::io::Error| Failure::io("写", target, &e);
    // made as any file is, so that those may read it who may read the others
    let mut temporary = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .make_in(folder, |path| fs::File::create_new(path))
        .map_err(io)?;
    // the lock goes with the run: what can be locked by another was left behind
    drop(temporary.as_file().lock());
    write(temporary.as_file_mut())?;
    Ok(Pending { temporary, target: target.to_owned(), permissions: None })
}

/// As [`prepare`], for a file of the author's: behind a link the file itself is replaced,
/// and who may read it stays as it was.
pub fn replace(target: &Path, bytes: &[u8]) -> Result<Pending, Failure> {
    let io = |e: std::io::Error| Failure::io("写", target, &e);
    let target = fs::canonicalize(target).map_err(io)?;
    let permissions = fs::metadata(&target).map_err(io)?.permissions();
    if permissions.readonly() {
        return Err(io(std::io::ErrorKind::PermissionDenied.into()));
    }
    Ok(Pending { permissions: Some(permissions), ..prepare(&target, bytes)? })
}

/// Puts the prepared files into their places.
pub fn commit(files: Vec<Pending>) -> Result<(), Failure> {
    for file in files {
        if let Some(kept) = file.permissions {
            // a whole file with other permissions is better than none
            drop(file.temporary.as_file().set_permissions(kept));
        }
        let target = file.target;
        file.temporary
            .persist(&target)
            .map_err(|e| Failure::io("写", &target, &e.error))?;
    }
    Ok(())
}

/// Removes the temporary files in `folder` of runs that were killed; how many there were.
pub fn sweep(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let is_ours = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(TEMPORARY);
    let files = entries.flatten().filter(|entry| is_ours(&entry.file_name()));
    let left = files.filter(|entry| {
        let file = fs::File::open(entry.path());
        file.is_ok_and(|file| {
            // one that is still empty may be another's that is just being made: it
            // is locked before anything is written
            file.metadata().is_ok_and(|m| m.is_file() && m.len() > 0)
                && file.try_lock().is_ok()
        })
    });
    // a file that stays does no harm
    left.filter(|entry| fs::remove_file(entry.path()).is_ok()).count()
}

/// Removes what killed runs left in some folders, and says so.
pub fn clear<'a>(folders: impl IntoIterator<Item = &'a Path>) {
    let folders: std::collections::BTreeSet<&Path> = folders.into_iter().collect();
    for folder in folders {
        let count = sweep(folder);
        if count > 0 {
            crate::cli::say(&format!(
                "上次运行中途断了，在 {} 留下 {count} 个没写完的临时文件，已经清掉；\
                 当时要写的文件可能有的写了、有的没写：再运行一次就齐了",
                show(folder)
            ));
        }
    }
}

/// Makes a folder with those above it.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|e| Failure::io("建文件夹", path, &e))
}

/// Whether the folder exists and holds something.
pub fn is_occupied(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some())
}
