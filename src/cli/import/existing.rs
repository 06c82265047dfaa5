//! A department that is there already, and what an import does to it.

use super::Outcome;
use crate::cli::Failure;
use crate::cli::support::files;
use jixiao::import::{Chosen, Imported, Note, NoteKind};
use jixiao::model::{Department, Profile, Project};
use jixiao::text::source::Sources;
use jixiao::yaml::load::{Input, load};
use jixiao::yaml::save::{save, save_as};
use std::fs;
use std::path::{Path, PathBuf};

/// The department in a folder.
pub struct Existing {
    department: Department,
    profile: Profile,
    /// The files of the projects, each with what it holds.
    projects: Vec<(PathBuf, Project)>,
}

impl Existing {
    /// The department in `folder`; None where there is no 部门.yaml.
    ///
    /// # Errors
    /// A department that cannot be read whole: something of it might be lost.
    pub fn read(folder: &Path) -> Result<Option<Existing>, Failure> {
        if files::main_file(folder).is_none() {
            return Ok(None);
        }
        let input = files::read_department(folder, None)?;
        let broken = |path: &str| {
            Failure::new(format!(
                "{path} 读不全，没有动它；先用 jixiao check {} 看清、改好再导入",
                files::show(folder)
            ))
        };
        let loaded = load(&input, &mut Sources::default());
        let (Some(department), Some(profile)) = (loaded.department, loaded.profile)
        else {
            return Err(broken(&input.path));
        };
        let mut projects = Vec::new();
        for file in &input.projects {
            let one = Input { projects: vec![file.clone()], ..input.clone() };
            let one = load(&one, &mut Sources::default()).department;
            let inline = department.projects.len().saturating_sub(input.projects.len());
            let project = one.and_then(|d| d.projects.into_iter().nth(inline));
            let project = project.ok_or_else(|| broken(&file.path))?;
            projects.push((PathBuf::from(&file.path), project));
        }
        Ok(Some(Existing { department, profile, projects }))
    }

    /// The profile to read a file by that belongs to this department.
    pub fn profile(&self) -> Option<Chosen> {
        let name = self.department.profile.text().to_owned();
        Some(Chosen { name, profile: self.profile.clone() })
    }

    /// Adds the projects of a file: new numbers, and nothing else changes.
    pub fn add(self, imported: &mut Imported) -> Outcome {
        imported.notes.retain(|n| !n.message.contains("作为摘录"));
        self.match_units(imported);
        let mut new = Vec::new();
        for project in std::mem::take(&mut imported.department.projects) {
            match self.same(&project) {
                Some(known) => imported.notes.push(already(&project, &known)),
                None => new.push(project),
            }
        }
        let projects = new.len();
        let files = self.numbered(new, imported);
        Outcome { files, projects }
    }

    /// Puts the projects of a file in place of the same ones, adds the others, and takes
    /// over what the file says of the department; what it does not say stays.
    ///
    /// # Errors
    /// A copy that cannot be made.
    pub fn update(
        self,
        imported: &mut Imported,
        folder: &Path,
    ) -> Result<Outcome, Failure> {
        let copy = copy(folder)?;
        imported.notes.retain(|n| !n.message.contains("作为摘录"));
        self.match_units(imported);
        let all = std::mem::take(&mut imported.department.projects);
        let projects = all.len();
        let mut files = self.main(imported);
        let (mut new, mut replaced) = (Vec::new(), Vec::new());
        for project in all {
            let known = self.projects.iter().find(|p| is_same(&p.1, &project));
            let Some((path, _)) = known else {
                new.push(project);
                continue;
            };
            let path = path.strip_prefix(folder).unwrap_or(path);
            let path = files::show(path);
            files.push((path.clone(), text_of(&project, imported)));
            replaced.push(path);
        }
        files.extend(self.numbered(new, imported));
        let kept = self.projects.len() - replaced.len();
        let mut tell = |message: String| {
            imported.notes.push(Note { kind: NoteKind::Guess, place: None, message });
        };
        if !replaced.is_empty() {
            tell(format!("换成文件里的：{}", replaced.join("、")));
        }
        if kept > 0 {
            tell(format!("文件里没有的 {kept} 个项目留着，没有动"));
        }
        tell(format!("原来的文件留了一份，在 {}", files::show(&copy)));
        Ok(Outcome { files, projects })
    }

    /// 部门.yaml with what the file says and what it leaves out; none where nothing changes.
    fn main(&self, imported: &mut Imported) -> Vec<(String, String)> {
        let old = &self.department;
        let mut new = imported.department.clone();
        let mut stays = Vec::new();
        macro_rules! keep {
            ($($field:ident $name:literal),*) => {$(
                if new.$field.is_absent() && !old.$field.is_absent() {
                    new.$field = old.$field.clone();
                    stays.push($name);
                }
            )*};
        }
        keep!(
            overall_goals "总体绩效目标", sub_goals "分项绩效目标", safeguards "工作保障措施",
            reviewer "审核单位", compiler "编制单位", overall_table "部门整体绩效目标表",
            year "年度", draft "草案"
        );
        // a file without 第一部分 has no cover either: what it says of these is guessed
        let guessed = imported.department.extract.value() == Some(&true);
        if guessed && !old.name.is_absent() {
            new.name = old.name.clone();
        }
        if guessed && !old.year.is_absent() {
            new.year = old.year.clone();
        }
        if new.special_funds.is_empty() {
            new.special_funds.clone_from(&old.special_funds);
        }
        new.profile = old.profile.clone();
        new.extract = old.extract.clone();
        for unit in &old.units {
            if !new.units.iter().any(|u| u.code == unit.code) {
                new.units.push(unit.clone());
            }
        }
        new.units.sort_by_key(|u| {
            old.units.iter().position(|o| o.code == u.code).unwrap_or(usize::MAX)
        });
        let bare = |d: &Department| {
            let projects = Vec::new();
            save(&Department { projects, ..d.clone() }, &[]).swap_remove(0)
        };
        if !stays.is_empty() {
            let message = format!("文件里没有的留着：{}", stays.join("、"));
            imported.notes.push(Note { kind: NoteKind::Guess, place: None, message });
        }
        let text = bare(&new);
        if text == bare(old) {
            return Vec::new();
        }
        let message = "部门.yaml 照文件改写（原来写的注释在留下的那一份里）".to_owned();
        imported.notes.push(Note { kind: NoteKind::Guess, place: None, message });
        vec![text]
    }

