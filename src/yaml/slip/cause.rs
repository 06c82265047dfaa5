//! What may be wrong with one line that the parser will not have.

use super::line::{SlipKey, SlipLine};
use super::repair::Repair;
use super::{flow, indent, mark, value, words};

/// Every repair that may mend the line, the likeliest first.
pub fn repairs(text: &str, line: &SlipLine) -> Vec<Repair> {
    let mut found = Vec::new();
    found.extend(indent::blanks(text, line));
    if text[line.value.clone()].starts_with('{') || line.key.is_none() {
        let inside = text[line.body..line.value.end].rfind('}').map_or(0, |i| i + 1);
        found.extend(mark::behind(text, line.body + inside..line.value.end, false));
    }
    found.extend(mark::rule_off(text, line));
    found.extend(mark::behind_brace(text, line));
    found.extend(several(text, line));
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
    let repair =
        starts.into_iter().find_map(|at| flow::repair(text, at..line.value.end))?;
    // what was meant to stand in the braces is behind a #
    let cut = flow::has_key(&text[line.value.end..line.at.end]);
    Some(if cut { Repair { is_sure: false, ..repair.checked() } } else { repair })
}

/// A colon that is none for YAML.
fn colon(text: &str, line: &SlipLine, key: &SlipKey) -> Option<Repair> {
    if key.is_proper {
        return None;
    }
    let sign = &text[key.colon.clone()];
    let name = &text[key.at.clone()];
    let mut end = line.value.start.max(key.colon.end);
    // a colon typed twice
    let behind =
        text[end..line.value.end].trim_start_matches(['：', ':', ' ', '\u{3000}']);
    end = line.value.end.max(end) - behind.len();
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

/// Further keys behind the value of the first, on one line.
fn several(text: &str, line: &SlipLine) -> Option<Repair> {
    let key = line.key.as_ref()?;
    let name = &text[key.at.clone()];
    let value = &text[line.value.clone()];
    if !words::is_key(name) || value.starts_with(['{', '"', '\'', '[']) {
        return None;
    }
    let depth = line.body - line.at.start;
    let mut repair = Repair::new(line.indent..line.value.end, "");
    if !key.is_proper {
        repair = repair.edit(key.colon.start..line.value.start, ": ");
    }
    let mut named = vec![name];
    for next in flow::keys(text, line.value.clone()) {
        let front = text[..next.0.start]
            .trim_end_matches([' ', '\t', '，', ',', ';', '；', '、']);
        let other = &text[next.0.clone()];
        if !words::are_beside(name, other) || named.contains(&other) {
            continue;
        }
        named.push(other);
        let end = if text[..line.at.start].ends_with("\r\n") { "\r\n" } else { "\n" };
        let gap = format!("{end}{}", " ".repeat(depth));
        let behind = text[next.1.end..line.value.end].trim_start();
        let start = line.value.end - behind.len();
        repair =
            repair.edit(front.len()..next.0.start, gap).edit(next.1.start..start, ": ");
    }
    let listed: Vec<_> = named.iter().map(|n| format!("「{n}」")).collect();
    repair.message = format!("一行里写了 {} 项：{}", named.len(), listed.join(""));
    let repair = repair.label("每一项要单独一行").help("一项写完换行，左边对齐");
    (named.len() > 1).then(|| repair.checked())
}

/// What people type between a key and its value besides a colon.
const JOINTS: [&str; 8] = ["=", "＝", "→", "->", "……", "…", "——", "|"];

/// A known key without any colon.
fn no_colon(text: &str, line: &SlipLine) -> Option<Repair> {
    let body = &text[line.body..line.at.end];
    let key = words::key_in_front(body)?;
    let rest = &body[key.len()..];
    let mut blanks = rest.len() - rest.trim_start().len();
    let joint = JOINTS.iter().find(|j| rest[blanks..].starts_with(**j));
    if let Some(joint) = joint {
        let behind = rest[blanks + joint.len()..].trim_start();
        blanks = rest.len() - behind.len();
    }
    if blanks == 0 && !rest.is_empty() {
        return None;
    }
    let typed = joint.map_or(String::new(), |j| format!("，写成了「{j}」"));
    let at = line.body..line.body + key.len();
    let gap = at.end..at.end + blanks;
    let colon = if rest.trim().is_empty() { ":" } else { ": " };
    let repair = Repair::new(at, format!("键「{key}」后面没有冒号{typed}"))
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
