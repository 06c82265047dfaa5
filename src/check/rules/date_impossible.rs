use crate::check::text::{PlacedText, all};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use std::ops::Range;

/// 检查什么：日期是有的：没有 6月31日、2月30日、13月、第五季度。
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
    let range = impossible(&text.value)?;
    let written = &text.value[range.clone()];
    let at = scope.place(text, range.clone());
    Some(
        RULE.finding(at, format!("没有「{written}」这个日期"))
            .help("核对月份、日子和季度"),
    )
}

/// The first date that no calendar has.
fn impossible(text: &str) -> Option<Range<usize>> {
    quarter(text).or_else(|| spelled(text)).or_else(|| dotted(text))
}

/// `第五季度`, `5季度`.
fn quarter(text: &str) -> Option<Range<usize>> {
    text.match_indices("季度").find_map(|(at, word)| {
        let (start, number) = text[..at].char_indices().next_back()?;
        let before = text[..start].chars().next_back();
        let wrong = match number {
            '五' | '六' | '七' | '八' | '九' | '零' => before == Some('第'),
            '0' | '5'..='9' => before.is_none_or(|c| !c.is_ascii_digit()),
            _ => false,
        };
        let start = if before == Some('第') { start - '第'.len_utf8() } else { start };
        wrong.then(|| start..at + word.len())
    })
}

/// `13月`, `6月31日`, `2月30日`. 13个月 is a length of time.
fn spelled(text: &str) -> Option<Range<usize>> {
    text.match_indices('月').find_map(|(at, word)| {
        let (start, month) = number_before(text, at)?;
        let behind = &text[at + word.len()..];
        let digits =
            behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let named = behind[digits..].starts_with(['日', '号']);
        let of_year = text[..start].trim_end().ends_with('年');
        if !(1..=12).contains(&month) {
            return (of_year || digits > 0 && named).then(|| start..at + word.len());
        }
        let day: u32 = behind[..digits].parse().ok().filter(|_| named && digits <= 2)?;
        let end = at + word.len() + digits + '日'.len_utf8();
        (!(1..=days(month)).contains(&day)).then_some(start..end)
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
        let wrong = !(1..=12).contains(&month) || !(1..=days(month)).contains(&day);
        (whole && fits && wrong).then(|| at..at + date.len())
    })
}

fn number_before(text: &str, at: usize) -> Option<(usize, u32)> {
    let front = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[front.len()..at];
    let decimal = front.ends_with(['.', '-', '~', '至']) && !front.ends_with("年");
    (!digits.is_empty() && digits.len() <= 2 && !decimal)
        .then(|| Some((front.len(), digits.parse().ok()?)))?
}

/// Days of a month in a leap year.
fn days(month: u32) -> u32 {
    match month {
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
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
