//! Words with values in them: printed, and found again.

use super::{Of, Slot, name};
use crate::model::Profile;
use crate::model::profile::offset;
use std::ops::Range;

/// Words with values in them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pattern(pub Vec<Piece>);

/// A piece of such words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words as they are.
    Text(String),
    /// A value.
    Slot(Slot),
}

/// What is wrong with words, and where in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordsFault {
    /// The bytes.
    pub range: Range<usize>,
    /// The name between brackets; None where brackets do not match.
    pub name: Option<String>,
}

impl Pattern {
    /// A label, in which only years are values.
    pub(crate) fn label(text: &str) -> Pattern {
        Pattern::read(text, |name| offset(name).map(Slot::Year)).0
    }

    /// Words with the fields that a table has, and what is wrong with them.
    pub(crate) fn words(
        text: &str,
        profile: &Profile,
        of: Of,
    ) -> (Pattern, Vec<WordsFault>) {
        Pattern::read(text, |name| name::slot(profile, of, name))
    }

    fn read(
        text: &str,
        slot: impl Fn(&str) -> Option<Slot>,
    ) -> (Pattern, Vec<WordsFault>) {
        let (mut pieces, mut faults) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(open) = text[at..].find(['{', '｛']).map(|i| at + i) {
            let width = text[open..].chars().next().map_or(1, char::len_utf8);
            let inside = open + width;
            let close = text[inside..].find(['}', '｝']).map(|i| inside + i);
            let Some(close) = close else {
                faults.push(WordsFault { range: open..text.len(), name: None });
                break;
            };
            let end = close + text[close..].chars().next().map_or(1, char::len_utf8);
            let name = text[inside..close].trim();
            push_text(&mut pieces, &text[at..open]);
            match slot(name) {
                Some(slot) => pieces.push(Piece::Slot(slot)),
                None => {
                    let name = Some(name.to_owned());
                    faults.push(WordsFault { range: inside..close, name });
                    push_text(&mut pieces, &text[open..end]);
                }
            }
            at = end;
        }
        push_text(&mut pieces, &text[at..]);
        (Pattern(pieces), faults)
    }

    /// The words, each value as `show` gives it.
    pub(crate) fn print(&self, show: impl Fn(&Slot) -> String) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Slot(slot) => show(slot),
        };
        self.0.iter().map(piece).collect()
    }

    /// The values in it.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Slot(slot) => Some(slot),
            Piece::Text(_) => None,
        })
    }

    /// Whether words by which it can be told stand in it.
    pub(crate) fn has_text(&self) -> bool {
        let telling = |c: char| c.is_alphanumeric();
        self.0.iter().any(|p| matches!(p, Piece::Text(t) if t.contains(telling)))
    }

    /// The values in a text that these words were printed into; None of another text.
    /// Blanks do not count.
    pub(crate) fn find(&self, text: &str) -> Option<Vec<(Slot, String)>> {
        let text: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        let mut at = 0;
        for (i, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Text(words) => at = behind(&text, at, words)?,
                Piece::Slot(slot) => {
                    let end = end_of(slot, &text, at, self.0.get(i + 1))?;
                    let value: String = text[at..end].iter().collect();
                    found.push((slot.clone(), value.trim().to_owned()));
                    at = end;
                }
            }
        }
        text[at..].iter().all(|c| c.is_whitespace()).then_some(found)
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// Where the value of a slot ends that begins at `from`.
fn end_of(
    slot: &Slot,
    text: &[char],
    from: usize,
    next: Option<&Piece>,
) -> Option<usize> {
    let while_ = |is: &dyn Fn(&char) -> bool| {
        let blank = text[from..].iter().take_while(|c| c.is_whitespace()).count();
        let start = from + blank;
        start + text[start..].iter().take_while(|c| is(c)).count()
    };
    match (slot, next) {
        (Slot::Year(_), _) => {
            let end = while_(&char::is_ascii_digit);
            (end >= from + 4).then_some(end)
        }
        (_, None) => Some(text.len()),
        (_, Some(Piece::Text(words))) => {
            (from..=text.len()).find(|at| behind(text, *at, words).is_some())
        }
        (Slot::UnitCode | Slot::Number, _) => Some(while_(&char::is_ascii_alphanumeric)),
        // two values without a word between them cannot be told apart
        _ => Some(text.len()),
    }
}

/// Where `words` end in a text that has them at `from`, blanks aside.
fn behind(text: &[char], from: usize, words: &str) -> Option<usize> {
    let mut at = from;
    for wanted in words.chars().filter(|c| !c.is_whitespace()) {
        while text.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        if text.get(at) != Some(&wanted) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        let known = |name: &str| match name {
            "年度" => Some(Slot::Year(0)),
            "单位编码" => Some(Slot::UnitCode),
            "单位名称" => Some(Slot::UnitName),
            "填报人" | "日期" => Some(Slot::Own(name.into())),
            _ => None,
        };
        Pattern::read(text, known).0
    }

    fn found(words: &str, text: &str) -> Option<Vec<String>> {
        let values = pattern(words).find(text)?;
        Some(values.into_iter().map(|(_, value)| value).collect())
    }

    #[test]
    fn what_was_printed_is_found_again() {
        let signed = "填报人：{填报人}　　填报日期：{日期}";
        let values = |list: &[&str]| Some(list.iter().map(|v| v.to_string()).collect());
        assert_eq!(
            found(signed, "填报人：王 五 填报日期：2026年3月1日"),
            values(&["王 五", "2026年3月1日"])
        );
        assert_eq!(found(signed, "填报人：填报日期："), values(&["", ""]));
        assert_eq!(found(signed, "负责人：王五"), None);
        assert_eq!(
            found("{单位编码}{单位名称}", "301001某局"),
            values(&["301001", "某局"])
        );
        assert_eq!(found("（{年度}年度）", "（ 2026 年度）"), values(&["2026"]));
        assert_eq!(found("（{年度}年度）", "（年度）"), None);
    }

    #[test]
    fn faults_have_their_place() {
        let (_, faults) = Pattern::read("甲{乙}{丙", |_| None);
        let told: Vec<_> = faults.iter().map(|f| (f.range.start, &f.name)).collect();
        assert_eq!(told, [(4, &Some("乙".to_owned())), (8, &None)]);
    }
}
