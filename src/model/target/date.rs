//! Dates, and the time between two.

/// A date, as far as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Date {
    /// The year; left out it is the budget year.
    pub year: Option<u16>,
    /// The month, 1–12; of a quarter or half-year its last.
    pub month: Option<u8>,
    /// The day, 1–31.
    pub day: Option<u8>,
}

/// A date, or the time from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateSpan {
    /// The date, or the first.
    pub from: Date,
    /// The last, where there are two.
    pub to: Option<Date>,
}

impl DateSpan {
    /// The years written in it.
    pub fn years(self) -> impl Iterator<Item = u16> {
        [self.from.year, self.to.and_then(|d| d.year)].into_iter().flatten()
    }
}

impl Date {
    /// Whether it is no later than `other`, both at the ends of what they name; None
    /// where one names a year and the other does not.
    pub fn is_by(self, other: Date) -> Option<bool> {
        let end = |d: Date| (d.year, d.month.unwrap_or(12), d.day.unwrap_or(31));
        let same = self.year.is_some() == other.year.is_some();
        same.then(|| end(self) <= end(other))
    }
}

impl DateSpan {
    /// The last date of it.
    pub fn last(self) -> Date {
        self.to.unwrap_or(self.from)
    }
}

/// Words in front of a date.
const BEFORE: &[&str] = &["截至", "截止", "自", "从", "于", "在"];
/// What joins two dates.
const JOINTS: &[&str] = &["~", "-", "–", "—", "至", "到"];
/// Words that may follow a date without changing which one it is.
const AFTER: &[&str] = &[
    "上旬", "中旬", "下旬", "月底", "月末", "年底", "全年", "全部", "以前", "之前",
    "之内", "之间", "期间", "为止", "底", "末", "初", "份", "前", "内", "间", "止", "起",
    "度", "按时", "及时", "完成", "完工", "竣工", "验收", "结束", "办结", "到位", "支付",
    "交付", "左右", "(含)",
];
/// Parts of a year by name, and their last month.
const PARTS: &[(&str, u8)] = &[
    ("一季度", 3),
    ("二季度", 6),
    ("三季度", 9),
    ("四季度", 12),
    ("1季度", 3),
    ("2季度", 6),
    ("3季度", 9),
    ("4季度", 12),
    ("上半年", 6),
    ("下半年", 12),
];
/// The year when it is not numbered; 年 alone as in 年底前.
const THIS_YEAR: &[&str] = &["当年", "本年", "今年", "年"];

/// The date or time between two that a whole folded text is.
pub fn span(text: &str) -> Option<DateSpan> {
    let text = strip_one(text, BEFORE);
    let (from, rest) = date(text)?;
    let rest = strip_all(rest);
    let next = JOINTS.iter().find_map(|j| rest.strip_prefix(j));
    let (to, rest) = match next {
        Some(next) => {
            let (to, rest) = date(next)?;
            (Some(to), strip_all(rest))
        }
        None => (None, rest),
    };
    rest.is_empty().then_some(DateSpan { from, to })
}

/// Whether the text begins with a numbered year of our time.
pub fn has_year(text: &str) -> bool {
    year(text).is_some()
}

fn date(text: &str) -> Option<(Date, &str)> {
    dotted(text).or_else(|| spelled(text))
}

/// `2023.12.31`, `2023-12-31`, `2023/12`.
fn dotted(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = year(text)?;
    let dot = rest.chars().next().filter(|c| matches!(c, '.' | '-' | '/'))?;
    let (month, rest) = small(&rest[1..], 12)?;
    let day = rest.strip_prefix(dot).and_then(|r| small(r, 31));
    let (day, rest) = day.map_or((None, rest), |(day, rest)| (Some(day), rest));
    Some((Date { year: Some(year), month: Some(month), day }, rest))
}

/// `2023年12月31日`, `11月底`, `2023年上半年`, `年底`.
fn spelled(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = match year(text) {
        Some((year, rest)) => (Some(year), rest.strip_prefix('年')?),
        None => (None, strip_one(text, THIS_YEAR)),
    };
    let (month, rest) = month(rest.strip_prefix('第').unwrap_or(rest));
    let day = month.and_then(|_| small(rest, 31));
    let day = day.and_then(|(d, r)| Some((d, r.strip_prefix(['日', '号'])?)));
    let (day, rest) = day.map_or((None, rest), |(day, rest)| (Some(day), rest));
    let named = year.is_some() || month.is_some() || rest.len() < text.len();
    named.then_some((Date { year, month, day }, rest))
}

fn month(text: &str) -> (Option<u8>, &str) {
    for (part, month) in PARTS {
        if let Some(rest) = text.strip_prefix(part) {
            return (Some(*month), rest);
        }
    }
    let month = small(text, 12).and_then(|(m, r)| Some((m, r.strip_prefix('月')?)));
    month.map_or((None, text), |(month, rest)| (Some(month), rest))
}

fn year(text: &str) -> Option<(u16, &str)> {
    let digits = text.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let rest = &text[4..];
    let year = digits.parse().ok().filter(|y| (1990..2100).contains(y))?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((year, rest))
}

/// A number from 1 to `most` in one or two digits.
fn small(text: &str, most: u8) -> Option<(u8, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..end].parse().ok().filter(|n| (1..=most).contains(n))?;
    (end <= 2).then_some((number, &text[end..]))
}

fn strip_one<'t>(text: &'t str, words: &[&str]) -> &'t str {
    words.iter().find_map(|w| text.strip_prefix(w)).unwrap_or(text)
}

fn strip_all(mut text: &str) -> &str {
    while let Some(rest) = AFTER.iter().find_map(|w| text.strip_prefix(w)) {
        text = rest;
    }
    text
}
