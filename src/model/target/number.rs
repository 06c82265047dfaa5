//! Numbers, ranges and amounts.

use super::unit::TargetUnit;
use super::{Amount, Sign, TargetValue, sign};
use rust_decimal::Decimal;

/// What joins the two ends of a range.
const JOINTS: &[&str] = &["~", "-", "–", "—", "至", "到"];

/// Most digits of a number, and of those in front of its point.
const MOST_DIGITS: (usize, usize) = (18, 15);

/// Whether a number of the folded text has more digits than can be reckoned with. Digits
/// beside letters are a code.
pub fn has_overlong(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',');
    let mut runs = text.split(|c| !is_part(c));
    runs.any(|run| {
        let digits = |t: &str| t.bytes().filter(u8::is_ascii_digit).count();
        let whole = run.split('.').next().unwrap_or(run);
        let is_long = digits(run) > MOST_DIGITS.0 || digits(whole) > MOST_DIGITS.1;
        is_long && !run.bytes().any(|b| b.is_ascii_alphabetic())
    })
}

/// The plain decimal a folded text begins with, and what follows. Groups of three
/// digits may be set off by commas.
pub fn leading(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ','));
    let digits = text[..end.unwrap_or(text.len())].trim_end_matches(['.', ',']);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !is_grouped(digits) {
        return None;
    }
    let number = Decimal::from_str_exact(&digits.replace(',', "")).ok()?;
    Some((number, &text[digits.len()..]))
}

fn is_grouped(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or(digits);
    let comma_behind = digits.len() > whole.len() && digits[whole.len()..].contains(',');
    !comma_behind && whole.split(',').skip(1).all(|group| group.len() == 3)
}

/// The range or amount that a whole folded text is, and the sign behind it.
pub fn quantity(text: &str) -> Option<(TargetValue, Option<Sign>)> {
    let (number, rest) = leading(text)?;
    if let Some(found) = range(number, rest) {
        return Some(found);
    }
    let (sign, unit) = sign::trailing(rest);
    Some((TargetValue::Amount(Amount { number, unit: TargetUnit::of(unit)? }), sign))
}

/// The amount that a whole folded text is, no sign behind it.
pub fn amount(text: &str) -> Option<Amount> {
    let (number, rest) = leading(text)?;
    Some(Amount { number, unit: TargetUnit::of(rest)? })
}

/// The range that `low` and the rest of the text make.
fn range(low: Decimal, rest: &str) -> Option<(TargetValue, Option<Sign>)> {
    let (joint, at) =
        JOINTS.iter().filter_map(|j| Some((j, rest.find(j)?))).min_by_key(|j| j.1)?;
    let first_unit = &rest[..at];
    let (high, rest) = leading(&rest[at + joint.len()..])?;
    let (sign, unit) = sign::trailing(rest);
    if !first_unit.is_empty() && first_unit != unit {
        return None;
    }
    Some((TargetValue::Range { low, high, unit: TargetUnit::of(unit)? }, sign))
}
