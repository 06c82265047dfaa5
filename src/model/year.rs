//! The budget year.

use std::{fmt, str::FromStr};

/// 年度: a budget year, 2000–2099.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year(pub u16);

impl FromStr for Year {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_suffix('年').unwrap_or(text);
        match digits.parse() {
            Ok(year @ 2000..=2099) if digits.len() == 4 => Ok(Year(year)),
            _ => Err("年度写成四位数字，如 2026".into()),
        }
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}
