//! Applies fixes by their bytes; everything between them stays as it is.

use crate::diagnostic::Fix;

/// `text` with the fixes of its file applied, and how many. Of fixes that touch the same
/// bytes the first in the text is applied; the others are for the next round.
pub fn apply_fixes(text: &str, fixes: &[&Fix]) -> (String, usize) {
    let mut fixes = fixes.to_vec();
    fixes.sort_by_key(|f| (f.span.start, f.span.end));
    let mut out = String::with_capacity(text.len());
    let (mut done, mut count) = (0, 0);
    for fix in fixes {
        let range = fix.span.range();
        let overlaps = range.start < done || (count > 0 && range.start == done);
        let Some(kept) = text.get(done..range.start).filter(|_| !overlaps) else {
            continue;
        };
        if text.get(range.clone()).is_none() {
            continue;
        }
        out.push_str(kept);
        out.push_str(&fix.text);
        (done, count) = (range.end, count + 1);
    }
    out.push_str(&text[done..]);
    (out, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::{Sources, Span};

    #[test]
    fn the_first_of_overlapping_fixes_wins() {
        let text = "年度：2025 # 注\r\n甲: 乙\r\n";
        let mut sources = Sources::default();
        let file = sources.add("a", text);
        let fix = |start, end, text: &str| Fix {
            span: Span::new(file, start..end),
            text: text.into(),
            safe: true,
        };
        let fixes = [fix(6, 13, "无"), fix(6, 9, ": "), fix(26, 29, "丙")];
        let (mended, count) = apply_fixes(text, &fixes.iter().collect::<Vec<_>>());
        assert_eq!(mended, "年度: 2025 # 注\r\n甲: 丙\r\n");
        assert_eq!(count, 2);
    }

    #[test]
    fn a_place_outside_of_the_text_is_left_alone() {
        let mut sources = Sources::default();
        let file = sources.add("a", "甲");
        let span = Span::new(file, 1..9);
        let fix = Fix { span, text: String::new(), safe: true };
        assert_eq!(apply_fixes("甲", &[&fix]), ("甲".to_owned(), 0));
    }
}
