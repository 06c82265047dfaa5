//! Files → department: text, tree, values; every fault of every file at once.

mod budget;
mod department;
mod file;
mod items;
mod own;
mod plan;
pub mod profile;
mod project;
mod reader;
mod report;
mod spelling;
mod stray;

pub use profile::{Given, ProfileFolder};
pub use reader::{Reader, nearest};
pub use stray::Stray;

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::model::{Department, Exemption, Field, Month, Profile, Project, ReportKind};
use crate::text::source::{FileId, Sources, Span, Spanned};
use crate::yaml::{Head, format};
use file::Read;

/// The files of one department, as the command found them.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The path to name when 部门.yaml itself is missing.
    pub path: String,
    /// 部门.yaml, or the single file.
    pub department: Option<File>,
    /// The files under 项目/, in their natural order.
    pub projects: Vec<File>,
    /// The files beside them that are not read, and may have been meant to be.
    pub strays: Vec<Stray>,
    /// The files under 自评/ and 监控/, in their natural order.
    pub reports: Vec<ReportFile>,
    /// The profile to use, where it is not one of the program's that 版式 names.
    pub profile: Option<Given>,
}

impl Input {
    /// Every file that is read, in the order it is.
    pub fn files_mut(&mut self) -> impl Iterator<Item = &mut File> {
        let reports = self.reports.iter_mut().map(|r| &mut r.file);
        self.department.iter_mut().chain(&mut self.projects).chain(reports)
    }
}

/// A file and what was read of it.
#[derive(Debug, Clone)]
pub struct File {
    /// The path as the user named it.
    pub path: String,
    /// Its bytes, or the size of a file too large to be read.
    pub bytes: Result<Vec<u8>, u64>,
}

impl File {
    /// The keys of its first level; none of a file that was too large.
    pub fn head(&self) -> Head {
        Head::of_bytes(self.bytes.as_deref().unwrap_or_default())
    }
}

/// A file of 自评/ or 监控/.
#[derive(Debug, Clone)]
pub struct ReportFile {
    /// Which form it is.
    pub kind: ReportKind,
    /// The name of the folder of its month, for 监控.
    pub month: String,
    /// The file.
    pub file: File,
}

/// What loading gives.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The department as far as it could be read.
    pub department: Option<Department>,
    /// The profile it names.
    pub profile: Option<Profile>,
    /// What is wrong with the files.
    pub diagnostics: Vec<Diagnostic>,
    /// Every comment, from its `#` to the end of its line.
    pub comments: Vec<Span>,
    /// What was told of a slip and read as it was meant: nothing more is said about it.
    pub told: Vec<Span>,
    /// The files in which something is not read, or perhaps at another place: nothing is
    /// said of what may be missing in them.
    pub incomplete: Vec<FileId>,
    /// The findings explained away in the files, once they have been checked.
    pub exemptions: Vec<Exemption>,
    /// What is explained away of findings that only other departments bring.
    pub allowed: Vec<Allowed>,
}

impl Loaded {
    /// Keeps what was found in a file and gives its value.
    fn take<T>(&mut self, read: Read<T>) -> Option<T> {
        self.diagnostics.extend(read.diagnostics);
        self.comments.extend(read.comments);
        self.told.extend(read.told);
        self.incomplete.extend(read.incomplete);
        read.value
    }
}

/// An exemption from a rule across departments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// The rule's code.
    pub code: &'static Code,
    /// The file.
    pub file: FileId,
    /// The line it is about, from 1.
    pub line: usize,
}

/// Reads one department. Its files are added to `sources`.
pub fn load(input: &Input, sources: &mut Sources) -> Loaded {
    let mut loaded = Loaded::default();
    let chosen = Chosen::of(input.profile.as_ref(), sources, &mut loaded);
    match &input.department {
        None => {
            let fault = stray::no_department(&input.path, &input.strays, sources);
            loaded.diagnostics.push(fault);
        }
        Some(file) => {
            let choose =
                |r: &mut Reader, name: Option<&Spanned<String>>| chosen.get(r, name);
            let decode = |r: &mut Reader, n| department::read(r, n, &choose);
            let read = file::read(file, Some(&format::DEPARTMENT_FILE), sources, decode);
            if let Some((department, profile)) = loaded.take(read) {
                loaded.department = Some(department);
                loaded.profile = profile;
            }
        }
    }
    let inline = loaded.department.as_ref().map_or(0, |d| d.projects.len());
    let form = loaded.profile.clone();
    let decode = |r: &mut Reader, n| project::read(r, n, form.as_ref());
    let shape = Some(&format::PROJECT_FILE);
    let read = file::read_all(&input.projects, shape, sources, decode);
    for (ordinal, read) in read.into_iter().enumerate() {
        let Some(project) = loaded.take(read) else { continue };
        let project = Project { ordinal, ..project };
        match &mut loaded.department {
            Some(d) if inline == 0 => d.projects.push(project),
            Some(_) => loaded.diagnostics.push(both_places(project.span)),
            None => {}
        }
    }
    load_reports(input, sources, &mut loaded);
    if let Some(department) = &mut loaded.department {
        by_unit(department);
    }
    loaded.diagnostics.extend(strays(input, sources));
    loaded
}

