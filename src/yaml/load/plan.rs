//! Reads 支出计划: months of the form, and percentages in the spellings that people use.

use super::reader::Reader;
use crate::diagnostic::codes;
use crate::model::{Field, Milestone, Percent, Profile};
use crate::text::numeral;
use crate::text::source::Spanned;
use crate::yaml::tree::NodeId;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

/// The plan at `node`; its months are those of `form`, where it is known.
pub fn read(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
) -> Option<Spanned<Vec<Milestone>>> {
    let months = form.map_or(&[][..], |f| &f.plan_months);
    if !reader.is_mapping(node) {
        let example = months.first().map_or("3月底", String::as_str);
        let what = format!("“键: 值”，每个月份一行，如“{example}: 25%”");
        return reader.wrong_kind(node, &what);
    }
    let entries = reader.entries(node)?;
    let written: Vec<Option<String>> =
        entries.iter().map(|e| reader.scalar(e.0).map(str::to_owned)).collect();
    let last = entries.iter().filter_map(|e| reader.scalar(e.1)).next_back();
    let style = Style::of(last.unwrap_or_default());
    let mut plan = Vec::new();
    for &(key, value) in entries {
        let Some(mut month) = reader.text(key) else { continue };
        let free = |m: &&String| !written.iter().flatten().any(|w| w == *m);
        let free: Vec<&String> = months.iter().filter(free).collect();
        if !months.is_empty() && !months.contains(&month.value) {
            set_right(reader, &mut month, &free);
        }
        let percent = match reader.is_blank(value) {
            true => Field::Absent,
            false => percent(reader, value, style).map_or(Field::Broken, Field::Given),
        };
        plan.push(Milestone { month, percent });
    }
    Some(Spanned::new(plan, reader.head(node)))
}

/// Tells of a month that is spelled otherwise than in the form, and reads it as meant.
fn set_right(reader: &mut Reader, month: &mut Spanned<String>, free: &[&String]) {
    let Some((number, sure)) = month_of(&month.value) else { return };
    let same = |m: &&&String| month_of(m).is_some_and(|n| n.0 == number);
    let Some(meant) = free.iter().find(same) else { return };
    let message = format!("支出计划里没有「{}」这一栏，要写「{meant}」", month.value);
    let finding = codes::S206
        .finding(month.span, message)
        .help("月份照表上的写，用半角数字；百分比是从年初累计到这个月底的");
    reader.report(match sure {
        true => finding.safe_fix(month.span, meant.as_str()),
        false => finding.fix(month.span, meant.as_str()),
    });
    month.value = (*meant).clone();
}

/// The month at whose end a column of the plan stands, however it is spelled; and whether
/// nothing else can be meant.
fn month_of(text: &str) -> Option<(u32, bool)> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let rest = match plain.split_once('年') {
        Some((year, rest)) if year.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => plain.as_str(),
    };
    let rest = ["截至", "截止", "到", "至", "第"]
        .iter()
        .find_map(|w| rest.strip_prefix(w))
        .unwrap_or(rest);
    let named = [("上半年", 6), ("下半年", 12), ("全年", 12), ("年底", 12), ("年末", 12)];
    if let Some((_, month)) = named.iter().find(|n| rest.starts_with(n.0)) {
        return Some((*month, false));
    }
    if let Some((number, _)) = rest.split_once("季") {
        let quarter = small(number)?;
        return (1..=4).contains(&quarter).then_some((quarter * 3, false));
    }
    let (number, behind) = rest.split_once('月')?;
    let month = small(number).filter(|m| (1..=12).contains(m))?;
    let sure = matches!(behind, "底" | "末" | "底前" | "末前" | "底止");
    let day: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let known = sure || matches!(behind, "" | "份" | "前" | "份前" | "初" | "中旬");
    (known || !day.is_empty()).then_some((month, sure))
}

/// A small number in Arabic or Chinese digits.
fn small(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| numeral::value(text)?.try_into().ok())
}

/// What numbers without a sign are in a plan, by what stands at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// 1 is the whole.
    Fractions,
    /// 100 is the whole, or the sign stands there.
    Hundreds,
    /// The end is neither: perhaps amounts.
    Amounts,
}

impl Style {
    fn of(last: &str) -> Style {
        match plain(last).parse::<Decimal>() {
            Ok(n) if n == Decimal::ONE => Style::Fractions,
            Ok(n) if n != Decimal::ONE_HUNDRED => Style::Amounts,
            _ => Style::Hundreds,
        }
    }
}

