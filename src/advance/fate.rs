//! Years in texts: which move on, which stay, which are in doubt.

use crate::check::years::{LISTS, YearAt, YearRole, digit, is_plan, is_result, years};
use std::ops::Range;

/// What becomes of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearFate {
    /// It is the next one.
    Moves,
    /// It stays until a person looks, and why.
    InDoubt(&'static str),
    /// It stays, and what it is.
    Stays(&'static str),
}

/// Which kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearText {
    /// 项目名称.
    Name,
    /// 指标值确定依据.
    Basis,
    /// 中期目标.
    MidTerm,
    /// Any other.
    Other,
}

/// A year and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFound {
    /// Its bytes.
    pub range: Range<usize>,
    /// What becomes of it.
    pub fate: YearFate,
}

/// The years of a text, and what becomes of each.
pub fn fates(text: &str, kind: YearText, (old, new): (u16, u16)) -> Vec<YearFound> {
    if !text.contains(is_digit) {
        return Vec::new();
    }
    let all = years(text, old);
    let fate = |y: &YearAt| match y.year == old {
        true => of_old_year(text, y, kind, &all, new),
        false => of_other_year(text, y, old, new),
    };
    let mut found: Vec<_> =
        all.iter().map(|y| YearFound { range: y.range.clone(), fate: fate(y) }).collect();
    found.extend(bare_numbers(text, kind, old, &all));
    found.sort_by_key(|f| f.range.start);
    found
}

fn of_old_year(
    text: &str,
    year: &YearAt,
    kind: YearText,
    all: &[YearAt],
    new: u16,
) -> YearFate {
    let later = all.iter().any(|y| y.year > year.year);
    match (kind, year.role) {
        (YearText::Basis, YearRole::Work | YearRole::Source) if is_plan(text) => {
            YearFate::Moves
        }
        (YearText::Basis, YearRole::Work) if is_result(text) => {
            YearFate::InDoubt("依据里像是已有的结果、文件或合同")
        }
        (YearText::MidTerm, YearRole::Work) if later => {
            YearFate::InDoubt("中期目标跨几年，看起止年份")
        }
        (_, YearRole::Work) if is_leap_day(text, year) && !is_leap(new) => {
            YearFate::InDoubt("下一年没有 2 月 29 日")
        }
        (_, YearRole::Work) => YearFate::Moves,
        (_, YearRole::Period) if names_plan(text, year) => {
            YearFate::Stays("规划、计划的起止年份")
        }
        (_, YearRole::Period) => YearFate::InDoubt("跨几年的起止或分年安排"),
        (_, YearRole::Base) => YearFate::InDoubt("像是比较的基数"),
        (_, YearRole::Past) => YearFate::InDoubt("像是已经办过的事或起点"),
        (_, YearRole::Arrears) => YearFate::InDoubt("像是结转或尾款所属的年份"),
        (_, YearRole::Source) => YearFate::InDoubt("像是文件、会议或资金的名称"),
    }
}

fn of_other_year(text: &str, year: &YearAt, old: u16, new: u16) -> YearFate {
    let behind = &text[year.range.end..];
    let clause = behind.split(['，', '。', '；', '\n']).next().unwrap_or_default();
    let last = year.year + 1 == old;
    match year.role {
        YearRole::Work if year.year == new => YearFate::InDoubt("写的已经是新年度"),
        YearRole::Work if year.year > new => YearFate::InDoubt("在新年度之后"),
        YearRole::Work => YearFate::InDoubt("上年的文本里写的就是更早的年份"),
        YearRole::Base if last => YearFate::InDoubt("比较的基数没有动，要不要换成上年的"),
        YearRole::Arrears if last => YearFate::InDoubt("结转、尾款所属的年份没有动"),
        YearRole::Past if last && LISTS.within("回头看", clause).is_some() => {
            YearFate::InDoubt("上一年的决算、评价，要不要换成上年的")
        }
        YearRole::Period => YearFate::Stays("几年的规划或起止年份"),
        YearRole::Base => YearFate::Stays("比较的基数"),
        YearRole::Arrears => YearFate::Stays("结转、尾款所属的年份"),
        YearRole::Past => YearFate::Stays("办过的事"),
        YearRole::Source => YearFate::Stays("文件、会议、届次"),
    }
}

/// Whether the years from and to are those of a plan that has a name.
fn names_plan(text: &str, year: &YearAt) -> bool {
    let stop = |c: char| "，。；\n".contains(c);
    let front = text[..year.range.start].rsplit(stop).next().unwrap_or_default();
    let behind = text[year.range.end..].split(stop).next().unwrap_or_default();
    let words =
        ["规划", "纲要", "五年", "三年", "行动", "计划", "方案", "十四五", "十五五"];
    words.iter().any(|w| front.contains(w) || behind.contains(w))
}

fn is_leap_day(text: &str, year: &YearAt) -> bool {
    let rest = text[year.range.end..].trim_start_matches(['年', '.', '-', '/']);
    ["2月29", "02月29", "2.29", "02.29", "2-29", "02-29", "2/29", "02/29"]
        .iter()
        .any(|d| rest.starts_with(d))
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

/// The digits of the old year that stand alone and are read as no year.
fn bare_numbers(
    text: &str,
    kind: YearText,
    old: u16,
    known: &[YearAt],
) -> Vec<YearFound> {
    let digits = old.to_string();
    let mut found = Vec::new();
    for (at, _) in text.match_indices(&digits) {
        let range = at..at + digits.len();
        let is_known = known.iter().any(|y| y.range.start <= at && at < y.range.end);
        let before = text[..at].chars().next_back();
        let behind = text[range.end..].chars().next();
        let joined = |c: Option<char>| {
            c.is_some_and(|c| c.is_ascii_alphanumeric() || ".,-－".contains(c))
        };
        if is_known || joined(before) || joined(behind) {
            continue;
        }
        let bracketed = before.is_some_and(|c| "〔[【（(".contains(c))
            && behind.is_some_and(|c| "〕]】）)".contains(c));
        let heads_name = kind == YearText::Name && at == 0 && behind.is_some();
        let fate = match bracketed && is_number_of_document(&text[range.end..]) {
            true => YearFate::Stays("文号"),
            // 2026老科协工作经费
            false if heads_name => YearFate::Moves,
            false => YearFate::InDoubt("没有写“年”，看不出是不是年份"),
        };
        found.push(YearFound { range, fate });
    }
    found
}

/// `〕5号`.
fn is_number_of_document(behind: &str) -> bool {
    let mut chars = behind.chars();
    chars.next();
    let rest = chars.as_str().trim_start().trim_start_matches('第');
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().starts_with('号')
}

/// Whether a year may be written with it.
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_year_that_is_left_is_told() {
        let told = |text| {
            let found = fates(text, YearText::Other, (2026, 2027));
            found.into_iter().map(|f| f.fate).collect::<Vec<_>>()
        };
        assert!(matches!(told("购书2026册")[..], [YearFate::InDoubt(_)]));
        assert!(matches!(told("某财〔2026〕5号")[..], [YearFate::Stays("文号")]));
        assert!(matches!(
            told("2027年举办，2025年举办")[..],
            [YearFate::InDoubt(_), YearFate::InDoubt(_)]
        ));
        assert_eq!(fates("2028年2月29日前", YearText::Other, (2028, 2029)).len(), 1);
        assert_ne!(
            fates("2028年2月29日前", YearText::Other, (2028, 2029))[0].fate,
            YearFate::Moves
        );
    }
}
