//! Which items of two lists are the same thing.

use super::likeness::Gist;
use super::node::{Identity, NodeItem};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How the items of a kind of list are paired.
#[derive(Debug, PartialEq, Eq)]
pub struct Pairing {
    /// What the keys of [`Identity::keys`] are called, the surest first.
    pub keys: &'static [&'static str],
    /// Percent of likeness from which items without a common key are the same.
    pub alike: usize,
    /// Whether an item that alone took another's place among the same neighbours is that
    /// other, rewritten.
    pub by_place: bool,
}

/// 单位.
pub static UNITS: Pairing =
    Pairing { keys: &["单位编码", "单位名称"], alike: 101, by_place: false };
/// Items of 总体绩效目标, 分项绩效目标 and 工作保障措施.
pub static ITEMS: Pairing =
    Pairing { keys: &["标题", "内容"], alike: 50, by_place: true };
/// 项目.
pub static PROJECTS: Pairing = Pairing {
    keys: &["项目编码", "单位和项目名称", "项目名称", "不计年份的项目名称"],
    alike: 60,
    by_place: false,
};
/// 主要任务 of a department.
pub static TASKS: Pairing =
    Pairing { keys: &["任务", "内容"], alike: 60, by_place: true };
/// 绩效目标 of a project.
pub static GOALS: Pairing = Pairing { keys: &["内容"], alike: 50, by_place: true };
/// 绩效指标 of a project.
pub static INDICATORS: Pairing =
    Pairing { keys: &["各级指标", "三级指标"], alike: 50, by_place: true };

/// Rows of a table that the form has of its own.
pub static OWN_ROWS: Pairing =
    Pairing { keys: &["全部各列", "第一列"], alike: 50, by_place: true };

/// Why two items are taken for the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// They share this key.
    Key(&'static str),
    /// They share what anchors them, and are this alike, in percent.
    Likeness(usize),
    /// One took the other's place.
    Place,
}

/// A pair, as indexes into the old and the new list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// In the old list.
    pub old: usize,
    /// In the new list.
    pub new: usize,
    /// Why.
    pub by: Match,
}

/// Most characters that are compared to find what is alike in two lists, a matter of a
/// second; in larger lists only keys and places count.
const MAX_COMPARED: usize = 100_000_000;

/// Most pairs of items of one key whose likeness is looked at; in larger groups the first
/// goes with the first.
const MAX_IN_GROUP: usize = 10_000;

/// Pairs the items of two lists. Swapping the lists swaps the pairs and changes nothing
/// else.
pub fn pair(pairing: &Pairing, old: &[NodeItem], new: &[NodeItem]) -> Vec<Pair> {
    let mut found = Found {
        old,
        new,
        partner_of_old: vec![None; old.len()],
        partner_of_new: vec![None; new.len()],
        pairs: Vec::new(),
    };
    for (rank, name) in pairing.keys.iter().enumerate() {
        found.by_key(rank, name);
    }
    found.by_likeness(pairing.alike);
    if pairing.by_place {
        found.by_place();
    }
    found.pairs
}

struct Found<'a> {
    old: &'a [NodeItem],
    new: &'a [NodeItem],
    partner_of_old: Vec<Option<usize>>,
    partner_of_new: Vec<Option<usize>>,
    pairs: Vec<Pair>,
}

