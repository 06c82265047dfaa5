//! 指标值, understood: sign, number, unit, range, date, period, count × price, words.
//!
//! What is printed is the author's text; this is what rules know about it.

mod date;
mod limit;
mod normal;
mod number;
mod product;
mod sign;
mod split;
#[cfg(test)]
mod tests;
mod unit;
mod words;

pub use date::{Date, DateSpan};
pub use limit::Limit;
pub use sign::Sign;
pub use split::Split;
pub use unit::TargetUnit;
pub use words::{has_base, mentions_time};

use crate::text::number::numbers;
use crate::text::width::fold;
use rust_decimal::Decimal;

/// A 指标值 and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// As written.
    pub text: String,
    /// Whether the value is a least, a most or an exact one; none where nothing says so.
    pub sign: Option<Sign>,
    /// What it sets.
    pub value: TargetValue,
}

impl AsRef<str> for Target {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// What a 指标值 sets.
#[derive(Debug, Clone, PartialEq)]
pub enum TargetValue {
    /// A number, such as `≥90%`, `3个月`, `≤5.00万元`.
    Amount(Amount),
    /// Two numbers, such as `10～20万元`.
    Range {
        /// The first number.
        low: Decimal,
        /// The second number.
        high: Decimal,
        /// The unit of both.
        unit: TargetUnit,
    },
    /// A count at a price each, such as `3家×2万元`.
    Product {
        /// How many.
        count: Amount,
        /// The price of one, in money.
        price: Amount,
    },
    /// A date or the time between two, such as `2026年3月-9月`.
    Date(DateSpan),
    /// A time without number or date, such as `全年`, `每季度`.
    Period,
    /// A question, such as `是否按时完成`, `是/否`.
    Question,
    /// Something left open, such as `XX`, `待定`.
    Placeholder,
    /// A number with more digits than can be reckoned with.
    Overlong,
    /// Any other words.
    Words,
}

/// A number and its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The number.
    pub number: Decimal,
    /// What it counts.
    pub unit: TargetUnit,
}

impl Target {
    /// Understands a text. Every text has a meaning: at the least it is words.
    pub fn parse(text: &str) -> Target {
        let folded = fold(text);
        let (sign, value) = understand(&folded);
        Target { text: text.to_owned(), sign, value }
    }

    /// Its share in %, where the value is one number in that unit.
    pub fn percent(&self) -> Option<Decimal> {
        let amount = self.amount().filter(|a| a.unit == TargetUnit::Percent)?;
        Some(amount.number)
    }

    /// The date, or the time between two, that it sets.
    pub fn dates(&self) -> Option<DateSpan> {
        match self.value {
            TargetValue::Date(span) => Some(span),
            _ => None,
        }
    }

    /// How many it sets, neither more nor fewer: the one number of the value, also where
    /// words stand around it.
    pub fn count(&self) -> Option<Decimal> {
        match (&self.value, self.sign) {
            (_, Some(sign)) if sign != Sign::Exactly => None,
            (TargetValue::Amount(amount), _) => Some(amount.number),
            (TargetValue::Words, _) => match &numbers(&fold(&self.text))[..] {
                [one] => Some(one.value),
                _ => None,
            },
            _ => None,
        }
    }

    /// What it sets a cost to at most, or exactly.
    pub fn limit(&self) -> Option<Limit> {
        limit::limit(self)
    }

    /// Its parts, for forms that print sign, number and unit apart.
    pub fn split(&self) -> Split<'_> {
        self.split_of(&self.text)
    }

    /// As [`Target::split`], where its text is printed in one `line`.
    pub fn split_of<'t>(&self, line: &'t str) -> Split<'t> {
        split::split(self, line)
    }

    /// The number with its unit, where the value is one.
    pub fn amount(&self) -> Option<&Amount> {
        match &self.value {
            TargetValue::Amount(amount) => Some(amount),
            _ => None,
        }
    }

    /// The unit of a number or range.
    pub fn unit(&self) -> Option<&TargetUnit> {
        match &self.value {
            TargetValue::Amount(amount) => Some(&amount.unit),
            TargetValue::Range { unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// The largest number of a number or range.
    pub fn highest(&self) -> Option<Decimal> {
        match &self.value {
            TargetValue::Amount(amount) => Some(amount.number),
            TargetValue::Range { low, high, .. } => Some(*low.max(high)),
            _ => None,
        }
    }

    /// The sum of money it sets as a 成本指标, in 元; of a range the larger one, of a
    /// count and a price their product. A bare 万 is read as 万元. A price each without
    /// a count (`500元/人`) is none.
    pub fn yuan(&self) -> Option<Decimal> {
        match &self.value {
            TargetValue::Product { count, price } => {
                price.unit.yuan(price.number)?.checked_mul(count.number)
            }
            _ => {
                let unit = self.unit().filter(|u| !u.is_price())?;
                unit.yuan(self.highest()?)
            }
        }
    }

    /// The same value in the normal form, where it is not written so: half-width
    /// digits, `%` for 百分比, one of the signs ≥ ≤ ＞ ＜ ＝, and for a cost 万元 for 万.
    pub fn normal_form(&self, cost: bool) -> Option<String> {
        normal::form(self, cost)
    }
}

/// The meaning of a folded text.
fn understand(text: &str) -> (Option<Sign>, TargetValue) {
    if words::is_question(text) {
        return (None, TargetValue::Question);
    }
    if words::is_placeholder(text) {
        return (None, TargetValue::Placeholder);
    }
    if number::has_overlong(text) {
        return (None, TargetValue::Overlong);
    }
    if words::is_period(text) {
        return (None, TargetValue::Period);
    }
    let (sign, rest) = sign::leading(words::strip_scope(text));
    if let Some(product) = product::product(rest) {
        return (sign, product);
    }
    let quantity = number::quantity(words::strip_scope(rest));
    // ≥8月 is eight months, 8月 is August
    let length = sign.is_some() && !date::has_year(rest) && is_length(&quantity);
    if let Some(span) = date::span(rest).filter(|_| !length) {
        return (sign, TargetValue::Date(span));
    }
    match quantity {
        Some((value, trailing)) => (sign.or(trailing), value),
        None => (None, TargetValue::Words),
    }
}

fn is_length(quantity: &Option<(TargetValue, Option<Sign>)>) -> bool {
    matches!(
        quantity,
        Some((TargetValue::Amount(Amount { unit: TargetUnit::Time(_), .. }), _))
    )
}
