//! Sums with their working, for messages.

use crate::model::two_places;
use rust_decimal::{Decimal, RoundingStrategy};

/// Two decimals, or as many as the amount has.
pub fn exact(amount: Decimal) -> String {
    if amount.normalize().scale() <= 2 {
        return two_places(amount);
    }
    amount.normalize().to_string()
}

/// The sum; an overflow ends at the largest number.
pub fn total(addends: impl IntoIterator<Item = Decimal>) -> Decimal {
    addends.into_iter().fold(Decimal::ZERO, Decimal::saturating_add)
}

/// `7.15 + 10.00 = 17.15`: every addend and the sum. One addend stands alone.
pub fn written_out(addends: &[Decimal]) -> String {
    let terms: Vec<_> = addends.iter().map(|a| exact(*a)).collect();
    match terms.len() {
        1 => terms.concat(),
        _ => format!("{} = {}", terms.join(" + "), exact(total(addends.iter().copied()))),
    }
}

/// Whether one of two different amounts is the other one rounded to `decimals`.
pub fn differ_by_rounding(a: Decimal, b: Decimal, decimals: u32) -> bool {
    let round = |d: Decimal| {
        d.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
    };
    a != b && (round(a) == b || round(b) == a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn every_addend_is_written() {
        let addends = ["7.15", "10", "0.625"].map(decimal);
        assert_eq!(written_out(&addends), "7.15 + 10.00 + 0.625 = 17.775");
        assert_eq!(written_out(&addends[..1]), "7.15");
    }

    #[test]
    fn rounding_is_told_from_a_difference() {
        let rounds = |a, b| differ_by_rounding(decimal(a), decimal(b), 2);
        assert!(rounds("16.625", "16.63") && rounds("16.63", "16.625"));
        assert!(!rounds("16.63", "16.63") && !rounds("17.5", "15.75"));
        assert!(!rounds("50", "49.86"));
    }
}
