//! Numbers in front of headings and items: 一、 （一） 1. （1）.

/// The shape of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberStyle {
    /// `一、`
    Han,
    /// `（一）`
    BracketedHan,
    /// `1.` or `1、`
    Arabic,
    /// `（1）` or `1）`
    BracketedArabic,
    /// Made by Word, so not in the text.
    Automatic,
}

/// A number in front of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Its shape.
    pub style: NumberStyle,
    /// Its value; of an automatic one unknown.
    pub number: Option<usize>,
}

/// The number in front of `text` and what follows it. `expected` is the number that would
/// come next: it tells `2.5场` behind item 1 from a decimal.
pub fn split(text: &str, expected: usize) -> Option<(Marker, &str)> {
    let text = text.trim_start();
    let (style, number, rest) =
        bracketed(text).or_else(|| han_comma(text)).or_else(|| arabic(text, expected))?;
    Some((Marker { style, number: Some(number) }, rest.trim_start()))
}

/// Whether the markers count 1, 2, 3…; automatic ones always do.
pub fn is_sequence(markers: &[Marker]) -> bool {
    markers.iter().enumerate().all(|(i, m)| m.number.is_none_or(|n| n == i + 1))
}

type Found<'t> = (NumberStyle, usize, &'t str);

fn bracketed(text: &str) -> Option<Found<'_>> {
    let inner = text.strip_prefix(['（', '('])?;
    let (digits, rest) = inner.split_once(['）', ')'])?;
    let digits = digits.trim();
    if let Some(number) = han_number(digits) {
        return Some((NumberStyle::BracketedHan, number, rest));
    }
    Some((NumberStyle::BracketedArabic, arabic_number(digits)?, rest))
}

fn han_comma(text: &str) -> Option<Found<'_>> {
    let (digits, rest) = text.split_once(['、', '．', '.'])?;
    Some((NumberStyle::Han, han_number(digits.trim_end())?, rest))
}

fn arabic(text: &str, expected: usize) -> Option<Found<'_>> {
    let end = text.find(|c: char| digit(c).is_none())?;
    let number = arabic_number(&text[..end])?;
    let tail = text[end..].trim_start();
    if let Some(rest) = tail.strip_prefix(['）', ')']) {
        return Some((NumberStyle::BracketedArabic, number, rest));
    }
    if let Some(rest) = tail.strip_prefix(['、', '．']) {
        return Some((NumberStyle::Arabic, number, rest));
    }
    let rest = tail.strip_prefix('.')?;
    let decimal = rest.starts_with(|c: char| c.is_ascii_digit()) && !is_date(rest);
    let next = number > 1 && number == expected;
    (!decimal || next).then_some((NumberStyle::Arabic, number, rest))
}

/// Whether digits are a year or the beginning of a date rather than decimals.
fn is_date(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let year =
        digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("19"));
    year || rest.starts_with('月')
}

fn arabic_number(digits: &str) -> Option<usize> {
    if digits.is_empty() || digits.chars().count() > 3 {
        return None;
    }
    digits.chars().try_fold(0, |n, c| Some(n * 10 + digit(c)?))
}

/// A half-width or full-width digit.
fn digit(c: char) -> Option<usize> {
    let half = match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32)?,
        c => c,
    };
    half.to_digit(10).map(|d| d as usize)
}

/// 一 to 九十九.
fn han_number(text: &str) -> Option<usize> {
    let value = |t: &str| match t {
        "" => Some(0),
        t => ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            .iter()
            .position(|d| *d == t)
            .map(|i| i + 1),
    };
    match text.split_once('十') {
        Some((tens, ones)) => Some(value(tens)?.max(1) * 10 + value(ones)?),
        None => value(text).filter(|n| *n > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(text: &str) -> Option<(NumberStyle, usize, &str)> {
        split(text, 1).map(|(m, rest)| (m.style, m.number.unwrap(), rest))
    }

    #[test]
    fn every_shape_is_known() {
        assert_eq!(style("一、甲"), Some((NumberStyle::Han, 1, "甲")));
        assert_eq!(style("（三)甲"), Some((NumberStyle::BracketedHan, 3, "甲")));
        assert_eq!(style("（二十一）\t甲"), Some((NumberStyle::BracketedHan, 21, "甲")));
        assert_eq!(style("12、 甲"), Some((NumberStyle::Arabic, 12, "甲")));
        assert_eq!(style("1．甲"), Some((NumberStyle::Arabic, 1, "甲")));
        assert_eq!(style("（2）甲"), Some((NumberStyle::BracketedArabic, 2, "甲")));
    }

    #[test]
    fn decimals_and_dates_are_told_apart() {
        assert_eq!(style("2.5万元"), None);
        assert_eq!(style("2023.12.31"), None);
        assert_eq!(style("1.2025年"), Some((NumberStyle::Arabic, 1, "2025年")));
        assert_eq!(style("1.10月底前"), Some((NumberStyle::Arabic, 1, "10月底前")));
        assert!(split("2.5场活动", 2).is_some());
        for text in ["第一，", "一是", "（本级）", "", "十全十美、", "2025年"]
        {
            assert_eq!(style(text), None, "{text}");
        }
    }
}
