//! `{ }` on a line whose punctuation is not what YAML takes for it.

use super::repair::Repair;
use super::work::SlipEdit;
use super::{value, words};
use std::ops::Range;

const OPEN: &str = "{｛【〔（(<＜";
const CLOSE: &str = "}｝】〕）)>＞";
const SEPARATORS: &str = ",，、;；﹐";
const COLONS: &str = ":：︰﹕∶；;";

/// A key inside of braces.
struct Entry {
    key: Range<usize>,
    colon: Range<usize>,
}

/// Reads `at`, which begins with a brace or what stands for one, by the known keys in it,
/// and gives the repair that makes it a map of these; None where nothing is wrong or
/// nothing is known.
pub fn repair(text: &str, at: Range<usize>) -> Option<Repair> {
    let body = &text[at.clone()];
    let open = body.chars().next().filter(|c| OPEN.contains(*c));
    let inside = at.start + open.map_or(0, char::len_utf8);
    let entries = entries(text, inside..at.end);
    let first =
        entries.first().filter(|e| text[inside..e.key.start].trim().is_empty())?;
    // without a brace in front, one at the end tells that there should be
    if open.is_none() && !body.trim_end().ends_with(['}', '｝']) {
        return None;
    }
    let mut mend = Mend::default();
    match open {
        Some('{') => {}
        Some(c) => mend.swap(at.start..inside, "{", &format!("{c}")),
        None => mend.missing(at.start, "{"),
    }
    if open.is_some() && inside < first.key.start && open != Some('{') {
        mend.blanks(inside..first.key.start, "");
    }
    for (i, entry) in entries.iter().enumerate() {
        mend.entry(text, entry, entries.get(i + 1), at.end)?;
    }
    mend.repair(at)
}

/// The keys of the format with a colon of any kind, in front or behind a separator or a
/// blank.
fn entries(text: &str, at: Range<usize>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let (mut i, mut free) = (at.start, true);
    let mut quote: Option<char> = None;
    while let Some(c) = text[i..at.end].chars().next() {
        let found = entry(text, i..at.end).or_else(|| proper(text, i, at.end));
        let found = found.filter(|_| free && quote.is_none());
        if let Some(entry) = found.filter(|e| is_new(text, e, &entries)) {
            i = entry.colon.end;
            entries.push(entry);
            continue;
        }
        let opens =
            quote.is_none() && matches!(c, '"' | '\'') && text[..i].ends_with(' ');
        match quote {
            Some(q) if q == c => quote = None,
            None if opens => quote = Some(c),
            _ => {}
        }
        free = c.is_whitespace() || SEPARATORS.contains(c);
        i += c.len_utf8();
    }
    entries
}

