//! Amounts of money, from the author's text.

use rust_decimal::{Decimal, RoundingStrategy};
use std::{fmt, str::FromStr};

/// An amount in the profile's unit (万元 or 元), zero or more.
///
/// Equality is of the amount; [`Money::as_written`] keeps the author's text.
#[derive(Debug, Clone)]
pub struct Money {
    amount: Decimal,
    text: String,
}

/// 万元 with six decimals is a cent (分); nothing is smaller.
const MAX_SCALE: u32 = 6;

impl Money {
    /// The exact amount.
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The digits the author wrote, without a unit.
    pub fn as_written(&self) -> &str {
        &self.text
    }

    /// As the form prints it: what was written, filled up to `decimals` places, never
    /// cut. A plain zero stays as written.
    pub fn printed(&self, decimals: u32) -> String {
        if self.amount.is_zero() || self.amount.scale() >= decimals {
            return self.text.clone();
        }
        format!("{:.*}", decimals as usize, self.amount)
    }
}

/// `amount` with two decimals, halves rounded up, for messages.
pub fn two_places(amount: Decimal) -> String {
    let rounded =
        amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    format!("{rounded:.2}")
}

impl FromStr for Money {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_suffix("万元").or(text.strip_suffix('元'));
        let digits = digits.unwrap_or(text).trim();
        let amount = super::percent::decimal(digits)?;
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err("金额不能是负数".into());
        }
        if amount.normalize().scale() > MAX_SCALE {
            return Err("小数位太多：以万元计，六位小数已精确到分".into());
        }
        Ok(Money { amount, text: digits.to_owned() })
    }
}

impl PartialEq for Money {
    fn eq(&self, other: &Self) -> bool {
        self.amount == other.amount
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.printed(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        text.parse::<Money>().unwrap().printed(2)
    }

    #[test]
    fn prints_what_was_written_filled_up() {
        assert_eq!(printed("5"), "5.00");
        assert_eq!(printed("15.7"), "15.70");
        assert_eq!(printed("16.625"), "16.625");
        assert_eq!(printed("0"), "0");
        assert_eq!(printed("1081.95万元"), "1081.95");
    }

    #[test]
    fn refuses_with_a_reason() {
        for bad in ["", "五", "-1", "1,000", "１", "1e3", "0.0000001", "1.2.3", "."] {
            assert!(bad.parse::<Money>().is_err(), "{bad}");
        }
        assert!("79228162514264337593543950336".parse::<Money>().is_err());
    }

    #[test]
    fn rounds_halves_up() {
        let amount: Money = "16.625".parse().unwrap();
        assert_eq!(two_places(amount.amount()), "16.63");
    }
}
