//! Goes down two trees at once and keeps what differs.

use super::node::{Content, List, Node, NodeItem};
use super::pairing::{Match, Pair, Pairing, pair};
use std::collections::BTreeMap;

/// When two values are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// When they mean the same: 5.0 is 5.00, and no amount is an amount of zero.
    Meaning,
    /// When they are printed the same.
    Text,
}

/// What differs between two versions of a field or group: at least one of `before` and
/// `after` is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference<'a> {
    /// The old version; None of what is new.
    pub before: Option<&'a Node>,
    /// The new version; None of what is gone.
    pub after: Option<&'a Node>,
    /// Of an item of a list, why the two are taken for the same thing.
    pub matched: Option<Match>,
    /// Of a group, what differs in it. A value, and an item that is new or gone as a
    /// whole, has nothing inside.
    pub inside: Vec<Difference<'a>>,
}

/// A difference that has nothing inside, with the names that lead to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf<'a> {
    /// The labels from the outside in; the last is the value's own. Where an item was
    /// renamed, its new name.
    pub path: Vec<&'a str>,
    /// The old version.
    pub before: Option<&'a Node>,
    /// The new version.
    pub after: Option<&'a Node>,
}

impl<'a> Difference<'a> {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.inside.is_empty() && self.before.is_some() == self.after.is_some()
    }

    /// The new version, or the old one of what is gone.
    pub fn node(&self) -> Option<&'a Node> {
        self.after.or(self.before)
    }

    /// What differs directly inside under `label`.
    pub fn under(&self, label: &str) -> Option<&Difference<'a>> {
        self.inside.iter().find(|d| d.node().is_some_and(|n| n.label == label))
    }

    /// Every single difference inside. The path begins with the labels of the children.
    pub fn leaves(&self) -> Vec<Leaf<'a>> {
        let mut leaves = Vec::new();
        self.inside.iter().for_each(|d| d.walk(&mut Vec::new(), &mut leaves));
        leaves
    }

    fn walk(&self, path: &mut Vec<&'a str>, leaves: &mut Vec<Leaf<'a>>) {
        path.push(self.node().map_or("", |n| &n.label));
        if self.inside.is_empty() {
            let (before, after) = (self.before, self.after);
            leaves.push(Leaf { path: path.clone(), before, after });
        }
        self.inside.iter().for_each(|d| d.walk(path, leaves));
        path.pop();
    }
}

/// What differs between two trees; [`Difference::is_empty`] where nothing does.
pub fn differences<'a>(old: &'a Node, new: &'a Node, by: By) -> Difference<'a> {
    let inside = within(Some(old), Some(new), by);
    Difference { before: Some(old), after: Some(new), matched: None, inside }
}

/// What differs between two versions of a field; None where nothing does.
fn field<'a>(
    before: Option<&'a Node>,
    after: Option<&'a Node>,
    by: By,
) -> Option<Difference<'a>> {
    let inside = within(before, after, by);
    let group = |n: Option<&Node>| n.is_none_or(|n| n.text().is_none());
    let found = if group(before) && group(after) {
        !inside.is_empty()
    } else {
        !same(before, after, by)
    };
    found.then_some(Difference { before, after, matched: None, inside })
}

/// What differs inside two groups of the same kind. A group that is only on one side is
/// compared with an empty one, so that what it holds is told item by item.
fn within<'a>(
    before: Option<&'a Node>,
    after: Option<&'a Node>,
    by: By,
) -> Vec<Difference<'a>> {
    use Content::{List as L, Record as R};
    match (before.map(|n| &n.content), after.map(|n| &n.content)) {
        (Some(R(old)), Some(R(new))) => records(old, new, by),
        (Some(R(old)), None) => records(old, &[], by),
        (None, Some(R(new))) => records(&[], new, by),
        (Some(L(old)), Some(L(new))) => lists(old.pairing, &old.items, &new.items, by),
        (Some(L(List { pairing, items })), None) => lists(pairing, items, &[], by),
        (None, Some(L(List { pairing, items }))) => lists(pairing, &[], items, by),
        _ => Vec::new(),
    }
}

/// Fields in their new order, then those that are gone.
fn records<'a>(old: &'a [Node], new: &'a [Node], by: By) -> Vec<Difference<'a>> {
    let labels = |fields: &'a [Node]| -> BTreeMap<&'a str, &'a Node> {
        fields.iter().map(|f| (f.label.as_str(), f)).collect()
    };
    let (of_old, of_new) = (labels(old), labels(new));
    let kept = new.iter().map(|n| (of_old.get(n.label.as_str()).copied(), Some(n)));
    let gone = old.iter().filter(|o| !of_new.contains_key(o.label.as_str()));
    let gone = gone.map(|o| (Some(o), None));
    kept.chain(gone).filter_map(|(o, n)| field(o, n, by)).collect()
}

/// Items in their new order, then those that are gone.
fn lists<'a>(
    pairing: &Pairing,
    old: &'a [NodeItem],
    new: &'a [NodeItem],
    by: By,
) -> Vec<Difference<'a>> {
    let pairs = pair(pairing, old, new);
    let mut partner: Vec<Option<Pair>> = vec![None; new.len()];
    let mut gone = vec![true; old.len()];
    for pair in pairs {
        partner[pair.new] = Some(pair);
        gone[pair.old] = false;
    }
    let mut found = Vec::new();
    for (item, pair) in new.iter().zip(partner) {
        found.extend(match pair {
            None => Some(whole(None, Some(&item.node))),
            Some(Pair { old: i, by: why, .. }) => {
                let difference = field(Some(&old[i].node), Some(&item.node), by);
                difference.map(|d| Difference { matched: Some(why), ..d })
            }
        });
    }
    let gone = old.iter().zip(gone).filter(|(_, gone)| *gone);
    found.extend(gone.map(|(item, _)| whole(Some(&item.node), None)));
    found
}

/// An item that is new or gone.
fn whole<'a>(before: Option<&'a Node>, after: Option<&'a Node>) -> Difference<'a> {
    Difference { before, after, matched: None, inside: Vec::new() }
}

/// Whether two values, one of which may be missing, are the same.
fn same(before: Option<&Node>, after: Option<&Node>, by: By) -> bool {
    use Content::{Money, Percent, Points, Unreadable};
    match (before, after) {
        (Some(a), Some(b)) if by == By::Meaning => match (&a.content, &b.content) {
            (Money(a, _), Money(b, _))
            | (Percent(a, _), Percent(b, _))
            | (Points(a, _), Points(b, _)) => a == b,
            (Unreadable, Unreadable) => true,
            (a_content, b_content) => {
                a_content == b_content || (a.is_implied && b.is_implied)
            }
        },
        (Some(a), Some(b)) => a.text() == b.text() || (a.is_implied && b.is_implied),
        (Some(one), None) | (None, Some(one)) => match &one.content {
            Money(amount, _) => by == By::Meaning && amount.is_zero(),
            _ => one.is_implied,
        },
        (None, None) => true,
    }
}
