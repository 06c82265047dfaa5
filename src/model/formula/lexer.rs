//! The words of an expression.

use super::{FormulaFault, Operator};
use crate::model::own::Day;
use rust_decimal::Decimal;
use std::ops::Range;

/// A word and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub at: Range<usize>,
    pub word: Word,
}

/// What a word is.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    Number(Decimal),
    Text(String),
    Name(String),
    Operator(Operator),
    Open,
    Close,
    Comma,
    Point,
}

/// Longest expression, in bytes: no rule of a form is longer.
const MOST: usize = 2_000;

/// Signs of one character, also in full width.
const SIGNS: &[(char, Word)] = &[
    ('+', Word::Operator(Operator::Plus)),
    ('＋', Word::Operator(Operator::Plus)),
    ('-', Word::Operator(Operator::Minus)),
    ('－', Word::Operator(Operator::Minus)),
    ('−', Word::Operator(Operator::Minus)),
    ('×', Word::Operator(Operator::Times)),
    ('*', Word::Operator(Operator::Times)),
    ('＊', Word::Operator(Operator::Times)),
    ('÷', Word::Operator(Operator::Over)),
    ('/', Word::Operator(Operator::Over)),
    ('／', Word::Operator(Operator::Over)),
    ('=', Word::Operator(Operator::Equal)),
    ('＝', Word::Operator(Operator::Equal)),
    ('≠', Word::Operator(Operator::Unequal)),
    ('<', Word::Operator(Operator::Less)),
    ('＜', Word::Operator(Operator::Less)),
    ('≤', Word::Operator(Operator::AtMost)),
    ('>', Word::Operator(Operator::More)),
    ('＞', Word::Operator(Operator::More)),
    ('≥', Word::Operator(Operator::AtLeast)),
    ('且', Word::Operator(Operator::And)),
    ('或', Word::Operator(Operator::Or)),
    ('(', Word::Open),
    ('（', Word::Open),
    (')', Word::Close),
    ('）', Word::Close),
    (',', Word::Comma),
    ('，', Word::Comma),
    ('.', Word::Point),
    ('．', Word::Point),
    ('·', Word::Point),
];

/// Signs of two characters.
const PAIRS: &[(&str, Operator)] = &[
    ("==", Operator::Equal),
    ("!=", Operator::Unequal),
    ("<>", Operator::Unequal),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("=<", Operator::AtMost),
    ("=>", Operator::AtLeast),
];

/// Quotes: those of a text, and those of a name with signs in it.
const QUOTES: &[(char, char, bool)] = &[
    ('“', '”', true),
    ('"', '"', true),
    ('「', '」', true),
    ('\'', '\'', true),
    ('【', '】', false),
];

/// The words of a text.
pub fn words(text: &str) -> Result<Vec<Token>, FormulaFault> {
    if text.len() > MOST {
        let message = "式子太长".to_owned();
        let help = "分成几条核对".to_owned();
        return Err(FormulaFault { at: 0..text.len(), message, help });
    }
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let behind_point = tokens.last().is_some_and(|t| t.word == Word::Point);
        let (word, length) = word(text, at, c, behind_point)?;
        tokens.push(Token { at: at..at + length, word });
        at += length;
    }
    Ok(tokens)
}

fn word(
    text: &str,
    at: usize,
    c: char,
    behind_point: bool,
) -> Result<(Word, usize), FormulaFault> {
    let rest = &text[at..];
    if let Some((sign, operator)) = PAIRS.iter().find(|p| rest.starts_with(p.0)) {
        return Ok((Word::Operator(*operator), sign.len()));
    }
    if let Some((_, close, is_text)) = QUOTES.iter().find(|q| q.0 == c) {
        return quoted(rest, at, c.len_utf8(), *close, *is_text);
    }
    if let Some((_, word)) = SIGNS.iter().find(|s| s.0 == c) {
        return Ok((word.clone(), c.len_utf8()));
    }
    let named = rest.len() - rest.trim_start_matches(is_of_name).len();
    if digit(c).is_some() && !behind_point {
        return number(rest, at, named);
    }
    match named {
        0 => Err(FormulaFault {
            at: at..at + c.len_utf8(),
            message: format!("式子里不能有「{c}」"),
            help: "可以写栏目的名称、数、+ − × ÷、= ≠ < ≤ > ≥、且、或、括号".into(),
        }),
        length => Ok((Word::Name(rest[..length].to_owned()), length)),
    }
}

fn is_of_name(c: char) -> bool {
    (c.is_alphanumeric() || matches!(c, '_' | '、' | '：' | '%' | '％'))
        && !matches!(c, '且' | '或')
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - 0xFF10 + 0x30),
        _ => None,
    }
}

fn quoted(
    rest: &str,
    at: usize,
    open: usize,
    close: char,
    is_text: bool,
) -> Result<(Word, usize), FormulaFault> {
    let inner = &rest[open..];
    let Some(end) = inner.find(close) else {
        return Err(FormulaFault {
            at: at..at + open,
            message: "引号没有写完".into(),
            help: format!("在后面补上「{close}」"),
        });
    };
    let inside = inner[..end].to_owned();
    let word = if is_text { Word::Text(inside) } else { Word::Name(inside) };
    Ok((word, open + end + close.len_utf8()))
}

/// A number, a percentage, a date; or a name that begins with digits, of which `named`
/// bytes are.
fn number(rest: &str, at: usize, named: usize) -> Result<(Word, usize), FormulaFault> {
    if rest[..named].parse::<Day>().is_ok() {
        return Ok((Word::Text(rest[..named].to_owned()), named));
    }
    let is_digit = |c: char| digit(c).is_some() || matches!(c, '.' | '．');
    let length = rest.len() - rest.trim_start_matches(is_digit).len();
    let point = |c| if c == '．' { '.' } else { c };
    let plain: String =
        rest[..length].chars().map(|c| digit(c).unwrap_or(point(c))).collect();
    let sign = rest[length..].chars().next().filter(|c| matches!(c, '%' | '％'));
    let behind = rest[length..].chars().next();
    if sign.is_none() && behind.is_some_and(is_of_name) {
        return Ok((Word::Name(rest[..named.max(length)].to_owned()), named.max(length)));
    }
    let number = Decimal::from_str_exact(&plain).map_err(|_| FormulaFault {
        at: at..at + length,
        message: format!("「{}」不是一个数", &rest[..length]),
        help: "数写成 12.5，百分数写成 25%".into(),
    })?;
    let percent = |n: Decimal| n.checked_div(Decimal::ONE_HUNDRED).unwrap_or(n);
    Ok(match sign {
        Some(sign) => (Word::Number(percent(number)), length + sign.len_utf8()),
        None => (Word::Number(number), length),
    })
}
