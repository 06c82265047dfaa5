//! Where a text names years.

use super::role::LISTS;
use crate::text::numeral::numerals;
use std::ops::Range;

/// A run of digits of one kind.
struct Run {
    range: Range<usize>,
    digits: Vec<u32>,
    chinese: bool,
}

/// The bytes and the year of each, in reading order.
pub fn years(text: &str, budget: u16) -> Vec<(Range<usize>, u16)> {
    let mut found: Vec<_> =
        runs(text).iter().filter_map(|run| year(text, run, budget)).collect();
    if text.contains("千零") {
        found.extend(spelled(text));
        found.sort_by_key(|f| f.0.start);
    }
    found
}

/// `两千零二十五年`.
fn spelled(text: &str) -> Vec<(Range<usize>, u16)> {
    let read = |(range, value): (Range<usize>, rust_decimal::Decimal)| {
        let after = text[range.end..].strip_prefix('年')?;
        let year = u16::try_from(value).ok().filter(|y| (1990..2100).contains(y))?;
        text[range.clone()]
            .contains('千')
            .then(|| (range.start..text.len() - after.len(), year))
    };
    numerals(text).into_iter().filter_map(read).collect()
}

fn runs(text: &str) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some((digit, chinese)) = digit(c) else { continue };
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(run) if run.range.end == at && run.chinese == chinese => {
                run.range.end = end;
                run.digits.push(digit);
            }
            _ => found.push(Run { range: at..end, digits: vec![digit], chinese }),
        }
    }
    found
}

/// The digit that a character is, and whether it is a Chinese one.
pub fn digit(c: char) -> Option<(u32, bool)> {
    let chinese = |d| Some((d, true));
    match c {
        '0'..='9' => Some((c as u32 - '0' as u32, false)),
        '０'..='９' => Some((c as u32 - '０' as u32, false)),
        '〇' | '零' | '○' => chinese(0),
        '一' | '壹' => chinese(1),
        '二' | '贰' => chinese(2),
        '三' | '叁' => chinese(3),
        '四' | '肆' => chinese(4),
        '五' | '伍' => chinese(5),
        '六' | '陆' => chinese(6),
        '七' | '柒' => chinese(7),
        '八' | '捌' => chinese(8),
        '九' | '玖' => chinese(9),
        _ => None,
    }
}

fn year(text: &str, run: &Run, budget: u16) -> Option<(Range<usize>, u16)> {
    let value = run.digits.iter().take(5).fold(0, |n, d| n * 10 + d);
    let before = text[..run.range.start].chars().next_back();
    let rest = &text[run.range.end..];
    // behind a point it is a year only where the point ends the number of an item
    let point = before == Some('.') && !(run.digits.len() == 4 && rest.starts_with('年'));
    if point || before.is_some_and(|c| c.is_ascii_alphanumeric() || "第十".contains(c))
    {
        return None;
    }
    match run.digits.len() {
        4 => long(text, run, u16::try_from(value).ok()?, rest),
        2 if !run.chinese => short(run, 2000 + u16::try_from(value).ok()?, rest, budget)
            .filter(|_| !is_length_before(&text[..run.range.start])),
        _ => None,
    }
}

/// `2025年`, `2025-2027年`, `2025.11.30`, `2025工作计划`.
fn long(text: &str, run: &Run, year: u16, rest: &str) -> Option<(Range<usize>, u16)> {
    if !(1990..2100).contains(&year) {
        return None;
    }
    let behind = rest.trim_start_matches(' ');
    if let Some(after) = behind.strip_prefix('年') {
        return Some((run.range.start..text.len() - after.len(), year));
    }
    let named = !run.chinese && LISTS.at_start("年份开头的名称", rest).is_some();
    let starts = run.range.start == 0;
    (is_dotted(rest) || is_range(behind) || named && (starts || rest.starts_with("年度")))
        .then(|| (run.range.clone(), year))
}

/// `.11.30`, `-11-30`, `/11/30`.
fn is_dotted(rest: &str) -> bool {
    let Some(dot) = rest.chars().next().filter(|c| matches!(c, '.' | '-' | '/')) else {
        return false;
    };
    let digits = rest[1..].trim_start_matches(|c: char| c.is_ascii_digit());
    let month = &rest[1..rest.len() - digits.len()];
    // without a day only where it is no decimal number: 2025.12底前
    if digits.starts_with(['底', '末', '前', '月'])
        && month.len() <= 2
        && month.parse().is_ok_and(|m: u32| (1..=12).contains(&m))
    {
        return true;
    }
    let mut parts = rest[1..].splitn(2, dot);
    let small = |part: Option<&str>, most: u32| {
        let part = part.unwrap_or_default();
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        end <= 2 && part[..end].parse().is_ok_and(|n: u32| (1..=most).contains(&n))
    };
    small(parts.next(), 12) && small(parts.next(), 31)
}

/// `—2027年`: the first year of a range.
fn is_range(rest: &str) -> bool {
    let Some(next) = rest.strip_prefix(super::role::LINKS) else { return false };
    let next = next.trim_start_matches(super::role::LINKS);
    let end = next.find(|c: char| !c.is_ascii_digit()).unwrap_or(next.len());
    end == 4 && next[end..].trim_start().starts_with('年')
}

/// `25年举办`, `25年底`: one of the last years, where it is no length of time.
fn short(run: &Run, year: u16, rest: &str, budget: u16) -> Option<(Range<usize>, u16)> {
    let after = rest.trim_start_matches(' ').strip_prefix('年')?;
    let recent = (budget.saturating_sub(3)..=budget).contains(&year);
    let length = after.is_empty()
        || after.starts_with(|c: char| {
            "以的内来间前后期质保，。；、）)~-—".contains(c) || c.is_whitespace()
        })
        || ["使用", "左右", "免费", "历史", "时间"].iter().any(|w| after.starts_with(w));
    let end = run.range.end + (rest.len() - after.len());
    (recent && !length).then_some((run.range.start..end, year))
}

/// Words in front that make a number of years a length of time.
fn is_length_before(before: &str) -> bool {
    let before = before.trim_end();
    [
        "满", "达", "超", "过", "近", "约", "≥", "≤", "于", "每", "保", "用", "长", "延",
        "共",
    ]
    .iter()
    .any(|w| before.ends_with(w))
}
