//! The differences of two departments in the order of a report.

use super::difference::{By, Difference, Leaf, differences};
use super::node::{Content, Node};
use super::outline::label;
use super::pairing::Match;
use crate::model::profile::Role;
use rust_decimal::Decimal;

/// Two departments side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison<'a> {
    /// The old department.
    pub old: &'a Node,
    /// The new department.
    pub new: &'a Node,
    /// How many projects there were and are.
    pub projects_count: (usize, usize),
    /// The sums over all projects, by the names of the amounts.
    pub totals: Vec<Total>,
    /// What differs outside of the projects.
    pub department: Vec<Leaf<'a>>,
    /// The projects that differ: those in both versions, new ones, those that are gone.
    pub projects: Vec<ProjectChange<'a>>,
}

/// A sum over all projects that have the amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The names of the amount, from the outside in.
    pub path: Vec<String>,
    /// What the form takes it for.
    pub role: Option<Role>,
    /// Before.
    pub before: Decimal,
    /// After.
    pub after: Decimal,
}

/// What became of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 调整: it is in both versions.
    Changed,
    /// 新增.
    Added,
    /// 删除.
    Removed,
}

/// A project that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectChange<'a> {
    /// The old version; None of a new project.
    pub before: Option<&'a Node>,
    /// The new version; None of one that is gone.
    pub after: Option<&'a Node>,
    /// Why the two are taken for the same project.
    pub matched: Option<Match>,
    /// What differs in it.
    pub changes: Vec<Leaf<'a>>,
}

impl<'a> Comparison<'a> {
    /// Compares the outlines of two departments by their meaning.
    pub fn of(old: &'a Node, new: &'a Node) -> Comparison<'a> {
        let found = differences(old, new, By::Meaning);
        let (projects, rest): (Vec<_>, Vec<_>) =
            found.inside.into_iter().partition(|d| named(d) == label::PROJECTS);
        let rest = Difference { inside: rest, before: None, after: None, matched: None };
        let projects = projects.into_iter().flat_map(|list| list.inside);
        let mut projects: Vec<_> = projects.map(ProjectChange::of).collect();
        projects.sort_by_key(ProjectChange::status);
        Comparison {
            old,
            new,
            projects_count: (count(old), count(new)),
            totals: totals(old, new),
            department: rest.leaves(),
            projects,
        }
    }

    /// What all projects cost: 预算数.
    pub fn budget(&self) -> Option<&Total> {
        self.totals.iter().find(|t| t.role == Some(Role::Total))
    }

    /// The old and the new 年度, where they differ.
    pub fn years(&self) -> Option<[&'a str; 2]> {
        let year = |d: &'a Node| d.field("年度").and_then(Node::text);
        let years = year(self.old).zip(year(self.new));
        years.filter(|(old, new)| old != new).map(<[&str; 2]>::from)
    }

    /// How many projects go on from one year to the next, are new, and have ended.
    pub fn fates(&self) -> [usize; 3] {
        let count = |status| self.projects_that(status).count();
        let (added, removed) = (count(Status::Added), count(Status::Removed));
        [self.projects_count.0.saturating_sub(removed), added, removed]
    }

    /// The word for what became of a project: from year to year it goes on, is new or has
    /// ended.
    pub fn word(&self, status: Status) -> &'static str {
        match (self.years(), status) {
            (Some(_), Status::Changed) => "延续",
            (Some(_), Status::Removed) => "结束",
            _ => status.chinese(),
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.department.is_empty() && self.projects.is_empty()
    }

    /// The projects of which became `status`.
    pub fn projects_that(
        &self,
        status: Status,
    ) -> impl Iterator<Item = &ProjectChange<'a>> {
        self.projects.iter().filter(move |p| p.status() == status)
    }
}

impl<'a> ProjectChange<'a> {
    fn of(difference: Difference<'a>) -> Self {
        let changes = difference.leaves();
        let Difference { before, after, matched, .. } = difference;
        ProjectChange { before, after, matched, changes }
    }

    /// What became of it.
    pub fn status(&self) -> Status {
        match (self.before, self.after) {
            (None, _) => Status::Added,
            (_, None) => Status::Removed,
            _ => Status::Changed,
        }
    }

    /// The text of a field, the new one where there is one.
    pub fn text(&self, label: &str) -> &'a str {
        let of = |node: Option<&'a Node>| node?.field(label)?.text();
        of(self.after).or(of(self.before)).unwrap_or_default()
    }

    /// Its name before and after; empty where it was or is not.
    pub fn names(&self) -> [&'a str; 2] {
        let name = |node: &'a Node| node.field(label::NAME)?.text();
        [self.before, self.after].map(|n| n.and_then(name).unwrap_or_default())
    }

    /// What it costs before and after: 预算数.
    pub fn budget(&self) -> [Option<&'a Node>; 2] {
        [self.before, self.after].map(|node| {
            let budget = node?.field(label::BUDGET)?;
            budget.children().find(|n| n.role == Some(Role::Total))
        })
    }
}

impl Status {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Status::Changed => "changed",
            Status::Added => "added",
            Status::Removed => "removed",
        }
    }

    /// The word for it for people.
    pub fn chinese(self) -> &'static str {
        match self {
            Status::Changed => "调整",
            Status::Added => "新增",
            Status::Removed => "删除",
        }
    }
}

impl Leaf<'_> {
    /// What became of it.
    pub fn status(&self) -> Status {
        match (self.before, self.after) {
            (None, _) => Status::Added,
            (_, None) => Status::Removed,
            _ => Status::Changed,
        }
    }
}

fn named<'a>(difference: &Difference<'a>) -> &'a str {
    difference.node().map_or("", |n| &n.label)
}

fn projects(department: &Node) -> impl Iterator<Item = &Node> {
    department.field(label::PROJECTS).into_iter().flat_map(Node::children)
}

fn count(department: &Node) -> usize {
    projects(department).count()
}

/// The sums of the amounts of all projects, in the order in which the first project that
/// has it gives an amount.
fn totals(old: &Node, new: &Node) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    let zero = Decimal::ZERO;
    for (department, is_new) in [(new, true), (old, false)] {
        for budget in projects(department).filter_map(|p| p.field(label::BUDGET)) {
            for line in budget.lines() {
                let Content::Money(amount, _) = &line.node.content else { continue };
                let known = totals.iter().position(|t| t.path == line.path);
                let at = known.unwrap_or_else(|| {
                    let path = line.path.iter().map(|l| (*l).to_owned()).collect();
                    let role = line.node.role;
                    totals.push(Total { path, role, before: zero, after: zero });
                    totals.len() - 1
                });
                let total = &mut totals[at];
                let sum = if is_new { &mut total.after } else { &mut total.before };
                *sum = sum.saturating_add(*amount);
            }
        }
    }
    totals
}
