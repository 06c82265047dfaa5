//! Dates, from the author's text.

use crate::text::width::fold;
use std::cmp::Ordering;
use std::{fmt, str::FromStr};

/// A date as written: a year, a month of a year, or a day. Equality is of the date.
#[derive(Debug, Clone)]
pub struct Day {
    /// The year, of four digits.
    pub year: u16,
    /// The month, where it is said.
    pub month: Option<u8>,
    /// The day, where it is said.
    pub day: Option<u8>,
    text: String,
}

/// How a date may be written, for messages.
const HINT: &str = "日期写成 2026年3月1日、2026-03-01 或 2026年3月";

impl Day {
    /// How it stands to another in time, as far as both say; None where one says less and
    /// what both say is the same.
    pub fn order(&self, other: &Day) -> Option<Ordering> {
        let by_year = self.year.cmp(&other.year);
        if by_year != Ordering::Equal {
            return Some(by_year);
        }
        let parts = [(self.month, other.month), (self.day, other.day)];
        for part in parts {
            match part {
                (Some(a), Some(b)) if a != b => return Some(a.cmp(&b)),
                (Some(_), Some(_)) => {}
                (None, None) => return Some(Ordering::Equal),
                _ => return None,
            }
        }
        Some(Ordering::Equal)
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let folded: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
        let folded = folded.trim_end_matches(['底', '末', '前', '日', '号']);
        let spelled = folded.contains('年');
        let joints: &[char] = if spelled { &['年', '月'] } else { &['-', '/', '.'] };
        let parts: Vec<&str> = folded.split(joints).filter(|p| !p.is_empty()).collect();
        let number = |at: usize| parts.get(at).map(|p| p.parse::<u16>()).transpose();
        let [year, month, day] = [number(0), number(1), number(2)];
        let (Ok(Some(year)), Ok(month), Ok(day)) = (year, month, day) else {
            return Err(HINT.into());
        };
        if parts[0].len() != 4 || parts.len() > 3 || !spelled && parts.len() < 2 {
            return Err(HINT.into());
        }
        let month = small(month, 12, "月")?;
        let last = month.map_or(31, |m| days(year, m));
        let day = small(day, last, "日")?;
        Ok(Day { year, month, day, text: text.to_owned() })
    }
}

/// A month or day that there is.
fn small(number: Option<u16>, most: u8, what: &str) -> Result<Option<u8>, String> {
    match number {
        None => Ok(None),
        Some(n) if (1..=u16::from(most)).contains(&n) => Ok(Some(n as u8)),
        Some(n) => Err(format!("没有 {n} {what}：{HINT}")),
    }
}

fn days(year: u16, month: u8) -> u8 {
    let leap =
        year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl PartialEq for Day {
    fn eq(&self, other: &Self) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in ["2026年3月1日", "2026-03-01", "2026/3/1", "２０２６．３．１"]
        {
            assert_eq!(day(text), day("2026年03月01日"), "{text}");
            assert_eq!(day(text).to_string(), text);
        }
        assert_eq!(day("2026年12月底").month, Some(12));
        for text in ["3月1日", "2026年13月", "2026年2月30日", "20260301", "近期", "2026"]
        {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_compare_as_far_as_both_say() {
        use Ordering::*;
        assert_eq!(day("2026年3月").order(&day("2026-04-01")), Some(Less));
        assert_eq!(day("2026年3月").order(&day("2026-03-01")), None);
        assert_eq!(day("2026-03-02").order(&day("2026-03-01")), Some(Greater));
        assert_eq!(day("2026年").order(&day("2026年")), Some(Equal));
    }
}
