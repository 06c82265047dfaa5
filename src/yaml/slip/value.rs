//! Values that cannot stand as they were typed.

use super::repair::Repair;
use std::ops::Range;

/// What YAML takes for a mark at the front of a value.
const MARKS: [char; 12] = ['@', '%', '`', '&', '*', '!', '[', ']', '{', '}', ',', '|'];

/// Why a value cannot stand as it is, and how it can.
struct Trouble {
    message: String,
    label: String,
    help: &'static str,
    text: String,
    sure: bool,
}

const QUOTE: &str = "给整个值加引号";

/// The repair of the value at `at`, inside `{ }` or not; None where nothing is wrong.
pub fn repair(text: &str, at: Range<usize>, in_flow: bool) -> Option<Repair> {
    let value = &text[at.clone()];
    let trouble = trouble(value, in_flow)?;
    let repair = Repair::new(at.clone(), trouble.message)
        .label(trouble.label)
        .help(trouble.help)
        .edit(at, trouble.text);
    Some(if trouble.sure { repair } else { repair.checked() })
}

/// How a value is written so that it is read, where it cannot stand as it is.
pub fn mended(value: &str, in_flow: bool) -> Option<String> {
    trouble(value, in_flow).map(|t| t.text)
}

fn trouble(value: &str, in_flow: bool) -> Option<Trouble> {
    let first = value.chars().next()?;
    match first {
        '"' | '\'' => quoted(value, first),
        '>' => sign(value, in_flow),
        '-' | '?' | ':' => {
            let rest = value[1..].chars().next();
            let blank = rest.is_none_or(|c| matches!(c, ' ' | '\t'));
            let opens = blank || in_flow && rest.is_some_and(|c| ",[]{}".contains(c));
            if opens { Some(mark(value, first)) } else { inner(value, in_flow) }
        }
        '|' if !in_flow && is_header(value) => None,
        '[' if is_closed(value, '[', ']') => None,
        '{' if is_closed(value, '{', '}') => None,
        c if MARKS.contains(&c) => Some(mark(value, c)),
        _ => inner(value, in_flow),
    }
}

/// A mark in front.
fn mark(value: &str, mark: char) -> Trouble {
    Trouble {
        message: format!("值不能直接以「{mark}」开头"),
        label: format!("开头的 {mark} 会被当作 YAML 的记号"),
        help: QUOTE,
        text: quote(value),
        // a dash may stand for an item of a list
        sure: mark != '-',
    }
}

/// Whether a value begins a block text: `>`, `|-` and the like, without a digit.
fn is_header(value: &str) -> bool {
    let rest = value[1..].trim_start_matches(['+', '-']);
    value.len() - rest.len() <= 2 && rest.trim().is_empty()
}

/// `>` in front, which stands for a sign or for nothing.
fn sign(value: &str, in_flow: bool) -> Option<Trouble> {
    if !in_flow && is_header(value) {
        return None;
    }
    let numeric = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_numeric());
    let (text, help) = match (value.strip_prefix(">="), &value[1..]) {
        (Some(rest), _) => (format!("≥{rest}"), "“大于等于”写成 ≥"),
        (_, rest) if numeric(rest) => {
            (format!("＞{rest}"), "“大于”写成全角的 ＞，“大于等于”写成 ≥")
        }
        _ => (quote(value), QUOTE),
    };
    let text = mended(&text, in_flow).unwrap_or(text);
    let mark = if value.starts_with(">=") { ">=" } else { ">" };
    Some(Trouble {
        message: format!("值不能以「{mark}」开头"),
        label: "YAML 把开头的 > 当作折行记号，后面的字会丢".into(),
        help,
        text,
        sure: true,
    })
}

