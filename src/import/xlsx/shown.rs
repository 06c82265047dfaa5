//! A stored value → what Excel shows.
//!
//! Numbers are decimals throughout: 15 digits, as many as Excel keeps, so that the noise
//! of a binary fraction is gone before anything is rounded.

use super::decimal::Format;
use super::token::{FormatSection, FormatToken, sections};
use rust_decimal::Decimal;

/// A text as shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShownCell {
    /// What is shown.
    pub text: String,
    /// The stored number, where the format cuts digits off.
    pub stored: Option<String>,
    /// What to look at besides.
    pub remark: Option<CellRemark>,
}

/// Why a shown value should be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellRemark {
    /// The format is none that this program shows, so that the stored number was taken.
    Format,
    /// The format shows nothing of the value, so that it was left out.
    Blank,
    /// A number with more digits than Excel keeps, such as a code.
    Digits,
    /// An error value such as #N/A, left out.
    Error,
}

impl ShownCell {
    /// A text that is shown as it is stored.
    pub fn plain(text: impl Into<String>) -> ShownCell {
        ShownCell { text: text.into(), ..ShownCell::default() }
    }

    fn remarked(text: impl Into<String>, remark: CellRemark) -> ShownCell {
        ShownCell { remark: Some(remark), ..ShownCell::plain(text) }
    }

    /// An error value: nothing, with its name.
    pub fn error(name: &str) -> ShownCell {
        let stored = Some(name.to_owned());
        ShownCell { stored, ..ShownCell::remarked("", CellRemark::Error) }
    }
}

/// How many digits Excel keeps.
const KEPT_DIGITS: i64 = 1_000_000_000_000_000;

/// A number, in digits or scientific notation, as the format `code` shows it.
///
/// Thousands separators and currency signs are left out: the form prints none. What is
/// no decimal format (a fraction, an exponent) shows the stored number, with a remark.
pub fn number(stored: &str, code: &str) -> ShownCell {
    let exact = Decimal::from_scientific(stored).or_else(|_| stored.parse());
    let Ok(exact) = exact else { return ShownCell::plain(stored) };
    let exact = exact.normalize();
    let whole = exact.to_string();
    if exact.is_integer() && exact.abs() >= Decimal::from(KEPT_DIGITS) {
        return ShownCell::remarked(whole, CellRemark::Digits);
    }
    let Some((section, own_sign)) = section(code, exact) else {
        return ShownCell::plain(whole);
    };
    let tokens = &section.tokens;
    if tokens.is_empty() && code.contains(';') {
        let stored = Some(whole);
        return ShownCell { stored, ..ShownCell::remarked("", CellRemark::Blank) };
    }
    if tokens.is_empty()
        || *tokens == [FormatToken::General]
        || *tokens == [FormatToken::Text]
    {
        return ShownCell::plain(whole);
    }
    // words for digits, parts of dates, fractions, exponents
    if tokens.contains(&FormatToken::Other) {
        return ShownCell::remarked(whole, CellRemark::Format);
    }
    if tokens.contains(&FormatToken::General) {
        let number = if own_sign { exact.abs() } else { exact };
        return ShownCell::plain(around(
            tokens,
            &FormatToken::General,
            &number.to_string(),
        ));
    }
    if tokens.iter().all(|t| matches!(t, FormatToken::Literal(_))) {
        let text = around(tokens, &FormatToken::General, "");
        let dash = text.trim().trim_matches(['-', '—', '–']).is_empty();
        // an accountant's zero is a dash
        return ShownCell::plain(if dash && exact.is_zero() {
            "0".to_owned()
        } else {
            text
        });
    }
    let shown = Format::read(tokens, own_sign).and_then(|f| f.show(exact));
    shown.unwrap_or_else(|| ShownCell::remarked(whole, CellRemark::Format))
}

/// A text as the format `code` shows it: formats may put words around texts too.
pub fn text(stored: &str, code: &str) -> ShownCell {
    let all = sections(code);
    let section = match all.len() {
        4.. => all.get(3),
        _ => all.iter().find(|s| s.tokens.contains(&FormatToken::Text)),
    };
    let Some(section) = section else { return ShownCell::plain(stored) };
    if section.tokens.is_empty() {
        let stored = Some(stored.to_owned());
        return ShownCell { stored, ..ShownCell::remarked("", CellRemark::Blank) };
    }
    match section.tokens.contains(&FormatToken::Text) {
        true => ShownCell::plain(around(&section.tokens, &FormatToken::Text, stored)),
        false => ShownCell::plain(stored),
    }
}

