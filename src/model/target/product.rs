//! A count at a price each.

use super::number::{amount, leading};
use super::unit::{TargetUnit, leading_money};
use super::{Amount, TargetValue};

/// Signs of multiplication.
const TIMES: &[char] = &['×', '✕', '*', 'x', 'X', '✖'];
/// What may stand between the two halves of `每家2万元，共3家`.
const BETWEEN: &[char] = &[',', '、', ';', '共', '计', '合'];

/// The product that a whole folded text is: `3家×2万元`, `2万元/家×3家=6万元`,
/// `每家2万元,共3家`, `3家,每家2万元`.
pub fn product(text: &str) -> Option<TargetValue> {
    let text = text.split('=').next().unwrap_or(text);
    times(text).or_else(|| price_first(text)).or_else(|| count_first(text))
}

fn times(text: &str) -> Option<TargetValue> {
    let (left, right) = text.split_once(TIMES)?;
    let (left, right) = (amount(left)?, amount(right)?);
    let is_money = |a: &Amount| matches!(a.unit, TargetUnit::Money { .. });
    match (is_money(&left), is_money(&right)) {
        (false, true) => Some(TargetValue::Product { count: left, price: right }),
        (true, false) => Some(TargetValue::Product { count: right, price: left }),
        _ => None,
    }
}

fn price_first(text: &str) -> Option<TargetValue> {
    let rest = text.strip_prefix('每')?;
    let each = &rest[..rest.find(|c: char| c.is_ascii_digit())?];
    let (number, rest) = leading(&rest[each.len()..])?;
    let (unit, rest) = leading_money(rest)?;
    let count = amount(rest.trim_start_matches(BETWEEN))?;
    counts(&count, each)
        .then_some(TargetValue::Product { count, price: Amount { number, unit } })
}

fn count_first(text: &str) -> Option<TargetValue> {
    let (count, price) = text.split_once('每')?;
    let count = amount(count.trim_end_matches(BETWEEN))?;
    let each = &price[..price.find(|c: char| c.is_ascii_digit())?];
    let (number, rest) = leading(&price[each.len()..])?;
    let (unit, rest) = leading_money(rest)?;
    (rest.is_empty() && counts(&count, each))
        .then_some(TargetValue::Product { count, price: Amount { number, unit } })
}

/// Whether the count is of what the price is for.
fn counts(count: &Amount, each: &str) -> bool {
    matches!(&count.unit, TargetUnit::Other(name) if name == each && !each.is_empty())
}
