//! Characters that cannot be seen, or are not what they look like.

use super::line::SlipLine;
use super::work::{SlipEdit, Work};
use super::{indent, words};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::{FileId, Span};
use std::ops::Range;

/// Most kinds of characters that one finding names.
const NAMED: usize = 3;

/// Radicals beyond the 214 that have no decomposition, and the characters they look like.
const RADICALS: &str = "⺁厂⺈刀⺌小⺍小⺒巳⺓幺⺝月⺟母⺠民⺧牛⺪疋⺬示⺮竹⺶羊⺷羊⺸羊⺻聿⺼月⺽臼⻁虎⻃西⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// The edits that set all of them right, and a finding for each line.
pub fn repairs(work: &Work, file: FileId) -> (Vec<SlipEdit>, Vec<Diagnostic>) {
    let text = &work.text;
    if text.is_ascii() || !text.chars().any(|c| c == '\u{3000}' || may_be_odd(c)) {
        return Default::default();
    }
    let (mut edits, mut findings) = (Vec::new(), Vec::new());
    let mut at = 0;
    for piece in text.split_inclusive('\n') {
        let line = SlipLine::around(text, at);
        let odd = odd(text, at..at + piece.len());
        if !odd.is_empty() && !text[line.indent..line.at.end].starts_with('#') {
            findings.push(finding(work, file, &odd));
        }
        let edit =
            |o: Odd| (text[o.at.clone()] != o.text).then(|| SlipEdit::new(o.at, o.text));
        edits.extend(odd.into_iter().filter_map(edit));
        if let Some(repair) = wide_front(text, &line) {
            findings.push(repair.diagnostic(work, file));
            edits.extend(repair.edits);
        }
        at += piece.len();
    }
    (edits, findings)
}

/// Wide blanks in front of a key or an item; in front of text they may be meant.
fn wide_front(text: &str, line: &SlipLine) -> Option<super::repair::Repair> {
    let body = text[line.at.clone()].trim_start();
    let front = &text[line.at.start..line.at.end - body.len()];
    let key = line.key.as_ref().is_some_and(|k| words::is_key(&text[k.at.clone()]));
    let starts = key || body.starts_with("- ") || body.starts_with('#');
    (front.contains('\u{3000}') && starts).then(|| indent::blanks(text, line))?
}

/// An odd character.
struct Odd {
    at: Range<usize>,
    text: String,
    name: &'static str,
}

fn odd(text: &str, at: Range<usize>) -> Vec<Odd> {
    let mut odd = Vec::new();
    let mut before = None;
    let mut chars = text[at.clone()].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|n| n.1);
        if may_be_odd(c)
            && let Some((text, name)) = meant(c, before, next)
        {
            let start = at.start + i;
            odd.push(Odd { at: start..start + c.len_utf8(), text, name });
        }
        before = Some(c);
    }
    odd
}

/// A quick look.
fn may_be_odd(c: char) -> bool {
    matches!(c as u32, 0x01..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F..=0xA0 | 0xAD
        | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180E
        | 0x2000..=0x200F | 0x2028..=0x202F | 0x205F..=0x206F | 0x2E80..=0x2FD5
        | 0x3164 | 0xE000..=0xF8FF | 0xFFFD | 0xF900..=0xFAFF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
        | 0xFFF9..=0xFFFC | 0x2F800..=0x2FA1F | 0xE0000..=0xE0FFF)
}

/// Whether `c` by itself would be read as something else.
pub fn is_odd(c: char) -> bool {
    may_be_odd(c) && meant(c, None, None).is_some_and(|m| !m.0.starts_with(c))
}

