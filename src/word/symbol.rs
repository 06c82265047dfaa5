//! Characters of symbol fonts, whose codes mean nothing without the font.

/// What stands for a symbol that has no character of its own.
pub const MARK: char = '〓';

/// Symbol from 0x20 on, sixteen a line; a blank where there is none.
const SYMBOL: [&str; 14] = [
    " !∀#∃%&∋()∗+,−./",
    "0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ",
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "‾αβχδεφγηιϕκλμνο",
    "πθρστυϖωξψζ{|}∼ ",
    "                ",
    "                ",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓",
    "°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉",
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    " 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ ",
];

/// Of Wingdings what stands in texts.
const WINGDINGS: &[(u8, char)] = &[
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x3F, '✍'),
    (0x45, '☜'),
    (0x46, '☞'),
    (0x47, '☝'),
    (0x48, '☟'),
    (0x4A, '☺'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x80, '⓪'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x86, '⑥'),
    (0x87, '⑦'),
    (0x88, '⑧'),
    (0x89, '⑨'),
    (0x8A, '⑩'),
    (0x8C, '❶'),
    (0x8D, '❷'),
    (0x8E, '❸'),
    (0x8F, '❹'),
    (0x90, '❺'),
    (0x91, '❻'),
    (0x92, '❼'),
    (0x93, '❽'),
    (0x94, '❾'),
    (0x95, '❿'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA2, '○'),
    (0xA4, '◉'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xAB, '★'),
    (0xAC, '✶'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇦'),
    (0xF0, '⇨'),
    (0xF1, '⇧'),
    (0xF2, '⇩'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// Of Wingdings 2 likewise.
const WINGDINGS_2: &[(u8, char)] = &[
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x69, '⓪'),
    (0x6A, '①'),
    (0x6B, '②'),
    (0x6C, '③'),
    (0x6D, '④'),
    (0x6E, '⑤'),
    (0x6F, '⑥'),
    (0x70, '⑦'),
    (0x71, '⑧'),
    (0x72, '⑨'),
    (0x73, '⑩'),
    (0x97, '●'),
    (0x98, '●'),
    (0x99, '○'),
    (0xA2, '■'),
    (0xA3, '□'),
];

/// Whether a font has symbols in place of letters.
pub fn is_symbolic(font: &str) -> bool {
    let font = font.to_lowercase();
    font == "symbol" || font.starts_with("wingdings") || font == "webdings"
}

/// The character that a symbol font shows for a code; these fonts have theirs at
/// 0x20 to 0xFF, and again behind 0xF000.
pub fn character(font: &str, code: u32) -> Option<char> {
    let byte = match code {
        0x20..=0xFF => code,
        0xF020..=0xF0FF => code - 0xF000,
        // a font with characters of its own at their usual places
        _ => return char::from_u32(code).filter(|c| !is_private(*c) && !c.is_control()),
    };
    let font = font.to_lowercase();
    let listed = |list: &[(u8, char)]| {
        list.iter().find(|(known, _)| u32::from(*known) == byte).map(|(_, c)| *c)
    };
    match font.as_str() {
        "symbol" => {
            let at = (byte - 0x20) as usize;
            let found = SYMBOL[at / 16].chars().nth(at % 16)?;
            (found != ' ' || byte == 0x20).then_some(found)
        }
        "wingdings" => listed(WINGDINGS),
        "wingdings 2" => listed(WINGDINGS_2),
        _ if is_symbolic(&font) => None,
        _ if code <= 0xFF => char::from_u32(code),
        _ => None,
    }
}

/// Whether a character has no meaning that all fonts share.
pub fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_have_their_characters() {
        assert!(SYMBOL.iter().all(|row| row.chars().count() == 16));
        assert_eq!(character("Symbol", 0xF0B3), Some('≥'));
        assert_eq!(character("symbol", 0xB3), Some('≥'));
        assert_eq!(character("Symbol", 0xF0A3), Some('≤'));
        assert_eq!(character("Symbol", 0xF06D), Some('μ'));
        assert_eq!(character("Wingdings", 0xF0FC), Some('✓'));
        assert_eq!(character("Wingdings 2", 0xF052), Some('☑'));
        assert_eq!(character("Wingdings", 0xF021), None);
        assert_eq!(character("方正", 0xF0B3), None);
        assert_eq!(character("方正", 0x2265), Some('≥'));
        assert_eq!(character("Symbol", 0xF07F), None);
    }
}
