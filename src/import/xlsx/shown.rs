//! A stored number → the digits that Excel shows.
//!
//! Numbers are decimals throughout: 15 digits, as many as Excel keeps, so that the noise
//! of a binary fraction is gone before anything is rounded.

use rust_decimal::{Decimal, RoundingStrategy};

/// A text as shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What is shown.
    pub text: String,
    /// The stored number, where the format cuts digits off.
    pub stored: Option<String>,
}

impl Shown {
    /// A text that is shown as it is stored.
    pub fn plain(text: impl Into<String>) -> Shown {
        Shown { text: text.into(), stored: None }
    }
}

/// A number, in digits or scientific notation, as the format `code` shows it.
///
/// Thousands separators and currency signs are left out: the form prints none. What is
/// no decimal format (a fraction, an exponent) shows the stored number.
pub fn number(stored: &str, code: &str) -> Shown {
    let exact = Decimal::from_scientific(stored).or_else(|_| stored.parse());
    let Ok(exact) = exact else { return Shown::plain(stored) };
    let exact = exact.normalize();
    let Some(format) = section(code, exact).and_then(|s| Format::read(&s)) else {
        return Shown::plain(exact.to_string());
    };
    format.show(exact)
}

/// The section of a code that holds for a number, without its brackets.
fn section(code: &str, number: Decimal) -> Option<Vec<Token>> {
    let mut sections = tokens(code);
    let index = match number {
        n if n.is_zero() && sections.len() > 2 => 2,
        n if n.is_sign_negative() && sections.len() > 1 => 1,
        _ => 0,
    };
    (index < sections.len()).then(|| sections.swap_remove(index))
}

/// A piece of a format code.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Literal(char),
    /// A letter of another kind of format.
    Other,
}

/// The sections of a code, cut into pieces.
fn tokens(code: &str) -> Vec<Vec<Token>> {
    let mut sections = vec![Vec::new()];
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let token = match c {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '"' => {
                let text = chars.by_ref().take_while(|c| *c != '"');
                let literals: Vec<_> = text.map(Token::Literal).collect();
                sections.last_mut().into_iter().for_each(|s| s.extend(literals.clone()));
                continue;
            }
            // colours, conditions and currencies
            '[' => {
                chars.by_ref().find(|c| *c == ']');
                continue;
            }
            // the width of a character, and one that fills the cell
            '_' | '*' => {
                chars.next();
                continue;
            }
            '\\' => match chars.next() {
                Some(c) => Token::Literal(c),
                None => continue,
            },
            '0' | '#' | '?' => Token::Digit(c),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '/' | '@' => Token::Other,
            c if c.is_ascii_alphabetic() => Token::Other,
            c => Token::Literal(c),
        };
        sections.last_mut().into_iter().for_each(|s| s.push(token.clone()));
    }
    sections
}

/// A decimal format.
#[derive(Debug, Default)]
struct Format {
    before: String,
    after: String,
    /// Least digits in front of the point.
    integer: usize,
    /// Least and most digits behind it.
    decimals: (u32, u32),
    /// Powers of ten that the shown number is larger by.
    scale: i32,
}

impl Format {
    /// The format of a section; `None` where it is none of decimals.
    fn read(section: &[Token]) -> Option<Format> {
        let is_digit = |t: &Token| matches!(t, Token::Digit(_));
        let first = section.iter().position(is_digit)?;
        let last = section.iter().rposition(is_digit)?;
        let mut format = Format::default();
        let mut behind_point = false;
        for (i, token) in section.iter().enumerate() {
            match token {
                Token::Digit(c) if behind_point => format.decimal(*c),
                Token::Digit(c) => format.integer += usize::from(*c == '0'),
                Token::Point => behind_point = true,
                Token::Comma if i > last => format.scale -= 3,
                Token::Comma => {}
                Token::Percent => {
                    format.scale += 2;
                    if i < first { &mut format.before } else { &mut format.after }
                        .push('%');
                }
                Token::Literal(c) if i < first => format.before.push(*c),
                Token::Literal(c) if i > last => format.after.push(*c),
                // 000-0000 and the like are no amounts
                Token::Literal(_) | Token::Other => return None,
            }
        }
        Some(format)
    }

    fn decimal(&mut self, digit: char) {
        self.decimals.1 += 1;
        if digit == '0' {
            self.decimals.0 = self.decimals.1;
        }
    }

    fn show(&self, exact: Decimal) -> Shown {
        let whole = || Shown::plain(exact.to_string());
        let Some(scaled) = shift(exact, self.scale) else { return whole() };
        let (least, most) = self.decimals;
        let rounded =
            scaled.round_dp_with_strategy(most, RoundingStrategy::MidpointAwayFromZero);
        let text = rounded.abs().normalize().to_string();
        let (integer, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let integer = format!("{integer:0>width$}", width = self.integer);
        let decimals = format!("{decimals:0<width$}", width = least as usize);
        let point = if decimals.is_empty() { "" } else { "." };
        let sign =
            if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
        let digits = format!("{sign}{integer}{point}{decimals}");
        let shown = |digits: &str| {
            format!("{}{digits}{}", self.before, self.after).trim().to_owned()
        };
        let stored = (rounded != scaled).then(|| shown(&scaled.normalize().to_string()));
        // an accountant's zero is a dash
        let text = if rounded.is_zero() && self.integer == 0 && least == 0 {
            "0".to_owned()
        } else {
            shown(&digits)
        };
        Shown { text, stored }
    }
}

/// A number times a power of ten.
fn shift(number: Decimal, power: i32) -> Option<Decimal> {
    let factor = (0..power.unsigned_abs())
        .try_fold(Decimal::ONE, |factor, _| factor.checked_mul(Decimal::TEN))?;
    if power < 0 { number.checked_div(factor) } else { number.checked_mul(factor) }
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
    fn other_formats_show_the_number() {
        for code in
            ["# ?/?", "0.00E+00", "General", "@", "", ";;;", "000-0000", "G/通用格式"]
        {
            assert_eq!(shown(1.5, code), "1.5", "{code}");
        }
    }
}
