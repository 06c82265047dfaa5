//! Units of measure.

use crate::model::MoneyUnit;
use rust_decimal::Decimal;

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetUnit {
    /// Nothing was written.
    Missing,
    /// %, also when written 百分比 or (%).
    Percent,
    /// Money.
    Money {
        /// What it is counted in.
        unit: MoneyUnit,
        /// What a price is for, as 人 in 元/人.
        per: Option<String>,
    },
    /// A length of time, as written: 天, 个月, 年.
    Time(String),
    /// Anything else, as written: 个, 人次, 万人, 平方米.
    Other(String),
}

/// Longest unit, in characters; what is longer is a sentence.
const LONGEST: usize = 12;

/// Lengths of time, without a leading 个.
const TIMES: &[&str] = &[
    "秒",
    "秒钟",
    "分钟",
    "小时",
    "天",
    "日",
    "工作日",
    "自然日",
    "日历天",
    "周",
    "星期",
    "月",
    "季度",
    "学期",
    "学年",
    "年",
    "年度",
];

impl TargetUnit {
    /// The unit of that name; none where the text is no unit but a sentence.
    pub fn of(name: &str) -> Option<TargetUnit> {
        let bare = name.strip_prefix('(').and_then(|n| n.strip_suffix(')'));
        let name = bare.unwrap_or(name);
        if name.is_empty() {
            return Some(TargetUnit::Missing);
        }
        if matches!(name, "%" | "百分比" | "百分之") {
            return Some(TargetUnit::Percent);
        }
        if name.chars().count() > LONGEST || !name.chars().all(stands_in_unit) {
            return None;
        }
        Some(match money(name) {
            Some(money) => money,
            None if is_time(name) => TargetUnit::Time(name.to_owned()),
            None => TargetUnit::Other(name.to_owned()),
        })
    }

    /// Whether it measures a share: %, ‰ or 百分点.
    pub fn is_share(&self) -> bool {
        match self {
            TargetUnit::Percent => true,
            TargetUnit::Other(name) => matches!(&**name, "‰" | "百分点" | "个百分点"),
            _ => false,
        }
    }

    /// The unit of money it is; a bare 万 or 亿 is read as one.
    pub fn money(&self) -> Option<MoneyUnit> {
        match self {
            TargetUnit::Money { unit, .. } => Some(*unit),
            TargetUnit::Other(name) => MoneyUnit::of(name).map(|w| w.unit),
            _ => None,
        }
    }

    /// An amount of it in 元, for money; None where it has too many digits.
    pub fn yuan(&self, amount: Decimal) -> Option<Decimal> {
        self.money()?.convert(amount, MoneyUnit::YUAN)
    }

    /// Whether it is money for one of something, such as 元/人.
    pub fn is_price(&self) -> bool {
        matches!(self, TargetUnit::Money { per: Some(_), .. })
    }
}

fn stands_in_unit(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii_digit() || "%‰℃°/·㎡㎥㎏㎞".contains(c)
}

fn money(name: &str) -> Option<TargetUnit> {
    let (amount, per) = match name.split_once('/') {
        Some((amount, per)) => (amount, Some(per.to_owned())),
        None => (name, None),
    };
    let word = MoneyUnit::of(amount).filter(|w| w.is_certain)?;
    Some(TargetUnit::Money { unit: word.unit, per })
}

/// The unit of money a folded text begins with, and what follows.
pub fn leading_money(text: &str) -> Option<(TargetUnit, &str)> {
    let (word, rest) = MoneyUnit::leading(text).filter(|(w, _)| w.is_certain)?;
    Some((TargetUnit::Money { unit: word.unit, per: None }, rest))
}

/// Whether the unit is a length of time.
pub fn is_time(name: &str) -> bool {
    TIMES.contains(&name.strip_prefix('个').unwrap_or(name))
}
