//! How alike texts are: the share of common pairs of neighbouring characters (Dice).

/// The pairs of neighbouring characters of a text, sorted.
struct Pairs(Vec<u64>);

impl Pairs {
    /// Of a single character, the pair with nothing.
    fn of(text: &str) -> Pairs {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let pair = |w: &[char]| w.iter().fold(0u64, |n, c| n << 32 | *c as u64);
        let mut pairs: Vec<u64> = match chars.len() {
            1 => vec![pair(&chars)],
            _ => chars.windows(2).map(pair).collect(),
        };
        pairs.sort_unstable();
        Pairs(pairs)
    }

    /// In percent.
    fn likeness(&self, other: &Pairs) -> usize {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    a.next();
                    b.next();
                }
            }
        }
        200 * common / (self.0.len() + other.0.len()).max(1)
    }
}

/// The texts by which an item is known, ready to be compared with many others.
pub struct Gist(Vec<Pairs>);

impl Gist {
    /// The gist of `texts`, the name first.
    pub fn of(texts: &[String]) -> Gist {
        Gist(texts.iter().map(|t| Pairs::of(t)).collect())
    }

    /// In percent: the mean likeness of the texts besides the name that one of the two has;
    /// of items without others, that of the names.
    pub fn content_likeness(&self, other: &Gist) -> usize {
        let both = self.0.iter().zip(&other.0).skip(1);
        let said = both.filter(|(a, b)| !(a.0.is_empty() && b.0.is_empty()));
        let each: Vec<usize> = said.map(|(a, b)| a.likeness(b)).collect();
        match each.len() {
            0 => self.0.first().zip(other.0.first()).map_or(0, |(a, b)| a.likeness(b)),
            count => each.iter().sum::<usize>() / count,
        }
    }

    /// In percent: the likeness of the names, or the mean likeness of all texts that one
    /// of the two has, whichever is more.
    pub fn likeness(&self, other: &Gist) -> usize {
        let both = self.0.iter().zip(&other.0);
        let said = both.filter(|(a, b)| !(a.0.is_empty() && b.0.is_empty()));
        let each: Vec<usize> = said.map(|(a, b)| a.likeness(b)).collect();
        let mean = each.iter().sum::<usize>() / each.len().max(1);
        let names = self.0.first().zip(other.0.first());
        mean.max(names.map_or(0, |(a, b)| a.likeness(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> usize {
        Gist::of(&[a.into()]).likeness(&Gist::of(&[b.into()]))
    }

    #[test]
    fn likeness_is_a_share_and_symmetric() {
        assert_eq!(like("科普活动经费", "科普活动经费"), 100);
        assert_eq!(like("会议费", "设备购置"), 0);
        assert_eq!(like("科普活动经费", "科普活动专项经费"), 66);
        assert_eq!(like("科普活动专项经费", "科普活动经费"), 66);
        assert_eq!([like("", ""), like("甲", "甲"), like("甲", "乙")], [0, 100, 0]);
    }

    #[test]
    fn texts_that_nobody_wrote_do_not_count() {
        let gist = |texts: [&str; 3]| Gist::of(&texts.map(str::to_owned));
        assert_eq!(gist(["甲甲", "", "乙乙"]).likeness(&gist(["丙丙", "", "乙乙"])), 50);
    }
}
