//! The names that templates use, against what there is.

use super::super::templates::Template;
use super::place;
use super::tags::tags;
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::Sources;
use crate::yaml::load::nearest;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words of the template language that stand where names may.
const WORDS: &[&str] = &[
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "in",
    "endfor",
    "set",
    "endset",
    "set_global",
    "include",
    "block",
    "endblock",
    "extends",
    "and",
    "or",
    "not",
    "is",
    "true",
    "false",
    "none",
    "break",
    "continue",
    "filter",
    "endfilter",
    "raw",
    "endraw",
    "number",
    "apart",
    "ignore",
    "missing",
    "loop",
];

/// What a loop tells of itself.
const OF_LOOP: &[&str] = &["index", "index0", "first", "last", "length"];

/// Under what the items of a list are kept where a name stands for a list in one place
/// and for a value with fields in another.
const ITEMS: &str = "[]";

/// A name with the fields behind it: `project.name.at`.
struct Path<'t> {
    parts: Vec<(&'t str, usize)>,
}

/// Every name of a profile's own templates that is not there.
pub fn unknown(
    templates: &[Template],
    values: &Value,
    sources: &mut Sources,
) -> Vec<Diagnostic> {
    let known = known(templates, values);
    let mut found = Vec::new();
    for template in templates.iter().filter(|t| t.file.is_some()) {
        for tag in tags(&template.text) {
            for path in paths(&template.text, tag.range) {
                found
                    .extend(missing(&path, &known).map(|m| m.finding(template, sources)));
            }
        }
    }
    found
}

/// A part of a path that is not there, and what is.
struct Missing {
    name: String,
    range: Range<usize>,
    of: String,
    available: Vec<String>,
}

impl Missing {
    fn finding(self, template: &Template, sources: &mut Sources) -> Diagnostic {
        let span = place(template, self.range, sources);
        let message = match self.of.is_empty() {
            true => format!("模板里没有「{}」", self.name),
            false => format!("{} 里没有「{}」这个字段", self.of, self.name),
        };
        let finding = codes::P102
            .finding(span, message)
            .help(format!("可用的有：{}", self.available.join("、")));
        match nearest(&self.name, self.available.iter().map(String::as_str)) {
            Some(near) => finding.label(format!("是「{near}」吗？")).fix(span, near),
            None => finding,
        }
    }
}

fn missing(path: &Path, known: &BTreeMap<String, Value>) -> Option<Missing> {
    let (root, at) = path.parts.first()?;
    let fields = || path.parts[1..].iter();
    let at_fault = |name: &str, at: usize, of: &str, available: Vec<String>| Missing {
        name: name.to_owned(),
        range: at..at + name.len(),
        of: of.to_owned(),
        available,
    };
    if *root == "loop" {
        let (name, at) = fields().next().filter(|f| !OF_LOOP.contains(&f.0))?;
        let available = OF_LOOP.iter().map(|f| (*f).to_owned()).collect();
        return Some(at_fault(name, *at, "loop", available));
    }
    let Some(mut value) = known.get(*root) else {
        return Some(at_fault(root, *at, "", known.keys().cloned().collect()));
    };
    let mut of = (*root).to_owned();
    for (name, at) in fields() {
        let Value::Object(map) = value else { return None };
        match map.get(*name) {
            Some(inner) => value = inner,
            None => {
                let fields = map.keys().filter(|k| *k != ITEMS).cloned();
                return Some(at_fault(name, *at, &of, fields.collect()));
            }
        }
        of = format!("{of}.{name}");
    }
    None
}

/// The values of the context, and those that `for` and `set` give names to in any
/// template. A name that several give is all of them.
fn known(templates: &[Template], values: &Value) -> BTreeMap<String, Value> {
    let mut known: BTreeMap<String, Value> = match values {
        Value::Object(map) => map.clone().into_iter().collect(),
        _ => BTreeMap::new(),
    };
    // a name may be given to what another name stands for
    for _ in 0..4 {
        for template in templates {
            for tag in tags(&template.text) {
                bind(&template.text[tag.range], &mut known);
            }
        }
    }
    known
}

