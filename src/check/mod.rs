//! Department → findings: what a reviewer would send the text back for.

pub mod across;
pub(crate) mod carry_over;
mod cost_cap;
mod doubt;
mod exemption;
mod figure;
mod fix;
mod han;
pub mod last_year;
mod likeness;
mod own_rules;
pub mod pages;
mod phrase;
mod product;
mod registry;
mod report;
mod row;
mod rules;
mod selection;
mod stated_total;
mod sub_goal;
mod sum;
pub(crate) mod target_words;
mod ten_thousand;
mod text;
mod words;
pub(crate) mod years;

pub use fix::apply_fixes;
pub use pages::rule_texts;
pub use registry::{REGISTRY, Rule, Run, rule};
pub use row::{IndicatorKind, Row, RowValue};
pub use selection::{Selection, UnknownCode};

use crate::appraise::{Appraisal, appraise};
use crate::diagnostic::{self, Diagnostic};
use crate::model::profile::{Need, Role, Weight};
use crate::model::{Department, Field, Money, Profile, Project};
use crate::text::source::{Sources, Span, Spanned};
use crate::yaml::load::{File, Given, Input, Loaded, load, load_project};
use rayon::prelude::*;
use rust_decimal::Decimal;
use std::ops::Range;

/// What rules see besides the thing they judge.
pub struct Scope<'a> {
    /// The whole department.
    pub department: &'a Department,
    /// The form it is written for.
    pub profile: &'a Profile,
    /// The files it was read from.
    pub sources: &'a Sources,
}

impl Scope<'_> {
    /// Every table of targets that the form prints.
    pub fn tables(&self) -> impl Iterator<Item = &Project> {
        let parts = &self.profile.parts;
        let overall = self.department.overall_table.value().map(|t| &t.targets);
        let overall = overall.filter(|_| parts.overall_table != Need::Never);
        let special = self.department.special_funds.iter();
        let special = special.filter(|_| parts.special_funds != Need::Never);
        overall.into_iter().chain(special).chain(&self.department.projects)
    }

    /// What a project costs this year: the amount that the form takes for the 预算数.
    pub fn total<'p>(&'p self, project: &'p Project) -> Option<&'p Spanned<Money>> {
        self.amount_of(project, Role::Total)?.get()
    }

    /// The amount of a project that plays `role` in the form; None without a budget.
    pub fn amount_of<'p>(
        &'p self,
        project: &'p Project,
        role: Role,
    ) -> Option<&'p Field<Money>> {
        Some(project.budget.value()?.by_role(&self.profile.funds, role))
    }

    /// Where the bytes `range` of a text stand in its file; the whole text where a line
    /// break, an escape or the like keeps them from standing there as they are.
    pub fn place(&self, text: Spanned<&str>, range: Range<usize>) -> Span {
        let raw = self.sources.text(text.span);
        let Some(part) = text.value.get(range.clone()) else { return text.span };
        let before = text.value[..range.start].matches(part).count();
        let (inside, outside) = (text.value.matches(part), raw.matches(part));
        if part.is_empty() || inside.count() != outside.count() {
            return text.span;
        }
        let Some((at, _)) = raw.match_indices(part).nth(before) else { return text.span };
        let start = text.span.range().start + at;
        match text.span.is_none() {
            true => text.span,
            false => Span::new(text.span.file, start..start + part.len()),
        }
    }

    /// An amount in 元, in the profile's unit.
    pub fn amount(&self, yuan: Decimal) -> Decimal {
        (yuan / self.profile.money.unit.yuan()).normalize()
    }
}

/// Loads a department and checks it: all findings, in reading order, each with the weight
/// that the profile gives it.
pub fn examine(input: &Input, sources: &mut Sources) -> Loaded {
    examine_while(input, sources, |_| ()).0
}

/// As [`examine`]; meanwhile something else is done with what was loaded, on another core.
pub fn examine_while<T: Send>(
    input: &Input,
    sources: &mut Sources,
    meanwhile: impl FnOnce(&Loaded) -> T + Send,
) -> (Loaded, T) {
    let mut loaded = load(input, sources);
    let judge = || match (&loaded.department, &loaded.profile) {
        (Some(department), Some(profile)) => check(department, profile, sources),
        _ => Vec::new(),
    };
    let (done, found) = rayon::join(|| meanwhile(&loaded), judge);
    loaded.diagnostics.extend(doubt::without_doubt(found, &loaded));
    settle(&mut loaded, sources, true);
    (loaded, done)
}

