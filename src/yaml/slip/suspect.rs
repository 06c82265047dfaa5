//! What the parser takes for something else than was meant.

use super::line::SlipLine;
use super::repair::Repair;
use super::{cause, flow, mark, value, words};
use crate::yaml::format::{Key, Shape};
use crate::yaml::tree::{Fault, Kind, NodeId, Tree};
use std::ops::Range;

/// Repairs of what was read, but hardly meant so.
pub fn repairs(
    text: &str,
    tree: &Tree,
    faults: &[Fault],
    shape: Option<&'static Shape>,
) -> Vec<Repair> {
    let mut walk = Walk { text, tree, found: Vec::new() };
    for fault in faults {
        if let Fault::Unsupported { at, .. } = fault {
            walk.marks(at.start);
        }
    }
    walk.headers();
    for root in &tree.roots {
        walk.node(*root, shape);
    }
    walk.found
}

struct Walk<'t> {
    text: &'t str,
    tree: &'t Tree,
    found: Vec<Repair>,
}

impl Walk<'_> {
    /// A value that begins with & * ! and goes on with Chinese: no anchor.
    fn marks(&mut self, at: usize) {
        let line = SlipLine::around(self.text, at);
        let name = |v: &str| v.chars().nth(1).is_some_and(|c| !c.is_ascii());
        let value = &self.text[line.value.clone()];
        if value.starts_with(['&', '*', '!']) && name(value) {
            self.found.extend(value::repair(self.text, line.value, false));
        } else if value.starts_with('{') {
            self.found.extend(flow::repair(self.text, line.value));
        }
    }

    /// `>4`, which YAML takes for a block text with an indentation of four.
    fn headers(&mut self) {
        for (i, _) in self.text.match_indices(['>', '|']) {
            let next = self.text[i + 1..].trim_start_matches(['+', '-']);
            if !next.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let line = SlipLine::around(self.text, i);
            if line.value.start == i && line.value.start > line.indent {
                self.found.extend(value::repair(self.text, line.value, false));
            }
        }
    }

    fn node(&mut self, node: NodeId, shape: Option<&'static Shape>) {
        match self.tree.kind(node) {
            Kind::Scalar { plain, .. } => self.scalar(node, *plain, shape),
            Kind::Sequence(items) => {
                if shape.is_some_and(|s| !takes(s, "list")) {
                    self.bracketed(node);
                }
                let inner = shape.and_then(list_of);
                self.dashes(items, inner);
                items.iter().for_each(|i| self.node(*i, inner));
            }
            Kind::Mapping(entries) => {
                if shape.is_some() {
                    self.braces(node);
                }
                for (key, value) in entries {
                    let name = self.tree.scalar(*key).unwrap_or_default();
                    self.node(*value, shape.and_then(|s| value_of(s, name)));
                }
            }
        }
    }

    /// Braces on one line that read well, but not as they were meant.
    fn braces(&mut self, node: NodeId) {
        let at = self.tree.range(node);
        if self.text[at.clone()].starts_with('{')
            && mark::is_one_line(self.text, at.clone())
        {
            self.found.extend(flow::repair(self.text, at));
        }
    }

    /// A list in brackets where a text should stand.
    fn bracketed(&mut self, node: NodeId) {
        let at = self.tree.range(node);
        let one = mark::is_one_line(self.text, at.clone());
        let inside = self.text[at.clone()].strip_prefix('[');
        let is_value = SlipLine::around(self.text, at.start).value == at;
        // a list in earnest has quotes or lists in it
        if !one
            || !is_value
            || inside.is_none_or(|i| i.starts_with(['[', '{', '"', '\'']))
        {
            return;
        }
        let value = self.text[at.clone()].to_owned();
        let repair = Repair::new(at.clone(), "值不能直接以「[」开头")
            .label("方括号会被当作 YAML 的列表")
            .help("给整个值加引号")
            .edit(at, value::quote(&value));
        self.found.push(repair);
    }

    fn scalar(&mut self, node: NodeId, plain: bool, shape: Option<&'static Shape>) {
        let at = self.tree.range(node);
        if !plain || self.tree.is_blank(node) {
            return;
        }
        let maps = shape.is_some_and(|s| takes(s, "map") && !takes(s, "text"));
        let lines = self.lines(at.clone());
        let last = at.start.max(lines.last().map_or(0, |l| l.at.start));
        let in_flow = !self.text[at.end..].trim_start_matches([' ', '\t']).is_empty()
            && self.text[at.end..]
                .trim_start_matches([' ', '\t'])
                .starts_with([',', '}', ']']);
        self.found.extend(mark::behind(self.text, last..at.end, in_flow));
        self.colons(at.clone());
        for (i, line) in lines.iter().enumerate() {
            if maps {
                let improper = line.key.as_ref().is_some_and(|k| !k.is_proper);
                match improper {
                    true => {
                        let repairs = cause::repairs(self.text, line);
                        self.found.extend(repairs.into_iter().take(1));
                    }
                    false => self.found.extend(mark::rows(self.text, line)),
                }
            } else if i > 0 {
                self.continuation(line);
            }
        }
    }

    /// A colon typed twice, the second of which would be printed.
    fn colons(&mut self, at: Range<usize>) {
        let value = &self.text[at.clone()];
        let rest = value.trim_start_matches(['：', ':', '\u{3000}', ' ']);
        let front = self.text[..at.start].trim_end_matches(' ');
        if rest.len() == value.len() || rest.is_empty() || !front.ends_with(':') {
            return;
        }
        let extra = at.start..at.end - rest.len();
        let typed = self.text[extra.clone()].trim();
        let repair = Repair::new(extra.clone(), format!("冒号写了两遍：多了「{typed}」"))
            .label("会和正文一起印出来")
            .help("键和值之间只写一个半角冒号加一个空格")
            .edit(extra, "");
        self.found.push(repair);
    }

    /// An item that only goes on with the one before: a dash too many in front of it.
    fn dashes(&mut self, items: &[NodeId], shape: Option<&'static Shape>) {
        let Some(keys) = shape.and_then(map_of) else { return };
        let names = |n: &NodeId| match self.tree.kind(*n) {
            Kind::Mapping(entries) => {
                entries.iter().filter_map(|e| self.tree.scalar(e.0)).collect()
            }
            _ => Vec::new(),
        };
        let mut found = Vec::new();
        for pair in items.windows(2) {
            let (before, here) = (names(&pair[0]), names(&pair[1]));
            let known = |k: &&str| keys.iter().any(|key| key.name == *k);
            let goes_on =
                !here.is_empty() && here.iter().all(|k| known(k) && !before.contains(k));
            let first = keys.iter().find(|k| k.required).map(|k| k.name);
            let lacks = first.is_some_and(|f| before.contains(&f) && !here.contains(&f));
            let at = self.tree.range(pair[1]).start;
            let line = SlipLine::around(self.text, at);
            let dash = self.text[line.at.start..at].trim_start().starts_with('-');
            if goes_on && lacks && dash && line.body == at {
                let name = here[0];
                found.push(
                    Repair::new(
                        line.indent..line.indent + 1,
                        format!("「{name}」前面多了一个“-”"),
                    )
                    .label("这一行接着上面那一条")
                    .help("一条里只有第一行写“- ”，下面各行对齐")
                    .edit(line.indent..line.indent + 1, " ")
                    .checked(),
                );
            }
        }
        self.found.extend(found.into_iter().take(1));
    }

    /// A further line of a text that is a comment, or a key of its own.
    fn continuation(&mut self, line: &SlipLine) {
        let comment = |r: &Repair| !self.text[r.at.clone()].contains('注');
        self.found.extend(mark::comment(self.text, line).filter(comment));
        let key = line.key.as_ref().filter(|k| !k.is_proper);
        let known = |k: &&super::line::SlipKey| {
            let name = &self.text[k.at.clone()];
            words::is_top(name)
        };
        if key.filter(known).is_some() {
            let repairs = cause::repairs(self.text, line);
            self.found.extend(repairs);
        }
    }

    /// The lines that a node stands on.
    fn lines(&self, at: Range<usize>) -> Vec<SlipLine> {
        let mut lines = vec![SlipLine::around(self.text, at.start)];
        while let Some(next) = lines.last().and_then(|l| l.below(self.text)) {
            if next.at.start >= at.end {
                break;
            }
            lines.push(next);
        }
        lines
    }
}

