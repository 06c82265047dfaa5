//! Numbers in running text.

use super::numeral::numerals;
use rust_decimal::Decimal;
use std::ops::Range;

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberAt {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its value.
    pub value: Decimal,
}

/// Most digits of a number that is still an amount of a budget.
const MAX_DIGITS: usize = 18;

/// All numbers of `text`, in digits or Chinese, in reading order.
pub fn figures(text: &str) -> Vec<NumberAt> {
    let mut found = numbers(text);
    let chinese = numerals(text).into_iter().filter(|(range, _)| {
        !text[..range.start]
            .ends_with(|c: char| c.is_ascii_digit() || c == '第' || c == '.')
    });
    found.extend(chinese.map(|(range, value)| NumberAt { range, value }));
    found.sort_by_key(|n| n.range.start);
    found
}

/// All plain numbers in `text`: digits with at most one point, `1,000` included.
pub fn numbers(text: &str) -> Vec<NumberAt> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at + number_length(&bytes[at..]);
        let before = bytes[..at].last().copied().unwrap_or(b' ');
        let digits: String = text[at..end].chars().filter(|c| *c != ',').collect();
        let alone = !before.is_ascii_alphanumeric() && before != b'.';
        if alone
            && digits.len() <= MAX_DIGITS
            && let Ok(value) = Decimal::from_str_exact(&digits)
        {
            found.push(NumberAt { range: at..end, value });
        }
        at = end;
    }
    found
}

fn number_length(bytes: &[u8]) -> usize {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    let mut point = false;
    loop {
        if digit(end) {
            end += 1;
        } else if bytes.get(end) == Some(&b'.') && !point && digit(end + 1) {
            point = true;
            end += 1;
        } else if bytes.get(end) == Some(&b',')
            && !point
            && (1..=3).all(|i| digit(end + i))
            && !digit(end + 4)
        {
            end += 1;
        } else {
            return end;
        }
    }
}
