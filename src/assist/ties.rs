//! Names that hold a department together: a project and the 分项 that speaks of it, a unit
//! and the projects that belong to it.

use crate::model::{Department, Passage};
use crate::text::source::{Span, Spanned};

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieKind {
    /// 项目名称.
    Project,
    /// 单位编码.
    Unit,
}

/// A name, where it is given and where it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// What it is of.
    pub kind: TieKind,
    /// The name.
    pub name: String,
    /// What is called so; of a unit code, the unit's name.
    pub about: String,
    /// Where it is given.
    pub given: Vec<Span>,
    /// Where it is used.
    pub used: Vec<Span>,
}

impl Tie {
    /// Every place of the name, where it is given first.
    pub fn places(&self) -> impl Iterator<Item = Span> {
        self.given.iter().chain(&self.used).copied()
    }

    /// Whether a place of a file lies in one of the name's.
    pub fn touches(&self, at: Span) -> bool {
        self.places().any(|s| s.file == at.file && s.start <= at.start && at.end <= s.end)
    }
}

/// All names of a department. Projects of the same name are one.
pub fn ties(department: &Department) -> Vec<Tie> {
    let mut all = Vec::new();
    for unit in &department.units {
        if let Some(code) = unit.code.get() {
            give(&mut all, TieKind::Unit, code, unit.name.text());
        }
    }
    for project in &department.projects {
        if let Some(name) = project.name.get() {
            give(&mut all, TieKind::Project, name, project.unit.text());
        }
        if let Some(code) = project.unit.get() {
            take(&mut all, TieKind::Unit, code);
        }
    }
    if let Some(Passage::Items(goals)) = department.sub_goals.value() {
        for name in goals.iter().filter_map(|g| g.name.get()) {
            take(&mut all, TieKind::Project, name);
        }
    }
    all
}

fn give(all: &mut Vec<Tie>, kind: TieKind, name: &Spanned<String>, about: &str) {
    match all.iter_mut().find(|t| t.kind == kind && t.name == name.value) {
        Some(tie) => tie.given.push(name.span),
        None => all.push(Tie {
            kind,
            name: name.value.clone(),
            about: about.to_owned(),
            given: vec![name.span],
            used: Vec::new(),
        }),
    }
}

fn take(all: &mut [Tie], kind: TieKind, name: &Spanned<String>) {
    if let Some(tie) = all.iter_mut().find(|t| t.kind == kind && t.name == name.value) {
        tie.used.push(name.span);
    }
}
