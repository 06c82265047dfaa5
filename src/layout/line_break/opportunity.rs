//! Between which characters a line may end: what Chinese text adds to Unicode's rules.

/// Closing marks whose right half is blank: at a line's end that half may stand in the
/// margin (GB/T 15834-2011, 5.1.10).
pub const HANGING: &str = "，。、；：）》”！？〉】〕";
/// Marks that never begin a line.
pub const NEVER_FIRST: &str = "，。、；：！？）》”’％%‰℃〉】〕」』,.;:!?)]}～—…·/";
/// Marks that never end a line.
pub const NEVER_LAST: &str = "（《“‘〈【〔「『([{≥≤＞＜=＝￥$";
/// Words that stay with the number in front of them.
const UNITS: &str =
    "年月日时分秒元万亿个次人名项号台套家天户场件条篇期岁倍届批所处座辆册";

/// Whether a line may begin with a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// Wherever the line before it is full.
    Yes,
    /// Only where the stretch is longer than a line: between a number and its unit.
    InNeed,
    /// Only where a stretch that is longer than a line leaves no other choice.
    Never,
}

/// What Chinese text adds to Unicode's rules, between two characters; None where it adds
/// nothing.
pub fn tailored(before: char, after: char) -> Option<bool> {
    // most characters: neither is a mark
    if is_han(before) && is_han(after) {
        return None;
    }
    if NEVER_LAST.contains(before) || NEVER_FIRST.contains(after) {
        return Some(false);
    }
    if matches!(after, '“' | '‘' | '《' | '（') && is_wide(before) {
        return Some(true);
    }
    if matches!(before, '”' | '’' | '》' | '）') && is_han(after) {
        return Some(true);
    }
    None
}

/// A number and its unit belong together, the more so the parts of a unit.
pub fn careful(before: char, after: char) -> May {
    if matches!(before, '万' | '亿') && after == '元' {
        return May::Never;
    }
    let unit = before.is_ascii_digit() && UNITS.contains(after);
    if unit { May::InNeed } else { May::Yes }
}

/// Han, and the closing marks that a new quotation may follow.
fn is_wide(c: char) -> bool {
    is_han(c) || HANGING.contains(c) || matches!(c, '’' | '…')
}

/// Whether a character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}
