//! The normal form of a value.

use super::{Target, TargetUnit, TargetValue, sign};

/// See [`Target::normal_form`].
pub fn form(target: &Target, cost: bool) -> Option<String> {
    let text = match &target.value {
        TargetValue::Amount(_)
        | TargetValue::Range { .. }
        | TargetValue::Product { .. } => {
            let blank = |c: &char| !c.is_whitespace();
            let half = target.text.chars().filter(blank).map(half_digit).collect();
            with_sign(percent(half))
        }
        TargetValue::Date(_) => with_sign(target.text.chars().map(half_digit).collect()),
        _ => return None,
    };
    let text = match target.unit() {
        Some(unit @ TargetUnit::Other(name)) if cost => match unit.money() {
            Some(money) => text.replacen(name.as_str(), money.name(), 1),
            None => text,
        },
        _ => text,
    };
    (text != target.text).then_some(text)
}

/// Digits, point, percent sign and brackets of a percent sign in half width.
fn half_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
        '．' => '.',
        '％' | '﹪' => '%',
        '﹒' => '.',
        c => c,
    }
}

fn percent(text: String) -> String {
    let mut text = text.replace("百分比", "%").replace("（%）", "%").replace("(%)", "%");
    while text.contains("%%") {
        text = text.replace("%%", "%");
    }
    text
}

/// The text with the normal sign in place of the typed one.
fn with_sign(text: String) -> String {
    let mut head: String = text.chars().take(2).map(fold_sign).collect();
    head.extend(text.chars().skip(2));
    match sign::typed(&head) {
        (Some(sign), rest) => format!("{}{rest}", sign.symbol()),
        (None, _) => text,
    }
}

fn fold_sign(c: char) -> char {
    match c {
        '＞' | '﹥' => '>',
        '＜' | '﹤' => '<',
        '＝' | '﹦' => '=',
        c => c,
    }
}