    /// The files of new projects, numbered behind those that are there.
    fn numbered(&self, new: Vec<Project>, imported: &Imported) -> Vec<(String, String)> {
        let number = |p: &(PathBuf, Project)| {
            let name = p.0.file_name()?.to_string_lossy().into_owned();
            let digits = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
            name[..digits].parse::<usize>().ok()
        };
        let last = self.projects.iter().filter_map(number).max();
        let last = last.unwrap_or(self.projects.len());
        let numbers: Vec<usize> = (1..=new.len()).map(|i| last + i).collect();
        let department = Department { projects: new, ..Department::default() };
        save_as(&department, &numbers, Some(&imported.profile)).split_off(1)
    }

    /// Gives projects the codes that 部门.yaml has for their 单位; tells of new ones.
    fn match_units(&self, imported: &mut Imported) {
        let tight = |text: &str| text.split_whitespace().collect::<String>();
        let known = &self.department.units;
        for unit in &mut imported.department.units {
            if known.iter().any(|k| k.code == unit.code) {
                continue;
            }
            let same =
                known.iter().find(|k| tight(k.name.text()) == tight(unit.name.text()));
            match same {
                Some(same) => {
                    for project in &mut imported.department.projects {
                        if project.unit == unit.code {
                            project.unit = same.code.clone();
                        }
                    }
                    unit.code = same.code.clone();
                }
                None => imported.notes.push(Note {
                    kind: NoteKind::Unplaced,
                    place: None,
                    message: format!(
                        "单位「{} {}」不在 部门.yaml 的“单位”里，要补上",
                        unit.code.text(),
                        unit.name.text()
                    ),
                }),
            }
        }
        // of one unit alone it is clear whose the projects are
        if let [only] = known.as_slice() {
            let blank =
                imported.department.projects.iter_mut().filter(|p| p.unit.is_absent());
            blank.for_each(|p| p.unit = only.code.clone());
        }
    }

    /// Where a project is that is there already.
    fn same(&self, project: &Project) -> Option<String> {
        let file = self.projects.iter().find(|p| is_same(&p.1, project));
        let file = file.map(|p| files::show(&p.0));
        let inline = || self.department.projects.iter().any(|p| is_same(p, project));
        file.or_else(|| inline().then(|| "部门.yaml".to_owned()))
    }
}

/// Whether two projects are the same: by 项目编码, else by 单位 and 项目名称.
fn is_same(a: &Project, b: &Project) -> bool {
    let code = |p: &Project| {
        p.code.value().filter(|c| !c.is_pending()).map(|c| c.as_str().to_owned())
    };
    let name = |p: &Project| p.name.text().split_whitespace().collect::<String>();
    match (code(a), code(b)) {
        (Some(a), Some(b)) => a == b,
        _ => !name(a).is_empty() && name(a) == name(b) && a.unit == b.unit,
    }
}

fn already(project: &Project, place: &str) -> Note {
    let name = project.name.text();
    let code =
        project.code.value().map_or(String::new(), |c| format!("（{}）", c.as_str()));
    let message = format!(
        "项目「{name}」{code}已经在 {place} 里，没有再加；要换成文件里的，用 --force"
    );
    Note { kind: NoteKind::Unplaced, place: None, message }
}

fn text_of(project: &Project, imported: &Imported) -> String {
    let projects = vec![project.clone()];
    let department = Department { projects, ..Department::default() };
    let mut files = save_as(&department, &[1], Some(&imported.profile));
    files.pop().map(|f| f.1).unwrap_or_default()
}

/// Copies the YAML of a department beside its folder: 部门.旧1, 部门.旧2, ….
fn copy(folder: &Path) -> Result<PathBuf, Failure> {
    let io = |path: &Path, e: std::io::Error| Failure::io("留一份", path, &e);
    let whole = fs::canonicalize(folder).map_err(|e| io(folder, e))?;
    let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = if name.is_empty() { "部门".to_owned() } else { name };
    let beside = whole.parent().unwrap_or(&whole);
    let free = (1..).map(|n| beside.join(format!("{name}.旧{n}")));
    let target =
        free.into_iter().find(|p| !p.exists()).unwrap_or_else(|| beside.join(name));
    files::make_folder(&target.join(files::PROJECTS))?;
    let mut all = files::project_files(&folder.join(files::PROJECTS))?;
    all.extend(files::main_file(folder));
    for file in all {
        let way = file.strip_prefix(folder).unwrap_or(&file);
        fs::copy(&file, target.join(way)).map_err(|e| io(&file, e))?;
    }
    Ok(target)
}
