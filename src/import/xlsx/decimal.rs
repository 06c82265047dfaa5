//! A decimal format, and a number in it.

use super::shown::ShownCell;
use super::token::FormatToken;
use rust_decimal::{Decimal, RoundingStrategy};

/// A decimal format.
#[derive(Debug, Default)]
pub struct Format {
    before: String,
    after: String,
    /// The places of digits in front of the point, and the literals between them.
    integer: Vec<FormatToken>,
    /// Likewise behind the point.
    fraction: Vec<FormatToken>,
    /// Powers of ten that the shown number is larger by.
    scale: i32,
    /// Whether it shows a minus itself, as a section for negative numbers does not.
    own_sign: bool,
}

impl Format {
    /// The format of a section; `None` where it is none of decimals. `unsigned` where the
    /// section is that of negative numbers, which says itself what stands for the minus.
    pub fn read(section: &[FormatToken], unsigned: bool) -> Option<Format> {
        let is_digit = |t: &FormatToken| matches!(t, FormatToken::Digit(_));
        let first = section.iter().position(is_digit)?;
        let last = section.iter().rposition(is_digit)?;
        let mut format = Format { own_sign: unsigned, ..Format::default() };
        let mut behind_point = false;
        for (i, token) in section.iter().enumerate() {
            let part =
                if behind_point { &mut format.fraction } else { &mut format.integer };
            match token {
                FormatToken::Digit(_) => part.push(token.clone()),
                FormatToken::Point if behind_point => return None,
                FormatToken::Point => behind_point = true,
                // behind the last digit each comma stands for a thousand
                FormatToken::Comma if i > last => format.scale -= 3,
                FormatToken::Comma => {}
                FormatToken::Percent => {
                    format.scale += 2;
                    if i < first { &mut format.before } else { &mut format.after }
                        .push('%');
                }
                FormatToken::Literal(c) if i < first => format.before.push(*c),
                FormatToken::Literal(c) if i > last => format.after.push(*c),
                FormatToken::Literal(_) => part.push(token.clone()),
                FormatToken::Other | FormatToken::General | FormatToken::Text => {
                    return None;
                }
            }
        }
        Some(format)
    }

    /// The number in the format.
    pub fn show(&self, exact: Decimal) -> Option<ShownCell> {
        let scaled = shift(exact, self.scale)?;
        let digits = |part: &[FormatToken]| part.iter().filter(|t| is_place(t)).count();
        let places = digits(&self.fraction) as u32;
        let rounded =
            scaled.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        let shown = |number: Decimal| {
            let minus = number.is_sign_negative() && !number.is_zero() && !self.own_sign;
            let sign = if minus { "-" } else { "" };
            let text = self.digits(number);
            format!("{sign}{}{text}{}", self.before, self.after).trim().to_owned()
        };
        // an accountant's zero is a dash
        let dashed = rounded.is_zero()
            && !self
                .integer
                .iter()
                .chain(&self.fraction)
                .any(|t| *t == FormatToken::Digit('0'));
        if dashed {
            return Some(ShownCell::plain("0"));
        }
        let stored = (rounded != scaled).then(|| {
            let (before, after) = (&self.before, &self.after);
            format!("{before}{}{after}", scaled.normalize()).trim().to_owned()
        });
        Some(ShownCell { stored, ..ShownCell::plain(shown(rounded)) })
    }

    /// The digits of a number at their places, with the literals between them.
    fn digits(&self, number: Decimal) -> String {
        let text = number.abs().normalize().to_string();
        let (integer, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let integer = if integer == "0" { "" } else { integer };
        let mut left = integer.chars().rev();
        let mut front: Vec<char> = Vec::new();
        let first = self.integer.iter().position(is_place);
        for (i, token) in self.integer.iter().enumerate().rev() {
            match token {
                FormatToken::Digit(c) => match left.next() {
                    Some(digit) => front.push(digit),
                    None if *c == '0' => front.push('0'),
                    None => {}
                },
                // a literal stands where there are digits in front of it, or must be
                FormatToken::Literal(c) => {
                    let must = self.integer[..i].contains(&FormatToken::Digit('0'));
                    if must || left.clone().next().is_some() {
                        front.push(*c);
                    }
                }
                _ => {}
            }
            if Some(i) == first {
                front.extend(left.by_ref());
            }
        }
        if first.is_none() {
            front.extend(left);
        }
        let mut out: String = front.into_iter().rev().collect();
        let behind = self.decimals(decimals);
        if !behind.is_empty() {
            if out.is_empty() {
                out.push('0');
            }
            out.push('.');
            out.push_str(&behind);
        }
        if out.is_empty() { "0".to_owned() } else { out }
    }

    fn decimals(&self, digits: &str) -> String {
        let mut digits = digits.chars();
        let mut out = String::new();
        let last_must = self.fraction.iter().rposition(|t| *t == FormatToken::Digit('0'));
        for (i, token) in self.fraction.iter().enumerate() {
            match token {
                FormatToken::Digit(_) => match digits.next() {
                    Some(digit) => out.push(digit),
                    None if last_must.is_some_and(|last| i <= last) => out.push('0'),
                    None => {}
                },
                FormatToken::Literal(c) => out.push(*c),
                _ => {}
            }
        }
        out
    }
}

fn is_place(token: &FormatToken) -> bool {
    matches!(token, FormatToken::Digit(_))
}

/// A number times a power of ten.
fn shift(number: Decimal, power: i32) -> Option<Decimal> {
    let factor = (0..power.unsigned_abs())
        .try_fold(Decimal::ONE, |factor, _| factor.checked_mul(Decimal::TEN))?;
    if power < 0 { number.checked_div(factor) } else { number.checked_mul(factor) }
}
