//! Percentages of the spending plan, from the author's text.

use rust_decimal::Decimal;
use std::{fmt, str::FromStr};

/// A percentage as written, such as `25.00%`. Any size: rules judge it.
#[derive(Debug, Clone)]
pub struct Percent {
    number: Decimal,
    text: String,
}

impl Percent {
    /// The number in front of the sign.
    pub fn number(&self) -> Decimal {
        self.number
    }
}

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text
            .strip_suffix(['%', '％'])
            .ok_or_else(|| format!("百分比要带 %，如 {text}%"))?;
        let number = decimal(digits.trim())?;
        Ok(Percent { number, text: text.to_owned() })
    }
}

impl PartialEq for Percent {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The exact decimal that `text` spells in plain digits.
pub(super) fn decimal(text: &str) -> Result<Decimal, String> {
    if let Some(c) = text.chars().find(|c| !matches!(c, '0'..='9' | '.' | '-')) {
        return Err(match c {
            ',' | '，' => "数字里不写千分位逗号".into(),
            '０'..='９' | '．' | '－' => "数字是全角的，请改用半角".into(),
            c => format!("数字里不能有「{c}」"),
        });
    }
    let digits = text.trim_start_matches('-');
    if digits.is_empty() || digits.starts_with('.') || digits.ends_with('.') {
        return Err("这里要写数字".into());
    }
    Decimal::from_str_exact(text).map_err(|_| match text.len() > 28 {
        true => "数字太长".into(),
        false => "这不是一个数字".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_text_and_compares_the_number() {
        let percent: Percent = "25.00%".parse().unwrap();
        assert_eq!(percent.to_string(), "25.00%");
        assert_eq!(percent, "25%".parse().unwrap());
        assert_eq!("6000%".parse::<Percent>().unwrap().number(), 6000.into());
    }

    #[test]
    fn wants_the_sign() {
        assert_eq!("80".parse::<Percent>().unwrap_err(), "百分比要带 %，如 80%");
        assert!("八成%".parse::<Percent>().is_err());
    }
}
