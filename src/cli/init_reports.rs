//! `jixiao init --自评`, `--监控 月份`: files in which every indicator is to be filled in.

use crate::cli::args;
use crate::cli::support::files;
use crate::cli::{Failure, say};
use jixiao::appraise::project_of;
use jixiao::model::{Department, Month, Profile, Project, ReportKind};
use jixiao::text::source::Sources;
use jixiao::yaml::load::load;
use jixiao::yaml::save::{self, blank_report};
use std::path::{Path, PathBuf};

/// Lays out the files of a form in a department's folder; none that is there is touched.
pub fn run(
    args: &args::Init,
    kind: ReportKind,
    month: Option<Month>,
) -> Result<bool, Failure> {
    let folder = &args.dir;
    let shown = files::show(folder);
    if files::main_file(folder).is_none() {
        let why = "里没有 部门.yaml；自评和监控建在已有的部门文件夹里";
        return Err(Failure::new(format!("{shown} {why}")));
    }
    let mut sources = Sources::default();
    let loaded = load(&files::read_department(folder, None)?, &mut sources);
    let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) else {
        let why = format!("{shown} 读不出来；先用 jixiao check {shown} 看清、改好");
        return Err(Failure::new(why));
    };
    if let (Some(month), Some(year)) = (month, department.year.value())
        && month.year != year.0
    {
        let why = format!("月份 {month} 不在预算年度 {year} 里");
        return Err(Failure::new(why));
    }
    if profile.report_form(kind).is_none() {
        let why = format!("版式“{}”没有{}表", profile.name, kind.name());
        return Err(Failure::new(why));
    }
    let set = Set { department, profile, sources: &sources, kind, month };
    write(folder, set.files(), &set)
}

/// The files to lay out.
struct Set<'a> {
    department: &'a Department,
    profile: &'a Profile,
    sources: &'a Sources,
    kind: ReportKind,
    month: Option<Month>,
}

impl Set<'_> {
    /// Path below the department and text of each file that is wanted.
    fn files(&self) -> Vec<(String, String)> {
        let folder = match self.month {
            Some(month) => format!("{}/{month}", self.kind.name()),
            None => self.kind.name().to_owned(),
        };
        let mut files = Vec::new();
        let overall = self.department.overall_table.value().map(|t| &t.targets);
        if let Some(targets) = overall.filter(|_| !self.has(None)) {
            let path = format!("{folder}/{}.yaml", save::WHOLE_REPORT);
            files.extend(self.blank(targets, true).map(|text| (path, text)));
        }
        for (at, project) in self.department.projects.iter().enumerate() {
            if self.has(Some(at)) || project.is_classified() {
                continue;
            }
            let path = format!("{folder}/{}.yaml", self.stem(at, project));
            files.extend(self.blank(project, false).map(|text| (path, text)));
        }
        files
    }

    fn blank(&self, targets: &Project, whole: bool) -> Option<String> {
        blank_report(targets, self.profile, self.kind, whole)
    }

    /// Whether there is a report on a project, or on the whole, already.
    fn has(&self, project: Option<usize>) -> bool {
        self.department.reports.iter().any(|r| {
            let of = project_of(self.department, r);
            r.kind == self.kind
                && r.month.value().copied() == self.month
                && r.is_whole() == project.is_none()
                && of == project
        })
    }

    /// The name of the project's own file, or its number and name.
    fn stem(&self, at: usize, project: &Project) -> String {
        let path = Path::new(&self.sources.get(project.span.file).path);
        let inside = path.parent().and_then(Path::file_name);
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
        match stem.filter(|_| inside.is_some_and(|n| n == files::PROJECTS)) {
            Some(stem) => stem,
            None => save::file_name(&format!("{:02}-{}", at + 1, project.name.text())),
        }
    }
}

fn write(
    folder: &Path,
    wanted: Vec<(String, String)>,
    set: &Set,
) -> Result<bool, Failure> {
    let mut pending = Vec::new();
    let (mut made, mut kept) = (0, 0);
    for (path, text) in wanted {
        let path: PathBuf = folder.join(path);
        if path.exists() {
            kept += 1;
            continue;
        }
        files::make_folder(path.parent().unwrap_or(folder))?;
        pending.push(files::prepare(&path, text.as_bytes())?);
        made += 1;
    }
    files::commit(pending)?;
    let name = set.kind.name();
    let of = set.month.map_or(String::new(), |m| format!("{m} 的"));
    say(&format!("建好了{of}{name}文件 {made} 个，已有的没有动"));
    if kept > 0 {
        say(&format!("有 {kept} 个文件名已经被占用，没有建"));
    }
    let shown = files::show(folder);
    say(&format!(
        "填好以后运行：jixiao check {shown}，再 jixiao build {shown} --表 {name} -o 输出"
    ));
    Ok(true)
}
