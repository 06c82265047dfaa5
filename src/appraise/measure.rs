//! What was done, held against the target: numbers of one unit, dates, words.

use crate::model::target::{Amount, Sign, TargetUnit, TargetValue};
use crate::model::{Indicator, Target};
use rust_decimal::Decimal;

/// What became of a target.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// Two numbers in the unit of the target.
    Numbers {
        /// The target.
        t: Decimal,
        /// What was done.
        a: Decimal,
        /// How the target binds.
        sign: Sign,
    },
    /// It is met, and why.
    Within(String),
    /// Both cannot be held against each other, and why.
    Differs(String),
    /// Words, which a person judges.
    Words,
}

/// Measures `done` by the `target` of an indicator.
pub fn measure(indicator: &Indicator, target: &Target, done: &str) -> Measured {
    let (text, actual) = (target.text.trim(), Target::parse(done));
    match (&target.value, &actual.value) {
        (TargetValue::Amount(t), TargetValue::Amount(a)) => {
            numbers(t, a, bound(indicator, target), text, done)
        }
        (TargetValue::Range { low, high, unit }, TargetValue::Amount(a)) => {
            range((*low.min(high), *low.max(high)), unit, a, text, done)
        }
        (TargetValue::Date(t), TargetValue::Date(a)) => match a.last().is_by(t.last()) {
            Some(true) => Measured::Within(format!("{done} 不晚于 {text}")),
            _ => Measured::Words,
        },
        (TargetValue::Amount(_) | TargetValue::Range { .. }, _) => Measured::Differs(
            format!("指标值「{text}」是数，完成值「{done}」不是一个数，算不出得分"),
        ),
        _ => Measured::Words,
    }
}

/// How a target binds: by its sign, else by its direction, else costs are limits.
fn bound(indicator: &Indicator, target: &Target) -> Sign {
    let costs = |level: &str| level.contains("成本");
    let down = indicator.direction.text().contains("反向");
    match target.sign {
        Some(sign) => sign,
        None if down => Sign::AtMost,
        None if costs(indicator.level2.text()) || costs(indicator.level1.text()) => {
            Sign::AtMost
        }
        None => Sign::Exactly,
    }
}

fn numbers(t: &Amount, a: &Amount, sign: Sign, text: &str, done: &str) -> Measured {
    match in_unit(a, &t.unit) {
        Some(number) => Measured::Numbers { t: t.number, a: number, sign },
        None => differs(text, done),
    }
}

/// Inside of a range all points are reached; outside it is as ≥ or ≤.
fn range(
    (low, high): (Decimal, Decimal),
    unit: &TargetUnit,
    a: &Amount,
    text: &str,
    done: &str,
) -> Measured {
    match in_unit(a, unit) {
        Some(a) if a < low => Measured::Numbers { t: low, a, sign: Sign::AtLeast },
        Some(a) if a > high => Measured::Numbers { t: high, a, sign: Sign::AtMost },
        Some(_) => Measured::Within(format!("{done} 在 {text} 之内")),
        None => differs(text, done),
    }
}

fn differs(text: &str, done: &str) -> Measured {
    Measured::Differs(format!("指标值「{text}」和完成值「{done}」的单位不一样"))
}

/// The number in `unit`; without one of its own it is taken to be in it.
fn in_unit(a: &Amount, unit: &TargetUnit) -> Option<Decimal> {
    if a.unit == *unit || a.unit == TargetUnit::Missing || *unit == TargetUnit::Missing {
        return Some(a.number);
    }
    let is_price = a.unit.is_price() || unit.is_price();
    if let (Some(from), Some(to), false) = (a.unit.money(), unit.money(), is_price) {
        return from.convert(a.number, to);
    }
    let (from, of) = counted(&a.unit)?;
    let (to, what) = counted(unit)?;
    (of == what).then(|| a.number.checked_mul(from)?.checked_div(to))?
}

/// How many of what a unit is: 万人 is ten thousand of 人; 个月 and 月 are one.
fn counted(unit: &TargetUnit) -> Option<(Decimal, String)> {
    let name = match unit {
        TargetUnit::Time(name) => {
            return Some((Decimal::ONE, name.replace('个', "").replace('日', "天")));
        }
        TargetUnit::Other(name) => name,
        _ => return None,
    };
    let times = [("亿", 100_000_000_u32), ("万", 10_000)];
    let found = times.iter().find_map(|(w, n)| Some((name.strip_prefix(w)?, *n)));
    let (rest, times) = found.unwrap_or((name, 1));
    Some((Decimal::from(times), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, done: &str) -> Option<String> {
        match measure(&Indicator::default(), &Target::parse(text), done) {
            Measured::Numbers { a, .. } => Some(a.normalize().to_string()),
            _ => None,
        }
    }

    #[test]
    fn numbers_are_taken_in_the_unit_of_the_target() {
        for (text, done, expected) in [
            ("≥4次", "5次", Some("5")),
            ("≥4次", "5", Some("5")),
            ("≤5.00万元", "48600元", Some("4.86")),
            ("≥2万人", "25000人", Some("2.5")),
            ("≤3个月", "2月", None),
            ("≤30天", "28日", Some("28")),
            ("≥4次", "5场", None),
            ("≥90%", "85", Some("85")),
            ("≥266米", "≥270米", Some("270")),
            ("≥4次", "按期完成", None),
        ] {
            assert_eq!(number(text, done).as_deref(), expected, "{text} {done}");
        }
    }
}