/// A key that the format does not know, written as YAML has it.
fn proper(text: &str, start: usize, end: usize) -> Option<Entry> {
    let front = text[..start].trim_end_matches(' ');
    let rest = &text[start..end];
    let colon = rest.find(": ")?;
    let word =
        !rest[..colon].contains(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let is_key = front.ends_with(['{', ',']) && word && colon > 0;
    is_key.then(|| Entry {
        key: start..start + colon,
        colon: start + colon..start + colon + 1,
    })
}

/// Whether a key goes with those in front of it. A wide colon behind a blank may stand in
/// running text.
fn is_new(text: &str, entry: &Entry, before: &[Entry]) -> bool {
    let name = &text[entry.key.clone()];
    let Some(first) = before.first() else { return true };
    let colon = &text[entry.colon.start..];
    let is_proper = colon.starts_with(": ") || colon.starts_with(":\t");
    let front = text[..entry.key.start].trim_end();
    if !words::is_key(name) || is_proper && front.ends_with([',', '{']) {
        return true;
    }
    let is_known = before.iter().any(|b| text[b.key.clone()] == *name);
    let separated = front.ends_with(|c| SEPARATORS.contains(c) || OPEN.contains(c));
    let firm = separated || text[entry.colon.clone()] == *":";
    !is_known && firm && words::are_beside(&text[first.key.clone()], name)
}

/// The known keys with a colon of any kind: key and colon.
pub fn keys(text: &str, at: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
    entries(text, at).into_iter().map(|e| (e.key, e.colon)).collect()
}

/// Whether a known key with a colon stands somewhere in a text.
pub fn has_key(text: &str) -> bool {
    !entries(text, 0..text.len()).is_empty()
}

fn entry(text: &str, at: Range<usize>) -> Option<Entry> {
    let key = words::key_in_front(&text[at.clone()])?;
    let behind = &text[at.start + key.len()..at.end];
    let colon = behind.trim_start();
    let c = colon.chars().next().filter(|c| COLONS.contains(*c))?;
    let start = at.end - colon.len();
    Some(Entry {
        key: at.start..at.start + key.len(),
        colon: start..start + c.len_utf8(),
    })
}

/// The edits so far, and what they are about.
#[derive(Default)]
struct Mend {
    edits: Vec<SlipEdit>,
    wide: Vec<String>,
    missing: Vec<&'static str>,
    values: Vec<String>,
    surplus: Vec<String>,
}

impl Mend {
    fn swap(&mut self, at: Range<usize>, by: &str, was: &str) {
        if !self.wide.iter().any(|w| w == was) {
            self.wide.push(was.to_owned());
        }
        self.edits.push(SlipEdit::new(at, by));
    }

    fn missing(&mut self, at: usize, what: &'static str) {
        if !self.missing.contains(&what) {
            self.missing.push(what);
        }
        self.edits.push(SlipEdit::new(at..at, what));
    }

    fn blanks(&mut self, at: Range<usize>, by: &str) {
        if !at.is_empty() || !by.is_empty() {
            self.edits.push(SlipEdit::new(at, by));
        }
    }

    /// Sets an entry right up to the next one, or the end.
    fn entry(
        &mut self,
        text: &str,
        entry: &Entry,
        next: Option<&Entry>,
        end: usize,
    ) -> Option<()> {
        let until = next.map_or(end, |n| n.key.start);
        let raw = &text[entry.colon.end..until];
        let start = until - raw.trim_start().len();
        let colon = &text[entry.colon.clone()];
        let is_blank = raw.trim().is_empty() || raw.trim().starts_with(['}', '｝']);
        match (colon, start > entry.colon.end || is_blank) {
            (":", true) => {}
            (":", false) => {
                self.missing(start, " ");
            }
            (was, _) => self.swap(entry.colon.start..start, ": ", was),
        }
        let rest = text[start..until].trim_end();
        let value = match next {
            Some(_) => self.separator(start, rest, until)?,
            None => self.close(start, rest)?,
        };
        if let Some(mended) = value::mended(&text[value.clone()], true) {
            self.values.push(text[value.clone()].to_owned());
            self.edits.push(SlipEdit::new(value, mended));
        }
        Some(())
    }

    /// The separator in front of the next key; the bytes of the value in front of it.
    fn separator(
        &mut self,
        start: usize,
        rest: &str,
        until: usize,
    ) -> Option<Range<usize>> {
        let end = start + rest.len();
        let last = rest.chars().last().filter(|c| SEPARATORS.contains(*c));
        let Some(c) = last else {
            self.missing(end, ",");
            return Some(start..end);
        };
        let at = end - c.len_utf8();
        let value = rest[..at - start].trim_end();
        if c != ',' {
            self.swap(at..until, ", ", &format!("{c}"));
        }
        Some(start..start + value.len())
    }

    /// The brace at the end; the bytes of the value in front of it.
    fn close(&mut self, start: usize, rest: &str) -> Option<Range<usize>> {
        let last = rest.chars().last().filter(|c| CLOSE.contains(*c));
        let (body, closed) = match last {
            Some(c) if !is_of_value(rest, c) => {
                let at = start + rest.len() - c.len_utf8();
                if c != '}' {
                    self.swap(at..start + rest.len(), "}", &format!("{c}"));
                }
                (&rest[..rest.len() - c.len_utf8()], true)
            }
            _ => (rest, false),
        };
        let value = body.trim_end();
        let end = start + value.len();
        if !closed {
            self.missing(start + rest.len(), "}");
        }
        let value = value.trim_end_matches([',', '，']);
        let value = unclosed(value);
        if start + value.len() < end && closed {
            self.surplus.push(body.trim_end()[value.len()..].to_owned());
            self.edits.push(SlipEdit::new(start + value.len()..end, ""));
        }
        Some(start..start + value.len())
    }

    fn repair(self, at: Range<usize>) -> Option<Repair> {
        let place = self.edits.iter().map(|e| e.at.clone()).min_by_key(|e| e.start)?;
        let mut said = Vec::new();
        if !self.wide.is_empty() {
            said.push(format!("{}写成了别的符号", listed(&self.wide)));
        }
        if !self.missing.is_empty() {
            let named = self.missing.iter().map(|m| name(m));
            let missing: Vec<_> = named.map(str::to_owned).collect();
            said.push(format!("少了{}", missing.join("、")));
        }
        if !self.surplus.is_empty() {
            said.push(format!("结尾多了{}", listed(&self.surplus)));
        }
        if !self.values.is_empty() {
            said.push(format!("{}不能直接写", listed(&self.values)));
        }
        let place = if place.is_empty() { at } else { place };
        let repair = Repair::new(place, format!("大括号里的写法有误：{}", said.join("；")))
            .label("从这里起")
            .help("大括号里写成 {键: 值, 键: 值}：括号、冒号、逗号都是半角的，冒号和逗号后面空一格；值里有半角逗号或以 > 开头的，加引号或写成 ≥");
        Some(Repair { edits: self.edits, ..repair })
    }
}

/// A value without braces at its end that it does not open.
fn unclosed(value: &str) -> &str {
    let bare = value.trim_end_matches('}');
    let opened = bare.chars().filter(|c| *c == '{').count();
    let closed = bare.chars().filter(|c| *c == '}').count();
    let kept = opened.saturating_sub(closed).min(value.len() - bare.len());
    &value[..bare.len() + kept]
}

/// Whether a closing bracket belongs to the value, which opens it.
fn is_of_value(value: &str, close: char) -> bool {
    let Some(at) = CLOSE.chars().position(|c| c == close) else { return false };
    let open = OPEN.chars().nth(at).unwrap_or(close);
    let count = |c: char| value.chars().filter(|v| *v == c).count();
    close != '}' && count(open) >= count(close)
}

fn name(what: &str) -> &'static str {
    match what {
        " " => "冒号后面的空格",
        "," => "隔开两项的逗号",
        "{" => "开头的 {",
        _ => "结尾的 }",
    }
}

