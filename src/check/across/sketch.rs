//! A text in 128 bytes, from which one tells how much two texts have in common.

/// Characters of a shingle.
const SHINGLE: usize = 3;
/// Shortest text, in characters, that has a sketch; a shorter one can only be the same.
const LONG: usize = 30;
/// Hash functions, each of which leaves one byte.
const LANES: usize = 128;
/// How many bytes agree, at least, of texts that share 85 of 100 shingles: 128 · (0.85 +
/// 0.15 / 256), as one byte in 256 agrees by chance.
const NEAR: u32 = 109;

/// For each of many hash functions the least value over all shingles (MinHash), cut to
/// a byte. As many bytes of two sketches agree as their texts share shingles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u64; LANES / 8]);

impl Sketch {
    /// The sketch of a text; None of one too short to be nearly like another.
    pub fn of(text: &str) -> Option<Sketch> {
        let chars: Vec<char> = text.chars().collect();
        if chars.len() < LONG {
            return None;
        }
        let mut least = [u32::MAX; LANES];
        for window in chars.windows(SHINGLE) {
            let hash = mix(window.iter().fold(0, |n, c| n << 21 | u64::from(*c)));
            let (mut value, step) = (hash as u32, (hash >> 32) as u32 | 1);
            for lane in &mut least {
                *lane = value.min(*lane);
                value = value.wrapping_add(step);
            }
        }
        let byte = |v: &u32| u64::from(v.wrapping_mul(0x9E37_79B1) >> 24);
        let mut bands = [0; LANES / 8];
        for (band, lanes) in bands.iter_mut().zip(least.chunks(8)) {
            *band = lanes.iter().fold(0, |n, v| n << 8 | byte(v));
        }
        Some(Sketch(bands))
    }

    /// Eight bytes at once: texts that are nearly the same agree in one of these at least.
    pub fn bands(&self) -> &[u64] {
        &self.0
    }

    /// Whether the texts are nearly the same.
    pub fn is_near(&self, other: &Sketch) -> bool {
        let pairs = self.0.iter().zip(&other.0);
        pairs.map(|(a, b)| equal_bytes(*a, *b)).sum::<u32>() >= NEAR
    }
}

fn equal_bytes(a: u64, b: u64) -> u32 {
    (a ^ b).to_le_bytes().iter().filter(|b| **b == 0).count() as u32
}

/// A number that looks thrown for each number (the last step of splitmix64).
pub fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

/// A number for a whole text; equal texts have equal ones.
pub fn whole(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |n, b| mix(n ^ u64::from(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// A text of `length` characters, of which the first `kept` are those of every text.
    fn text(seed: u64, length: u64, kept: u64) -> String {
        let c = |i: u64| {
            let at = if i < kept { mix(i) } else { mix(mix(seed) ^ i) };
            char::from_u32(0x4E00 + (at % 20_000) as u32).unwrap()
        };
        (0..length).map(c).collect()
    }

    fn shared(a: &str, b: &str) -> f64 {
        let set = |t: &str| -> HashSet<Vec<char>> {
            let chars: Vec<char> = t.chars().collect();
            chars.windows(SHINGLE).map(<[char]>::to_vec).collect()
        };
        let (a, b) = (set(a), set(b));
        a.intersection(&b).count() as f64 / a.union(&b).count() as f64
    }

    #[test]
    fn as_many_bytes_agree_as_texts_have_in_common() {
        for (kept, about) in [(20, 0.10), (50, 0.30), (70, 0.51), (90, 0.80), (96, 0.92)]
        {
            let (mut agree, mut truth) = (0, 0.0);
            for seed in 0..40 {
                let (a, b) = (text(seed * 2 + 1, 100, kept), text(seed * 2, 100, kept));
                let (x, y) = (Sketch::of(&a).unwrap(), Sketch::of(&b).unwrap());
                let pairs = x.0.iter().zip(&y.0);
                agree += pairs.map(|(a, b)| equal_bytes(*a, *b)).sum::<u32>();
                truth += shared(&a, &b) / 40.0;
            }
            let told = f64::from(agree) / 40.0 / 128.0;
            assert!((truth - about).abs() < 0.03, "{kept} {truth}");
            assert!((told - truth).abs() < 0.04, "{kept}: {told}, in truth {truth}");
        }
    }

    #[test]
    fn near_texts_share_a_band() {
        let pair = |seed: u64| (text(seed, 120, 115), text(seed + 1000, 120, 115));
        let near = |(a, b): &(String, String)| {
            let (a, b) = (Sketch::of(a).unwrap(), Sketch::of(b).unwrap());
            let band = a.bands().iter().zip(b.bands()).any(|(x, y)| x == y);
            (a.is_near(&b), band)
        };
        let all: Vec<_> = (0..100).map(|i| near(&pair(i))).collect();
        assert!(all.iter().filter(|n| n.0).count() >= 95, "{all:?}");
        assert!(all.iter().all(|n| n.1 || !n.0), "{all:?}");
    }

    #[test]
    fn short_texts_have_none() {
        assert_eq!(Sketch::of(&"短".repeat(LONG - 1)), None);
        assert!(Sketch::of(&"长".repeat(LONG)).is_some());
    }
}
