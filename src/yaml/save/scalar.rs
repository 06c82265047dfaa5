//! Text → YAML scalar, plain wherever the reader gives it back unchanged.

use crate::yaml::slip::{self, is_odd, mark::item_mark};

/// How a text is written.
#[derive(Debug, PartialEq, Eq)]
pub enum Scalar<'t> {
    /// On the line of its key.
    Inline(String),
    /// As a literal block, one paragraph a line.
    Literal(Vec<&'t str>),
}

/// The scalar for a text. Blanks at its ends are not kept.
pub fn scalar(text: &str) -> Scalar<'_> {
    let text = text.trim();
    let lines: Vec<_> = text.split('\n').collect();
    let even = |l: &&str| !l.is_empty() && l.trim() == *l && !l.contains(is_special);
    if lines.len() > 1 && lines.iter().all(even) {
        return Scalar::Literal(lines);
    }
    Scalar::Inline(inline(text))
}

/// A text on one line: plain, quoted, or with escapes.
pub fn inline(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if text.contains(is_special) {
        return escaped(text);
    }
    // what the emitter leaves plain, or folds, is read in another way by this format
    let quoted = serde_yaml::to_string(text).unwrap_or_default();
    let quoted = quoted.trim_end();
    let fits = quoted.starts_with(['\'', '"']) && !quoted.contains('\n');
    if fits { quoted.to_owned() } else { escaped(text) }
}

/// Whether a plain scalar of this text reads back as it is.
fn is_plain(text: &str) -> bool {
    const INDICATORS: &str = ",[]{}#&*!|>'\"%@`";
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let begins = match first {
        '-' | '?' | ':' => chars.next().is_some_and(|c| !c.is_whitespace()),
        first => !INDICATORS.contains(first),
    };
    begins
        && text.trim() == text
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(is_special)
        && !["---", "..."].iter().any(|mark| text.starts_with(mark))
        && !matches!(text, "~" | "null")
        // what looks like an item is told, unless it is quoted
        && item_mark(text) == 0
        && !(text.contains(OFTEN_MEANT) && slip::is_told(text))
}

/// Characters without which no plain text is taken for a slip of the pen.
const OFTEN_MEANT: [char; 12] =
    [':', '：', '#', '＃', '/', '<', '*', '=', '→', '…', '—', '－'];

/// Characters that end a line, do not print, or that an editor would change.
pub fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') || is_odd(c)
}

/// A text in double quotes on one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_special(c) => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_values_need_no_quotes() {
        for text in ["13020023E00010", "5.00", "001", "≥90%", "是", "2023.12.31", "-5"]
        {
            assert_eq!(inline(text), text);
        }
    }

    #[test]
    fn what_yaml_would_misread_is_quoted() {
        for text in ["- 甲", ">95%", "甲: 乙", "甲 #乙", "null", "甲:", "*", "@", "%"]
        {
            assert_eq!(inline(text), format!("'{text}'"));
        }
        assert_eq!(inline("甲\t乙"), r#""甲\t乙""#);
        assert_eq!(inline("'甲'"), "'''甲'''");
    }

    #[test]
    fn paragraphs_are_a_block_unless_blanks_would_be_lost() {
        assert_eq!(scalar("甲\n乙"), Scalar::Literal(vec!["甲", "乙"]));
        assert_eq!(scalar("甲\n 乙"), Scalar::Inline(r#""甲\n 乙""#.into()));
        assert_eq!(scalar("甲\n\n乙"), Scalar::Inline(r#""甲\n\n乙""#.into()));
    }
}
