//! What several tests need.

use jixiao::check::examine;
use jixiao::compare::{Comparison, outline};
use jixiao::compose::{compose, compose_adjustment};
use jixiao::document::Document;
use jixiao::model::{Field, ReportKind, Target};
use jixiao::text::source::Sources;
use jixiao::yaml::Head;
use jixiao::yaml::load::profile::is_path;
use jixiao::yaml::load::{File, Given, Input, Loaded, ProfileFolder, ReportFile, Stray};
use std::fs;
use std::path::{Path, PathBuf};

/// A path in the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A path in the folder of real texts beside the repository; None, said aloud, where it
/// is not there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !full.exists() {
        eprintln!("{} is not there: not tested", full.display());
    }
    full.exists().then_some(full)
}

fn file(path: &Path, root: &Path) -> File {
    let shown = path.strip_prefix(root).unwrap_or(path).display().to_string();
    File { path: shown.replace('\\', "/"), bytes: Ok(fs::read(path).unwrap()) }
}

/// The files of a department: a single file, or a folder. Paths are shown from `root`.
pub fn input(path: &Path, root: &Path) -> Input {
    let shown = path.strip_prefix(root).unwrap_or(path).display().to_string();
    if path.is_file() {
        let department = Some(file(path, root));
        return Input { path: shown, department, ..Input::default() };
    }
    let main = path.join("部门.yaml");
    let mut projects: Vec<PathBuf> = fs::read_dir(path.join("项目"))
        .map(|entries| entries.map(|e| e.unwrap().path()).collect())
        .unwrap_or_default();
    projects.sort();
    Input {
        path: shown,
        department: main.exists().then(|| file(&main, root)),
        projects: projects.iter().filter(|p| is_read(p)).map(|p| file(p, root)).collect(),
        strays: projects.iter().filter(|p| !is_read(p)).map(|p| stray(p, path)).collect(),
        reports: reports(path, root),
        profile: main.exists().then(|| profile(path, &main, root)).flatten(),
    }
}

/// Whether a file in 项目 is read as a project.
fn is_read(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "yaml")
}

fn stray(path: &Path, folder: &Path) -> Stray {
    let shown = path.strip_prefix(folder).unwrap().display().to_string();
    Stray { path: shown.replace('\\', "/"), head: fs::read(path).unwrap() }
}

/// The files under 自评/ and 监控/.
fn reports(folder: &Path, root: &Path) -> Vec<ReportFile> {
    let evaluations = listed(&folder.join("自评")).into_iter().map(|path| ReportFile {
        kind: ReportKind::Evaluation,
        month: String::new(),
        file: file(&path, root),
    });
    let months = listed(&folder.join("监控")).into_iter().flat_map(|month| {
        let name = month.file_name().unwrap().to_string_lossy().into_owned();
        let report = move |path: PathBuf| ReportFile {
            kind: ReportKind::Monitoring,
            month: name.clone(),
            file: file(&path, root),
        };
        listed(&month).into_iter().map(report).collect::<Vec<_>>()
    });
    evaluations.chain(months).collect()
}

/// What is in a folder, by name; nothing where it is not there.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The profile in the folder that 版式 names.
fn profile(folder: &Path, main: &Path, root: &Path) -> Option<Given> {
    let head = Head::of_bytes(&fs::read(main).unwrap_or_default());
    let name = head.value("版式").filter(|n| is_path(n))?;
    let folder = folder.join(name.trim_start_matches("./"));
    let mut templates: Vec<PathBuf> = fs::read_dir(folder.join("templates"))
        .map(|entries| entries.map(|e| e.unwrap().path()).collect())
        .unwrap_or_default();
    templates.sort();
    Some(Given::Folder(ProfileFolder {
        file: file(&folder.join("版式.yaml"), root),
        templates: templates.iter().map(|t| file(t, root)).collect(),
        parent: None,
    }))
}

/// A department with its findings.
pub fn examined(path: &Path) -> (Loaded, Sources) {
    let mut sources = Sources::default();
    let root = path.parent().unwrap_or(path);
    let loaded = examine(&input(path, root), &mut sources);
    (loaded, sources)
}

/// The document of an example.
pub fn document(example: &str) -> Document {
    let (loaded, _) = examined(&repository("data/examples").join(example));
    compose(&loaded.department.unwrap(), &loaded.profile.unwrap()).unwrap()
}

/// The 绩效目标调整对照表 of the large example, every third project of which was adjusted.
pub fn adjustment() -> Document {
    let (loaded, _) = examined(&repository("data/examples").join(EXAMPLES[0]));
    let (old, profile) = (loaded.department.unwrap(), loaded.profile.unwrap());
    let mut new = old.clone();
    new.projects.remove(1);
    new.projects[1].code = Field::of("13990126P000990100012".parse().unwrap());
    new.projects[1].name = Field::of("乡镇档案员轮训 <&> 甲".into());
    for project in new.projects.iter_mut().step_by(3) {
        project.purpose = Field::of(project.purpose.text().replace('，', "；"));
        let Field::Given(rows) = &mut project.indicators else { continue };
        rows.value.pop();
        rows.value.iter_mut().for_each(|r| r.target = Field::of(Target::parse("≥9次")));
    }
    let (old, new) = (outline(&old, &profile), outline(&new, &profile));
    compose_adjustment(&Comparison::of(&old, &new), &profile).unwrap()
}

/// The example departments.
pub const EXAMPLES: [&str; 8] = [
    "云泽市科学技术局",
    "澄湖区文化馆.yaml",
    "青禾县档案馆",
    "沙岭县残疾人联合会",
    "远江流域水文监测中心",
    "汐浦区图书馆",
    "岷溪县农业农村局",
    "湖西县科学技术协会",
];
