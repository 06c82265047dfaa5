//! Which items of one sequence are which of another.

pub use super::unit::likeness;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// An item of the old sequence, one of the new, or one of each that belong together.
pub type AlignedPair = (Option<usize>, Option<usize>);

/// What leaving an item alone costs, in thousandths; pairing two costs as much as they
/// are unlike.
const ALONE: u32 = 550;
/// Below it, two items have nothing to do with each other.
const LEAST: u32 = 400;
/// Most pairs that are weighed between two equal items.
const MAX_PAIRS: usize = 40_000;

/// Pairs items: equal ones by their keys, those between by `likeness`, from 0 to 1. Both
/// sequences keep their order.
pub fn align(
    old: &[String],
    new: &[String],
    likeness: impl Fn(usize, usize) -> f64,
) -> Vec<AlignedPair> {
    let mut pairs: Vec<AlignedPair> = Vec::new();
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                between(&mut olds, &mut news, &likeness, &mut pairs);
                let pair = |i| (Some(old_index + i), Some(new_index + i));
                pairs.extend((0..len).map(pair));
            }
            other => {
                olds.extend(other.old_range());
                news.extend(other.new_range());
            }
        }
    }
    between(&mut olds, &mut news, &likeness, &mut pairs);
    pairs
}

/// Pairs what stands between equal items, so that all costs together are least.
fn between(
    olds: &mut Vec<usize>,
    news: &mut Vec<usize>,
    likeness: &impl Fn(usize, usize) -> f64,
    pairs: &mut Vec<AlignedPair>,
) {
    let (old, new) = (std::mem::take(olds), std::mem::take(news));
    if old.is_empty() || new.is_empty() || old.len() * new.len() > MAX_PAIRS {
        pairs.extend(old.into_iter().map(|i| (Some(i), None)));
        pairs.extend(new.into_iter().map(|j| (None, Some(j))));
        return;
    }
    let like = |a: usize, b: usize| (likeness(old[a], new[b]) * 1000.0) as u32;
    let table = Costs::new(old.len(), new.len(), like);
    for (a, b) in table.path() {
        pairs.push((a.map(|a| old[a]), b.map(|b| new[b])));
    }
}

/// What pairing the rest of two sequences costs, from each pair of places on.
struct Costs {
    old: usize,
    new: usize,
    like: Vec<u32>,
    least: Vec<u32>,
}

impl Costs {
    fn new(old: usize, new: usize, like: impl Fn(usize, usize) -> u32) -> Costs {
        let places = (0..old).flat_map(|a| (0..new).map(move |b| (a, b)));
        let like = places.map(|(a, b)| like(a, b).min(1000)).collect();
        let mut costs = Costs { old, new, like, least: vec![0; (old + 1) * (new + 1)] };
        for a in (0..=old).rev() {
            for b in (0..=new).rev() {
                let ways = [costs.pairing(a, b), costs.leaving(a, b), costs.taking(a, b)];
                let least = ways.into_iter().flatten().min();
                costs.least[a * (new + 1) + b] = least.unwrap_or(0);
            }
        }
        costs
    }

    fn at(&self, a: usize, b: usize) -> u32 {
        self.least[a * (self.new + 1) + b]
    }

    /// The cost when the items at both places belong together.
    fn pairing(&self, a: usize, b: usize) -> Option<u32> {
        let both = a < self.old && b < self.new;
        let like = both.then(|| self.like[a * self.new + b]).filter(|l| *l >= LEAST)?;
        Some(1000 - like + self.at(a + 1, b + 1))
    }

    /// The cost when the old item stays alone.
    fn leaving(&self, a: usize, b: usize) -> Option<u32> {
        (a < self.old).then(|| ALONE + self.at(a + 1, b))
    }

    /// The cost when the new item stays alone.
    fn taking(&self, a: usize, b: usize) -> Option<u32> {
        (b < self.new).then(|| ALONE + self.at(a, b + 1))
    }

    /// The cheapest pairing.
    fn path(&self) -> Vec<AlignedPair> {
        let mut path = Vec::new();
        let (mut a, mut b) = (0, 0);
        while a < self.old || b < self.new {
            let least = Some(self.at(a, b));
            if self.pairing(a, b) == least {
                path.push((Some(a), Some(b)));
                (a, b) = (a + 1, b + 1);
            } else if self.leaving(a, b) == least {
                path.push((Some(a), None));
                a += 1;
            } else {
                path.push((None, Some(b)));
                b += 1;
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn aligned(old: &[String], new: &[String]) -> Vec<AlignedPair> {
        align(old, new, |i, j| likeness(&old[i], &new[j]))
    }

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn what_changed_is_paired_and_what_is_new_is_not() {
        let old = words("会议次数 培训人次 验收合格率 完成时间");
        let new = words("会议次数 全新内容 培训总人次 完成时间");
        let pairs = aligned(&old, &new);
        let expected: [AlignedPair; 5] = [
            (Some(0), Some(0)),
            (None, Some(1)),
            (Some(1), Some(2)),
            (Some(2), None),
            (Some(3), Some(3)),
        ];
        assert_eq!(pairs, expected);
    }

    proptest! {
        #[test]
        fn every_item_comes_once_and_in_order(
            old in prop::collection::vec("[ab]{0,3}", 0..12),
            new in prop::collection::vec("[ab]{0,3}", 0..12),
        ) {
            let pairs = aligned(&old, &new);
            let olds: Vec<_> = pairs.iter().filter_map(|p| p.0).collect();
            let news: Vec<_> = pairs.iter().filter_map(|p| p.1).collect();
            prop_assert_eq!(olds, (0..old.len()).collect::<Vec<_>>());
            prop_assert_eq!(news, (0..new.len()).collect::<Vec<_>>());
        }
    }
}
