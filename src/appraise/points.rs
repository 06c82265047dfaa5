//! The table of rules: what was done, the target and its points → the points reached.
//!
//! A is what was done, T the target, w the points it can bring. All in exact decimals,
//! rounded once, halves up.

use crate::model::profile::{Excess, Scoring};
use rust_decimal::{Decimal, RoundingStrategy};

/// Points and the arithmetic that led to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The points.
    pub points: Decimal,
    /// The arithmetic written out, such as `88 ÷ 90 × 10 = 9.78`.
    pub working: String,
}

/// Points for a target that more is better for, ≥ or =: A ≥ T → w; else A / T · w.
pub fn at_least(a: Decimal, t: Decimal, w: Decimal, decimals: u32) -> Reached {
    if a >= t {
        return full(format!("{} ≥ {}", plain(a), plain(t)), w);
    }
    let points = round(times(a, t, w), decimals);
    let working =
        format!("{} ÷ {} × {} = {}", plain(a), plain(t), plain(w), plain(points));
    Reached { points, working }
}

/// Points for a target that less is better for, ≤: A ≤ T → w; above, as `excess` says.
pub fn at_most(
    a: Decimal,
    t: Decimal,
    w: Decimal,
    excess: Excess,
    decimals: u32,
) -> Reached {
    if a <= t {
        return full(format!("{} ≤ {}", plain(a), plain(t)), w);
    }
    let double = t.saturating_add(t);
    let (a_text, t_text, w_text) = (plain(a), plain(t), plain(w));
    match excess {
        Excess::Falling if a >= double => Reached {
            points: Decimal::ZERO,
            working: format!("{a_text} ≥ 2 × {t_text}，不得分"),
        },
        Excess::Falling => {
            let points = round(times(double.saturating_sub(a), t, w), decimals);
            let working = format!(
                "(1 − ({a_text} − {t_text}) ÷ {t_text}) × {w_text} = {}",
                plain(points)
            );
            Reached { points, working }
        }
        Excess::Inverse => {
            let points = round(times(t, a, w), decimals);
            let working = format!("{w_text} × {t_text} ÷ {a_text} = {}", plain(points));
            Reached { points, working }
        }
    }
}

/// Points for a rate of execution in per cent: in proportion, or by steps; at most w.
pub fn execution(rate: Decimal, w: Decimal, scoring: &Scoring) -> Reached {
    let shown = percent(rate);
    if !scoring.execution_steps.is_empty() {
        let step = scoring.execution_steps.iter().find(|s| rate >= s.at);
        let points = step.map_or(Decimal::ZERO, |s| s.points).min(w);
        let from =
            step.map_or("低于各档".to_owned(), |s| format!("≥ {}", percent(s.at)));
        return Reached {
            points,
            working: format!("{shown} {from}，得 {}", plain(points)),
        };
    }
    if rate >= Decimal::ONE_HUNDRED {
        return full(format!("{shown} ≥ 100%"), w);
    }
    let points = round(times(rate, Decimal::ONE_HUNDRED, w), scoring.decimals);
    let working = format!("{} × {shown} = {}", plain(w), plain(points));
    Reached { points, working }
}

/// What was spent of what there was, in per cent, exactly; none of nothing.
pub fn rate(spent: Decimal, budget: Decimal) -> Option<Decimal> {
    if budget.is_zero() {
        return None;
    }
    let exact =
        spent.checked_mul(Decimal::ONE_HUNDRED).and_then(|s| s.checked_div(budget));
    exact.or_else(|| spent.checked_div(budget)?.checked_mul(Decimal::ONE_HUNDRED))
}

/// A share in per cent of some points.
pub fn share(of: Decimal, percent: Decimal, decimals: u32) -> Decimal {
    round(times(percent, Decimal::ONE_HUNDRED, of), decimals)
}

