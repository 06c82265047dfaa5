//! A 指标值 in the columns of forms that print sign, number and unit apart.

use super::{Target, number, sign};
use crate::text::width::fold;

/// The parts of a 指标值, as written: put together they are the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'t> {
    /// ≥, ≤ and the like; empty where none is written.
    pub sign: &'t str,
    /// The number; of what is no number with a unit the whole text.
    pub value: &'t str,
    /// The unit; empty where none is written.
    pub unit: &'t str,
    /// Whether it is a number, and not words (定性).
    pub is_number: bool,
}

/// The parts of a `text` that says what the target says, perhaps with other blanks. What
/// is no number with a unit stays whole.
pub fn split<'t>(target: &Target, text: &'t str) -> Split<'t> {
    let whole = Split { sign: "", value: text, unit: "", is_number: false };
    if target.amount().is_none() {
        return whole;
    }
    let signs = |c: char| sign::typed(&fold(&c.to_string())).0.is_some();
    let behind = text.trim_start_matches(signs);
    let (sign, rest) = text.split_at(text.len() - behind.len());
    let digits =
        |c: char| fold(&c.to_string()).starts_with(|c: char| "0123456789.,".contains(c));
    let unit = rest.trim_start_matches(digits);
    let (value, unit) = rest.split_at(rest.len() - unit.len());
    // words in front of the number, or behind it, belong to no column
    let folded = fold(unit);
    let whole_unit = number::amount(&format!("1{folded}")).is_some()
        && sign::trailing(&folded).0.is_none();
    if value.is_empty() || !whole_unit {
        return whole;
    }
    Split { sign, value, unit, is_number: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> [&str; 3] {
        let split = split(&Target::parse(text), text);
        [split.sign, split.value, split.unit]
    }

    #[test]
    fn numbers_come_apart_and_words_stay_whole() {
        assert_eq!(parts("≥90%"), ["≥", "90", "%"]);
        assert_eq!(parts("≥90.00(%)"), ["≥", "90.00", "(%)"]);
        assert_eq!(parts("≤1,200.50万元"), ["≤", "1,200.50", "万元"]);
        assert_eq!(parts(">=3次"), [">=", "3", "次"]);
        assert_eq!(parts("＝３个"), ["＝", "３", "个"]);
        assert_eq!(parts("12个月"), ["", "12", "个月"]);
        assert_eq!(parts("5"), ["", "5", ""]);
        for whole in
            ["不低于90%", "90%以上", "10～20万元", "较上年提升", "2026年12月底前", ""]
        {
            assert_eq!(parts(whole), ["", whole, ""]);
        }
        assert!(Target::parse("≥90%").split().is_number);
        assert!(!Target::parse("优").split().is_number);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[≥≤＞<=>=]{0,2}[0-9０-９.,，]{0,6}[ ]?[个人次%％()（）万元以上年月-]{0,5}") {
            prop_assert_eq!(parts(&text).concat(), text);
        }
    }
}
