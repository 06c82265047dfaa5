//! Department → findings: what a reviewer would send the text back for.

mod exemption;
mod fix;
pub mod pages;
mod registry;
mod row;
mod rules;
mod selection;

pub use fix::apply_fixes;
pub use pages::rule_texts;
pub use registry::{REGISTRY, Rule, Run, rule};
pub use row::{Kind, Row, RowValue};
pub use selection::{Selection, UnknownCode};

use crate::diagnostic::{self, Diagnostic};
use crate::load::{File, Input, Loaded, load, load_project};
use crate::model::{Department, Profile, Project};
use crate::source::Sources;

/// What rules see besides the thing they judge.
pub struct Scope<'a> {
    /// The whole department.
    pub department: &'a Department,
    /// The form it is written for.
    pub profile: &'a Profile,
}

/// Loads a department and checks it: all findings, in reading order.
pub fn examine(input: &Input, sources: &mut Sources) -> Loaded {
    let mut loaded = load(input, sources);
    if let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) {
        loaded.diagnostics.extend(check(department, profile));
    }
    settle(&mut loaded, sources, true);
    loaded
}

/// Loads a project file and checks it alone: what concerns the department is left out.
pub fn examine_project(file: &File, sources: &mut Sources) -> Loaded {
    let mut loaded = load_project(file, sources);
    if let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) {
        let scope = Scope { department, profile };
        let rows = row::rows(department);
        let rules = REGISTRY.iter().filter(|r| !matches!(r.run, Run::Department(_)));
        loaded.diagnostics.extend(rules.flat_map(|r| judge(r, &scope, &rows)));
    }
    settle(&mut loaded, sources, false);
    loaded
}

/// Takes out what is exempted, weighs the rest and puts it into reading order. `whole`
/// says whether the department's rules were asked too.
fn settle(loaded: &mut Loaded, sources: &Sources, whole: bool) {
    diagnostic::sort(&mut loaded.diagnostics);
    for finding in &mut loaded.diagnostics {
        // a replacement must leave the lines of the file as they are
        finding.fix.take_if(|f| sources.text(f.span).contains('\n'));
    }
    exemption::apply(loaded, sources, whole);
    weigh(&mut loaded.diagnostics);
}

/// Gives findings the weights of their rules and puts them into reading order.
pub fn weigh(findings: &mut Vec<Diagnostic>) {
    for finding in findings.iter_mut() {
        if let Some(rule) = rule(finding.code) {
            finding.severity = rule.severity;
        }
    }
    diagnostic::sort(findings);
}

/// Walks the department once and lets every rule judge what it is about.
pub fn check(department: &Department, profile: &Profile) -> Vec<Diagnostic> {
    let scope = Scope { department, profile };
    let rows = row::rows(department);
    REGISTRY.iter().flat_map(|rule| judge(rule, &scope, &rows)).collect()
}

fn judge(rule: &Rule, scope: &Scope, rows: &[Row]) -> Vec<Diagnostic> {
    match rule.run {
        Run::Loading | Run::Layout => Vec::new(),
        Run::Department(judge) => judge(scope),
        Run::Row(judge) => rows.iter().filter_map(|r| judge(r, scope)).collect(),
        Run::Project(judge) => {
            scope.department.projects.iter().flat_map(|p| judge(p, scope)).collect()
        }
    }
}

/// A rule about one project.
type JudgeProject = fn(&Project, &Scope) -> Vec<Diagnostic>;
/// A rule about one indicator of a project that is not 涉密.
type JudgeRow = fn(&Row, &Scope) -> Option<Diagnostic>;
/// A rule about the whole department.
type JudgeDepartment = fn(&Scope) -> Vec<Diagnostic>;
