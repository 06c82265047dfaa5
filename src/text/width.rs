//! Texts in half width, for reading only.

/// The text in half width and without blanks: `≥ ９０％` is read as `≥90%`.
pub fn fold(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect()
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFF01 + 0x21).unwrap_or(c),
        '〜' | '∼' => '~',
        '−' | '﹣' => '-',
        '﹪' => '%',
        '﹥' => '>',
        '﹤' => '<',
        '﹦' => '=',
        '﹐' => ',',
        '﹒' => '.',
        '￥' => '¥',
        c => c,
    }
}