fn any(shape: &'static Shape, test: impl Fn(&Shape) -> bool + Copy) -> bool {
    match shape {
        Shape::OneOf(shapes) => shapes.iter().any(|s| any(s, test)),
        shape => test(shape),
    }
}

/// Whether a list, a map or a text may stand there.
fn takes(shape: &'static Shape, kind: &str) -> bool {
    any(shape, |s| match s {
        Shape::List(_) => kind == "list",
        Shape::Map(..) | Shape::Each(_) | Shape::Names(..) => kind == "map",
        _ => kind == "text",
    })
}

/// The keys of a map.
fn map_of(shape: &'static Shape) -> Option<&'static [Key]> {
    match shape {
        Shape::Map(_, keys) => Some(keys),
        Shape::OneOf(shapes) => shapes.iter().find_map(map_of),
        _ => None,
    }
}

/// What the items of a list are.
fn list_of(shape: &'static Shape) -> Option<&'static Shape> {
    match shape {
        Shape::List(inner) => Some(inner),
        Shape::OneOf(shapes) => shapes.iter().find_map(list_of),
        _ => None,
    }
}

/// What stands under the key `name` of a map.
fn value_of(shape: &'static Shape, name: &str) -> Option<&'static Shape> {
    let known = |keys: &'static [Key]| keys.iter().find(|k| k.name == name);
    match shape {
        Shape::Map(_, keys) => known(keys).map(|k| &k.shape),
        Shape::Names(_, inner) | Shape::Each(inner) => Some(inner),
        Shape::OneOf(shapes) => shapes.iter().find_map(|s| value_of(s, name)),
        _ => None,
    }
}
