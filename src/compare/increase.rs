//! By how much a value grew or shrank.

use super::difference::Leaf;
use super::node::{Content, Node};
use crate::model::target::{Amount, TargetUnit};
use rust_decimal::Decimal;

impl Leaf<'_> {
    /// How much more it is than before, with a sign, such as `+1.50` or `-2次`; a
    /// percentage differs by 个百分点. None where it is no number, or has another unit or
    /// meaning than before.
    pub fn increase(&self) -> Option<String> {
        use Content::{Money, Percent, Points};
        match (content(self.before), content(self.after)) {
            (Some(Money(a, old)), Some(Money(b, new))) => Some(signed(*a, *b, old, new)),
            (Some(Money(a, old)), None) => Some(signed(*a, Decimal::ZERO, old, "")),
            (None, Some(Money(b, new))) => Some(signed(Decimal::ZERO, *b, "", new)),
            (Some(Percent(a, old)), Some(Percent(b, new))) => {
                Some(signed(*a, *b, old, new) + PERCENT)
            }
            (Some(Points(a, old)), Some(Points(b, new))) => {
                Some(signed(*a, *b, old, new))
            }
            _ => self.increase_of_target(),
        }
    }

    fn increase_of_target(&self) -> Option<String> {
        let (Content::Target(old, _), Content::Target(new, _)) =
            (content(self.before)?, content(self.after)?)
        else {
            return None;
        };
        let (a, b) = (old.amount()?, new.amount()?);
        let same = old.sign == new.sign && a.unit == b.unit;
        let difference = same.then(|| b.number.saturating_sub(a.number))?;
        (!difference.is_zero()).then_some(())?;
        Some(format!("{difference:+}{}", name(b)?))
    }
}

/// What two percentages differ by.
const PERCENT: &str = "个百分点";

fn content(node: Option<&Node>) -> Option<&Content> {
    node.map(|n| &n.content)
}

/// `b - a` with as many decimals as the longer text shows.
fn signed(a: Decimal, b: Decimal, old: &str, new: &str) -> String {
    let shown = |text: &str| {
        let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.split_once('.').map_or(0, |(_, places)| places.len())
    };
    let difference = b.saturating_sub(a);
    let places = shown(old).max(shown(new));
    match difference.is_zero() {
        true => format!("{difference:.places$}"),
        false => format!("{difference:+.places$}"),
    }
}

fn name(amount: &Amount) -> Option<&str> {
    match &amount.unit {
        TargetUnit::Missing => Some(""),
        TargetUnit::Percent => Some(PERCENT),
        TargetUnit::Time(name) | TargetUnit::Other(name) => Some(name),
        TargetUnit::Money { per: Some(_), .. } => None,
        TargetUnit::Money { unit, per: None } => Some(unit.name()),
    }
}
