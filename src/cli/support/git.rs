//! Files of a Git revision, read through the `git` command.

use crate::cli::Failure;
use crate::cli::support::{files, forms};
use jixiao::model::ReportKind;
use jixiao::yaml::MAX_BYTES;
use jixiao::yaml::load::{self, File, Given, Input, ReportFile};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A revision and a path in it, as the user wrote them: `HEAD~1:部门`.
pub struct Spec<'a> {
    /// Both.
    text: &'a str,
    revision: &'a str,
    path: &'a str,
}

impl<'a> Spec<'a> {
    /// The parts of `text`, where it can be a revision: `C:\甲` cannot.
    pub fn parse(text: &'a str) -> Option<Spec<'a>> {
        let (revision, path) = text.split_once(':')?;
        let is_drive = revision.len() == 1 && path.starts_with(['\\', '/']);
        let is_option = revision.is_empty() || revision.starts_with('-');
        (!is_drive && !is_option).then_some(Spec { text, revision, path })
    }

    fn failure(&self, why: impl std::fmt::Display) -> Failure {
        Failure::new(format!("读取 Git 版本 {} 失败：{why}", self.text))
    }

    /// Reads the department: a folder or a single file of the revision. As for Git, the
    /// path begins at the top of the repository, with `./` where the user is; a path that
    /// is not there is looked for where the user is too. It is in the form of `profile`,
    /// or of that which it names.
    pub fn read_department(&self, profile: Option<&Given>) -> Result<Input, Failure> {
        let tree = self.tree()?;
        let (path, is_folder) = self.find(&tree)?;
        let wanted = match (is_folder, path.as_str()) {
            (false, file) => vec![file.to_owned()],
            (true, folder) => {
                let inside = ["部门.yaml", "部门.yml", "项目/", "自评/", "监控/"];
                inside.map(|name| join(folder, name)).to_vec()
            }
        };
        let mut entries = self.list(&tree, &wanted)?;
        let reports = self.read_reports(&tree, &mut entries, &wanted)?;
        let is = |name: Option<&String>, e: &Entry| name.is_some_and(|n| *n == e.path);
        let at = |name| entries.iter().position(|e| is(name, e));
        let main = at(wanted.first()).or_else(|| at(wanted.get(1)));
        let main = main.map(|at| entries.remove(at));
        let has_main = main.is_some();
        let inside = |e: &Entry| wanted.get(2).is_some_and(|w| e.path.starts_with(w));
        entries.retain(|e| inside(e) && files::is_project_file(name_of(&e.path)));
        entries.sort_by(|a, b| jixiao::text::natural(name_of(&a.path), name_of(&b.path)));
        let mut read = self.read(main.into_iter().chain(entries).collect())?.into_iter();
        let department = if has_main { read.next() } else { None };
        let profile = profile.cloned().or_else(|| {
            let place = self.place(&path)?;
            let base = if is_folder { &place } else { place.parent()? };
            let file = department.as_ref()?;
            match load::is_project(file) {
                true => forms::of_neighbour(&place),
                false => forms::of_department(file, base),
            }
        });
        let path = self.text.to_owned();
        let projects = read.collect();
        Ok(Input { path, department, projects, reports, profile, ..Input::default() })
    }

    /// Takes the files of 自评/ and 监控/ out of `entries` and reads them.
    fn read_reports(
        &self,
        tree: &str,
        entries: &mut Vec<Entry>,
        wanted: &[String],
    ) -> Result<Vec<ReportFile>, Failure> {
        let (Some(evaluations), Some(monitorings)) = (wanted.get(3), wanted.get(4))
        else {
            return Ok(Vec::new());
        };
        let is_report = |e: &Entry, folder: &str| {
            e.path.starts_with(folder) && files::is_project_file(name_of(&e.path))
        };
        let (mut found, rest): (Vec<_>, Vec<_>) =
            std::mem::take(entries).into_iter().partition(|e| is_report(e, evaluations));
        *entries = rest;
        // the folders of the months are one level deeper
        let months = self.list_folders(tree, monitorings)?;
        for month in &months {
            let files = self.list(tree, &[format!("{month}/")])?;
            found.extend(files.into_iter().filter(|e| is_report(e, month)));
        }
        found.sort_by(|a, b| jixiao::text::natural(&a.path, &b.path));
        let file = |file: File| {
            let inside = file.path.rsplit('/').nth(1).unwrap_or_default().to_owned();
            match inside == ReportKind::Evaluation.name() {
                true => {
                    let kind = ReportKind::Evaluation;
                    ReportFile { kind, month: String::new(), file }
                }
                false => ReportFile { kind: ReportKind::Monitoring, month: inside, file },
            }
        };
        Ok(self.read(found)?.into_iter().map(file).collect())
    }

    /// The folders in a folder of the tree.
    fn list_folders(&self, tree: &str, folder: &str) -> Result<Vec<String>, Failure> {
        let args =
            ["ls-tree", "-z", "-d", "--name-only", "--full-tree", tree, "--", folder];
        let listed = self.git(&args, None)?;
        let names = listed.split(|b| *b == 0).map(|r| String::from_utf8_lossy(r));
        Ok(names.filter(|n| !n.is_empty()).map(|n| n.into_owned()).collect())
    }

    /// Where a path of the repository is on the disk: forms in folders are taken as they
    /// are now. A bare repository has no such place.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let top = self.git(&["rev-parse", "--show-toplevel"], None).ok()?;
        Some(Path::new(&text(&top)).join(path))
    }