/// Reads the files of 自评/ and 监控/.
fn load_reports(input: &Input, sources: &mut Sources, loaded: &mut Loaded) {
    let form = loaded.profile.clone();
    for ReportFile { kind, month, file } in &input.reports {
        let folder = (*kind == ReportKind::Monitoring).then(|| month.parse::<Month>());
        let at = folder.as_ref().and_then(|m| m.as_ref().ok()).copied();
        let decode = |r: &mut Reader, n| report::read(r, n, *kind, form.as_ref(), at);
        let shape = Some(format::report_file(*kind));
        let read = file::read(file, shape, sources, decode);
        let wrong = folder.filter(Result::is_err);
        let report = loaded.take(read);
        if let (Some(report), Some(Err(why))) = (&report, wrong) {
            let message = format!("「监控/{month}」不是一个月份：{why}");
            let finding = codes::S110
                .finding(report.span, message)
                .help("文件夹的名称写成 年-月，如 监控/2026-07");
            loaded.diagnostics.push(finding);
        }
        if let (Some(report), Some(department)) = (report, &mut loaded.department) {
            department.reports.push(report);
        }
    }
}

/// Puts the projects into the order of the units that the department lists; inside of a
/// unit they stay in the order they were read in, those of unknown units last.
fn by_unit(department: &mut Department) {
    let units: Vec<Option<String>> =
        department.units.iter().map(|u| u.code.value().cloned()).collect();
    let place = |p: &Project| {
        let unit = p.unit.value();
        let found = units.iter().position(|u| u.is_some() && u.as_ref() == unit);
        found.unwrap_or(units.len())
    };
    department.projects.sort_by_key(place);
}

/// Reads a project file alone, as for `profile`, or the one that most departments use.
/// Its department and budget year are unknown; rules that need them stay silent.
pub fn load_project(
    file: &File,
    profile: Option<&Given>,
    sources: &mut Sources,
) -> Loaded {
    let mut loaded = Loaded::default();
    let form = match Chosen::of(profile, sources, &mut loaded) {
        Chosen::Named => profile::built_in(profile::USUAL),
        Chosen::Profile(profile) => profile.map(|p| *p),
        Chosen::Missing(_) => None,
    };
    let decode = |r: &mut Reader, n| project::read(r, n, form.as_ref());
    let shape = Some(&format::PROJECT_FILE);
    if let Some(project) = loaded.take(file::read(file, shape, sources, decode)) {
        let (year, projects) = (Field::Broken, vec![project]);
        loaded.department = Some(Department { year, projects, ..Department::default() });
        loaded.profile = form;
    }
    loaded
}

/// The profile of a department, as far as it can be told without findings.
pub(crate) fn profile_of(input: &Input) -> Option<Profile> {
    let chosen = Chosen::of(
        input.profile.as_ref(),
        &mut Sources::default(),
        &mut Loaded::default(),
    );
    match chosen {
        Chosen::Profile(profile) => profile.map(|p| *p),
        Chosen::Missing(_) => None,
        Chosen::Named => {
            let bytes = input.department.as_ref()?.bytes.as_deref().ok()?;
            let text = crate::yaml::decode::text_of(bytes)?;
            profile::built_in(Head::of(text).value(format::PROFILE)?)
        }
    }
}

/// Where the profile of a department comes from.
enum Chosen {
    /// 版式 names one of the program's.
    Named,
    /// It was given, and read as far as it could be.
    Profile(Option<Box<Profile>>),
    /// It was to be given, and why it could not be.
    Missing(String),
}

impl Chosen {
    fn of(given: Option<&Given>, sources: &mut Sources, loaded: &mut Loaded) -> Chosen {
        match given {
            None => Chosen::Named,
            Some(Given::Missing(why)) => Chosen::Missing(why.clone()),
            Some(Given::BuiltIn(name)) => {
                Chosen::Profile(profile::built_in(name).map(Box::new))
            }
            Some(Given::Folder(folder)) => {
                let profile =
                    profile::load_folder(folder, sources, &mut loaded.diagnostics);
                Chosen::Profile(profile.map(Box::new))
            }
        }
    }

    /// The profile of a department whose 版式 is `name`.
    fn get(
        &self,
        reader: &mut Reader,
        name: Option<&Spanned<String>>,
    ) -> Option<Profile> {
        match self {
            Chosen::Named => profile::named(reader, name?),
            Chosen::Profile(profile) => profile.as_deref().cloned(),
            Chosen::Missing(why) => {
                reader.report(codes::S201.finding(name?.span, why.as_str()));
                None
            }
        }
    }
}

/// Whether a file holds one project alone.
pub fn is_project(file: &File) -> bool {
    file.head().is_project()
}

/// What is said of files that are not read. Without 部门.yaml its own finding says where
/// the projects are.
fn strays(input: &Input, sources: &mut Sources) -> Vec<Diagnostic> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let read: Vec<String> = input.projects.iter().map(|f| name(&f.path)).collect();
    let read: Vec<&str> = read.iter().map(String::as_str).collect();
    let inside: Vec<Stray> = match &input.department {
        Some(_) => input.strays.clone(),
        None => input.strays.iter().filter(|s| s.path.contains('/')).cloned().collect(),
    };
    stray::findings(&inside, &input.path, &read, sources)
}

fn both_places(span: Span) -> Diagnostic {
    codes::S114
        .finding(span, "项目既写在 部门.yaml 里，又放在“项目”文件夹里")
        .help("两种写法只用一种：把 部门.yaml 里的“项目:”移出来，每个项目一个文件")
}
