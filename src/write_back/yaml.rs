//! Edits of a YAML file by its bytes: what is not edited stays as it is, comments too.

use crate::yaml::save::{escaped, inline};
use crate::yaml::tree::{Kind, NodeId, Tree};
use std::collections::BTreeMap;
use std::ops::Range;

/// A file and the edits that are wanted of it.
pub struct Yaml<'t> {
    text: &'t str,
    tree: Tree,
    /// The list or map that each node hangs in.
    parents: BTreeMap<NodeId, NodeId>,
    edits: Vec<(Range<usize>, String)>,
    newline: &'static str,
}

/// Keys and values of a new list item or of the first line of a map.
pub type Entries<'e> = [(&'e str, String)];

/// How a new list item is written.
pub enum Item<'e> {
    /// As one text.
    Text(&'e str),
    /// As a map.
    Map(&'e Entries<'e>),
}

/// On which side of another item a new one is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In front of it.
    Before,
    /// Behind it.
    After,
}

impl<'t> Yaml<'t> {
    /// A file without edits.
    pub fn new(text: &'t str) -> Yaml<'t> {
        let tree = Tree::parse(text).0;
        let mut parents = BTreeMap::new();
        let mut open: Vec<NodeId> = tree.roots.clone();
        while let Some(node) = open.pop() {
            for kid in kids(&tree, node) {
                parents.insert(kid, node);
                open.push(kid);
            }
        }
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Yaml { text, tree, parents, edits: Vec::new(), newline }
    }

    /// The file with all edits; None where two of them touch the same bytes.
    pub fn finish(mut self) -> Option<String> {
        // edits at one place stay in the order in which they were asked for
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for (range, new) in &self.edits {
            out.push_str(self.text.get(done..range.start)?);
            out.push_str(new);
            done = range.end;
        }
        out.push_str(self.text.get(done..)?);
        Some(out)
    }

    /// The map whose first key stands at `head`.
    pub fn map_at(&self, head: Range<usize>) -> Option<NodeId> {
        let is_it = |node: &NodeId| match self.tree.kind(*node) {
            Kind::Mapping(entries) => {
                entries.first().is_some_and(|e| self.tree.range(e.0) == head)
            }
            _ => false,
        };
        self.nodes().find(is_it)
    }

    /// The list that covers `range`.
    pub fn list_at(&self, range: Range<usize>) -> Option<NodeId> {
        let is_list = |n: &NodeId| matches!(self.tree.kind(*n), Kind::Sequence(_));
        self.nodes().find(|n| is_list(n) && self.tree.range(*n) == range)
    }

    /// The items of a list.
    pub fn items(&self, list: NodeId) -> &[NodeId] {
        match self.tree.kind(list) {
            Kind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// Key and value under `key`.
    pub fn entry(&self, map: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        let entries = self.entries(map).iter().copied();
        entries.into_iter().find(|(k, _)| self.tree.scalar(*k) == Some(key))
    }

    /// What a node hangs in.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.parents.get(&node).copied()
    }

    /// The key that a value stands under.
    pub fn key_of(&self, value: NodeId) -> Option<NodeId> {
        let entries = self.entries(self.parent(value)?).iter();
        entries.copied().find(|e| e.1 == value).map(|e| e.0)
    }

    /// The text of a scalar.
    pub fn scalar(&self, node: NodeId) -> &str {
        self.tree.scalar(node).unwrap_or_default()
    }

    /// Whether a node is a map.
    pub fn is_map(&self, node: NodeId) -> bool {
        matches!(self.tree.kind(node), Kind::Mapping(_))
    }

    fn entries(&self, map: NodeId) -> &[(NodeId, NodeId)] {
        match self.tree.kind(map) {
            Kind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.tree.roots.iter().copied().chain(self.parents.keys().copied())
    }

    /// Whether a list or map is written with brackets.
    fn is_flow(&self, node: NodeId) -> bool {
        let at = self.tree.range(node).start;
        self.text[at..].starts_with(['{', '['])
            && !matches!(self.tree.kind(node), Kind::Scalar { .. })
    }

    fn in_flow(&self, node: NodeId) -> bool {
        let parent = self.parent(node);
        parent.is_some_and(|p| self.is_flow(p) || self.in_flow(p))
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    /// The beginning of the line behind the one that the last character before `end` is
    /// on; a block's range may reach into the lines behind it.
    fn next_line(&self, end: usize) -> usize {
        let end = self.text[..end].trim_end().len();
        self.text[end..].find('\n').map_or(self.text.len(), |i| end + i + 1)
    }

    /// The column of a node, in bytes: what stands before it are blanks and dashes.
    fn column(&self, node: NodeId) -> usize {
        let at = self.tree.range(node).start;
        at - self.line_start(at)
    }

    fn edit(&mut self, range: Range<usize>, new: impl Into<String>) {
        self.edits.push((range, new.into()));
    }

    /// Puts whole lines before the line that begins at `at`.
    fn lines(&mut self, at: usize, lines: &[String]) {
        let mut new = String::new();
        // the last line of a file may have no end
        if at > 0 && !self.text[..at].ends_with('\n') {
            new.push_str(self.newline);
        }
        for line in lines {
            new.push_str(line);
            new.push_str(self.newline);
        }
        self.edit(at..at, new);
    }

    /// Replaces the scalar at `range`.
    pub fn set(&mut self, range: Range<usize>, value: &str) {
        let node = self.nodes().find(|n| {
            matches!(self.tree.kind(*n), Kind::Scalar { .. })
                && self.tree.range(*n) == range
        });
        let Some(node) = node else { return };
        if let Some(folded) = self.block_kind(&range) {
            return self.set_block(range, value, folded);
        }
        let raw = &self.text[range.clone()];
        let flow = self.in_flow(node);
        match raw.as_bytes().first() {
            Some(b'"') => self.edit(range, escaped(value)),
            Some(b'\'')
                if !value.contains('\n')
                    && !value.contains(crate::yaml::save::is_special) =>
            {
                let new = format!("'{}'", value.replace('\'', "''"));
                self.edit(range, new);
            }
            _ if value.contains('\n') && !flow => self.open_block(node, range, value),
            _ => self.edit(range, one_line(value, flow)),
        }
    }

    /// Whether the scalar at `range` is a block, and if so, a folded one.
    fn block_kind(&self, range: &Range<usize>) -> Option<bool> {
        let start = self.line_start(range.start);
        let before = self.text[..start].trim_end();
        if !self.text[start..range.start].trim().is_empty() || before.is_empty() {
            return None;
        }
        let header = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
        let header = header.split(" #").next().unwrap_or(header).trim_end();
        let header =
            header.trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
        match header.chars().last() {
            Some('|') => Some(false),
            Some('>') => Some(true),
            _ => None,
        }
    }

    /// Writes the lines of a block anew, under its header.
    fn set_block(&mut self, range: Range<usize>, value: &str, folded: bool) {
        let start = self.line_start(range.start);
        let indent = &self.text[start..range.start];
        let end = start + self.text[start..range.end].trim_end().len();
        let lines: Vec<_> = value.split('\n').map(|l| format!("{indent}{l}")).collect();
        let gap = if folded { self.newline.repeat(2) } else { self.newline.to_owned() };
        self.edit(start..end, lines.join(&gap));
    }

    /// Turns a scalar of one paragraph into a block.
    fn open_block(&mut self, node: NodeId, range: Range<usize>, value: &str) {
        let outer = match self.key_of(node) {
            Some(key) => self.column(key),
            // behind a dash
            None => self.column(node).saturating_sub(2),
        };
        let indent = " ".repeat(outer + 2);
        let lines: Vec<_> = value.split('\n').map(|l| format!("{indent}{l}")).collect();
        let below = self.next_line(range.end);
        self.edit(range, "|");
        self.lines(below, &lines);
    }

    /// Puts `key: value` into a map, in the place that `order` gives it. A key that stands
    /// there without a value gets it.
    pub fn put(&mut self, map: NodeId, order: &[&str], key: &str, value: &str) {
        let flow = self.is_flow(map) || self.in_flow(map);
        let value = one_line(value, flow);
        self.put_written(map, order, key, &value);
    }

    /// As [`put`](Self::put), for a value that is YAML already.
    pub fn put_written(&mut self, map: NodeId, order: &[&str], key: &str, value: &str) {
        if let Some((key, _)) = self.entry(map, key) {
            let end = self.tree.range(key).end;
            let colon = self.text[end..].find(':').map_or(end, |i| end + i + 1);
            return self.edit(colon..colon, format!(" {value}"));
        }
        let place = order.iter().position(|k| *k == key).unwrap_or(order.len());
        let before = order[..place].iter().rev().find_map(|k| self.entry(map, k));
        let Some((first, last)) = before.or(self.entries(map).last().copied()) else {
            return;
        };
        let end = self.tree.range(last).end.max(self.tree.range(first).end);
        if self.is_flow(map) || self.in_flow(map) {
            return self.edit(end..end, format!(", {key}: {value}"));
        }
        let line = format!("{}{key}: {value}", " ".repeat(self.column(first)));
        self.lines(self.next_line(end), &[line]);
    }

    /// Takes a key and its value out of a map.
    pub fn take_out(&mut self, map: NodeId, key: &str) {
        let Some((key, value)) = self.entry(map, key) else { return };
        let entries = self.entries(map);
        let index = entries.iter().position(|e| e.0 == key).unwrap_or(0);
        let next = entries.get(index + 1).copied();
        let before = index.checked_sub(1).map(|i| entries[i]);
        let (start, end) = (self.tree.range(key).start, self.tree.range(value).end);
        if self.is_flow(map) || self.in_flow(map) {
            return match (next, before) {
                (Some(next), _) => self.edit(start..self.tree.range(next.0).start, ""),
                (None, Some(b)) => self.edit(self.tree.range(b.1).end..end, ""),
                (None, None) => self.edit(start..end, ""),
            };
        }
        let line = self.line_start(start);
        let begins_item = !self.text[line..start].trim().is_empty();
        match (begins_item, next) {
            // behind the dash of an item the next key takes its place
            (true, Some(next)) => self.edit(start..self.tree.range(next.0).start, ""),
            _ => self.edit(line..self.next_line(end), ""),
        }
    }

    /// Takes an item out of its list; with the last one goes what holds the list, or `[]`
    /// stays under `last_key`.
    pub fn remove_item(&mut self, item: NodeId, last_key: &str) {
        let Some(list) = self.parent(item) else { return };
        let items = self.items(list);
        if items.len() == 1 {
            return self.remove_all(list, last_key);
        }
        let index = items.iter().position(|i| *i == item).unwrap_or(0);
        let (next, before) =
            (items.get(index + 1), index.checked_sub(1).map(|i| items[i]));
        let range = self.tree.range(item);
        if !self.is_flow(list) {
            let start = self.line_start(range.start);
            return self.edit(start..self.next_line(range.end), "");
        }
        match (next, before) {
            (Some(next), _) => self.edit(range.start..self.tree.range(*next).start, ""),
            (None, Some(b)) => self.edit(self.tree.range(b).end..range.end, ""),
            (None, None) => {}
        }
    }

    /// Takes out the entry that holds a value, and what would hold nothing then.
    fn remove_all(&mut self, value: NodeId, last_key: &str) {
        let (Some(key), Some(map)) = (self.key_of(value), self.parent(value)) else {
            return;
        };
        let name = self.scalar(key).to_owned();
        if name == last_key {
            let range = self.tree.range(value);
            let start = self.tree.range(key).end;
            let end = self.text[..range.end].trim_end().len();
            return self.edit(start..end, ": []");
        }
        match self.entries(map).len() {
            1 => self.remove_all(map, last_key),
            _ => self.take_out(map, &name),
        }
    }

    /// Puts new items beside another one, in its shape.
    pub fn add_items(&mut self, beside: NodeId, side: Side, new: &[Item]) {
        let Some(list) = self.parent(beside) else { return };
        let range = self.tree.range(beside);
        if self.is_flow(list) {
            for item in new {
                let text = flow_item(item);
                match side {
                    Side::After => self.edit(range.end..range.end, format!(", {text}")),
                    Side::Before => {
                        self.edit(range.start..range.start, format!("{text}, "))
                    }
                }
            }
            return;
        }
        let start = self.line_start(range.start);
        let dash = self.text[start..].find('-').unwrap_or(0);
        let brackets = self.is_flow(beside);
        let lines: Vec<_> =
            new.iter().flat_map(|item| block_item(item, dash, brackets)).collect();
        let at = match side {
            Side::After => self.next_line(range.end),
            Side::Before => start,
        };
        self.lines(at, &lines);
    }

    /// Puts a new key with a list beside the entry that holds `value`.
    pub fn add_list(&mut self, value: NodeId, side: Side, path: &[&str], new: &[Item]) {
        let Some(key) = self.key_of(value) else { return };
        let brackets = self.items(value).first().is_some_and(|i| self.is_flow(*i));
        let column = self.column(key);
        let mut lines = Vec::new();
        for (depth, key) in path.iter().enumerate() {
            lines.push(format!("{}{}:", " ".repeat(column + 2 * depth), inline(key)));
        }
        let dash = column + 2 * path.len();
        lines.extend(new.iter().flat_map(|item| block_item(item, dash, brackets)));
        let at = match side {
            Side::After => self.next_line(self.tree.range(value).end),
            Side::Before => self.line_start(self.tree.range(key).start),
        };
        self.lines(at, &lines);
    }

    /// Whether a value stands in brackets, where lines cannot be put.
    pub fn is_bracketed(&self, value: NodeId) -> bool {
        self.in_flow(value)
    }
}

fn kids(tree: &Tree, node: NodeId) -> Vec<NodeId> {
    match tree.kind(node) {
        Kind::Scalar { .. } => Vec::new(),
        Kind::Sequence(items) => items.clone(),
        Kind::Mapping(entries) => entries.iter().flat_map(|e| [e.0, e.1]).collect(),
    }
}

/// A value on one line; inside of brackets more has to be quoted.
pub fn one_line(value: &str, flow: bool) -> String {
    if value.contains('\n') {
        return escaped(value);
    }
    let plain = inline(value);
    match flow && plain == value && value.contains([',', '[', ']', '{', '}']) {
        true => format!("'{}'", value.replace('\'', "''")),
        false => plain,
    }
}

fn flow_item(item: &Item) -> String {
    match item {
        Item::Text(text) => one_line(text, true),
        Item::Map(entries) => {
            let entries = entries.iter();
            let entries =
                entries.map(|(key, value)| format!("{key}: {}", one_line(value, true)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The lines of an item whose dash stands in column `dash`.
fn block_item(item: &Item, dash: usize, brackets: bool) -> Vec<String> {
    let blanks = " ".repeat(dash);
    match item {
        Item::Map(entries) if !brackets => {
            let line = |(i, (key, value)): (usize, &(&str, String))| {
                let lead = if i == 0 { "- " } else { "  " };
                format!("{blanks}{lead}{key}: {}", one_line(value, false))
            };
            entries.iter().enumerate().map(line).collect()
        }
        Item::Map(_) => vec![format!("{blanks}- {}", flow_item(item))],
        Item::Text(text) => vec![format!("{blanks}- {}", one_line(text, false))],
    }
}