/// Halves up.
pub fn round(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// A number without needless zeros.
pub fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Per cent with two decimals, none where they are zero.
pub fn percent(rate: Decimal) -> String {
    format!("{}%", plain(round(rate, 2)))
}

/// a / t · w, exactly where the product has not too many digits. T is not zero.
fn times(a: Decimal, t: Decimal, w: Decimal) -> Decimal {
    let exact = a.checked_mul(w).and_then(|product| product.checked_div(t));
    let near = || a.checked_div(t).and_then(|ratio| ratio.checked_mul(w));
    exact.or_else(near).unwrap_or_default().max(Decimal::ZERO)
}

fn full(why: String, w: Decimal) -> Reached {
    Reached { points: w, working: format!("{why}，得满分 {}", plain(w)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::load::profile::built_in;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    fn least(a: &str, t: &str, w: &str) -> String {
        plain(at_least(d(a), d(t), d(w), 2).points)
    }

    fn most(a: &str, t: &str, w: &str) -> String {
        plain(at_most(d(a), d(t), d(w), Excess::Falling, 2).points)
    }

    #[test]
    fn the_borders_of_the_table() {
        assert_eq!(least("88", "90", "10"), "9.78");
        assert_eq!(least("90", "90", "10"), "10");
        assert_eq!(least("0", "90", "10"), "0");
        assert_eq!(least("0", "0", "10"), "10");
        assert_eq!(least("89.9999999", "90", "10"), "10");
        assert_eq!(most("90", "90", "8"), "8");
        assert_eq!(most("99", "90", "8"), "7.2");
        assert_eq!(most("180", "90", "8"), "0");
        assert_eq!(most("179.9", "90", "8"), "0.01");
        assert_eq!(most("0", "0", "8"), "8");
        assert_eq!(most("1", "0", "8"), "0");
        let inverse = |a, t| at_most(d(a), d(t), d("8"), Excess::Inverse, 2).points;
        assert_eq!(inverse("180", "90"), d("4"));
        assert_eq!(inverse("1", "0"), d("0"));
    }

    #[test]
    fn rates_score_in_proportion_or_by_steps() {
        let mut scoring = built_in("hebei").unwrap().evaluation.unwrap().scoring.unwrap();
        let ten = d("10");
        let score = |s: &Scoring, rate: &str| plain(execution(d(rate), ten, s).points);
        assert_eq!(rate(d("4.86"), d("5")), Some(d("97.2")));
        assert_eq!(rate(d("1"), d("0")), None);
        assert_eq!(score(&scoring, "97.2"), "9.72");
        assert_eq!(score(&scoring, "100"), "10");
        assert_eq!(score(&scoring, "140"), "10");
        scoring.execution_steps = [("100", "10"), ("80", "7"), ("60", "5")]
            .map(|(at, points)| crate::model::profile::Threshold {
                name: String::new(),
                at: d(at),
                points: d(points),
            })
            .to_vec();
        for (rate, points) in
            [("100", "10"), ("99.99", "7"), ("80", "7"), ("79.9", "5"), ("59.9", "0")]
        {
            assert_eq!(score(&scoring, rate), points, "{rate}");
        }
    }

    proptest! {
        /// Against the table in whole numbers: hundredths of points, halves up.
        #[test]
        fn points_are_those_of_the_table(a in 0_i64..4000, t in 0_i64..2000, w in 0_i64..100) {
            let (da, dt, dw) = (Decimal::from(a), Decimal::from(t), Decimal::from(w));
            let hundredths = |num: i64, den: i64| (200 * num + den) / (2 * den);
            let least = if a >= t { 100 * w } else { hundredths(a * w, t) };
            prop_assert_eq!(at_least(da, dt, dw, 2).points, Decimal::new(least, 2));
            let most = match () {
                () if a <= t => 100 * w,
                () if a >= 2 * t => 0,
                () => hundredths((2 * t - a) * w, t),
            };
            let falling = at_most(da, dt, dw, Excess::Falling, 2).points;
            prop_assert_eq!(falling, Decimal::new(most, 2));
            let inverse = if a <= t { 100 * w } else { hundredths(w * t, a) };
            let found = at_most(da, dt, dw, Excess::Inverse, 2).points;
            prop_assert_eq!(found, Decimal::new(inverse, 2));
        }

        /// No number panics, and points stay between nothing and all.
        #[test]
        fn any_numbers_give_points(
            a in 0_u128..(1 << 95), t in 0_u128..(1 << 95), w in 0_u32..1000,
            scales in (0_u32..20, 0_u32..20),
        ) {
            let number = |n: u128, s| Decimal::from_i128_with_scale(n as i128, s);
            let (a, t, w) = (number(a, scales.0), number(t, scales.1), Decimal::from(w));
            let found = [
                at_least(a, t, w, 2),
                at_most(a, t, w, Excess::Falling, 2),
                at_most(a, t, w, Excess::Inverse, 2),
            ];
            for Reached { points, .. } in found {
                prop_assert!(points >= Decimal::ZERO && points <= w);
            }
            let _ = rate(a, t);
        }
    }
}