/// `{% for NAME in PATH %}` and `{% set NAME = PATH %}`.
fn bind(tag: &str, known: &mut BTreeMap<String, Value>) {
    let inside = tag.trim_matches(['{', '}', '%', '-']).trim();
    let words: Vec<_> = inside.split_whitespace().collect();
    let (name, path, is_loop) = match words[..] {
        ["for", name, "in", path, ..] => (name, path, true),
        ["set" | "set_global", name, "=", path, ..] => (name, path, false),
        _ => return,
    };
    let value = resolve(path, known).cloned().unwrap_or(Value::Null);
    let value = match value {
        Value::Array(items) if is_loop => items.into_iter().fold(Value::Null, merge),
        Value::Object(mut map) if is_loop => map.remove(ITEMS).unwrap_or(Value::Null),
        _ if is_loop => Value::Null,
        other => other,
    };
    let before = known.remove(name).unwrap_or(Value::Null);
    known.insert(name.to_owned(), merge(before, value));
}

fn resolve<'k>(path: &str, known: &'k BTreeMap<String, Value>) -> Option<&'k Value> {
    let mut parts = path.split('.');
    let root = known.get(parts.next()?)?;
    parts.try_fold(root, |value, part| value.get(part))
}

/// A value with the fields of both.
fn merge(a: Value, b: Value) -> Value {
    match (a, b) {
        (Value::Object(mut a), Value::Object(b)) => {
            for (key, value) in b {
                let before = a.remove(&key).unwrap_or(Value::Null);
                a.insert(key, merge(before, value));
            }
            Value::Object(a)
        }
        (Value::Object(mut map), Value::Array(items))
        | (Value::Array(items), Value::Object(mut map)) => {
            let before = map.remove(ITEMS).unwrap_or(Value::Null);
            map.insert(ITEMS.to_owned(), items.into_iter().fold(before, merge));
            Value::Object(map)
        }
        (Value::Array(a), Value::Array(b)) => {
            Value::Array(vec![a.into_iter().chain(b).fold(Value::Null, merge)])
        }
        (Value::Object(a), _) => Value::Object(a),
        (Value::Null, b) => b,
        (a, _) => a,
    }
}

/// The paths of names in a tag, without texts, keywords and names of arguments.
fn paths(text: &str, range: Range<usize>) -> Vec<Path<'_>> {
    let tag = &text[range.clone()];
    let mut paths = Vec::new();
    let mut chars = tag.char_indices().peekable();
    let mut before = ' ';
    while let Some((i, c)) = chars.next() {
        if matches!(c, '"' | '\'' | '`') {
            while chars.next_if(|(_, next)| *next != c).is_some() {}
            chars.next();
            continue;
        }
        if !c.is_alphabetic() && c != '_' {
            if !c.is_whitespace() {
                before = c;
            }
            continue;
        }
        let mut end = i + c.len_utf8();
        while let Some((j, next)) = chars.next_if(|(_, n)| is_name(*n) || *n == '.') {
            end = j + next.len_utf8();
        }
        let path = &tag[i..end];
        let behind = tag[end..].trim_start();
        let is_argument = behind.starts_with('=') && !behind.starts_with("==");
        let is_call = behind.starts_with('(');
        let bound = tag[..i].trim_end().ends_with("set");
        // a filter, a test and what follows a bracket are no names of values
        let is_other =
            matches!(before, '|' | '.') || tag[..i].trim_end().ends_with(" is");
        before = 'a';
        if is_other
            || is_call
            || (is_argument && !bound)
            || WORDS[..WORDS.len() - 1].contains(&path)
        {
            continue;
        }
        paths.push(path_at(path, range.start + i));
    }
    paths
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn path_at(path: &str, start: usize) -> Path<'_> {
    let mut at = start;
    let part = |part| {
        let here = at;
        at += str::len(part) + 1;
        (part, here)
    };
    Path { parts: path.split('.').map(part).filter(|p| !p.0.is_empty()).collect() }
}