/// What a character stands for, and its name; None where it may stay.
fn meant(
    c: char,
    before: Option<char>,
    next: Option<char>,
) -> Option<(String, &'static str)> {
    let nothing = |name| Some((String::new(), name));
    match c as u32 {
        0xA0 => Some((" ".into(), "不换行空格")),
        0x2000..=0x200A | 0x202F | 0x205F => Some((" ".into(), "特殊宽度的空格")),
        0x85 | 0x2028 | 0x2029 => {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let blank = if latin(before) && latin(next) { " " } else { "" };
            Some((blank.into(), "软换行"))
        }
        0xAD => nothing("软连字符"),
        0x200B => nothing("零宽空格"),
        0x200C | 0x200D if joins(before) => None,
        0x200C | 0x200D => nothing("零宽连字符"),
        0x200E | 0x200F | 0x061C => nothing("方向标记"),
        0x202A..=0x202E | 0x2066..=0x2069 => nothing("方向控制符"),
        0x2060..=0x2065 | 0x206A..=0x206F => nothing("看不见的控制符"),
        0xFEFF => nothing("零宽不换行空格（BOM）"),
        0xFE00..=0xFE0F if before.is_some_and(is_emoji) => None,
        0xFE00..=0xFE0F | 0xE0100..=0xE01EF => nothing("异体字选择符"),
        0x115F | 0x1160 | 0x3164 | 0xFFA0 => nothing("韩文填充符"),
        0xFFF9..=0xFFFC => nothing("对象占位符"),
        // what it was nobody knows any more
        0xE000..=0xF8FF => Some((c.to_string(), "只有原来的字体里有的符号")),
        0xFFFD => Some((c.to_string(), "读不出的字变成的记号")),
        0xE0000..=0xE0FFF => nothing("看不见的标签字符"),
        0x2E80..=0x2FD5 => Some((ideograph(c)?, "部首，不是汉字")),
        0xF900..=0xFAFF | 0x2F800..=0x2FA1F => Some((ideograph(c)?, "兼容汉字")),
        _ => nothing("控制字符"),
    }
}

/// Whether a joiner behind `c` shapes its script, or an emoji.
fn joins(c: Option<char>) -> bool {
    c.is_some_and(|c| is_emoji(c) || matches!(c as u32, 0x0600..=0x1FFF | 0xFE0F))
}

fn is_emoji(c: char) -> bool {
    matches!(c as u32, 0x203C..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF)
}

/// The usual character that `c` looks like.
fn ideograph(c: char) -> Option<String> {
    let mut radicals = RADICALS.chars();
    while let (Some(radical), Some(meant)) = (radicals.next(), radicals.next()) {
        if radical == c {
            return Some(meant.to_string());
        }
    }
    let mut out = String::new();
    unicode_normalization::char::decompose_compatible(c, |d| out.push(d));
    (!out.is_empty() && !out.starts_with(c)).then_some(out)
}

fn finding(work: &Work, file: FileId, odd: &[Odd]) -> Diagnostic {
    let mut named: Vec<String> = Vec::new();
    for o in odd {
        let c = work.text[o.at.clone()].chars().next().unwrap_or_default();
        let code = c as u32;
        let is_kept = o.text == work.text[o.at.clone()];
        let shown = match o.text.trim().is_empty() || is_kept {
            true => format!("{}（U+{code:04X}）", o.name),
            false => format!("「{c}」（U+{code:04X}，{}「{}」）", o.name, o.text),
        };
        if !named.contains(&shown) {
            named.push(shown);
        }
    }
    let count = named.len();
    named.truncate(NAMED);
    let more = if count > NAMED { format!(" 等 {count} 种") } else { String::new() };
    let message = format!("有看不见或看着像的字符：{}{more}", named.join("、"));
    let whole = odd[0].at.start..odd[odd.len() - 1].at.end;
    let (mut text, mut done) = (String::new(), whole.start);
    for o in odd {
        text.push_str(&work.text[done..o.at.start]);
        text.push_str(&o.text);
        done = o.at.end;
    }
    let place = |r: Range<usize>| Span::new(file, work.origin(r));
    let finding = codes::S116
        .finding(place(odd[0].at.clone()), message)
        .label("多半是从网页、PDF 或聊天软件里复制来的");
    if text == work.text[whole.clone()] {
        return finding.help("换成本来的字；是项目符号的，删去");
    }
    finding.help("删去或换成平常的字；程序已经按平常的字读").safe_fix(place(whole), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        let mut work = Work::new(text);
        let mut sources = crate::text::source::Sources::default();
        let file = sources.add("a", text);
        let (edits, _) = repairs(&work, file);
        work.apply(&edits);
        work.text
    }

    #[test]
    fn odd_characters_become_usual_ones() {
        assert_eq!(
            cleaned("⽤于⻔⾯\u{200b}\u{ad}：甲\u{202d}乙\u{202c}"),
            "用于门面：甲乙"
        );
        assert_eq!(cleaned("资金用途:\u{a0}召开\u{2028}会"), "资金用途: 召开会");
        assert_eq!(cleaned("　财政资金: 5"), "  财政资金: 5");
        assert_eq!(cleaned("葛\u{e0100}城 金\u{f90a}"), "葛城 金金");
    }

    #[test]
    fn what_may_stay_stays() {
        for text in ["甲　乙", "👩\u{200d}🔧", "☀\u{fe0f}", "ক্\u{200d}য"]
        {
            assert_eq!(cleaned(text), text);
        }
    }
}
