//! A file and the byte edits that are wanted of it: what is not edited stays as it is.

mod items;
mod keys;
mod part;
mod texts;

pub use part::{Part, one_line};

use crate::yaml::load::nearest;
use crate::yaml::tree::{Kind, NodeId, Tree};
use std::collections::BTreeMap;
use std::ops::Range;

/// A file, what it holds, and edits of its bytes.
pub struct Draft<'t> {
    /// The text, without a byte-order mark.
    pub text: &'t str,
    /// What it holds.
    pub tree: Tree,
    /// The list or map that each node hangs in.
    parents: BTreeMap<NodeId, NodeId>,
    edits: Vec<(Range<usize>, String)>,
    newline: &'static str,
    /// Whether every new text is put in double quotes, which can hold all of them.
    escape: bool,
}

impl<'t> Draft<'t> {
    /// A file without edits; None where it cannot be read whole.
    pub fn new(text: &'t str, escape: bool) -> Option<Draft<'t>> {
        let (tree, faults) = Tree::parse(text);
        let is_whole = |f: &crate::yaml::tree::Fault| {
            matches!(f, crate::yaml::tree::Fault::DuplicateKey { .. })
        };
        if !faults.iter().all(is_whole) || tree.roots.len() != 1 {
            return None;
        }
        let mut parents = BTreeMap::new();
        let mut open: Vec<NodeId> = tree.roots.clone();
        while let Some(node) = open.pop() {
            for kid in kids(&tree, node) {
                parents.insert(kid, node);
                open.push(kid);
            }
        }
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Some(Draft { text, tree, parents, edits: Vec::new(), newline, escape })
    }

    /// The top of the file.
    pub fn root(&self) -> NodeId {
        self.tree.roots[0]
    }

    /// The file with all edits, and which bytes of the old file they replaced; None where
    /// two of them touch the same bytes.
    pub fn finish(mut self) -> Option<(String, Vec<Range<usize>>)> {
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
        Some((out, self.edits.into_iter().map(|e| e.0).collect()))
    }

    /// The comments and their places.
    pub fn comments(&self) -> Vec<(Range<usize>, String)> {
        let text = |at: &Range<usize>| self.text[at.clone()].trim_end().to_owned();
        self.tree.comments.iter().map(|at| (at.clone(), text(at))).collect()
    }

    /// Whether all these comments stand in it.
    pub fn keeps(&self, comments: impl Iterator<Item = String>) -> bool {
        let mut own: Vec<_> = self.comments().into_iter().map(|c| c.1).collect();
        own.sort_unstable();
        let mut wanted: Vec<_> = comments.collect();
        wanted.sort_unstable();
        let mut own = own.into_iter();
        wanted.iter().all(|comment| own.any(|c| c == *comment))
    }

    /// Whether every new text is put in double quotes.
    pub fn is_escaping(&self) -> bool {
        self.escape
    }

    /// The items of a list.
    pub fn items(&self, list: NodeId) -> &[NodeId] {
        match self.tree.kind(list) {
            Kind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The keys and values of a map.
    pub fn entries(&self, map: NodeId) -> &[(NodeId, NodeId)] {
        match self.tree.kind(map) {
            Kind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// Key and value under `key`.
    pub fn entry(&self, map: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        let entries = self.entries(map).iter().copied();
        entries.into_iter().find(|(k, _)| self.tree.scalar(*k) == Some(key))
    }

    /// Key and value under `key` or, as reading takes it, under a misspelt one of `keys`.
    pub fn nearest_entry(
        &self,
        map: NodeId,
        key: &str,
        keys: &[&str],
    ) -> Option<(NodeId, NodeId)> {
        let found = self.entry(map, key);
        found.or_else(|| {
            let name = |k| self.tree.scalar(k).unwrap_or_default();
            let free = |k: &&str| self.entry(map, k).is_none();
            let free: Vec<&str> = keys.iter().copied().filter(free).collect();
            let entries = self.entries(map).iter().copied();
            let mut unknown = entries.filter(|(k, _)| !keys.contains(&name(*k)));
            unknown.find(|(k, _)| nearest(name(*k), free.iter().copied()) == Some(key))
        })
    }

    /// What a node hangs in.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.parents.get(&node).copied()
    }

    /// The value or key at a place.
    pub fn node_at(&self, range: &Range<usize>) -> Option<NodeId> {
        let found = |n: &&NodeId| self.tree.range(**n) == *range && self.is_scalar(**n);
        let map = |n: &&NodeId| {
            self.entries(**n).first().is_some_and(|e| self.tree.range(e.0) == *range)
        };
        // of a map findings name the first key
        let nodes = || self.parents.keys();
        nodes().find(found).or_else(|| nodes().find(map)).copied()
    }

    /// The key that a value stands under.
    pub fn key_of(&self, value: NodeId) -> Option<NodeId> {
        let entries = self.entries(self.parent(value)?).iter();
        entries.copied().find(|e| e.1 == value).map(|e| e.0)
    }

    /// Whether a node is a text.
    pub fn is_scalar(&self, node: NodeId) -> bool {
        matches!(self.tree.kind(node), Kind::Scalar { .. })
    }

    /// Whether a node is a list.
    pub fn is_list(&self, node: NodeId) -> bool {
        matches!(self.tree.kind(node), Kind::Sequence(_))
    }

    /// Whether a node is a map.
    pub fn is_map(&self, node: NodeId) -> bool {
        matches!(self.tree.kind(node), Kind::Mapping(_))
    }

    /// Whether a list or map is written with brackets.
    pub fn is_flow(&self, node: NodeId) -> bool {
        let at = self.tree.range(node).start;
        !self.is_scalar(node) && self.text[at..].starts_with(['{', '['])
    }

    /// Whether a node stands inside of brackets.
    pub fn in_flow(&self, node: NodeId) -> bool {
        let parent = self.parent(node);
        parent.is_some_and(|p| self.is_flow(p) || self.in_flow(p))
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    /// The beginning of the line behind the one that holds the byte before `end`.
    fn next_line(&self, end: usize) -> usize {
        self.text[end..].find('\n').map_or(self.text.len(), |i| end + i + 1)
    }

    /// The column of a key or a dash, in bytes: what stands before it are blanks and
    /// dashes.
    fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Where a node begins: of a block text its sign.
    fn start(&self, node: NodeId) -> usize {
        let range = self.tree.range(node);
        self.block_sign(node).map_or(range.start, |sign| sign.start)
    }

    /// Where the last character of a node ends; a block's range may reach into the lines
    /// behind it. A blank one ends where it could stand.
    fn end(&self, node: NodeId) -> usize {
        let range = self.tree.range(node);
        if range.is_empty() {
            return self.key_of(node).map_or(range.end, |key| self.after_colon(key));
        }
        let last = match self.tree.kind(node) {
            _ if self.is_flow(node) => None,
            Kind::Sequence(items) => items.last().copied(),
            Kind::Mapping(entries) => entries.last().map(|e| e.1),
            Kind::Scalar { .. } => None,
        };
        match last {
            Some(last) => self.end(last),
            None => range.start + self.text[range].trim_end().len(),
        }
    }

    /// Where a value would begin behind its key, but for a blank.
    fn after_colon(&self, key: NodeId) -> usize {
        let end = self.tree.range(key).end;
        let rest = &self.text[end..];
        let blanks = rest.len() - rest.trim_start().len();
        if rest[blanks..].starts_with(':') { end + blanks + 1 } else { end }
    }

    fn edit(&mut self, range: Range<usize>, new: impl Into<String>) {
        self.edits.push((range, new.into()));
    }

    /// Puts whole lines before the line that begins at `at`.
    fn lines(&mut self, at: usize, lines: &[String]) {
        let mut new = String::new();
        // the last line of a file may have no end
        let open = at > 0 && !self.text[..at].ends_with('\n');
        for (i, line) in lines.iter().enumerate() {
            new.push_str(if open || i > 0 { self.newline } else { "" });
            new.push_str(line);
        }
        new.push_str(if open { "" } else { self.newline });
        self.edit(at..at, new);
    }
}

fn kids(tree: &Tree, node: NodeId) -> Vec<NodeId> {
    match tree.kind(node) {
        Kind::Scalar { .. } => Vec::new(),
        Kind::Sequence(items) => items.clone(),
        Kind::Mapping(entries) => entries.iter().flat_map(|e| [e.0, e.1]).collect(),
    }
}
