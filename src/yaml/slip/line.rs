//! The lines of a file as an author sees them: indentation, dashes, key, colon, value.

use super::words;
use std::ops::Range;

/// One line; all places are bytes of the whole text.
#[derive(Debug, Clone)]
pub struct SlipLine {
    /// The whole line without its end.
    pub at: Range<usize>,
    /// Where the first character stands that is no ASCII blank.
    pub indent: usize,
    /// Where what follows the dashes of list items begins.
    pub body: usize,
    /// The value behind the colon or the dashes, without blanks and comment around.
    pub value: Range<usize>,
    /// The key, where a word with a proper or improper colon stands.
    pub key: Option<SlipKey>,
}

/// A word in front of a colon.
#[derive(Debug, Clone)]
pub struct SlipKey {
    /// The word.
    pub at: Range<usize>,
    /// The colon, or what stands for it.
    pub colon: Range<usize>,
    /// Whether the colon is one that YAML takes for a colon.
    pub is_proper: bool,
}

/// What people type for a colon.
const COLONS: [char; 9] = [':', '：', '︰', '﹕', '∶', '꞉', 'ː', '；', ';'];
/// Longest key, in characters.
const LONGEST_KEY: usize = 24;

impl SlipLine {
    /// The line that holds the byte `at`.
    pub fn around(text: &str, at: usize) -> SlipLine {
        let at = text.floor_char_boundary(at.min(text.len()));
        let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        SlipLine::read(text, start..end)
    }

    /// The line above.
    pub fn above(&self, text: &str) -> Option<SlipLine> {
        Some(SlipLine::around(text, self.at.start.checked_sub(1)?))
    }

    /// The line below.
    pub fn below(&self, text: &str) -> Option<SlipLine> {
        let next = text[self.at.end..].find('\n').map(|i| self.at.end + i + 1)?;
        (next < text.len()).then(|| SlipLine::around(text, next))
    }

    fn read(text: &str, at: Range<usize>) -> SlipLine {
        let line = text[at.clone()].trim_end_matches('\r');
        let at = at.start..at.start + line.len();
        let indent = at.start + line.len() - line.trim_start_matches(' ').len();
        let mut body = indent;
        while let Some(rest) = text[body..at.end].strip_prefix("- ") {
            body = at.end - rest.trim_start_matches(' ').len();
        }
        let key = key(text, body..at.end);
        let from = key.as_ref().map_or(body, |k| k.colon.end);
        let rest = &text[from..at.end];
        let from = at.end - rest.trim_start().len();
        let kept = without_comment(&text[from..at.end]).trim_end().len();
        SlipLine { at, indent, body, value: from..from + kept, key }
    }

    /// How deep it is indented, in blanks.
    pub fn depth(&self) -> usize {
        self.indent - self.at.start
    }

    /// Whether nothing but blanks and a comment stands there.
    pub fn is_empty(&self, text: &str) -> bool {
        let rest = text[self.indent..self.at.end].trim();
        rest.is_empty() || rest.starts_with('#')
    }

    /// Whether it begins an item of a list.
    pub fn is_item(&self, text: &str) -> bool {
        self.body > self.indent || text[self.indent..self.at.end].trim_end() == "-"
    }
}

/// The first word with a colon of any kind.
fn key(text: &str, at: Range<usize>) -> Option<SlipKey> {
    let body = &text[at.clone()];
    let short = body.char_indices().take(LONGEST_KEY + 1);
    let (i, colon) = short.into_iter().find(|(_, c)| COLONS.contains(c))?;
    let word = body[..i].trim();
    let wordlike = |c: char| !"，。,!！?？“”\"'#{}[]｛｝<>@`&*|%".contains(c);
    if word.is_empty() || !word.chars().all(wordlike) {
        return None;
    }
    // a semicolon stands for a colon behind a known key alone
    if matches!(colon, ';' | '；') && !words::is_key(word) {
        return None;
    }
    let end = i + colon.len_utf8();
    let next = body[end..].chars().next();
    let is_proper = colon == ':' && next.is_none_or(|c| matches!(c, ' ' | '\t' | '\r'));
    let start = at.start + body[..i].len() - body[..i].trim_start().len();
    let colon = at.start + i..at.start + end;
    Some(SlipKey { at: start..start + word.len(), colon, is_proper })
}

/// A value without the comment behind it.
pub fn without_comment(value: &str) -> &str {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = match quote {
        Some(q) => value[1..].rfind(q).map_or(1, |i| i + 2),
        None => 0,
    };
    let mut blank = from == 0;
    for (i, c) in value.char_indices().filter(|(i, _)| *i >= from) {
        if c == '#' && blank {
            return &value[..i];
        }
        blank = matches!(c, ' ' | '\t');
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> (usize, &str, &str, bool) {
        let read = SlipLine::around(line, 0);
        let key = read.key.clone();
        (
            read.depth(),
            key.as_ref().map_or("", |k| &line[k.at.clone()]),
            &line[read.value.clone()],
            key.is_some_and(|k| k.is_proper),
        )
    }

    #[test]
    fn key_and_value_are_seen_whatever_the_colon() {
        assert_eq!(parts("  预算数: 5.00  # 注"), (2, "预算数", "5.00", true));
        assert_eq!(parts("资金用途：开会"), (0, "资金用途", "开会", false));
        assert_eq!(parts("资金用途:开会\r"), (0, "资金用途", "开会", false));
        assert_eq!(parts("    - - 指标 : \"a # b\" # c"), (4, "指标", "\"a # b\"", true));
        assert_eq!(parts("开会；座谈"), (0, "", "开会；座谈", false));
    }
}
