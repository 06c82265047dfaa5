//! `--shard 3/16`: a part of the departments that stays the same on every machine.

use crate::cli::Failure;
use sha2::{Digest, Sha256};

/// The part `index` of `count`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// Reads `3/16`.
    ///
    /// # Errors
    /// Anything else, told with the right form.
    pub fn parse(text: &str) -> Result<Shard, Failure> {
        let parts = text.split_once('/').and_then(|(index, count)| {
            Some(Shard {
                index: index.trim().parse().ok()?,
                count: count.trim().parse().ok()?,
            })
        });
        parts.filter(|s| (1..=s.count).contains(&s.index)).ok_or_else(|| {
            Failure::new(format!(
                "--shard 的值“{text}”不对：写第几份/共几份，从 1 数起，如 3/16"
            ))
        })
    }

    /// Whether the department at `place` falls to this part. It depends on the place
    /// alone: other departments may come and go.
    pub fn takes(self, place: &str) -> bool {
        let digest = Sha256::digest(place.as_bytes());
        let head = digest.iter().take(8).fold(0u64, |n, b| n << 8 | u64::from(*b));
        head % self.count == self.index - 1
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_falls_to_one_part() {
        let parts: Vec<_> =
            (1..=16).map(|i| Shard::parse(&format!("{i}/16")).unwrap()).collect();
        let mut counts = [0; 16];
        for i in 0..1600 {
            let place = format!("第{i}局");
            let taken: Vec<_> = (0..16).filter(|k| parts[*k].takes(&place)).collect();
            assert_eq!(taken.len(), 1, "{place}");
            counts[taken[0]] += 1;
        }
        assert!(counts.iter().all(|c| (60..=140).contains(c)), "{counts:?}");
    }

    #[test]
    fn a_place_keeps_its_part() {
        let part = (1..=16).find(|i| {
            Shard::parse(&format!("{i}/16")).is_ok_and(|s| s.takes("市本级/科技局"))
        });
        assert_eq!(part, Some(10));
    }

    #[test]
    fn other_forms_are_refused() {
        for wrong in ["", "3", "0/4", "5/4", "1/0", "-1/2", "a/b", "1/2/3"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }
}
