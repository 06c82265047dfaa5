//! Which of many thousand texts are copies, without comparing each with each.

use super::digest::{Copied, ProjectNote};
use super::{
    Digest, Member, Shared, departments, is_spread, largest_first, project_place,
    projects,
};
use crate::diagnostic::Code;
use crate::text::source::Span;
use std::collections::BTreeSet;

/// How many texts with a band in common are compared with each. Copies are found by many
/// bands, so that few are lost where one band is very common.
const MOST: usize = 16;

/// Projects whose texts are copies of each other.
pub struct Cluster {
    /// The projects, in the order of the departments.
    pub members: Vec<Member>,
    /// Whether all texts are quite the same.
    pub is_exact: bool,
}

impl Cluster {
    /// The fault that the members share: `what` is alike, at the place that `at` gives.
    pub fn shared(
        &self,
        code: &'static Code,
        what: &str,
        help: &'static str,
        digests: &[Digest],
        at: impl Fn(&ProjectNote) -> Option<Span>,
    ) -> Shared {
        let how = if self.is_exact { "相同" } else { "相同或几乎相同" };
        let count = departments(&self.members, digests);
        let message =
            format!("{count} 个部门的 {} 个项目{what}{how}", self.members.len());
        let place = |m: &Member| project_place(*m, digests, &at);
        let places = self.members.iter().filter_map(place).collect();
        Shared { code, message, places, help }
    }
}

/// The clusters, among projects of one year and several departments, of the texts that
/// `text` gives; the largest first.
pub fn clusters(
    digests: &[Digest],
    code: &'static Code,
    text: impl Fn(&ProjectNote) -> Option<&Copied>,
) -> Vec<Cluster> {
    let mut texts: Vec<Text> = projects(digests, code)
        .filter_map(|(d, p, member)| {
            text(p).map(|copied| Text { year: d.year, copied, member })
        })
        .collect();
    // equal texts stand together, and one of them speaks for all
    texts.sort_by_key(|t| (t.year, t.copied.whole, t.member));
    let heads: Vec<usize> = (0..texts.len())
        .filter(|i| *i == 0 || !texts[*i].is_same(&texts[*i - 1]))
        .collect();
    let mut sets = Sets::new(heads.len());
    for band in 0..bands(&texts) {
        join(&texts, &heads, band, &mut sets);
    }
    gather(&texts, &heads, &mut sets, digests)
}

struct Text<'a> {
    year: u16,
    copied: &'a Copied,
    member: Member,
}

impl Text<'_> {
    fn is_same(&self, other: &Text) -> bool {
        (self.year, self.copied.whole) == (other.year, other.copied.whole)
    }

    fn is_near(&self, other: &Text) -> bool {
        let sketches = self.copied.sketch.as_ref().zip(other.copied.sketch.as_ref());
        self.year == other.year && sketches.is_some_and(|(a, b)| a.is_near(b))
    }
}

fn bands(texts: &[Text]) -> usize {
    texts.iter().find_map(|t| t.copied.sketch.as_ref()).map_or(0, |s| s.bands().len())
}

/// Joins near texts that have the given band in common.
fn join(texts: &[Text], heads: &[usize], band: usize, sets: &mut Sets) {
    let mut keyed: Vec<(u64, usize)> = (0..heads.len())
        .filter_map(|h| {
            let sketch = texts[heads[h]].copied.sketch.as_ref()?;
            Some((sketch.bands()[band], h))
        })
        .collect();
    keyed.sort_unstable();
    for run in keyed.chunk_by(|a, b| a.0 == b.0) {
        for (i, (_, a)) in run.iter().enumerate() {
            for (_, b) in &run[i.saturating_sub(MOST)..i] {
                if sets.root(*a) != sets.root(*b)
                    && texts[heads[*a]].is_near(&texts[heads[*b]])
                {
                    sets.join(*a, *b);
                }
            }
        }
    }
}

fn gather(
    texts: &[Text],
    heads: &[usize],
    sets: &mut Sets,
    digests: &[Digest],
) -> Vec<Cluster> {
    let mut groups: Vec<(Vec<Member>, usize)> = vec![Default::default(); heads.len()];
    for (h, start) in heads.iter().enumerate() {
        let end = heads.get(h + 1).copied().unwrap_or(texts.len());
        let (members, kinds) = &mut groups[sets.root(h)];
        members.extend(texts[*start..end].iter().map(|t| t.member));
        *kinds += 1;
    }
    groups.retain(|(members, _)| members.len() > 1 && is_spread(members, digests));
    groups.iter_mut().for_each(|(members, _)| members.sort_unstable());
    let exact: BTreeSet<Member> =
        groups.iter().filter(|g| g.1 == 1).map(|g| g.0[0]).collect();
    let ordered = largest_first(groups.into_iter().map(|g| g.0).collect());
    let cluster = |members: Vec<Member>| {
        let is_exact = exact.contains(&members[0]);
        Cluster { members, is_exact }
    };
    ordered.into_iter().map(cluster).collect()
}

/// Disjoint sets of numbers; the root of a set is its least number.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Sets {
        Sets((0..count).collect())
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
