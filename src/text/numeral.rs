//! Numbers written in Chinese: 五, 十五, 三百二十, 捌万玖仟.

use rust_decimal::Decimal;
use std::ops::Range;

/// The value of a digit, 零 to 九, also in capital forms.
fn digit(c: char) -> Option<u64> {
    let value = match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    Some(value)
}

/// The worth of a place: 十 to 千, and the larger 万 and 亿.
fn place(c: char) -> Option<u64> {
    let value = match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    Some(value)
}

/// Whether a character is part of a Chinese number.
fn is_part(c: char) -> bool {
    digit(c).is_some() || place(c).is_some()
}

/// The value of a whole Chinese number.
pub fn value(text: &str) -> Option<Decimal> {
    let (mut whole, mut part, mut last): (u64, u64, Option<u64>) = (0, 0, None);
    for c in text.chars() {
        if let Some(d) = digit(c) {
            if d != 0 && last.is_some_and(|l| l != 0) {
                return None;
            }
            last = Some(d);
            continue;
        }
        let worth = place(c)?;
        if worth < 10_000 {
            part = part.checked_add(last.unwrap_or(1).checked_mul(worth)?)?;
        } else {
            let below = part.checked_add(last.unwrap_or(0))?;
            let below = if below == 0 && whole == 0 { return None } else { below };
            whole = match worth {
                10_000 => whole.checked_add(below.checked_mul(worth)?)?,
                _ => whole.checked_add(below)?.checked_mul(worth)?,
            };
            part = 0;
        }
        last = None;
    }
    let total = whole.checked_add(part)?.checked_add(last.unwrap_or(0))?;
    Some(Decimal::from(total))
}

/// The bytes and values of the Chinese numbers of a text.
pub fn numerals(text: &str) -> Vec<(Range<usize>, Decimal)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let begins = text[from..]
                    .chars()
                    .next()
                    .is_some_and(|c| digit(c).is_some() || matches!(c, '十' | '拾'));
                if begins && let Some(value) = value(&text[from..at]) {
                    found.push((from..at, value));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_are_read() {
        let read = |t: &str| value(t).map(|v| v.to_string());
        for (text, wanted) in [
            ("五", "5"),
            ("十", "10"),
            ("十五", "15"),
            ("二十", "20"),
            ("一百零八", "108"),
            ("三千二百", "3200"),
            ("两万", "20000"),
            ("捌万玖仟", "89000"),
            ("一亿二千万", "120000000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(read("二五"), None);
        assert_eq!(read("万"), None);
    }

    #[test]
    fn they_are_found_where_they_stand() {
        let text = "举办五期培训班，向十八个村派驻";
        let found: Vec<_> = numerals(text).into_iter().map(|n| &text[n.0]).collect();
        assert_eq!(found, ["五", "十八"]);
        let _ = numerals("百亿万十");
    }
}
