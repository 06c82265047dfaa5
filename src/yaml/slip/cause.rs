//! What may be wrong with one line that the parser will not have.

use super::line::{SlipKey, SlipLine};
use super::repair::Repair;
use super::{flow, indent, mark, value, words};

/// Every repair that may mend the line, the likeliest first.
pub fn repairs(text: &str, line: &SlipLine) -> Vec<Repair> {
    let mut found = Vec::new();
    found.extend(indent::blanks(text, line));
    found.extend(braces(text, line));
    if let Some(key) = &line.key {
        found.extend(colon(text, line, key));
    } else {
        found.extend(no_colon(text, line));
        found.extend(mark::comment(text, line));
        found.extend(mark::item(text, line));
        found.extend(mark::rows(text, line));
    }
    found.extend(mark::dash(text, line));
    if line.value.start > line.indent {
        found.extend(value::repair(text, line.value.clone(), false));
    }
    found.extend(two(text, line));
    found
}

/// Other places for the line.
pub fn moves(text: &str, line: &SlipLine) -> Vec<Repair> {
    indent::repairs(text, line)
}

/// Braces, or what stands for them, at the front of the value.
fn braces(text: &str, line: &SlipLine) -> Option<Repair> {
    let starts = [line.value.start, line.body];
    starts.into_iter().find_map(|at| flow::repair(text, at..line.value.end))
}

/// A colon that is none for YAML.
fn colon(text: &str, line: &SlipLine, key: &SlipKey) -> Option<Repair> {
    if key.is_proper {
        return None;
    }
    let sign = &text[key.colon.clone()];
    let name = &text[key.at.clone()];
    let end = line.value.start.max(key.colon.end);
    let repair = if sign == ":" {
        Repair::new(key.colon.clone(), format!("「{name}:」的冒号后面少一个空格"))
            .label("这里要空一格")
            .help("键和值之间写半角冒号加一个空格")
    } else {
        Repair::new(
            key.colon.clone(),
            format!("键「{name}」后面的冒号是全角的「{sign}」"),
        )
        .label("这里要用半角冒号加一个空格")
    };
    let blank = if text[end..line.at.end].is_empty() { ":" } else { ": " };
    let repair = repair.edit(key.colon.start..end, blank);
    Some(if words::is_key(name) { repair } else { repair.checked() })
}

/// A known key without any colon.
fn no_colon(text: &str, line: &SlipLine) -> Option<Repair> {
    let body = &text[line.body..line.at.end];
    let key = words::key_in_front(body)?;
    let rest = &body[key.len()..];
    let blanks = rest.len() - rest.trim_start().len();
    if blanks == 0 && !rest.is_empty() {
        return None;
    }
    let at = line.body..line.body + key.len();
    let gap = at.end..at.end + blanks;
    let colon = if rest.trim().is_empty() { ":" } else { ": " };
    let repair = Repair::new(at, format!("键「{key}」后面没有冒号"))
        .label("后面少了半角冒号加一个空格")
        .help(format!("写成“{key}: …”"));
    Some(repair.edit(gap, colon).checked())
}

/// A colon and a value that both need mending.
fn two(text: &str, line: &SlipLine) -> Option<Repair> {
    let key = line.key.as_ref().filter(|k| !k.is_proper)?;
    let first = colon(text, line, key)?;
    let second = value::repair(text, line.value.clone(), false)?;
    let (message, label) =
        (format!("{}；{}", first.message, second.message), first.label);
    let mut both = Repair::new(first.at, message).label(label).help(second.help);
    both.edits = first.edits.into_iter().chain(second.edits).collect();
    Some(both.checked())
}
