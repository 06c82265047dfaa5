//! Which departments the paths of a command line name.

use crate::cli::Failure;
use crate::cli::support::files::{self, show};
use crate::cli::support::shard::Shard;
use crate::cli::support::subject::STDIN;
use jixiao::text::natural;
use jixiao::yaml::Head;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A department, or another thing that the user named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path, as the user would name it.
    pub path: PathBuf,
    /// Its path below the folder that was named, `/` between folders; its own name where
    /// it was named itself. The same on every machine.
    pub place: String,
    /// The name of the folder that was named, where it holds departments.
    root: Option<String>,
}

impl Found {
    /// A thing that was named itself.
    pub fn named(path: &Path) -> Found {
        Found { path: path.to_owned(), place: name(path), root: None }
    }
}

/// What a command works on.
#[derive(Debug, Default)]
pub struct Targets {
    /// The departments in the order of the command line, in natural order below a folder.
    pub found: Vec<Found>,
    /// Whether the command line named one thing and meant itself.
    pub is_one: bool,
    /// The folders that could not be looked into.
    pub unread: Vec<Failure>,
    seen: BTreeSet<PathBuf>,
}

impl Targets {
    /// Finds what `paths` name.
    ///
    /// # Errors
    /// A path that is not there.
    pub fn find(paths: &[PathBuf]) -> Result<Targets, Failure> {
        let mut targets = Targets::default();
        for path in paths {
            targets.add(path)?;
        }
        let alone = targets.found.iter().all(|f| f.root.is_none());
        targets.is_one = paths.len() == 1 && targets.found.len() == 1 && alone;
        Ok(targets)
    }

    /// Leaves what falls to `shard`; with one, the command never speaks of one department.
    pub fn take_part(&mut self, shard: Option<Shard>) {
        let Some(shard) = shard else { return };
        self.found.retain(|f| shard.takes(&f.place));
        self.is_one = false;
    }

    /// A folder name of its own for the output of each department, with `/` between
    /// folders. Departments below several folders stay apart.
    pub fn folders(&self) -> Vec<String> {
        let roots: BTreeSet<_> =
            self.found.iter().filter_map(|f| f.root.as_ref()).collect();
        let mut taken = BTreeSet::new();
        let folder = |found: &Found| {
            let place =
                found.place.strip_suffix(".yaml").or(found.place.strip_suffix(".yml"));
            let place = place.unwrap_or(&found.place);
            let name = match &found.root {
                Some(root) if roots.len() > 1 => format!("{root}/{place}"),
                _ => place.to_owned(),
            };
            jixiao::yaml::save::unique(&name, &mut taken)
        };
        self.found.iter().map(folder).collect()
    }

    fn add(&mut self, path: &Path) -> Result<(), Failure> {
        if path.to_str() == Some(STDIN) {
            self.found.push(Found::named(path));
            return Ok(());
        }
        let meta = fs::metadata(path).map_err(|e| Failure::io("打开", path, &e))?;
        if meta.is_dir() && !is_department(path) {
            let before = (self.found.len(), self.unread.len(), self.seen.len());
            self.descend(path, "", &name(path));
            let after = (self.found.len(), self.unread.len());
            // a folder without any department is told to lack 部门.yaml
            if (before.0, before.1) == after && before.2 < self.seen.len() {
                self.found.push(Found::named(path));
            }
        } else if self.is_new(path) {
            self.found.push(Found::named(path));
        }
        Ok(())
    }

    /// Adds the departments below `folder`. A folder that was seen before, as a link may
    /// lead back to it, is not entered again.
    fn descend(&mut self, folder: &Path, place: &str, root: &str) {
        if !self.is_new(folder) {
            return;
        }
        let entries = match entries(folder) {
            Ok(entries) => entries,
            Err(e) => return self.unread.push(Failure::io("打开", folder, &e)),
        };
        for (name, path) in entries {
            let place = format!("{place}{name}");
            let is_dir = path.is_dir();
            if is_dir && is_copy(&name) {
                continue;
            }
            if is_dir && !is_department(&path) {
                self.descend(&path, &format!("{place}/"), root);
            } else if (is_dir || is_single(&path)) && self.is_new(&path) {
                self.found.push(Found { path, place, root: Some(root.to_owned()) });
            }
        }
    }

    /// Whether the path has not been seen; a path that cannot be resolved is new.
    fn is_new(&mut self, path: &Path) -> bool {
        fs::canonicalize(path).map_or(true, |real| self.seen.insert(real))
    }
}

/// The name of a path by itself.
fn name(path: &Path) -> String {
    let whole = path.file_name().map(|n| n.to_string_lossy().into_owned());
    whole.unwrap_or_else(|| {
        let real = fs::canonicalize(path).unwrap_or_default();
        let name = real.file_name().unwrap_or_default();
        if name.is_empty() {
            "部门".to_owned()
        } else {
            name.to_string_lossy().into_owned()
        }
    })
}

/// The entries of a folder in natural order, hidden ones left out.
fn entries(folder: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with(['.', '~']) {
            entries.push((name, entry.path()));
        }
    }
    entries.sort_by(|a, b| natural(&a.0, &b.0).then_with(|| a.0.cmp(&b.0)));
    Ok(entries)
}

/// Whether a folder is a department: it has 部门.yaml, or lacks it and has projects, or a
/// file that was meant as 部门.yaml.
fn is_department(folder: &Path) -> bool {
    files::main_file(folder).is_some()
        || files::project_files(&folder.join(files::PROJECTS))
            .is_ok_and(|p| !p.is_empty())
        || ["部门.yaml.txt", "部门.yml.txt", "部门 .yaml"]
            .iter()
            .any(|n| folder.join(n).is_file())
}

/// Whether a folder is what `import --force` puts aside: 某局.旧1.
fn is_copy(name: &str) -> bool {
    let number = name.rsplit_once(".旧").map_or("", |n| n.1);
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a file is a department by itself: YAML with 部门名称 at the top level. One
/// that is no text or too large is taken too, so that it is told rather than passed over.
fn is_single(path: &Path) -> bool {
    if !files::is_yaml(path) || !path.is_file() {
        return false;
    }
    let Ok(bytes) = files::read(path).map(|f| f.bytes.unwrap_or_default()) else {
        return true;
    };
    std::str::from_utf8(&bytes).map_or(true, |text| Head::of(text).is_department())
}

/// The path for messages.
impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&show(&self.path))
    }
}
