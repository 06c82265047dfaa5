//! The tags of the template language in a text.

use std::ops::Range;

/// A tag `{{ }}` or `{% %}`.
pub struct Tag {
    /// From its first bracket to behind its last.
    pub range: Range<usize>,
    /// Whether it prints: `{{ }}`.
    pub is_output: bool,
}

/// The tags in order, without comments.
pub fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|i| at + i) {
        let end = match text[open..].get(..2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            Some("{#") => "#}",
            _ => {
                at = open + 1;
                continue;
            }
        };
        let Some(length) = text[open..].find(end) else { break };
        let range = open..open + length + 2;
        at = range.end;
        if end != "#}" {
            tags.push(Tag { range, is_output: end == "}}" });
        }
    }
    tags
}

/// The ranges of tags and comments, in which no markup stands.
pub fn covered(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = tags(text).into_iter().map(|t| t.range).collect();
    let mut at = 0;
    while let Some(open) = text[at..].find("{#").map(|i| at + i) {
        let end = text[open..].find("#}").map_or(text.len(), |i| open + i + 2);
        ranges.push(open..end);
        at = end;
    }
    ranges.sort_by_key(|r| r.start);
    ranges
}
