//! 权重 of an indicator, from the author's text.

use super::percent::decimal;
use rust_decimal::Decimal;
use std::{fmt, str::FromStr};

/// Points of a whole (100 in most forms), as written: `10`, `12.5` or `10%`.
#[derive(Debug, Clone)]
pub struct Points {
    number: Decimal,
    text: String,
}

impl Points {
    /// The exact number.
    pub fn number(&self) -> Decimal {
        self.number
    }
}

impl FromStr for Points {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_suffix(['%', '％', '分']).unwrap_or(text);
        let number = decimal(digits.trim())?;
        if number.is_sign_negative() && !number.is_zero() {
            return Err("这里不能是负数".into());
        }
        Ok(Points { number, text: text.to_owned() })
    }
}

impl PartialEq for Points {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_keep_their_text() {
        for (text, number) in [("10", "10"), ("12.50", "12.5"), ("7.5%", "7.5")] {
            let points: Points = text.parse().unwrap();
            assert_eq!(points.to_string(), text);
            assert_eq!(points.number(), Decimal::from_str_exact(number).unwrap());
        }
        for bad in ["", "-1", "十", "1,0"] {
            assert!(bad.parse::<Points>().is_err(), "{bad}");
        }
    }
}
