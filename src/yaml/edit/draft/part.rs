//! New lines of YAML, before it is known in which column they will stand.

use crate::yaml::edit::Value;
use crate::yaml::save::{Scalar, escaped, inline, scalar};

/// A new entry of a map, a new item of a list, or several, in both styles.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// In lines of their own, from column 0; an item begins with its dash.
    pub lines: Vec<String>,
    /// Between brackets, without them.
    pub flow: String,
}

impl Part {
    /// `key: value`
    pub fn entry(key: &str, value: &Value, escape: bool) -> Part {
        let key = inline(key);
        let flow = format!("{key}: {}", bracketed(value, escape));
        let lines = match value {
            Value::Text(text) => headed(&format!("{key}:"), text, escape),
            _ => under(&format!("{key}:"), value, escape),
        };
        Part { lines, flow }
    }

    /// `- value`
    pub fn item(value: &Value, escape: bool) -> Part {
        let flow = bracketed(value, escape);
        let lines = match value {
            Value::Text(text) => headed("-", text, escape),
            Value::Map(entries) if !entries.is_empty() => {
                dashed(entries_of(entries, escape))
            }
            value => vec![format!("- {}", bracketed(value, escape))],
        };
        Part { lines, flow }
    }

    /// `key:` above items.
    pub fn list(key: &str, items: &Part) -> Part {
        let key = inline(key);
        let lines = std::iter::once(format!("{key}:")).chain(indented(&items.lines, 2));
        Part { lines: lines.collect(), flow: format!("{key}: [{}]", items.flow) }
    }

    /// `key:` above entries.
    pub fn map(key: &str, entries: &Part) -> Part {
        let key = inline(key);
        let lines = std::iter::once(format!("{key}:")).chain(indented(&entries.lines, 2));
        Part { lines: lines.collect(), flow: format!("{key}: {{{}}}", entries.flow) }
    }

    /// The lines in a column.
    pub fn at(&self, column: usize) -> Vec<String> {
        indented(&self.lines, column).collect()
    }

    /// Between brackets on the line of its dash.
    pub fn on_one_line(&self) -> Part {
        Part { lines: vec![format!("- {}", self.flow)], flow: self.flow.clone() }
    }
}

fn indented(lines: &[String], columns: usize) -> impl Iterator<Item = String> {
    let blanks = " ".repeat(columns);
    lines.iter().map(move |line| match line.is_empty() {
        true => String::new(),
        false => format!("{blanks}{line}"),
    })
}

fn entries_of(entries: &[(String, Value)], escape: bool) -> Vec<String> {
    entries.iter().flat_map(|(k, v)| Part::entry(k, v, escape).lines).collect()
}

/// The first of the lines behind a dash.
fn dashed(lines: Vec<String>) -> Vec<String> {
    let mut lines = indented(&lines, 2).collect::<Vec<_>>();
    if let Some(first) = lines.first_mut() {
        first.replace_range(..1, "-");
    }
    lines
}

/// A text behind its key or dash, perhaps as a block below it.
fn headed(head: &str, text: &str, escape: bool) -> Vec<String> {
    match scalar(text) {
        _ if text.is_empty() => vec![head.to_owned()],
        _ if escape => vec![format!("{head} {}", escaped(text))],
        Scalar::Inline(text) => vec![format!("{head} {text}")],
        Scalar::Literal(lines) => {
            let block = lines.iter().map(|line| format!("  {line}"));
            std::iter::once(format!("{head} |")).chain(block).collect()
        }
    }
}

/// A list or map below its key.
fn under(head: &str, value: &Value, escape: bool) -> Vec<String> {
    let lines: Vec<String> = match value {
        Value::List(items) if !items.is_empty() => {
            items.iter().flat_map(|i| Part::item(i, escape).lines).collect()
        }
        Value::Map(entries) if !entries.is_empty() => entries_of(entries, escape),
        empty => return vec![format!("{head} {}", bracketed(empty, escape))],
    };
    std::iter::once(head.to_owned()).chain(indented(&lines, 2)).collect()
}

/// A value on one line between brackets.
fn bracketed(value: &Value, escape: bool) -> String {
    match value {
        Value::Text(text) if escape => escaped(text),
        Value::Text(text) => one_line(text, true),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|i| bracketed(i, escape)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| {
                format!("{}: {}", one_line(key, true), bracketed(value, escape))
            };
            let entries: Vec<_> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A text on one line; inside of brackets more has to be quoted.
pub fn one_line(text: &str, flow: bool) -> String {
    if text.contains('\n') {
        return escaped(text);
    }
    let plain = inline(text);
    match flow && plain == text && text.contains([',', '[', ']', '{', '}', ':', '?']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => plain,
    }
}
