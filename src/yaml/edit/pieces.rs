//! What to change in a text as it stands in a file, so that it reads as another.

use crate::yaml::save::is_special;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Most characters of a text, times those of the other, that are compared.
const MOST: usize = 4_000_000;

/// The bytes of `raw`, which reads as `old`, that become others so that it reads as `new`.
/// None where `raw` has escapes or line breaks in what changes, or less than half of it
/// would stay. Whether the result reads so is for the caller to prove.
pub fn pieces(raw: &str, old: &str, new: &str) -> Option<Vec<(Range<usize>, String)>> {
    let (olds, news): (Vec<char>, Vec<char>) =
        (old.chars().collect(), new.chars().collect());
    let same = olds.iter().zip(&news).take_while(|(a, b)| a == b).count();
    let (olds_rest, news_rest) = (&olds[same..], &news[same..]);
    if olds_rest.len().saturating_mul(news_rest.len()) > MOST {
        return None;
    }
    let places = places(raw, old)?;
    let mut found = Vec::new();
    let mut changed = 0;
    for op in capture_diff_slices(Algorithm::Myers, olds_rest, news_rest) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let (was, is) = (op.old_range(), op.new_range());
        let was = was.start + same..was.end + same;
        changed += was.len();
        let new: String = news_rest[is].iter().collect();
        let range = match was.is_empty() {
            true => {
                let before = was.start.checked_sub(1)?;
                let end = places[before] + olds[before].len_utf8();
                end..end
            }
            false => {
                places[was.start]..places[was.end - 1] + olds[was.end - 1].len_utf8()
            }
        };
        let old: String = olds[was].iter().collect();
        let stands = raw.get(range.clone()) == Some(old.as_str());
        if !stands || old.contains('\n') || new.contains(is_special) {
            return None;
        }
        found.push((range, new));
    }
    (changed * 2 <= olds.len()).then_some(found)
}

/// The byte of `raw` where each character of `text` stands. A line break of a folded text
/// stands for a blank, indents for nothing.
fn places(raw: &str, text: &str) -> Option<Vec<usize>> {
    let mut rest = raw.char_indices().skip_while(|(i, c)| *i == 0 && "\"'".contains(*c));
    let mut places = Vec::with_capacity(text.len());
    for wanted in text.chars() {
        let found = rest
            .find(|(_, c)| *c == wanted || !c.is_whitespace() || wanted.is_whitespace());
        let (at, c) = found?;
        if c != wanted && !(c.is_whitespace() && wanted.is_whitespace()) {
            return None;
        }
        places.push(at);
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::pieces;

    /// `raw` after the change, which reads as `new`.
    fn changed(raw: &str, old: &str, new: &str) -> Option<String> {
        let mut out = raw.to_owned();
        for (range, new) in pieces(raw, old, new)?.into_iter().rev() {
            out.replace_range(range, &new);
        }
        Some(out)
    }

    #[test]
    fn lines_and_quotes_stay() {
        let raw = "在2026年办\n    2026年底前完成";
        let folded =
            changed(raw, "在2026年办 2026年底前完成", "在2027年办 2027年底前完成");
        assert_eq!(folded.unwrap(), "在2027年办\n    2027年底前完成");
        let block =
            changed(raw, "在2026年办\n2026年底前完成", "在2026年办\n2027年底前完成");
        assert_eq!(block.unwrap(), "在2026年办\n    2027年底前完成");
        assert_eq!(
            changed("'甲 2026年'", "甲 2026年", "甲 2027年").unwrap(),
            "'甲 2027年'"
        );
        assert_eq!(changed("甲乙", "甲乙", "甲丙乙").unwrap(), "甲丙乙");
    }

    #[test]
    fn what_does_not_stand_as_it_reads_is_left_to_others() {
        assert_eq!(changed("\"\\u7532 2026年\"", "甲 2026年", "甲 2027年"), None);
        assert_eq!(changed("甲乙丙丁", "甲乙丙丁", "戊"), None);
        assert_eq!(changed("甲乙丙", "甲乙丙", "甲\n乙丙"), None);
        assert_eq!(changed("甲乙丙", "甲乙丙", "丁甲乙丙"), None);
        assert_eq!(changed("", "", "丁"), None);
    }
}
