use crate::check::text::{PlacedText, all};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::numeral;
use std::ops::Range;

/// 检查什么：日期是有的：没有 6月31日、2月30日、13月、第五季度、24时30分。
///
/// 为什么：没有的日期多半是打错了数字，印出来一眼就能看见。
///
/// 示例：2026.06.31；2026年第五季度
///
/// 应写成：2026.06.30；2026年第四季度
///
/// 修复是否安全：不自动改，程序不知道原来要写哪一天。
///
/// 依据：公历。
pub const RULE: Rule = Rule { code: codes::I506, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    all(scope).filter_map(|text| in_text(text, scope)).collect()
}

fn in_text((_, text): PlacedText, scope: &Scope) -> Option<Diagnostic> {
    let range = impossible(text.value)?;
    let written = &text.value[range.clone()];
    let at = scope.place(text, range.clone());
    Some(
        RULE.finding(at, format!("没有「{written}」这个日期"))
            .help("核对月份、日子和季度"),
    )
}

/// The first date that no calendar has.
fn impossible(text: &str) -> Option<Range<usize>> {
    quarter(text)
        .or_else(|| spelled(text))
        .or_else(|| monthly(text))
        .or_else(|| dotted(text))
        .or_else(|| clock(text))
        .or_else(|| colon(text))
}

/// `第五季度`, `5季度`, `五季度末`.
fn quarter(text: &str) -> Option<Range<usize>> {
    text.match_indices("季度").find_map(|(at, word)| {
        let (start, number) = text[..at].char_indices().next_back()?;
        let before = text[..start].chars().next_back();
        let behind = &text[at + word.len()..];
        let named = before == Some('第')
            || before.is_none_or(|c| c == '年') && behind.starts_with(['末', '底', '前']);
        let wrong = match number {
            '五' | '六' | '七' | '八' | '九' | '零' => named,
            '0' | '5'..='9' => before.is_none_or(|c| !c.is_ascii_digit()),
            _ => false,
        };
        let start = if before == Some('第') { start - '第'.len_utf8() } else { start };
        wrong.then(|| start..at + word.len())
    })
}

/// What may follow the name of a month: 13月度 and 13个月 are none.
const BEHIND_MONTH: [&str; 8] = ["底", "末", "初", "份", "前", "上旬", "中旬", "下旬"];

/// `13月`, `6月31日`, `二月三十日`, `2025年2月29日`, also behind another date.
fn spelled(text: &str) -> Option<Range<usize>> {
    text.match_indices('月').find_map(|(at, word)| {
        let (start, month) = number_before(text, at)?;
        let behind = &text[at + word.len()..];
        let (digits, day) = number_in_front(behind);
        let named = digits > 0 && behind[digits..].starts_with(['日', '号']);
        let front = text[..start].trim_end();
        let joined = front.ends_with(['-', '~', '～', '—', '–', '至', '到']);
        let of_year = front.ends_with('年') || joined && front.contains(['年', '月']);
        if !(1..=12).contains(&month) {
            let of_month = BEHIND_MONTH.iter().any(|w| behind.starts_with(w));
            return (of_year || named || of_month).then(|| start..at + word.len());
        }
        let day = day.filter(|_| named)?;
        let end = at + word.len() + digits + '日'.len_utf8();
        (!(1..=days(month, year_before(front))).contains(&day)).then_some(start..end)
    })
}

/// `每月32日`.
fn monthly(text: &str) -> Option<Range<usize>> {
    ["每月", "当月", "次月", "本月", "下月"].iter().find_map(|word| {
        text.match_indices(word).find_map(|(at, word)| {
            let behind = &text[at + word.len()..];
            let (digits, day) = number_in_front(behind);
            let named = digits > 0 && behind[digits..].starts_with(['日', '号']);
            let end = at + word.len() + digits + '日'.len_utf8();
            day.filter(|d| named && !(1..=31).contains(d)).map(|_| at..end)
        })
    })
}

/// `2026.06.31`, `2026-13-01`.
fn dotted(text: &str) -> Option<Range<usize>> {
    text.match_indices("20").find_map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || ".-/".contains(c)));
        let date = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', '-', '/']);
        let whole = text[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.');
        let dot = date.get(4..5).filter(|d| ".-/".contains(d))?;
        let parts: Vec<_> = date.split(dot).collect();
        let [year, month, day] = parts[..] else { return None };
        let fits = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
        let (month, day) = (month.parse().ok()?, day.parse::<u32>().ok()?);
        let days = days(month, year.parse().ok());
        let wrong = !(1..=12).contains(&month) || !(1..=days).contains(&day);
        (whole && fits && wrong).then(|| at..at + date.len())
    })
}

