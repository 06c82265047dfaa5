//! Units of money, and the one table of the words for them.

use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// A unit that money is counted in, such as 元 or 万元.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MoneyUnit {
    /// One of it is this power of ten in 元: 4 for 万元.
    power: u8,
}

/// A word for a unit of money, as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitWord {
    /// The unit.
    pub unit: MoneyUnit,
    /// Whether the word can mean nothing but money: 万元, but not 万, which counts people
    /// as well, nor 块, which counts boards.
    pub is_certain: bool,
}

/// The names of the units, by their powers of ten.
const NAMES: [&str; 13] = [
    "元",
    "十元",
    "百元",
    "千元",
    "万元",
    "十万元",
    "百万元",
    "千万元",
    "亿元",
    "十亿元",
    "百亿元",
    "千亿元",
    "万亿元",
];

/// Words of multiplication and their powers of ten; longer ones first where one begins
/// another.
const TIMES: &[(&str, u8)] = &[
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("億", 8),
    ("万", 4),
    ("萬", 4),
    ("w", 4),
    ("W", 4),
    ("千", 3),
    ("仟", 3),
    ("k", 3),
    ("K", 3),
    ("百", 2),
    ("佰", 2),
];

/// Words for the money itself, and whether they can mean nothing else; longer ones first
/// where one begins another.
const CURRENCY: &[(&str, bool)] = &[
    ("元人民币", true),
    ("元整", true),
    ("元", true),
    ("圆整", true),
    ("圆", true),
    ("块钱", true),
    ("块", false),
    ("人民币", true),
    ("RMB", true),
    ("CNY", true),
];

impl MoneyUnit {
    /// 元.
    pub const YUAN: MoneyUnit = MoneyUnit { power: 0 };
    /// 万元, the unit of most forms.
    pub const WAN: MoneyUnit = MoneyUnit { power: 4 };

    /// What a whole word means; 人民币 may stand in front of it.
    pub fn of(word: &str) -> Option<UnitWord> {
        let bare = word.strip_prefix("人民币").filter(|rest| !rest.is_empty());
        let (found, rest) = MoneyUnit::leading(bare.unwrap_or(word))?;
        rest.is_empty().then_some(found)
    }

    /// The word for money that a text begins with, and what follows it.
    pub fn leading(text: &str) -> Option<(UnitWord, &str)> {
        let times = TIMES.iter().find_map(|(w, p)| Some((*p, text.strip_prefix(w)?)));
        let (power, rest) = times.unwrap_or((0, text));
        let word = |is_certain| UnitWord { unit: MoneyUnit { power }, is_certain };
        for (currency, is_certain) in CURRENCY {
            if let Some(rest) = rest.strip_prefix(currency) {
                return Some((word(*is_certain), rest));
            }
        }
        times.map(|(_, rest)| (word(false), rest))
    }

    /// Its name, such as 万元.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.power)).copied().unwrap_or("元")
    }

    /// 元 in one of it.
    pub fn yuan(self) -> Decimal {
        Decimal::from(10_u64.saturating_pow(u32::from(self.power)))
    }

    /// An amount of this unit in another one, to the last digit; None where it has more
    /// digits than can be reckoned with.
    pub fn convert(self, amount: Decimal, to: MoneyUnit) -> Option<Decimal> {
        let amount = amount.normalize();
        let more = i32::from(self.power) - i32::from(to.power);
        let scale = i32::try_from(amount.scale()).ok()? - more;
        let zeros = u32::try_from(-scale).unwrap_or(0);
        let mantissa = amount.mantissa().checked_mul(10_i128.checked_pow(zeros)?)?;
        let scale = u32::try_from(scale).unwrap_or(0);
        Decimal::try_from_i128_with_scale(mantissa, scale).ok()
    }
}

impl fmt::Display for MoneyUnit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for MoneyUnit {
    type Err = String;

    /// The unit of a form, by a word that can mean nothing but money.
    fn from_str(text: &str) -> Result<Self, String> {
        let found = MoneyUnit::of(text).filter(|w| w.is_certain);
        found
            .map(|w| w.unit)
            .ok_or_else(|| "金额单位写 万元、元、千元、百万元 或 亿元".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn words_mean_units() {
        for (word, name, is_certain) in [
            ("元", "元", true),
            ("圆", "元", true),
            ("块", "元", false),
            ("万", "万元", false),
            ("万元", "万元", true),
            ("人民币万元", "万元", true),
            ("万元人民币", "万元", true),
            ("萬元", "万元", true),
            ("w", "万元", false),
            ("千元", "千元", true),
            ("百万元", "百万元", true),
            ("千万元", "千万元", true),
            ("亿元", "亿元", true),
            ("万亿元", "万亿元", true),
        ] {
            let found = MoneyUnit::of(word).unwrap();
            assert_eq!(
                (found.unit.name(), found.is_certain),
                (name, is_certain),
                "{word}"
            );
        }
        for word in ["", "人", "万人", "元/人", "kW", "千克", "百分比", "万元以内"]
        {
            assert_eq!(MoneyUnit::of(word), None, "{word}");
        }
    }

    #[test]
    fn amounts_are_converted_to_the_last_digit() {
        let unit = |word| MoneyUnit::of(word).unwrap().unit;
        for (amount, from, to, expected) in [
            ("50000", "元", "万元", "5"),
            ("123456.78", "元", "万元", "12.345678"),
            ("5", "万元", "元", "50000"),
            ("0.5", "亿元", "万元", "5000"),
            ("3", "百万元", "千元", "3000"),
            ("0", "元", "亿元", "0"),
        ] {
            let found = unit(from).convert(decimal(amount), unit(to));
            assert_eq!(found, Some(decimal(expected)), "{amount}{from}");
        }
        let most = Decimal::MAX;
        assert_eq!(unit("万亿元").convert(most, unit("元")), None);
        assert_eq!(
            unit("元").convert(decimal("0.0000000000000000001"), unit("万亿元")),
            None
        );
    }
}
