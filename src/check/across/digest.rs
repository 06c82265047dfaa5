//! What is kept of a department when its files are dropped.

use super::sketch::{Sketch, whole};
use crate::check::text::{bare, goals};
use crate::diagnostic::{Code, codes};
use crate::model::profile::Weight;
use crate::model::{Department, Indicator, Profile, Project, Unit};
use crate::text::source::{FileId, Sources, Span};
use crate::yaml::load::Loaded;

/// Fewest 绩效指标 that make a set worth comparing; a few may well be the same.
const FEW: usize = 4;
/// Shortest 资金用途, in characters, that tells a project from others of its name.
const TELLING: usize = 10;

/// A department for the rules across departments: less than a kilobyte a project.
#[derive(Debug, Clone)]
pub struct Digest {
    name: Box<str>,
    pub(crate) name_at: Span,
    pub(crate) year: u16,
    /// 区划, from the first 项目编码.
    pub(crate) region: Option<Box<str>>,
    paths: Box<[Box<str>]>,
    pub(crate) units: Box<[UnitNote]>,
    pub(crate) projects: Box<[ProjectNote]>,
    /// What the profile says of rules across departments.
    weights: Box<[(&'static Code, Weight)]>,
}

/// A unit.
#[derive(Debug, Clone)]
pub(crate) struct UnitNote {
    pub code: Box<str>,
    pub name: Box<str>,
    pub span: Span,
}

/// A project. What the author has explained away is not in it.
#[derive(Debug, Clone)]
pub(crate) struct ProjectNote {
    pub name: Box<str>,
    /// 项目编码 without blanks, where it counts as taken.
    pub code: Option<(Box<str>, Span)>,
    /// 项目编码 again, and what tells the project whatever its code.
    pub twin: Option<(Box<str>, Span, u64)>,
    /// 绩效目标.
    pub goals: Option<Copied>,
    /// 绩效指标.
    pub indicators: Option<Copied>,
}

/// A text that may be a copy.
#[derive(Debug, Clone)]
pub(crate) struct Copied {
    pub span: Span,
    /// Equal for equal texts.
    pub whole: u64,
    pub sketch: Option<Box<Sketch>>,
}

/// The digest of a department; None of one without a name, or that could not be read.
pub fn digest(loaded: &Loaded, sources: &Sources) -> Option<Digest> {
    let department = loaded.department.as_ref()?;
    let name = department.name.get()?;
    let note = Notes { loaded, sources };
    let mut projects = department.projects.iter();
    let region = projects.find_map(|p| p.code.value()?.known().get(..6));
    Some(Digest {
        name: name.value.trim().into(),
        name_at: name.span,
        year: department.year.value().map_or(0, |y| y.0),
        region: region.map(Into::into),
        paths: sources.paths().map(Into::into).collect(),
        units: department.units.iter().filter_map(|u| note.unit(u)).collect(),
        projects: note.projects(department),
        weights: weights(loaded.profile.as_ref()),
    })
}

impl Digest {
    /// 部门名称.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What makes two texts those of one department: its name, and the year.
    pub fn identity(&self) -> (&str, u16) {
        (&self.name, self.year)
    }

    pub(super) fn path(&self, file: FileId) -> &str {
        self.paths.get(file.index()).map_or("", |p| p)
    }

    /// What the department's profile makes of a rule.
    pub(super) fn weight(&self, code: &Code) -> Option<Weight> {
        self.weights.iter().find(|w| w.0 == code).map(|w| w.1)
    }

    /// Whether the profile lets the rule be asked.
    pub(crate) fn asks(&self, code: &Code) -> bool {
        self.weight(code) != Some(Weight::Off)
    }
}

fn weights(profile: Option<&Profile>) -> Box<[(&'static Code, Weight)]> {
    let across = crate::check::REGISTRY.iter().filter(|r| r.is_across());
    let given = |code: &Code| profile.and_then(|p| p.severities.get(code.name));
    across.filter_map(|r| Some((r.code, *given(r.code)?))).collect()
}

struct Notes<'a> {
    loaded: &'a Loaded,
    sources: &'a Sources,
}

impl Notes<'_> {
    /// Whether the author has explained `code` away at `span`.
    fn is_allowed(&self, code: &Code, span: Span) -> bool {
        let line = || self.sources.get(span.file).position(span.range().start).line;
        let mut allowed = self.loaded.allowed.iter();
        allowed.any(|a| a.code == code && a.file == span.file && a.line == line())
    }

    fn unit(&self, unit: &Unit) -> Option<UnitNote> {
        let code = unit.code.get().filter(|c| !self.is_allowed(codes::C102, c.span))?;
        let (text, name) = (code.value.trim().into(), unit.name.text().into());
        Some(UnitNote { code: text, name, span: code.span })
    }

    fn projects(&self, department: &Department) -> Box<[ProjectNote]> {
        let open = department.projects.iter().filter(|p| !p.is_classified());
        open.map(|p| self.project(p)).collect()
    }

    fn project(&self, project: &Project) -> ProjectNote {
        let code = project.code.get().map(|code| {
            let plain: String = code.known().split_whitespace().collect();
            (plain.into_boxed_str(), code.span)
        });
        let open = |code: &Code, span| !self.is_allowed(code, span);
        let code = code.filter(|c| !c.0.is_empty());
        let twin = code
            .clone()
            .filter(|c| open(codes::C202, c.1))
            .and_then(|(code, span)| Some((code, span, nature(project)?)));
        let code = code.filter(|c| open(codes::C201, c.1));
        let goals = goals_of(project).filter(|c| open(codes::C301, c.span));
        let indicators = indicators_of(project).filter(|c| open(codes::C302, c.span));
        let name = project.name.text().into();
        ProjectNote { name, code, twin, goals, indicators }
    }
}

/// What tells a project whatever its code: its name and what the money is for. None where
/// these say too little, or the money is that of the year before.
fn nature(project: &Project) -> Option<u64> {
    let (name, purpose) = (bare(project.name.text()), bare(project.purpose.text()));
    let telling = !name.is_empty() && purpose.chars().count() >= TELLING;
    let carried = name.contains("结转") || purpose.contains("结转");
    (telling && !carried).then(|| whole(&format!("{name}\n{purpose}")))
}

fn goals_of(project: &Project) -> Option<Copied> {
    let goals = goals(project);
    let text: String = goals.iter().map(|g| bare(g.value)).collect();
    copied(goals.first()?.span, &text)
}

/// The set of indicators: names and values, in whatever order they stand.
fn indicators_of(project: &Project) -> Option<Copied> {
    let rows = project.indicators.value()?;
    let row =
        |r: &Indicator| format!("{}={}\n", bare(r.name.text()), r.target.text().trim());
    let mut texts: Vec<String> = rows.iter().map(row).collect();
    texts.sort_unstable();
    let first = rows.iter().find_map(|r| r.name.span())?;
    copied(first, &texts.concat()).filter(|_| rows.len() >= FEW)
}

fn copied(span: Span, text: &str) -> Option<Copied> {
    let sketch = Sketch::of(text).map(Box::new);
    (!text.is_empty()).then(|| Copied { span, whole: whole(text), sketch })
}
