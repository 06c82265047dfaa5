//! 核对: the rules that a form has of its own.

use super::Scope;
use crate::diagnostic::Diagnostic;
use crate::model::formula::scope::{OfDepartment, OfIndicator, OfProject, OfRow};
use crate::model::formula::{Datum, Outcome, Scope as Names, eval, working};
use crate::model::profile::{Owner, RuleForm, RuleOwner};
use crate::model::{Department, Field, Profile, Project, Year};
use crate::text::source::Span;

/// What the form's own rules find in a department; not `whole`, in a project alone.
pub fn judge(scope: &Scope, whole: bool) -> Vec<Diagnostic> {
    let asked = |r: &&RuleForm| whole || r.owner != RuleOwner::Department;
    let rules = scope.profile.rules.iter().filter(asked);
    rules.flat_map(|rule| of_rule(rule, scope)).collect()
}

fn of_rule(rule: &RuleForm, scope: &Scope) -> Vec<Diagnostic> {
    let (department, profile) = (scope.department, scope.profile);
    let year = &department.year;
    let of_project = |project| OfProject { project, year, profile };
    match &rule.owner {
        RuleOwner::Department => {
            let names = OfDepartment { department, profile };
            one(rule, &names, department.name.text()).into_iter().collect()
        }
        RuleOwner::Project => each(rule, &department.projects, of_project),
        RuleOwner::SpecialFund => each(rule, &department.special_funds, of_project),
        RuleOwner::Indicator => {
            let projects = judged(department);
            projects.flat_map(|p| of_indicators(rule, p, year, profile)).collect()
        }
        RuleOwner::Row(table) => {
            let projects = judged(department);
            projects.flat_map(|p| of_rows(rule, table, p, year, profile)).collect()
        }
    }
}

/// The projects whose content is judged.
fn judged(department: &Department) -> impl Iterator<Item = &Project> {
    department.projects.iter().filter(|p| !p.is_classified())
}

fn each<'a>(
    rule: &RuleForm,
    projects: &'a [Project],
    of: impl Fn(&'a Project) -> OfProject<'a>,
) -> Vec<Diagnostic> {
    let open = projects.iter().filter(|p| !p.is_classified());
    open.filter_map(|p| one(rule, &of(p), p.name.text())).collect()
}

fn of_indicators(
    rule: &RuleForm,
    project: &Project,
    year: &Field<Year>,
    profile: &Profile,
) -> Vec<Diagnostic> {
    let rows = project.indicators.value().map_or(&[][..], |r| r);
    let judge = |row| {
        let names = OfIndicator { rows, row, year, profile };
        one(rule, &names, row.name.text())
    };
    rows.iter().filter_map(judge).collect()
}

fn of_rows(
    rule: &RuleForm,
    table: &str,
    project: &Project,
    year: &Field<Year>,
    profile: &Profile,
) -> Vec<Diagnostic> {
    let form = profile.field(Owner::Project, table).and_then(|f| f.table());
    let given = project.fields.iter().find(|f| f.name.value == table);
    let (Some(form), Some(rows)) = (form, given.and_then(|f| f.rows())) else {
        return Vec::new();
    };
    let judge = |(i, row): (usize, &crate::model::OwnRow)| {
        let names = OfRow { table: form, rows, row, year, profile, depth: 0 };
        let first = row.cells.iter().find_map(|c| c.text());
        let name = match (row.name.as_str(), first) {
            ("", Some(first)) => first.value.clone(),
            ("", None) => format!("第{}行", i + 1),
            (name, _) => name.to_owned(),
        };
        one(rule, &names, &name)
    };
    rows.iter().enumerate().filter_map(judge).collect()
}

/// The finding of a rule about one thing.
fn one(rule: &RuleForm, names: &dyn Names, name: &str) -> Option<Diagnostic> {
    if let Some(when) = &rule.when
        && eval(&when.root, names) != Outcome::Given(Datum::Truth(true))
    {
        return None;
    }
    match eval(&rule.formula.root, names) {
        Outcome::Given(Datum::Truth(false)) => {
            let done = working::write(&rule.formula.root, &rule.formula.text, names);
            let message = format!("{}：{}", lead(rule, name), done.text);
            Some(finding(rule, names, message, &done.places))
        }
        Outcome::Fault(why) => {
            let done = working::write(&rule.formula.root, &rule.formula.text, names);
            let text = &rule.formula.text;
            let message = format!("{}：「{text}」算不出来，{why}", lead(rule, name));
            Some(finding(rule, names, message, &done.places))
        }
        _ => None,
    }
}

/// What a message begins with.
fn lead(rule: &RuleForm, name: &str) -> String {
    match (rule.message.as_str(), name) {
        ("", "") => format!("不符合“{}”", rule.formula.text),
        ("", name) => format!("「{name}」不符合“{}”", rule.formula.text),
        (message, _) => message.to_owned(),
    }
}

fn finding(
    rule: &RuleForm,
    names: &dyn Names,
    message: String,
    places: &[(String, Span)],
) -> Diagnostic {
    let at = places.first().map_or(names.span(), |p| p.1);
    let mut finding = rule.kind().finding(at, message);
    if let Some((name, _)) = places.first() {
        finding = finding.label(name.as_str());
    }
    for (name, span) in places.iter().skip(1) {
        finding = finding.related(*span, name.as_str());
    }
    let help = match rule.about.as_str() {
        "" => format!("改到符合“{}”（本版式的核对 {}）", rule.formula.text, rule.code),
        about => about.to_owned(),
    };
    finding.help(help)
}
