//! Which of many texts are the same or nearly so, without comparing each with each.

use std::collections::{HashMap, HashSet};

/// Characters of a shingle.
const SHINGLE: usize = 3;
/// Share of common shingles, in percent, from which texts are nearly the same.
const NEAR: usize = 75;
/// Shortest text, in characters, that can be nearly (and not only quite) the same.
const LONG: usize = 30;

/// For each text, the first earlier text that it repeats, where there is one.
///
/// Two texts that share [`NEAR`] percent of their shingles share one of their rarest
/// few, so only texts with such a shingle in common are compared.
pub fn repeats(texts: &[String]) -> Vec<Option<usize>> {
    let sets: Vec<_> = texts.iter().map(|t| shingles(t)).collect();
    let ordered = by_rarity(&sets);
    let mut exact: HashMap<&str, usize> = HashMap::new();
    let mut rare: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut found = Vec::with_capacity(texts.len());
    for (i, text) in texts.iter().enumerate() {
        let same = exact.get(text.as_str()).copied().filter(|_| !text.is_empty());
        let first = same.or_else(|| near(i, &ordered[i], &sets, &rare));
        exact.entry(text).or_insert(i);
        // a text that repeats another is no head of a group itself
        let own = if first.is_none() { prefix(&ordered[i]) } else { &[] };
        for shingle in own {
            rare.entry(*shingle).or_default().push(i);
        }
        // lead to the first of all, so that a group has one head
        let head = first.map(|f: usize| {
            let earlier: Option<usize> = found.get(f).copied().flatten();
            earlier.unwrap_or(f)
        });
        found.push(head);
    }
    found
}

fn near(
    i: usize,
    ordered: &[u64],
    sets: &[HashSet<u64>],
    rare: &HashMap<u64, Vec<usize>>,
) -> Option<usize> {
    let mut candidates: Vec<usize> =
        prefix(ordered).iter().filter_map(|s| rare.get(s)).flatten().copied().collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates.into_iter().find(|j| is_near(&sets[i], &sets[*j]))
}

fn is_near(a: &HashSet<u64>, b: &HashSet<u64>) -> bool {
    let (small, large) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if small.len() * 100 < large.len() * NEAR {
        return false;
    }
    let common = small.intersection(large).count();
    common * 100 >= (small.len() + large.len() - common) * NEAR
}

/// The shingles of a long text as numbers; of a short one, none.
fn shingles(text: &str) -> HashSet<u64> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < LONG {
        return HashSet::new();
    }
    // three characters of at most 21 bits make one number without a collision
    let number = |w: &[char]| w.iter().fold(0u64, |n, c| n << 21 | *c as u64);
    chars.windows(SHINGLE).map(number).collect()
}

/// The shingles of each text, those that few texts have first.
fn by_rarity(sets: &[HashSet<u64>]) -> Vec<Vec<u64>> {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for shingle in sets.iter().flatten() {
        *counts.entry(*shingle).or_default() += 1;
    }
    let order = |set: &HashSet<u64>| {
        let mut ordered: Vec<u64> = set.iter().copied().collect();
        ordered.sort_by_cached_key(|s| (counts.get(s).copied(), *s));
        ordered
    };
    sets.iter().map(order).collect()
}

/// The rarest shingles, one of which any near text must have too.
fn prefix(ordered: &[u64]) -> &[u64] {
    let kept = (ordered.len() * NEAR).div_ceil(100);
    &ordered[..(ordered.len() + 1 - kept).min(ordered.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Vec<Option<usize>> {
        repeats(&texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn equal_texts_repeat_the_first() {
        assert_eq!(of(&["甲乙", "丙丁", "甲乙", "甲乙"]), [None, None, Some(0), Some(0)]);
        assert_eq!(of(&["", ""]), [None, None]);
    }

    #[test]
    fn nearly_equal_long_texts_repeat() {
        let a = "修复虫蛀粘连的旧档案并装入无酸卷盒集中上架延长原件寿命留存高清副本供群众查阅完好无损";
        let b = a.replace("完好", "完善");
        let c = "组织专家进村办班印发农事明白纸录制田间微课补助外聘教师授课费和学员餐费租用会场";
        assert_eq!(of(&[a, c, &b]), [None, None, Some(0)]);
        // two changed words in some eighty characters
        let long = format!("{a}{c}");
        let changed = long.replace("完好", "齐全").replace("会场", "教室");
        assert_eq!(of(&[&long, &changed]), [None, Some(0)]);
        assert_eq!(of(&["修复旧档案", "修复老档案"]), [None, None]);
    }

    #[test]
    fn a_thousand_texts_that_look_alike_take_no_time() {
        let scattered =
            |n: usize| ((n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as u32;
        let text = |i: usize| {
            let own: String = (0..60)
                .map(|k| {
                    char::from_u32(0x4E00 + scattered(i * 60 + k) % 20_000)
                        .unwrap_or('一')
                })
                .collect();
            format!("围绕年度计划把各项业务按时办好{own}")
        };
        let texts: Vec<_> = (0..1000).map(text).collect();
        assert!(repeats(&texts).iter().all(Option::is_none));
    }
}
