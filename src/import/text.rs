//! Blanks: which belong to a text and which only to its layout.

/// `text` without any white space: what two printings of one text have in common.
pub fn tight(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// `text` without the blanks that layout put there: those at its ends, tabs, and runs of
/// two or more. Between Latin letters or digits one blank stays; a single blank stays
/// everywhere, as the author may mean it.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.trim_matches(is_blank).chars() {
        if is_blank(c) {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            out.push_str(kept(&run, out.chars().last(), c));
            run.clear();
        }
        out.push(c);
    }
    out
}

/// What stays of a run of blanks between two characters.
fn kept(run: &str, before: Option<char>, after: char) -> &str {
    let single = run.chars().count() == 1 && !run.starts_with(['\t', '\n', '\u{200B}']);
    let latin = |c: char| c.is_ascii_graphic();
    match before {
        _ if single => run,
        Some(before) if latin(before) && latin(after) => " ",
        _ => "",
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// The first characters of a text, for a message.
pub fn excerpt(text: &str) -> String {
    const LENGTH: usize = 200;
    let mut short: String = text.chars().take(LENGTH).collect();
    if text.chars().nth(LENGTH).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_blanks_go_and_word_blanks_stay() {
        assert_eq!(clean("\u{3000}\u{3000}甲、   乙 "), "甲、乙");
        assert_eq!(clean("open  data"), "open data");
        assert_eq!(clean("使用 LED\t屏"), "使用 LED屏");
        assert_eq!(clean("5 %"), "5 %");
        assert_eq!(tight("其中：财政    资\u{3000}金"), "其中：财政资金");
    }
}
