//! Plain numbers, from the author's text.

use crate::model::percent::decimal;
use rust_decimal::Decimal;
use std::{fmt, str::FromStr};

/// A number as written, such as `12.50`. Equality is of the number.
#[derive(Debug, Clone)]
pub struct Number {
    number: Decimal,
    text: String,
}

impl Number {
    /// The number itself.
    pub fn number(&self) -> Decimal {
        self.number
    }
}

impl FromStr for Number {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Number { number: decimal(text)?, text: text.to_owned() })
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}