/// Loads a project file and checks it alone, in the form of `profile` or the usual one:
/// what concerns the department is left out.
pub fn examine_project(
    file: &File,
    profile: Option<&Given>,
    sources: &mut Sources,
) -> Loaded {
    let mut loaded = load_project(file, profile, sources);
    if let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) {
        let scope = Scope { department, profile, sources };
        let seen = Seen::of(&scope);
        let rules = REGISTRY.iter().filter(|r| !matches!(r.run, Run::Department(_)));
        let mut found: Vec<_> = rules.flat_map(|r| judge(r, &scope, &seen)).collect();
        found.extend(own_rules::judge(&scope, false));
        let found = doubt::without_doubt(found, &loaded);
        loaded.diagnostics.extend(found);
    }
    settle(&mut loaded, sources, false);
    loaded
}

/// Takes out what is exempted, weighs the rest and puts it into reading order. `whole`
/// says whether the department's rules were asked too.
fn settle(loaded: &mut Loaded, sources: &Sources, whole: bool) {
    loaded.diagnostics.extend(last_year::findings(loaded, sources));
    diagnostic::sort(&mut loaded.diagnostics);
    for finding in &mut loaded.diagnostics {
        // a replacement must not join lines: each may have a comment of its own
        let lines = |text: &str| text.matches('\n').count();
        finding.fix.take_if(|f| lines(sources.text(f.span)) > lines(&f.text));
    }
    exemption::apply(loaded, sources, whole);
    weigh(&mut loaded.diagnostics, loaded.profile.as_ref());
}

/// Gives findings the weights that the profile gives them instead of their own, leaves out what the profile turns off, and puts them into reading order.
pub fn weigh(findings: &mut Vec<Diagnostic>, profile: Option<&Profile>) {
    findings.retain_mut(|finding| {
        match profile.and_then(|p| p.severities.get(finding.code.name)).copied() {
            Some(Weight::On(severity)) => finding.severity = severity,
            Some(Weight::Off) => return false,
            None => {}
        }
        true
    });
    diagnostic::sort(findings);
}

/// Walks the department once and lets every rule judge what it is about.
pub fn check(
    department: &Department,
    profile: &Profile,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let scope = Scope { department, profile, sources };
    let seen = Seen::of(&scope);
    let mut found: Vec<_> =
        REGISTRY.par_iter().flat_map_iter(|rule| judge(rule, &scope, &seen)).collect();
    found.extend(own_rules::judge(&scope, true));
    found
}

/// What is understood once for all rules about it.
struct Seen<'a> {
    rows: Vec<Row<'a>>,
    reports: Vec<Appraisal<'a>>,
}

impl<'a> Seen<'a> {
    fn of(scope: &'a Scope) -> Seen<'a> {
        let reports = appraise(scope.department, scope.profile);
        Seen { rows: row::rows(scope), reports }
    }
}

fn judge(rule: &Rule, scope: &Scope, seen: &Seen) -> Vec<Diagnostic> {
    match rule.run {
        Run::Loading | Run::Profile | Run::Layout | Run::Across(_) => Vec::new(),
        Run::Department(judge) => judge(scope),
        Run::Row(judge) => seen.rows.iter().filter_map(|r| judge(r, scope)).collect(),
        Run::Report(judge) => seen.reports.iter().flat_map(|r| judge(r, scope)).collect(),
        Run::Project(judge) => scope.tables().flat_map(|p| judge(p, scope)).collect(),
        Run::ProjectOnce(judge) => {
            scope.tables().filter_map(|p| judge(p, scope)).collect()
        }
    }
}

/// A rule about one project.
type JudgeProject = fn(&Project, &Scope) -> Vec<Diagnostic>;
/// A rule about one project that finds one fault at most.
type JudgeProjectOnce = fn(&Project, &Scope) -> Option<Diagnostic>;
/// A rule about one indicator of a project that is not 涉密.
type JudgeRow = fn(&Row, &Scope) -> Option<Diagnostic>;
/// A rule about one 自评 or 监控.
type JudgeReport = fn(&Appraisal, &Scope) -> Vec<Diagnostic>;
/// A rule about all departments of a run.
type JudgeAcross = fn(&[across::Digest]) -> Vec<across::Shared>;
/// A rule about the whole department.
type JudgeDepartment = fn(&Scope) -> Vec<Diagnostic>;

#[cfg(test)]
mod tests;
