//! Raised and lowered characters.

/// What a raised text means.
#[derive(Debug, PartialEq, Eq)]
pub enum Raised {
    /// A part of the text, as it is to be written.
    Text(String),
    /// The mark of a note, which is no part of it.
    Mark,
}

/// Units after which a raised 2 or 3 is an exponent.
const LENGTHS: &[char] = &['米', '里', '寸', '尺', '丈', '步'];

/// What `text`, raised behind `before`, means: the exponent of a unit or of ten, or the
/// mark of a note.
pub fn raised(before: &str, text: &str) -> Raised {
    let text = text.trim();
    let sign = |c: char| matches!(c, '+' | '-' | '−' | '–');
    let digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || sign(c));
    let last = before.trim_end().chars().next_back();
    if digits {
        let unit = last.is_some_and(|c| c.is_ascii_alphabetic() || "μΩ°)）".contains(c));
        let length =
            last.is_some_and(|c| LENGTHS.contains(&c)) && matches!(text, "2" | "3");
        let ten = before.strip_suffix("10").and_then(|b| b.chars().next_back());
        let power = ten.is_some_and(|c| "×xX*·".contains(c));
        let bracketed =
            before.trim_end().ends_with(['）', ')']) && !matches!(text, "2" | "3");
        return match (unit && !bracketed) || length || power {
            true => Raised::Text(text.chars().map(upper).collect()),
            false => Raised::Mark,
        };
    }
    let mark = |c: char| matches!(c, '①'..='⑳' | '⑴'..='⒇' | '*' | '＊' | '†' | '‡' | '#' | '注' | '※');
    let bracket = text.starts_with(['[', '［', '〔', '【', '(', '（']);
    match text.starts_with(mark)
        || bracket && text.chars().any(|c| c.is_ascii_digit() || mark(c))
    {
        true => Raised::Mark,
        false => Raised::Text(text.to_owned()),
    }
}

/// A lowered text: as small figures where all of it has such, else as it is.
pub fn lowered(text: &str) -> String {
    let small: Option<String> = text.chars().map(lower).collect();
    small.unwrap_or_else(|| text.to_owned())
}

fn upper(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => {
            char::from_u32(u32::from(c) - u32::from('0') + 0x2070).unwrap_or(c)
        }
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        c => c,
    }
}

fn lower(c: char) -> Option<char> {
    match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + 0x2080),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_told_from_marks_of_notes() {
        let text = |t: &str| Raised::Text(t.to_owned());
        assert_eq!(raised("≥500m", "2"), text("²"));
        assert_eq!(raised("≥500立方米", "3"), text("³"));
        assert_eq!(raised("2×10", "-4"), text("⁻⁴"));
        assert_eq!(raised("1", "st"), text("st"));
        for (before, mark) in [
            ("5.00", "1"),
            ("10", "1"),
            ("万元", "2"),
            ("满意度", "[3]"),
            ("5", "①"),
            ("会议", "注1"),
            ("会议", "*"),
            ("", "1"),
            ("（万元）", "1"),
        ] {
            assert_eq!(raised(before, mark), Raised::Mark, "{before} {mark}");
        }
        assert_eq!((&*lowered("2"), &*lowered("2.5")), ("₂", "2.5"));
    }
}