fn listed(words: &[String]) -> String {
    words.iter().map(|w| format!("「{w}」")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::slip::work::Work;

    fn mended(line: &str) -> Option<String> {
        let mut work = Work::new(line);
        work.apply(&repair(line, 0..line.len())?.edits);
        Some(work.text)
    }

    #[test]
    fn punctuation_is_set_right_by_the_known_keys() {
        let right = "{指标: 参会率, 描述: 甲，乙, 指标值: ≥90%, 依据: 签到（表）}";
        for line in [
            "｛指标：参会率，描述：甲，乙，指标值：≥90%，依据：签到（表）｝",
            "{指标: 参会率，描述: 甲，乙，指标值: ≥90%，依据: 签到（表）}",
            "{指标:参会率, 描述: 甲，乙, 指标值: >=90%, 依据: 签到（表）}",
            "{指标: 参会率, 描述: 甲，乙, 指标值: ≥90%, 依据: 签到（表）",
            "指标: 参会率, 描述: 甲，乙, 指标值: ≥90%, 依据: 签到（表）}",
            "{指标: 参会率, 描述: 甲，乙 指标值: ≥90%, 依据: 签到（表）}",
            "【指标: 参会率；描述: 甲，乙；指标值: ≥90%；依据: 签到（表）】",
        ] {
            let mended = mended(line).unwrap();
            assert_eq!(mended.replace("乙 ,", "乙,"), right, "{line}");
        }
        assert_eq!(mended(right), None);
    }

    #[test]
    fn values_keep_all_their_characters() {
        let line = "{指标: 甲, 乙, 指标值: [2024]5号, 依据: 甲: 乙}";
        let right = "{指标: \"甲, 乙\", 指标值: \"[2024]5号\", 依据: \"甲: 乙\"}";
        assert_eq!(mended(line).unwrap(), right);
    }
}
