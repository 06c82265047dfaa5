//! Department → findings: what a reviewer would send the text back for.

pub mod pages;
mod registry;
mod rules;

pub use pages::rule_texts;
pub use registry::{REGISTRY, Rule, Run, rule};

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
    for finding in &mut loaded.diagnostics {
        if let Some(rule) = registry::rule(finding.code) {
            finding.severity = rule.severity;
        }
    }
    diagnostic::sort(&mut loaded.diagnostics);
    loaded
}

/// Walks the department once and lets every rule judge what it is about.
pub fn check(department: &Department, profile: &Profile) -> Vec<Diagnostic> {
    let scope = Scope { department, profile };
    let mut findings = Vec::new();
    for rule in REGISTRY {
        match rule.run {
            Run::Loading => {}
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