impl Found<'_> {
    fn add(&mut self, old: usize, new: usize, by: Match) {
        self.partner_of_old[old] = Some(new);
        self.partner_of_new[new] = Some(old);
        self.pairs.push(Pair { old, new, by });
    }

    fn free_old(&self) -> Vec<usize> {
        free(&self.partner_of_old)
    }

    fn free_new(&self) -> Vec<usize> {
        free(&self.partner_of_new)
    }

    /// Items with the same key belong together; of several, the likest, then those of the
    /// nearest year, then those nearest in place.
    fn by_key(&mut self, rank: usize, name: &'static str) {
        let mut groups: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
        let (old, new) = (self.old, self.new);
        for (side, items, free) in [(0, old, self.free_old()), (1, new, self.free_new())]
        {
            for i in free {
                if let Some(key) = key(&items[i].identity, rank) {
                    groups.entry(key).or_default()[side].push(i);
                }
            }
        }
        for [olds, news] in groups.into_values() {
            for (i, j) in self.matched(&olds, &news) {
                self.add(i, j, Match::Key(name));
            }
        }
    }

    /// The pairs of two groups of the same key.
    fn matched(&self, olds: &[usize], news: &[usize]) -> Vec<(usize, usize)> {
        let pairs = olds.len().min(news.len());
        if olds.len().max(news.len()) < 2 || olds.len() * news.len() > MAX_IN_GROUP {
            return olds.iter().copied().zip(news.iter().copied()).take(pairs).collect();
        }
        let gist = |item: &NodeItem| Gist::of(&item.identity.gist);
        let gists: Vec<_> = news.iter().map(|j| gist(&self.new[*j])).collect();
        let mut all = Vec::new();
        for i in olds {
            let own = gist(&self.old[*i]);
            for (j, other) in news.iter().zip(&gists) {
                let likeness = own.content_likeness(other);
                let years = [&self.old[*i], &self.new[*j]].map(|item| item.identity.year);
                let gap = match years {
                    [Some(a), Some(b)] => a.abs_diff(b),
                    [None, None] => 0,
                    _ => u16::MAX,
                };
                // a few words more or less do not outweigh a year
                let rank = (Reverse(likeness / 10), gap, Reverse(likeness));
                all.push((rank, i.abs_diff(*j), i + j, *i, *j));
            }
        }
        all.sort_unstable();
        let (mut used_old, mut used_new) = (BTreeSet::new(), BTreeSet::new());
        let free = |(_, _, _, i, j): (_, usize, usize, usize, usize)| {
            let is_free = !used_old.contains(&i) && !used_new.contains(&j);
            is_free.then(|| {
                used_old.insert(i);
                used_new.insert(j);
                (i, j)
            })
        };
        all.into_iter().filter_map(free).collect()
    }

    /// The most alike first; of equally alike ones those nearest in place.
    fn by_likeness(&mut self, alike: usize) {
        let (olds, news) = (self.free_old(), self.free_new());
        let size = |items: &[NodeItem], free: &[usize]| {
            let texts = free.iter().flat_map(|i| &items[*i].identity.gist);
            texts.map(String::len).sum::<usize>()
        };
        let sizes = [(size(self.old, &olds), &news), (size(self.new, &news), &olds)];
        let work: usize =
            sizes.map(|(s, others)| s.saturating_mul(others.len())).iter().sum();
        if alike > 100 || work > MAX_COMPARED {
            return;
        }
        let gists: Vec<_> =
            news.iter().map(|j| Gist::of(&self.new[*j].identity.gist)).collect();
        let mut candidates = Vec::new();
        for i in olds {
            let gist = Gist::of(&self.old[i].identity.gist);
            for (j, other) in news.iter().zip(&gists) {
                if self.old[i].identity.anchor != self.new[*j].identity.anchor {
                    continue;
                }
                let likeness = gist.likeness(other);
                if likeness >= alike {
                    candidates.push((likeness, i, *j));
                }
            }
        }
        // pairs that are equal in all three have no item in common, so that which of them
        // comes first changes nothing
        let nearest =
            |(l, i, j): &(usize, usize, usize)| (Reverse(*l), i.abs_diff(*j), i + j);
        candidates.sort_by_key(nearest);
        for (likeness, i, j) in candidates {
            if self.partner_of_old[i].is_none() && self.partner_of_new[j].is_none() {
                self.add(i, j, Match::Likeness(likeness));
            }
        }
    }

    /// One free item between two neighbours, where there was one other between the same.
    fn by_place(&mut self) {
        let mut found = Vec::new();
        for j in self.free_new() {
            let before = match j.checked_sub(1) {
                None => Some(0),
                Some(j) => self.partner_of_new[j].map(|i| i + 1),
            };
            let Some(i) = before.filter(|i| *i < self.old.len()) else { continue };
            let behind = match self.partner_of_new.get(j + 1) {
                None => i + 1 == self.old.len(),
                Some(partner) => *partner == Some(i + 1),
            };
            let same = self.old[i].identity.anchor == self.new[j].identity.anchor;
            if behind && same && self.partner_of_old[i].is_none() {
                found.push((i, j));
            }
        }
        found.into_iter().for_each(|(i, j)| self.add(i, j, Match::Place));
    }
}

fn free(partners: &[Option<usize>]) -> Vec<usize> {
    (0..partners.len()).filter(|i| partners[*i].is_none()).collect()
}

/// The key of a rank, where the item has one.
fn key(identity: &Identity, rank: usize) -> Option<&str> {
    identity.keys.get(rank).map(String::as_str).filter(|k| !k.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Content;
    use crate::compare::node::Node;
    use crate::text::source::Span;

    fn item(year: u16, goal: &str) -> NodeItem {
        let name = format!("{year}会议费");
        let node = Node::new(&name, Span::NONE, Content::Text(name.clone()));
        let identity = Identity {
            keys: vec![String::new(), name.clone(), name.clone(), "会议费".to_owned()],
            gist: vec![name, goal.to_owned()],
            anchor: String::new(),
            year: Some(year),
        };
        NodeItem { identity, node }
    }

    fn pairs(old: &[NodeItem], new: &[NodeItem]) -> Vec<(usize, usize)> {
        pair(&PROJECTS, old, new).iter().map(|p| (p.old, p.new)).collect()
    }

    #[test]
    fn of_projects_of_one_name_the_likest_and_then_the_nearest_year_go_together() {
        let (meeting, survey) =
            ("开好理事会和年度工作会议", "开展田野调查，编写调查报告");
        let old = [item(2024, meeting), item(2025, meeting)];
        assert_eq!(pairs(&old, &[item(2026, meeting)]), [(1, 0)]);
        assert_eq!(pairs(&[item(2026, meeting)], &old), [(0, 1)]);
        let old = [item(2024, meeting), item(2025, survey)];
        assert_eq!(pairs(&old, &[item(2026, meeting)]), [(0, 0)]);
        let both = [item(2026, survey), item(2027, meeting)];
        assert_eq!(pairs(&old, &both), [(1, 0), (0, 1)]);
    }
}
