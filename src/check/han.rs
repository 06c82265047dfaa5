//! Chinese characters, and the sentences of a text.

use std::ops::Range;

/// Whether a character is a Chinese one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

/// The bytes of the sentences of a text, without what ends them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(['。', '；', ';', '！', '\n']) {
        let said = part.trim_end_matches(['。', '；', ';', '！', '\n']);
        if !said.trim().is_empty() {
            found.push(start..start + said.len());
        }
        start += part.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_their_places() {
        let text = "甲乙。丙；\n丁";
        let said: Vec<_> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(said, ["甲乙", "丙", "丁"]);
        assert!(is_han('档') && !is_han('，') && !is_han('a'));
    }
}
