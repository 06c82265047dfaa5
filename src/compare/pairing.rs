//! Which items of two lists are the same thing.

use super::likeness::Gist;
use super::node::{Identity, NodeItem};
use std::collections::BTreeMap;

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

    /// Items with the same key belong together; of several, the first with the first.
    fn by_key(&mut self, rank: usize, name: &'static str) {
        let mut waiting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let (old, new) = (self.old, self.new);
        for i in self.free_old().into_iter().rev() {
            if let Some(key) = key(&old[i].identity, rank) {
                waiting.entry(key).or_default().push(i);
            }
        }
        for j in self.free_new() {
            let same = key(&new[j].identity, rank).and_then(|k| waiting.get_mut(k));
            if let Some(i) = same.and_then(Vec::pop) {
                self.add(i, j, Match::Key(name));
            }
        }
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
        let nearest = |(l, i, j): &(usize, usize, usize)| {
            (std::cmp::Reverse(*l), i.abs_diff(*j), i + j)
        };
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