/// The literals of a section around a value.
fn around(tokens: &[FormatToken], place: &FormatToken, value: &str) -> String {
    let mut out = String::new();
    for token in tokens {
        match token {
            FormatToken::Literal(c) => out.push(*c),
            token if token == place => out.push_str(value),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// The section of a code that holds for a number, and whether it says itself what stands
/// for a minus.
fn section(code: &str, number: Decimal) -> Option<(FormatSection, bool)> {
    let mut all = sections(code);
    let conditional = all.iter().take(2).any(|s| s.condition.is_some());
    let index = if conditional {
        let holds = |s: &FormatSection| s.condition.is_none_or(|c| c.holds(number));
        all.iter().take(3).position(holds)?
    } else {
        match number {
            n if n.is_zero() && all.len() > 2 => 2,
            n if n.is_sign_negative() && !n.is_zero() && all.len() > 1 => 1,
            _ => 0,
        }
    };
    let own_sign = index == 1 && !conditional;
    (index < all.len()).then(|| (all.swap_remove(index), own_sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, code: &str) -> String {
        number(&format!("{value:.14e}"), code).text
    }

    #[test]
    fn no_noise_of_binary_fractions() {
        assert_eq!(shown(5.1, "General"), "5.1");
        assert_eq!(shown(0.1 + 0.2, "General"), "0.3");
        assert_eq!(shown(1.005, "0.00"), "1.01");
        assert_eq!(shown(0.285, "0%"), "29%");
        assert_eq!(shown(5.0, "General"), "5");
        assert_eq!(shown(1e21, "General"), "1000000000000000000000");
        assert_eq!(shown(1e300, "0.00"), "1.00000000000000e300");
    }

    #[test]
    fn decimals_and_percent_are_as_shown() {
        assert_eq!(shown(5.1, "0.00"), "5.10");
        assert_eq!(shown(1081.95, "#,##0.00"), "1081.95");
        assert_eq!(shown(1.0, "0%"), "100%");
        assert_eq!(shown(0.955, "0.0#%"), "95.5%");
        assert_eq!(shown(731001.0, "000000"), "731001");
        assert_eq!(shown(1.0, "000"), "001");
        assert_eq!(shown(0.5, "#.00"), "0.50");
        assert_eq!(shown(-5.0, "0.00"), "-5.00");
        assert_eq!(shown(12345678.0, "0.00,"), "12345.68");
        assert_eq!(shown(-5.0, "0.00;(0.00)"), "(5.00)");
        assert_eq!(shown(-5.0, "0.00;[Red]-0.00"), "-5.00");
    }

    #[test]
    fn words_around_a_number_are_shown() {
        assert_eq!(shown(4.0, "\"≥\"0\"次\""), "≥4次");
        assert_eq!(shown(4.0, "≥0次"), "≥4次");
        assert_eq!(shown(0.9, "≥0%"), "≥90%");
        assert_eq!(shown(3.0, "0\\人"), "3人");
        assert_eq!(shown(1.5, "[$¥-804]#,##0.00"), "1.50");
        let accounting = "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)";
        assert_eq!(shown(5.0, accounting), "5.00");
        assert_eq!(shown(0.0, accounting), "0");
    }

    #[test]
    fn digits_that_are_cut_off_are_told() {
        let cut = number("16.625", "0.00");
        assert_eq!((&*cut.text, cut.stored.as_deref()), ("16.63", Some("16.625")));
        assert_eq!(number("0.955", "0%").stored.as_deref(), Some("95.5%"));
        assert_eq!(number("5.10", "0.00").stored, None);
    }

    #[test]
    fn ten_thousands_are_as_shown() {
        for (code, text) in [
            ("0!.0,", "5.0"),
            ("0\".\"0,", "5.0"),
            ("0\\.0,", "5.0"),
            ("#,##0!.0,", "5.0"),
            ("0!.0,\"万元\"", "5.0万元"),
            ("0!.0000", "5.0000"),
            ("#!.0000\"万\"", "5.0000万"),
            ("#,##0.00,,", "0.05"),
            ("0.00,\"千元\"", "50.00千元"),
            ("[>=10000]0!.0,\"万\";0", "5.0万"),
            ("[<10000]0;[>=10000]0!.0,\"万\"", "5.0万"),
            ("[红色]0.00", "50000.00"),
            ("General\"元\"", "50000元"),
            ("G/通用格式\"元\"", "50000元"),
        ] {
            assert_eq!(shown(50_000.0, code), text, "{code}");
        }
        assert_eq!(shown(500.0, "0!.0,"), "0.1");
        assert_eq!(shown(123_456.0, "0!.0,"), "12.3");
        assert_eq!(number("123456", "0!.0,").stored.as_deref(), Some("123.456"));
        assert_eq!(shown(13912345678.0, "000-0000-0000"), "139-1234-5678");
    }

    #[test]
    fn what_a_format_hides_or_cannot_show_is_told() {
        for (value, code, shown, remark) in [
            ("1.5", ";;;", "", CellRemark::Blank),
            ("0", "0.00;-0.00;", "", CellRemark::Blank),
            ("1.5", "# ?/?", "1.5", CellRemark::Format),
            ("1.5", "0.00E+00", "1.5", CellRemark::Format),
            ("5", "[DBNum1][$-804]General", "5", CellRemark::Format),
            ("13990126500510110000", "0", "13990126500510110000", CellRemark::Digits),
        ] {
            let found = number(value, code);
            assert_eq!((&*found.text, found.remark), (shown, Some(remark)), "{code}");
        }
        for code in ["General", "@", "", "G/通用格式"] {
            assert_eq!(number("1.5", code), ShownCell::plain("1.5"), "{code}");
        }
        assert_eq!(text("甲", "0;-0;0;@\"（代）\"").text, "甲（代）");
        assert_eq!(text("甲", "\"≥\"@").text, "≥甲");
        assert_eq!(text("甲", ";;;").remark, Some(CellRemark::Blank));
        assert_eq!(text("甲", "0.00"), ShownCell::plain("甲"));
    }
}
