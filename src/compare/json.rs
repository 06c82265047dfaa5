//! A comparison for programs: one JSON object.

use super::comparison::{Comparison, ProjectChange};
use super::difference::Leaf;
use super::node::Node;
use super::outline::label;
use super::pairing::Match;
use super::wording::{change_of_sum, sum, value};
use crate::model::profile::MoneyForm;
use crate::text::source::Sources;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    identical: bool,
    old: Edition<'a>,
    new: Edition<'a>,
    money_unit: &'a str,
    totals: Vec<Total>,
    department: Vec<Change<'a>>,
    projects: Vec<Project<'a>>,
}

#[derive(Serialize)]
struct Edition<'a> {
    department: &'a str,
    year: &'a str,
    projects: usize,
}

#[derive(Serialize)]
struct Total {
    path: Vec<String>,
    before: String,
    after: String,
    increase: String,
}

#[derive(Serialize)]
struct Project<'a> {
    status: &'static str,
    name: &'a str,
    /// The name it had, where it had another.
    old_name: Option<&'a str>,
    code: Option<&'a str>,
    unit: Option<&'a str>,
    matched_by: Option<&'static str>,
    place: Option<Place<'a>>,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    status: &'static str,
    path: &'a [&'a str],
    before: Option<String>,
    after: Option<String>,
    increase: Option<String>,
    place: Option<Place<'a>>,
}

/// Where the new version stands, or the old one of what is gone.
#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// The comparison as one JSON object; amounts are texts, lines and columns count from 1.
pub fn to_json(comparison: &Comparison, money: &MoneyForm, sources: &Sources) -> String {
    let c = comparison;
    let report = Report {
        identical: c.is_empty(),
        old: edition(c.old, c.projects_count.0),
        new: edition(c.new, c.projects_count.1),
        money_unit: money.unit.name(),
        totals: c.totals.iter().map(|t| total(t, money.decimals)).collect(),
        department: c.department.iter().map(|l| change(l, sources)).collect(),
        projects: c.projects.iter().map(|p| project(p, sources)).collect(),
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn edition(department: &Node, projects: usize) -> Edition<'_> {
    let text = |label| department.field(label).and_then(Node::text).unwrap_or_default();
    Edition { department: text("部门名称"), year: text("年度"), projects }
}

fn total(total: &super::Total, decimals: u32) -> Total {
    Total {
        path: total.path.clone(),
        before: sum(total.before, decimals),
        after: sum(total.after, decimals),
        increase: change_of_sum(total.before, total.after, decimals),
    }
}

fn project<'a>(project: &'a ProjectChange, sources: &'a Sources) -> Project<'a> {
    let given = |label| Some(project.text(label)).filter(|t| !t.is_empty());
    let name = project.text(label::NAME);
    let [old_name, _] = project.names();
    Project {
        status: project.status().name(),
        name,
        old_name: Some(old_name).filter(|o| !o.is_empty() && *o != name),
        code: given(label::CODE),
        unit: given("单位"),
        matched_by: project.matched.map(matched_by),
        place: place(project.after.or(project.before), sources),
        changes: project.changes.iter().map(|l| change(l, sources)).collect(),
    }
}

fn change<'a>(leaf: &'a Leaf, sources: &'a Sources) -> Change<'a> {
    let text = |node: Option<&Node>| node.map(|n| value(Some(n)).join("\n"));
    Change {
        status: leaf.status().name(),
        path: &leaf.path,
        before: text(leaf.before),
        after: text(leaf.after),
        increase: leaf.increase(),
        place: place(leaf.after.or(leaf.before), sources),
    }
}

fn matched_by(matched: Match) -> &'static str {
    match matched {
        Match::Key("项目编码") => "code",
        Match::Key(_) => "name",
        Match::Likeness(_) => "likeness",
        Match::Place => "place",
    }
}

fn place<'a>(node: Option<&Node>, sources: &'a Sources) -> Option<Place<'a>> {
    let span = node.map(|n| n.span).filter(|s| !s.is_none())?;
    let source = sources.get(span.file);
    let at = source.position(span.range().start);
    Some(Place { file: &source.path, line: at.line, column: at.column })
}
