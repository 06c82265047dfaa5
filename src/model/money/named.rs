//! Amounts of money that running text names.

use super::MoneyUnit;
use crate::text::clause::{is_stop, sentence_around};
use crate::text::number::{NumberAt, numbers};
use crate::text::numeral::{self, numerals};
use rust_decimal::Decimal;
use std::ops::Range;

/// An amount of money that a text names, such as 17.5万元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountAt {
    /// Its bytes in the text: number and unit.
    pub range: Range<usize>,
    /// The amount in 元.
    pub yuan: Decimal,
    /// For a unit price, what one pays it for: 家 of `每家10万元`, 次 of `500元/次`,
    /// 人每月 of `每人1200元/月`.
    pub per: Option<String>,
}

/// All amounts in `text`, in reading order.
pub fn amounts(text: &str) -> Vec<AmountAt> {
    if !text.contains(['元', '万', '亿']) {
        return Vec::new();
    }
    let mut found: Vec<_> =
        numbers(text).into_iter().filter_map(|n| amount(text, n)).collect();
    found.extend(in_chinese(text));
    found.sort_by_key(|a| a.range.start);
    found
}

/// Amounts such as 捌万玖仟元.
fn in_chinese(text: &str) -> Vec<AmountAt> {
    let amount = |(range, _): (Range<usize>, Decimal)| {
        let rest = text[range.end..].strip_prefix('元')?;
        let yuan = numeral::value(&text[range.clone()]).filter(|y| !y.is_zero())?;
        let range = range.start..text.len() - rest.len();
        Some(AmountAt { per: per(text, &range), range, yuan })
    };
    numerals(text).into_iter().filter_map(amount).collect()
}

fn amount(text: &str, number: NumberAt) -> Option<AmountAt> {
    let rest = text[number.range.end..].trim_start_matches(' ');
    let (word, after) = MoneyUnit::leading(rest)?;
    // 4万人 is a count, 4万 at the end of a clause is money
    let ends = !after.chars().next().is_some_and(char::is_alphanumeric);
    if !(word.is_certain || word.unit == MoneyUnit::WAN && ends) {
        return None;
    }
    let end = text.len() - after.len();
    let range = number.range.start..end;
    let yuan = word.unit.convert(number.value, MoneyUnit::YUAN)?;
    Some(AmountAt { per: per(text, &range), range, yuan })
}

/// What the amount at `range` is the price of: 人每月 of `每人1200元/月`.
fn per(text: &str, range: &Range<usize>) -> Option<String> {
    let front = per_before(&text[..range.start]);
    let behind = per_after(&text[range.end..]);
    match (front, behind) {
        (Some(front), Some(behind)) => Some(format!("{front}每{behind}")),
        (front, behind) => front.or(behind),
    }
}

/// 家 of `…，每家` in front of an amount, 人 of 人均.
fn per_before(before: &str) -> Option<String> {
    let clause = before.rsplit(is_stop).next().unwrap_or_default();
    if ["单价", "单价为"].iter().any(|w| clause.ends_with(w)) {
        return counted_last(before);
    }
    if let Some(at) = clause.find('每') {
        let noun = clause[at + '每'.len_utf8()..].trim();
        return (!noun.is_empty()).then(|| noun.to_owned());
    }
    let (head, _) =
        clause.rsplit_once('均').filter(|(_, rest)| rest.chars().count() <= 4)?;
    let noun = head.chars().next_back().filter(|c| "人户村家亩台场次".contains(*c))?;
    Some(noun.to_string())
}

/// 台 of `终端4台，单价`: what the last number of the sentence counts.
fn counted_last(before: &str) -> Option<String> {
    let sentence = &before[sentence_around(before, before.len()).start..];
    let last = numbers(sentence).pop()?;
    let noun = sentence[last.range.end..].trim_start().chars().next()?;
    is_noun(noun).then(|| noun.to_string())
}

/// 次 of `/次` behind an amount, 人每天 of `/人/天`.
fn per_after(after: &str) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = after.trim_start();
    while let Some(next) = rest.strip_prefix(['/', '／', '每']) {
        let next = next.trim_start();
        let noun: String = next.chars().take_while(|c| is_noun(*c)).collect();
        rest = next[noun.len()..].trim_start();
        found.push(noun);
    }
    found.retain(|n| !n.is_empty());
    (!found.is_empty()).then(|| found.join("每"))
}

/// Whether a character can stand in the noun that a price is for.
pub fn is_noun(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '×' | '✕' | 'x' | 'X' | '每')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Vec<String> {
        amounts(text).iter().map(|a| a.yuan.normalize().to_string()).collect()
    }

    #[test]
    fn amounts_are_numbers_with_a_unit_of_money() {
        assert_eq!(yuan("全部预算 17.5 万元，由市级安排"), ["175000"]);
        assert_eq!(yuan("补贴合计4万，按季发放"), ["40000"]);
        assert_eq!(yuan("培训1.5万人次，劳务费500元/次"), ["500"]);
        assert_eq!(yuan("1,200元、2.5亿元、A3元、1.2.3元"), ["1200", "250000000"]);
        assert_eq!(yuan("项目预算捌万玖仟元，另五万元"), ["89000", "50000"]);
    }

    #[test]
    fn places_are_those_of_the_author() {
        let text = "预算 17.5 万元";
        assert_eq!(&text[amounts(text)[0].range.clone()], "17.5 万元");
    }
}