    /// The id of the revision's tree.
    fn tree(&self) -> Result<String, Failure> {
        // also the first to tell that there is no Git and no repository
        self.git(&["rev-parse", "--git-dir"], None)?;
        let name = format!("{}^{{tree}}", self.revision);
        let output = self.run(&["rev-parse", "--verify", "--quiet", &name], None)?;
        if !output.status.success() {
            let revision = self.revision;
            return Err(self.failure(format!(
                "没有“{revision}”这个版本；git log --oneline 列出各个版本"
            )));
        }
        Ok(text(&output.stdout))
    }

    /// The path from the top of the repository, and whether it is a folder.
    fn find(&self, tree: &str) -> Result<(String, bool), Failure> {
        let here = text(&self.git(&["rev-parse", "--show-prefix"], None)?);
        let path = self.path.replace('\\', "/");
        let relative = path.starts_with("./") || path.starts_with("../") || path == ".";
        let from_here = join(&here, &path);
        let candidates = if relative { vec![from_here] } else { vec![path, from_here] };
        for candidate in candidates {
            let Some(clean) = clean(&candidate) else { continue };
            let object = format!("{tree}:{clean}");
            let kind = self.run(&["cat-file", "-t", &object], None)?;
            if kind.status.success() {
                return Ok((clean, text(&kind.stdout) == "tree"));
            }
        }
        Err(self.failure(format!(
            "这个版本里没有 {}；路径从仓库顶层写起，从当前文件夹写起要加 ./",
            if self.path.is_empty() { "." } else { self.path }
        )))
    }

    /// The files at the given paths; a path that ends with `/` stands for what is in it.
    fn list(&self, tree: &str, paths: &[String]) -> Result<Vec<Entry>, Failure> {
        let mut args = vec!["ls-tree", "-z", "--long", "--full-tree", tree, "--"];
        args.extend(paths.iter().map(String::as_str));
        let listed = self.git(&args, None)?;
        let records = listed.split(|b| *b == 0);
        Ok(records.filter_map(|r| Entry::parse(&String::from_utf8_lossy(r))).collect())
    }

    /// The contents of the files, in their order; one call of `git` for all.
    fn read(&self, entries: Vec<Entry>) -> Result<Vec<File>, Failure> {
        let small = entries.iter().filter(|e| e.size <= MAX_BYTES);
        let ids: String = small.map(|e| format!("{}\n", e.id)).collect();
        let batch = self.git(&["cat-file", "--batch"], Some(&ids))?;
        let mut rest = batch.as_slice();
        let mut read = Vec::new();
        for entry in entries {
            let bytes = match entry.size <= MAX_BYTES {
                false => Err(entry.size),
                true => Ok(take(&mut rest)
                    .ok_or_else(|| self.failure(format!("{} 读不出来", entry.path)))?),
            };
            let path = format!("{}:{}", self.revision, entry.path);
            read.push(File { path, bytes });
        }
        Ok(read)
    }

    /// What a call of `git` that must succeed prints.
    fn git(&self, args: &[&str], input: Option<&str>) -> Result<Vec<u8>, Failure> {
        let output = self.run(args, input)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let said = said.lines().next().unwrap_or_default();
        Err(match said.contains("not a git repository") {
            true => self.failure("当前文件夹不在 Git 仓库里；先进入仓库再运行"),
            false => self.failure(said.trim_start_matches("fatal: ")),
        })
    }