/// `24时30分`, `25时前`, `每日13时60分`. 48时 alone may be a length of time.
fn clock(text: &str) -> Option<Range<usize>> {
    text.match_indices('时').find_map(|(at, word)| {
        let (start, hour) = number_before(text, at)?;
        let behind = &text[at + word.len()..];
        let (digits, minute) = number_in_front(behind);
        let minute = minute.filter(|_| behind[digits..].starts_with('分'));
        let of_day = text[..start].trim_end().ends_with(['日', '天', '午', '晚', '晨']);
        let named = of_day || minute.is_some() || behind.starts_with(['前', '整']);
        let late = hour > 24 || hour == 24 && minute.is_some_and(|m| m > 0);
        let wrong = late || minute.is_some_and(|m| m > 59);
        let minutes = minute.map_or(0, |_| digits + '分'.len_utf8());
        (named && wrong).then(|| start..at + word.len() + minutes)
    })
}

/// `8:75前`, `每日25：00`. 3:97 alone may be a ratio.
fn colon(text: &str) -> Option<Range<usize>> {
    text.match_indices([':', '：']).find_map(|(at, sign)| {
        let (start, hour) = number_before(text, at)?;
        let behind = &text[at + sign.len()..];
        let (digits, minute) = number_in_front(behind);
        let minute = minute.filter(|_| digits == 2)?;
        let of_day = text[..start].trim_end().ends_with(['日', '天', '午', '晚', '晨']);
        let named = of_day || behind[digits..].starts_with(['前', '后', '止']);
        let wrong = hour > 24 || minute > 59 || hour == 24 && minute > 0;
        (named && wrong).then(|| start..at + sign.len() + digits)
    })
}

/// Chinese characters that make small numbers.
const NUMERALS: &str = "〇零一二三四五六七八九十";

/// The number of one or two digits, or in Chinese, that ends at `at`.
fn number_before(text: &str, at: usize) -> Option<(usize, u32)> {
    let front = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[front.len()..at];
    if digits.is_empty() {
        let front = text[..at].trim_end_matches(|c| NUMERALS.contains(c));
        let number = numeral::value(&text[front.len()..at])?;
        return Some((front.len(), number.try_into().ok()?)).filter(|n| n.0 < at);
    }
    let is_short = digits.len() <= 2 && !front.ends_with('.');
    is_short.then(|| Some((front.len(), digits.parse().ok()?)))?
}

/// How many bytes of a number stand in front, and which it is.
fn number_in_front(text: &str) -> (usize, Option<u32>) {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        return (digits, text[..digits].parse().ok().filter(|_| digits <= 2));
    }
    let words = text.len() - text.trim_start_matches(|c| NUMERALS.contains(c)).len();
    let number = numeral::value(&text[..words]).filter(|_| words > 0);
    (words, number.and_then(|n| n.try_into().ok()))
}

/// The year that ends a text, as in `2025年`.
fn year_before(front: &str) -> Option<u32> {
    let front = front.strip_suffix('年')?;
    let rest = front.trim_end_matches(|c: char| c.is_ascii_digit());
    front[rest.len()..].parse().ok().filter(|y| (1900..2200).contains(y))
}

/// Days of a month; in a leap year where the year is not known.
fn days(month: u32, year: Option<u32>) -> u32 {
    match month {
        2 if year.is_some_and(|y| !y.is_multiple_of(4) || y == 2100) => 28,
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::impossible;

    #[test]
    fn dates_that_are_not_there_are_found() {
        let found = |t: &'static str| impossible(t).map(|r| &t[r]);
        assert_eq!(found("2026.06.31"), Some("2026.06.31"));
        assert_eq!(found("2026年2月30日前"), Some("2月30日"));
        assert_eq!(found("2026年13月底"), Some("13月"));
        assert_eq!(found("2026年第五季度"), Some("第五季度"));
        assert_eq!(found("2026/4/31"), Some("2026/4/31"));
        assert_eq!(found("3月1日至4月31日"), Some("4月31日"));
        assert_eq!(found("2026年6月至13月"), Some("13月"));
        assert_eq!(found("于13月底前"), Some("13月"));
        assert_eq!(found("二月三十日前"), Some("二月三十日"));
        assert_eq!(found("2025年2月29日"), Some("2月29日"));
        assert_eq!(found("每月32日前"), Some("每月32日"));
        assert_eq!(found("五季度末"), Some("五季度"));
        assert_eq!(found("24时30分前"), Some("24时30分"));
        assert_eq!(found("12月31日25时"), Some("25时"));
        for text in [
            "2026.06.30",
            "2月29日",
            "13个月",
            "第四季度",
            "3-12月",
            "2026年3月-9月",
            "200.5.3",
            "1.2026年举办",
            "第十五季度",
            "30月",
            "2026.12",
            "2024年2月29日",
            "13月度例会",
            "十二月三十一日",
            "3月32人次",
            "31日24时前",
            "48时内",
            "一月一次",
            "每月三十次",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
