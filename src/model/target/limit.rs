//! What a 成本指标 limits.

use super::{Target, TargetValue, sign};
use crate::model::money::amounts;
use crate::text::width::fold;
use rust_decimal::Decimal;

/// An amount in 元 that a 指标值 sets at most, or exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Of the whole.
    Whole(Decimal),
    /// Of one thing.
    Each(Decimal),
}

/// The limit of a 指标值; of words the only amount they name, unless it is a least.
pub fn limit(target: &Target) -> Option<Limit> {
    if target.sign.is_some_and(|s| s.is_lower_bound()) {
        return None;
    }
    if target.value == TargetValue::Words {
        return in_words(&fold(&target.text));
    }
    let price = target.amount().filter(|a| a.unit.is_price());
    let price = price.and_then(|a| a.unit.yuan(a.number)).map(Limit::Each);
    price.or_else(|| target.yuan().map(Limit::Whole))
}

fn in_words(text: &str) -> Option<Limit> {
    let found = amounts(text);
    let [amount] = &found[..] else { return None };
    let (before, behind) = (&text[..amount.range.start], &text[amount.range.end..]);
    if sign::is_least(before, behind) {
        return None;
    }
    Some(match amount.per {
        None => Limit::Whole(amount.yuan),
        Some(_) => Limit::Each(amount.yuan),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_amount_is_one_limit_however_it_is_spelt() {
        let million = Some(Limit::Whole(Decimal::from(5_000_000)));
        for text in [
            "≤500万元",
            "≤5百万元",
            "≤5000千元",
            "不超过500万元",
            "500万元以内",
            "≤５００万元",
            "经费控制在500万元以内",
            "经费控制在5百万元以内",
            "经费控制在五百万元以内",
            "经费控制在５００万元以内",
        ] {
            assert_eq!(Target::parse(text).limit(), million, "{text}");
        }
    }

    #[test]
    fn a_least_amount_is_no_limit() {
        for text in
            ["≥5万元", "每年投入不少于5万元", "投入经费5万元以上", "投入经费>5万元"]
        {
            assert_eq!(Target::parse(text).limit(), None, "{text}");
        }
        let people = Target::parse("参会不少于50人，经费5万元");
        assert_eq!(people.limit(), Some(Limit::Whole(Decimal::from(50_000))));
    }
}
