//! Where clauses and sentences of running text begin and end.

use std::ops::Range;

/// Whether a clause ends at `c`.
pub fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '、' | '：' | ',' | ';' | ':' | '\n' | '（' | '）')
}

/// The bytes of the sentence that holds the byte `at`.
pub fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let ends = ['。', '；', ';', '\n'];
    let start = text[..at].rfind(ends).map_or(0, |i| i + char_at(text, i));
    let end = text[at..].find(ends).map_or(text.len(), |i| at + i);
    start..end
}

fn char_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}
