//! Amounts of money, from the author's text.

mod named;
mod unit;

pub use named::{AmountAt, amounts, is_noun};
pub use unit::{MoneyUnit, UnitWord};

use super::percent::decimal;
use crate::text::width::fold;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;

/// An amount in the unit of a form, zero or more.
///
/// Equality is of the amount; [`Money::as_written`] keeps the author's digits.
#[derive(Debug, Clone)]
pub struct Money {
    amount: Decimal,
    text: String,
    restated: Option<Restated>,
}

/// How an amount was written that is not plain digits in the form's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restated {
    /// In another unit of money, from which it was converted exactly.
    Unit(MoneyUnit),
    /// In other characters: full width, commas between thousands, ¥.
    Spelling,
}

/// Most digits in front of the point: with more, it is no sum of money.
const MAX_DIGITS: usize = 15;
/// 万元 with six decimals is a cent (分); nothing is smaller.
const MAX_SCALE: u32 = 6;

impl Money {
    /// The amount that `text` states, in the unit of a form. Another unit in the text is
    /// converted exactly; the error says in Chinese why nothing could be read.
    pub fn parse(text: &str, unit: MoneyUnit) -> Result<Money, String> {
        Money::parse_as(text, unit, unit)
    }

    /// As [`Money::parse`], where digits without a unit count `bare` and not the form's
    /// unit, as in a table headed 单位：元.
    pub fn parse_as(
        text: &str,
        bare: MoneyUnit,
        unit: MoneyUnit,
    ) -> Result<Money, String> {
        let text = text.trim();
        let folded = fold(text);
        let (digits, word) = split(&folded);
        let written = match word {
            "" => bare,
            word => MoneyUnit::of(word).ok_or_else(|| not_a_unit(word))?.unit,
        };
        let digits = ungrouped(digits)?;
        let stated = decimal(&digits)?;
        if stated.is_sign_negative() && !stated.is_zero() {
            return Err("金额不能是负数".into());
        }
        if digits.split('.').next().is_some_and(|whole| whole.len() > MAX_DIGITS) {
            return Err("数字太长".into());
        }
        let amount = written.convert(stated, unit).ok_or("数字太长")?.normalize();
        if amount.scale() > MAX_SCALE.max(unit_scale(unit)) {
            return Err(format!("小数位太多：比一分钱还小（单位：{unit}）"));
        }
        let plain = text.strip_suffix(unit.name()).unwrap_or(text).trim_end();
        Ok(match written == unit {
            true => {
                let restated = (plain != digits).then_some(Restated::Spelling);
                Money { amount: stated, text: digits, restated }
            }
            false => {
                let restated = Some(Restated::Unit(written));
                Money { amount, text: shown(amount), restated }
            }
        })
    }

    /// The exact amount.
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The digits the author wrote, without a unit; in the form's unit where the author
    /// wrote another.
    pub fn as_written(&self) -> &str {
        &self.text
    }

    /// How it was written, where that is not plain digits in the form's unit.
    pub fn restated(&self) -> Option<Restated> {
        self.restated
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

/// Two decimals, or as many as the amount has; a plain zero.
fn shown(amount: Decimal) -> String {
    match amount {
        zero if zero.is_zero() => "0".to_owned(),
        short if short.scale() < 2 => format!("{short:.2}"),
        long => long.to_string(),
    }
}

/// The digits of a folded text without ¥ in front, and the words behind them.
fn split(text: &str) -> (&str, &str) {
    let text = ["人民币", "¥", "RMB", "CNY"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
        .unwrap_or(text);
    let text = text.strip_prefix('¥').unwrap_or(text);
    let point = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '。');
    text.split_at(text.find(|c| !point(c)).unwrap_or(text.len()))
}

/// Digits without the commas between thousands, and with a point for a full stop.
fn ungrouped(digits: &str) -> Result<String, String> {
    let digits = digits.replace('。', ".");
    let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or_default().len();
    let is_grouped = (1..=3).contains(&first) && groups.all(|g| g.len() == 3);
    if rest.contains(',') || whole.contains(',') && !is_grouped {
        return Err("逗号不在千分位上，看不出是多少".into());
    }
    Ok(digits.replace(',', ""))
}

/// Decimals that reach down to a cent.
fn unit_scale(unit: MoneyUnit) -> u32 {
    unit.yuan().to_string().len() as u32 + 1
}

fn not_a_unit(word: &str) -> String {
    let digits = |c: &char| "〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾两".contains(*c);
    match word.chars().next() {
        Some(c) if digits(&c) => "金额要用阿拉伯数字".into(),
        _ => format!("「{word}」不是金额的单位"),
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

    fn money(text: &str) -> Money {
        Money::parse(text, MoneyUnit::WAN).unwrap()
    }

    #[test]
    fn prints_what_was_written_filled_up() {
        for (text, printed) in [
            ("5", "5.00"),
            ("15.7", "15.70"),
            ("16.625", "16.625"),
            ("0", "0"),
            ("1081.95万元", "1081.95"),
            ("5.00 万元", "5.00"),
        ] {
            assert_eq!(money(text).printed(2), printed);
            assert_eq!(money(text).restated(), None, "{text}");
        }
    }

    #[test]
    fn another_unit_is_converted_and_told() {
        let wan = MoneyUnit::WAN;
        for (text, printed) in [
            ("50000元", "5.00"),
            ("50,000 元", "5.00"),
            ("¥50000元", "5.00"),
            ("５００００圆", "5.00"),
            ("50000块钱", "5.00"),
            ("50千元", "5.00"),
            ("0.05百万元", "5.00"),
            ("0.0005亿元", "5.00"),
            ("123456.78元", "12.345678"),
            ("0元", "0"),
        ] {
            let money = money(text);
            assert_eq!(money.printed(2), printed, "{text}");
            assert!(matches!(money.restated(), Some(Restated::Unit(u)) if u != wan));
        }
        let yuan = Money::parse("5万元", MoneyUnit::YUAN).unwrap();
        assert_eq!(yuan.printed(2), "50000.00");
        let cell = Money::parse_as("50000", MoneyUnit::YUAN, wan).unwrap();
        assert_eq!(cell.as_written(), "5.00");
    }

    #[test]
    fn other_spellings_are_read_and_told() {
        for (text, digits) in [
            ("1,000.00", "1000.00"),
            ("1，000", "1000"),
            ("5万", "5"),
            ("５．００", "5.00"),
            ("5。00", "5.00"),
            ("¥5.00", "5.00"),
            ("￥5.00", "5.00"),
            ("人民币5万元", "5"),
            ("5万元整", "5"),
        ] {
            assert_eq!(money(text).as_written(), digits, "{text}");
            assert_eq!(money(text).restated(), Some(Restated::Spelling), "{text}");
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        for bad in [
            "",
            "五",
            "五万元",
            "-1",
            "1,00",
            "1.0,000",
            "1e3",
            "0.0000001",
            "0.001元",
            "1.2.3",
            ".",
            "5人",
            "约5",
            "5万人",
            "5元8角",
            "-",
            "1234567890123456",
        ] {
            assert!(Money::parse(bad, MoneyUnit::WAN).is_err(), "{bad}");
        }
        let long = "9".repeat(40);
        for unit in [MoneyUnit::WAN, MoneyUnit::YUAN] {
            assert!(Money::parse(&long, unit).is_err());
            assert!(Money::parse(&format!("{long}亿元"), unit).is_err());
        }
    }

    #[test]
    fn rounds_halves_up() {
        assert_eq!(two_places(money("16.625").amount()), "16.63");
    }
}
