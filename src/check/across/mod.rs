//! Departments → findings that no department shows alone.
//!
//! Of each department only a [`Digest`] is kept, so that thousands fit into memory. The
//! places of a finding are read again when it is told.

mod cluster;
mod digest;
mod sketch;

pub use digest::{Digest, digest};

pub(super) use cluster::clusters;
pub(super) use digest::{ProjectNote, UnitNote};

use super::registry::{REGISTRY, Run};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::profile::Weight;
use crate::text::source::{Sources, Span};
use std::collections::BTreeMap;

/// A project or a unit of a department, by their places in the list of digests and in the
/// digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// The department.
    pub department: u32,
    /// What it is in the department.
    pub index: u32,
}

/// A fault that several departments share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The rule's code.
    pub code: &'static Code,
    /// What is wrong, with the values in question.
    pub message: String,
    /// Where, in the order of the departments.
    pub places: Vec<SharedPlace>,
    /// The way out.
    pub help: &'static str,
}

/// One of the places of a [`Shared`] fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPlace {
    /// The department, by its place in the list of digests.
    pub department: usize,
    /// The place, in that department's files.
    pub span: Span,
    /// What to say there.
    pub label: String,
}

/// Everything that several departments share and should not: by code, of one code the
/// widest spread first.
pub fn across(digests: &[Digest]) -> Vec<Shared> {
    let judge = |rule: &super::Rule| match rule.run {
        Run::Across(judge) => judge(digests),
        _ => Vec::new(),
    };
    REGISTRY.iter().flat_map(judge).collect()
}

impl Shared {
    /// The finding. Of its files only the lines in question are added to `sources`;
    /// `read` gives the text of a path, None where it cannot be read any more.
    pub fn diagnostic(
        &self,
        digests: &[Digest],
        sources: &mut Sources,
        read: impl Fn(&str) -> Option<String>,
    ) -> Diagnostic {
        let mut finding = self
            .code
            .finding(Span::NONE, &self.message)
            .severity(self.severity(digests))
            .help(self.help)
            .shared();
        for (i, place) in self.places.iter().enumerate() {
            let path = digests[place.department].path(place.span.file);
            let text = read(path).unwrap_or_default();
            let span = sources.add_excerpt(path, &text, place.span.range());
            match i {
                0 => {
                    finding.primary.span = span;
                    finding = finding.label(&place.label);
                }
                _ => finding = finding.related(span, &place.label),
            }
        }
        finding
    }

    /// What the profile of the first department makes of it, or the rule itself.
    fn severity(&self, digests: &[Digest]) -> Severity {
        let first = self.places.first().map(|p| &digests[p.department]);
        match first.and_then(|d| d.weight(self.code)) {
            Some(Weight::On(severity)) => severity,
            _ => self.code.severity,
        }
    }
}

/// Members with an equal key, where they are of several departments; the largest groups
/// first.
pub(super) fn groups<K: Ord>(
    members: impl Iterator<Item = (K, Member)>,
    digests: &[Digest],
) -> Vec<Vec<Member>> {
    let mut groups: BTreeMap<K, Vec<Member>> = BTreeMap::new();
    for (key, member) in members {
        groups.entry(key).or_default().push(member);
    }
    let groups = groups.into_values().filter(|g| is_spread(g, digests)).collect();
    largest_first(groups)
}

/// Whether the members belong to more than one department. Two texts of one department
/// and year are the same.
pub(super) fn is_spread(members: &[Member], digests: &[Digest]) -> bool {
    let identity = |m: &Member| digests[m.department as usize].identity();
    members.iter().any(|m| identity(m) != identity(&members[0]))
}

/// How many departments the members belong to.
pub(super) fn departments(members: &[Member], digests: &[Digest]) -> usize {
    let mut seen: Vec<_> =
        members.iter().map(|m| digests[m.department as usize].identity()).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len()
}

pub(super) fn largest_first(mut groups: Vec<Vec<Member>>) -> Vec<Vec<Member>> {
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    groups
}

/// Every project with its place among the digests, of departments that ask for `code`.
pub(super) fn projects<'a>(
    digests: &'a [Digest],
    code: &'static Code,
) -> impl Iterator<Item = (&'a Digest, &'a ProjectNote, Member)> {
    let asking = digests.iter().enumerate().filter(move |(_, d)| d.asks(code));
    asking.flat_map(|(i, d)| {
        d.projects
            .iter()
            .enumerate()
            .map(move |(k, p)| (d, p, Member { department: i as u32, index: k as u32 }))
    })
}

/// The place of a member's project.
pub(super) fn project_place(
    member: Member,
    digests: &[Digest],
    at: impl Fn(&ProjectNote) -> Option<Span>,
) -> Option<SharedPlace> {
    let department = member.department as usize;
    let digest = &digests[department];
    let project = &digest.projects[member.index as usize];
    let label = format!("「{}」的项目「{}」", digest.name(), project.name);
    at(project).map(|span| SharedPlace { department, span, label })
}

#[cfg(test)]
mod tests;