/// A quote in front without its end, or with text behind its end.
fn quoted(value: &str, quote_mark: char) -> Option<Trouble> {
    let closing = closing(value, quote_mark);
    if closing.is_some_and(|end| value[end..].trim().is_empty()) {
        return None;
    }
    if closing.is_some() {
        return Some(Trouble {
            message: format!("引号「{quote_mark}」后面还有文字"),
            label: "引号只括住了值的开头".into(),
            help: "正文里的引号用 “ ”，或者给整个值再加一层引号",
            text: quote(value),
            sure: true,
        });
    }
    let wide = value.chars().last().filter(|c| "”“’‘＂＇".contains(*c));
    let body = wide.map_or(value, |c| &value[..value.len() - c.len_utf8()]);
    let escaped = value.contains('\\') && quote_mark == '"';
    Some(Trouble {
        message: format!("引号「{quote_mark}」没有收住"),
        label: "从这里开始，后面的内容都被当成了引号里的".into(),
        help: "在值的末尾补上同样的引号，或者去掉开头的引号",
        text: if escaped { quote(value) } else { format!("{body}{quote_mark}") },
        sure: wide.is_some() && !escaped,
    })
}

/// Where the quote in front ends.
fn closing(value: &str, quote_mark: char) -> Option<usize> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((i, c)) = chars.next() {
        if quote_mark == '"' && c == '\\' {
            chars.next();
        } else if c == quote_mark {
            if quote_mark == '\'' && chars.next_if(|n| n.1 == '\'').is_some() {
                continue;
            }
            return Some(i + 1);
        }
    }
    None
}

/// A colon with a blank behind it, or what only `{ }` takes for a mark.
fn inner(value: &str, in_flow: bool) -> Option<Trouble> {
    if value.contains(": ") || value.ends_with(':') {
        return Some(Trouble {
            message: "一行里有两个“: ”".into(),
            label: "值里面又有半角冒号加空格，会被当成又一个键".into(),
            help: "正文里的冒号用全角“：”，或者给整个值加引号",
            text: quote(value),
            sure: true,
        });
    }
    let mark = value.chars().find(|c| ",[]{}".contains(*c)).filter(|_| in_flow)?;
    Some(Trouble {
        message: format!("大括号里的值含有「{mark}」"),
        label: format!("{mark} 会被当作大括号里的记号"),
        help: QUOTE,
        text: quote(value),
        sure: true,
    })
}

/// Whether the bracket in front is closed by the last character, not before.
fn is_closed(value: &str, open: char, close: char) -> bool {
    let mut depth = 0;
    for (i, c) in value.char_indices() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth == 0 {
            return i + 1 == value.len();
        }
    }
    false
}

/// `value` in quotes, all its characters kept.
pub fn quote(value: &str) -> String {
    if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn what_cannot_stand_is_quoted_whole() {
        let block = |v| mended(v, false).unwrap_or_default();
        assert_eq!(block("@召开"), "\"@召开\"");
        assert_eq!(block("[2024]5号"), "\"[2024]5号\"");
        assert_eq!(block("召开: 理事会"), "\"召开: 理事会\"");
        assert_eq!(block("\"科普日\"活动"), "'\"科普日\"活动'");
        assert_eq!(block("\"会议费”"), "\"会议费\"");
        assert_eq!(block("'会议费"), "'会议费'");
        assert_eq!(block("- 甲"), "\"- 甲\"");
    }

    #[test]
    fn signs_are_set_right_and_nothing_else() {
        for flow in [true, false] {
            assert_eq!(mended(">4次", flow).unwrap(), "＞4次");
            assert_eq!(mended(">4", flow).unwrap(), "＞4");
            assert_eq!(mended(">=90%", flow).unwrap(), "≥90%");
            assert_eq!(mended("-5%", flow), None);
            assert_eq!(mended("≥90%", flow), None);
        }
        assert_eq!(mended(">=1,000人", true).unwrap(), "\"≥1,000人\"");
        for header in [">", "|-", ">+", "[甲, 乙]", "\"甲\"", "'甲''乙'"] {
            assert_eq!(mended(header, false), None, "{header}");
        }
    }
}
