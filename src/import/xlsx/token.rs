//! A number format, cut into pieces.

use rust_decimal::Decimal;

/// A piece of a format code.
#[derive(Debug, Clone, PartialEq)]
pub enum FormatToken {
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Literal(char),
    /// The number as it would be without a format.
    General,
    /// A text, as it is.
    Text,
    /// A letter of another kind of format.
    Other,
}

/// For which numbers a section holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    sign: [bool; 3],
    number: Decimal,
}

impl Condition {
    /// The condition `>=10000`.
    fn read(text: &str) -> Option<Condition> {
        let end = text.find(|c: char| !"<>=".contains(c))?;
        let (sign, number) = text.split_at(end);
        // which of less, equal and greater hold
        let sign = match sign {
            "<" => [true, false, false],
            "<=" => [true, true, false],
            "=" => [false, true, false],
            ">" => [false, false, true],
            ">=" => [false, true, true],
            "<>" => [true, false, true],
            _ => return None,
        };
        let number = number.trim();
        let number = Decimal::from_scientific(number).or_else(|_| number.parse()).ok()?;
        Some(Condition { sign, number })
    }

    /// Whether it holds for a number.
    pub fn holds(&self, number: Decimal) -> bool {
        match number.cmp(&self.number) {
            std::cmp::Ordering::Less => self.sign[0],
            std::cmp::Ordering::Equal => self.sign[1],
            std::cmp::Ordering::Greater => self.sign[2],
        }
    }
}

/// A part of a code between semicolons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormatSection {
    pub condition: Option<Condition>,
    pub tokens: Vec<FormatToken>,
}

/// The sections of a code.
pub fn sections(code: &str) -> Vec<FormatSection> {
    const GENERAL: [&str; 2] = ["General", "G/通用格式"];
    let mut sections = vec![FormatSection::default()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let general = GENERAL.iter().find(|word| {
            rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        });
        if let Some(word) = general {
            push(&mut sections, FormatToken::General);
            rest = &rest[word.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        rest = take(c, rest, &mut sections);
    }
    sections
}

fn push(sections: &mut [FormatSection], token: FormatToken) {
    sections.last_mut().into_iter().for_each(|s| s.tokens.push(token.clone()));
}

/// Takes the piece that begins with `c`; what is behind it.
fn take<'c>(c: char, rest: &'c str, sections: &mut Vec<FormatSection>) -> &'c str {
    let next = |rest: &'c str| {
        let mut chars = rest.chars();
        let c = chars.next();
        (c, chars.as_str())
    };
    match c {
        ';' => sections.push(FormatSection::default()),
        '"' => {
            let (text, behind) = rest.split_once('"').unwrap_or((rest, ""));
            text.chars().for_each(|c| push(sections, FormatToken::Literal(c)));
            return behind;
        }
        // colours, conditions and currencies
        '[' => {
            let (inside, behind) = rest.split_once(']').unwrap_or((rest, ""));
            if let (Some(condition), Some(last)) =
                (Condition::read(inside), sections.last_mut())
            {
                last.condition = Some(condition);
            }
            let elapsed =
                !inside.is_empty() && inside.chars().all(|c| "hmsHMS".contains(c));
            // numbers in Chinese characters
            if elapsed || inside.starts_with("DBNum") {
                push(sections, FormatToken::Other);
            }
            return behind;
        }
        // the width of a character, and one that fills the cell
        '_' | '*' => return next(rest).1,
        '\\' | '!' => {
            let (literal, behind) = next(rest);
            literal.into_iter().for_each(|c| push(sections, FormatToken::Literal(c)));
            return behind;
        }
        '0' | '#' | '?' => push(sections, FormatToken::Digit(c)),
        '.' => push(sections, FormatToken::Point),
        ',' => push(sections, FormatToken::Comma),
        '%' => push(sections, FormatToken::Percent),
        '@' => push(sections, FormatToken::Text),
        '/' => push(sections, FormatToken::Other),
        c if c.is_ascii_alphabetic() => push(sections, FormatToken::Other),
        c => push(sections, FormatToken::Literal(c)),
    }
    rest
}
