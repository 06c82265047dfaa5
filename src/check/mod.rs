//! Department → findings: what a reviewer would send the text back for.

mod registry;
mod rules;

pub use registry::{REGISTRY, Rule, Run};

use crate::diagnostic::{self, Diagnostic};
use crate::load::{Input, Loaded, load};
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
    weigh(&mut loaded.diagnostics);
    loaded
}

/// Gives findings the weights of their rules and puts them into reading order.
pub fn weigh(findings: &mut Vec<Diagnostic>) {
    for finding in findings.iter_mut() {
        if let Some(rule) = registry::rule(finding.code) {
            finding.severity = rule.severity;
        }
    }
    diagnostic::sort(findings);
}

/// Walks the department once and lets every rule judge what it is about.
pub fn check(department: &Department, profile: &Profile) -> Vec<Diagnostic> {
    let scope = Scope { department, profile };
    let mut findings = Vec::new();
    for rule in REGISTRY {
        match rule.run {
            Run::Loading | Run::Layout => {}
            Run::Department(judge) => findings.extend(judge(&scope)),
            Run::Project(judge) => {
                let projects = department.projects.iter();
                findings.extend(projects.flat_map(|p| judge(p, &scope)));
            }
        }
    }
    findings
}

/// A rule about one project.
type JudgeProject = fn(&Project, &Scope) -> Vec<Diagnostic>;
/// A rule about the whole department.
type JudgeDepartment = fn(&Scope) -> Vec<Diagnostic>;