    fn run(&self, args: &[&str], input: Option<&str>) -> Result<Output, Failure> {
        let failed = |e: std::io::Error| match e.kind() {
            ErrorKind::NotFound => self
                .failure("没有找到 git 命令；请先装 Git，或把那一版另存成文件夹再对照"),
            _ => self.failure(e),
        };
        let mut child = Command::new("git")
            .args(args)
            // messages in one language, paths as they are
            .envs([("LC_ALL", "C"), ("GIT_LITERAL_PATHSPECS", "1")])
            .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let stdin = child.stdin.take();
        std::thread::scope(|scope| {
            // git answers while it is asked, so both must go on at once
            scope.spawn(move || {
                let (mut stdin, input) = (stdin?, input?);
                // where git ends early, its own message says why
                stdin.write_all(input.as_bytes()).ok()
            });
            child.wait_with_output().map_err(failed)
        })
    }
}

/// A file of a revision.
struct Entry {
    id: String,
    size: u64,
    path: String,
}

impl Entry {
    /// From `mode type id size TAB path`; None of what is no file, such as a folder or a
    /// link.
    fn parse(record: &str) -> Option<Entry> {
        let (about, path) = record.split_once('\t')?;
        let mut about = about.split_whitespace();
        let (mode, kind) = (about.next()?, about.next()?);
        let id = about.next()?.to_owned();
        let size = about.next()?.parse().ok()?;
        let is_file = kind == "blob" && mode.starts_with("100");
        is_file.then(|| Entry { id, size, path: path.to_owned() })
    }
}

/// The next content of `git cat-file --batch`: `id type size LF content LF`.
fn take(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|b| *b == b'\n')?;
    let head = std::str::from_utf8(&rest[..end]).ok()?;
    let size: usize = head.rsplit_once(' ')?.1.parse().ok()?;
    let content = rest.get(end + 1..)?.get(..size)?;
    *rest = rest.get(end + 1 + size + 1..)?;
    Some(content.to_vec())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches(['\r', '\n']).to_owned()
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn join(folder: &str, name: &str) -> String {
    let folder = folder.trim_end_matches('/');
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A path without `.`, `..` and empty steps; None where it leads out.
fn clean(path: &str) -> Option<String> {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// Reads what OLD or NEW stands for, a folder, a file, or a revision, in the form of
/// `profile` or of that which it names.
pub fn read_edition(path: &Path, profile: Option<&Given>) -> Result<Input, Failure> {
    let spec = path.to_str().and_then(Spec::parse);
    if let Some(spec) = spec.filter(|_| !path.exists()) {
        return spec.read_department(profile);
    }
    let mut input = files::read_department(path, profile)?;
    let is_project = input.department.as_ref().is_some_and(load::is_project);
    if is_project && input.profile.is_none() {
        input.profile = forms::of_neighbour(path);
    }
    Ok(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drive_is_no_revision() {
        let parts = |text| Spec::parse(text).map(|s| (s.revision, s.path));
        assert_eq!(parts("HEAD~1:甲/乙"), Some(("HEAD~1", "甲/乙")));
        assert_eq!(parts("a:甲"), Some(("a", "甲")));
        assert_eq!(parts("main:"), Some(("main", "")));
        for path in ["C:\\甲", "d:/甲", "甲", ":/甲", "--x:甲"] {
            assert!(Spec::parse(path).is_none(), "{path}");
        }
    }

    #[test]
    fn paths_stay_inside() {
        assert_eq!(clean("甲/./乙//丙/../丁"), Some("甲/乙/丁".into()));
        assert_eq!(clean("./"), Some(String::new()));
        assert_eq!(clean("甲/../../乙"), None);
    }

    #[test]
    fn only_files_are_read() {
        let entry = Entry::parse("100644 blob ab12      17\t项目/01 甲.yaml").unwrap();
        assert_eq!((entry.size, entry.path.as_str()), (17, "项目/01 甲.yaml"));
        assert!(Entry::parse("040000 tree ab12       -\t项目").is_none());
        assert!(Entry::parse("120000 blob ab12      17\t项目/链接.yaml").is_none());
        assert!(Entry::parse("").is_none());
    }

    #[test]
    fn contents_come_one_after_the_other() {
        let mut rest: &[u8] = b"ab12 blob 3\na\nb\ncd34 blob 0\n\ngone missing\n";
        assert_eq!(take(&mut rest).as_deref(), Some(&b"a\nb"[..]));
        assert_eq!(take(&mut rest).as_deref(), Some(&b""[..]));
        assert_eq!(take(&mut rest), None);
    }
}