/// A percentage as it was meant.
enum Meant {
    /// Another spelling of the same.
    Same(String),
    /// Likely, but to be looked at.
    Likely(String, &'static str),
    /// What it cannot be.
    None(&'static str),
}

const CUMULATIVE: &str = "写从年初累计到这个月底的百分比，如 25%";

fn percent(reader: &mut Reader, node: NodeId, style: Style) -> Option<Spanned<Percent>> {
    let text = reader.text(node)?;
    if let Ok(percent) = text.value.trim().parse() {
        return Some(Spanned::new(percent, text.span));
    }
    let why = |why: &str| {
        let message = format!("「{}」读不出来：{why}", text.value.trim());
        codes::S110.finding(text.span, message)
    };
    match meant(&text.value, style) {
        Meant::Same(right) => {
            let percent = right.parse().ok()?;
            let finding = why(&format!("百分比写成 {right}"));
            reader.report(finding.help(CUMULATIVE).safe_fix(text.span, right));
            Some(Spanned::new(percent, text.span))
        }
        Meant::Likely(right, reason) => {
            let finding = why(reason).help(format!("应写 {right} 的，改成 {right}"));
            reader.report(finding.help(CUMULATIVE).fix(text.span, right));
            None
        }
        Meant::None(reason) => {
            reader.report(why(reason).help(CUMULATIVE));
            None
        }
    }
}

/// Half-width, without blanks.
fn plain(text: &str) -> String {
    let plain = text.nfkc().filter(|c| !c.is_whitespace());
    plain.map(|c| if c == '。' { '.' } else { c }).collect()
}

fn is_percent(text: &str) -> bool {
    text.parse::<Percent>().is_ok()
}

fn meant(text: &str, style: Style) -> Meant {
    let plain = plain(text);
    let word =
        plain.strip_suffix("百分比").map(|n| format!("{}%", n.trim_end_matches('%')));
    let same = [Some(plain.clone()), word, in_words(&plain)];
    if let Some(right) = same.into_iter().flatten().find(|s| is_percent(s)) {
        return Meant::Same(right);
    }
    if let Ok(number) = plain.parse::<Decimal>() {
        return bare(&plain, number, style);
    }
    let is_joint = |c| "-~—–至到".contains(c);
    let parts: Vec<_> = plain.split(is_joint).filter(|p| !p.is_empty()).collect();
    let numeric = |p: &&str| p.starts_with(|c: char| c.is_ascii_digit());
    if parts.len() == 2 && parts.iter().all(numeric) {
        return Meant::None("是一个区间，这里只写一个百分比");
    }
    let signs = [
        "不低于",
        "不少于",
        "达到",
        "完成",
        "累计",
        "约",
        "≥",
        "≤",
        ">=",
        "<=",
        ">",
        "<",
        "=",
    ];
    let rest = signs.iter().find_map(|s| plain.strip_prefix(s)).unwrap_or(&plain);
    let ends = ["以上", "左右", "以内", "以下"];
    let rest = ends.iter().find_map(|e| rest.strip_suffix(e)).unwrap_or(rest);
    if is_percent(rest) {
        return Meant::Likely(rest.to_owned(), "这里只写一个百分比，不写别的字和符号");
    }
    match plain.contains(['元', '万']) {
        true => Meant::None("支出计划写百分比，不写金额"),
        false => Meant::None("百分比写数字加 %"),
    }
}

/// 百分之二十, 二成.
fn in_words(plain: &str) -> Option<String> {
    if let Some(number) = plain.strip_prefix("百分之") {
        if number.parse::<Decimal>().is_ok() {
            return Some(format!("{number}%"));
        }
        let (whole, part) = number.split_once('点').unwrap_or((number, ""));
        let whole = numeral::value(whole)?;
        let digit = |c: char| Some(numeral::value(&c.to_string())?.to_string());
        let part = part.chars().map(digit).collect::<Option<String>>()?;
        let dot = if part.is_empty() { "" } else { "." };
        return Some(format!("{whole}{dot}{part}%"));
    }
    let tenths = numeral::value(plain.strip_suffix('成')?)?;
    (tenths <= Decimal::TEN).then(|| format!("{}%", tenths * Decimal::TEN))
}

/// A number without a sign.
fn bare(text: &str, number: Decimal, style: Style) -> Meant {
    let percent = match style {
        Style::Fractions if number <= Decimal::ONE => number * Decimal::ONE_HUNDRED,
        _ if number < Decimal::ONE && !number.is_zero() => number * Decimal::ONE_HUNDRED,
        Style::Hundreds if number <= Decimal::ONE_HUNDRED => number,
        Style::Amounts if !text.contains('.') && number <= Decimal::ONE_HUNDRED => number,
        _ => return Meant::None("后面没有 %；支出计划写百分比，不写金额"),
    };
    let right = match percent == number {
        true => format!("{text}%"),
        false => format!("{}%", percent.normalize()),
    };
    Meant::Likely(right, "后面没有 %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_however_they_are_spelled() {
        for text in ["３月底", "03月底", "三月底", "3 月底", "3月末", "2026年3月底"]
        {
            assert_eq!(month_of(text), Some((3, true)), "{text}");
        }
        for text in ["3月", "3月份", "3月31日", "第一季度", "一季度末", "1季度"]
        {
            assert_eq!(month_of(text), Some((3, false)), "{text}");
        }
        assert_eq!(month_of("上半年"), Some((6, false)));
        assert_eq!(month_of("全年"), Some((12, false)));
        for text in ["13月底", "第五季度", "0月底", "月底", "合计"] {
            assert_eq!(month_of(text), None, "{text}");
        }
    }

    fn said(text: &str, style: Style) -> String {
        match meant(text, style) {
            Meant::Same(right) => format!("={right}"),
            Meant::Likely(right, _) => format!("?{right}"),
            Meant::None(why) => why.to_owned(),
        }
    }

    #[test]
    fn percentages_are_read_as_they_were_meant() {
        let hundreds = |t| said(t, Style::Hundreds);
        for text in ["２０％", "20百分比", "百分之二十", "百分之20", "二成", "20 ％"]
        {
            assert_eq!(hundreds(text), "=20%", "{text}");
        }
        assert_eq!(hundreds("百分之二十点五"), "=20.5%");
        for text in ["20", "0.2", "≥20%", "约20%", "20%以上"] {
            assert_eq!(hundreds(text), "?20%", "{text}");
        }
        assert_eq!(said("1", Style::Fractions), "?100%");
        assert_eq!(said("0.25", Style::Fractions), "?25%");
        assert!(said("2.50", Style::Amounts).contains("金额"));
        for text in ["20%-30%", "20～30%", "20%至30%"] {
            assert!(hundreds(text).contains("区间"), "{text}");
        }
    }
}
