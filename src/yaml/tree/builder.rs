//! The parser's events → nodes, each hung into the list or map around it.

use super::{Fault, Kind, Node, NodeId, Tree};
use crate::yaml::fold;
use granit_parser::{Event, Placement, ScalarStyle, ScanError};
use std::collections::BTreeMap;
use std::ops::Range;

/// Most nodes of one file; a large department has some ten thousand.
const MAX_NODES: usize = 2_000_000;

/// A list or map whose end has not come yet.
struct Open {
    node: NodeId,
    /// In a map: the key whose value comes next.
    key: Option<NodeId>,
    /// In a map: the keys so far and their places.
    seen: BTreeMap<String, Range<usize>>,
    /// In a map: whether the pending key is a repeated one, to be left out.
    skip: bool,
}

/// A tree that is being built.
#[derive(Default)]
pub struct Builder<'t> {
    text: &'t str,
    tree: Tree,
    faults: Vec<Fault>,
    open: Vec<Open>,
}

impl<'t> Builder<'t> {
    /// An empty tree of `text`.
    pub fn new(text: &'t str) -> Builder<'t> {
        Builder { text, ..Builder::default() }
    }

    /// The tree, and what is wrong with the text.
    pub fn finish(self) -> (Tree, Vec<Fault>) {
        (self.tree, self.faults)
    }

    /// Takes one event; false when the file has grown too large.
    pub fn accept(&mut self, event: Event, span: &granit_parser::Span) -> bool {
        let at = self.clip(span.byte_range().unwrap_or(0..0));
        if self.tree.nodes.len() >= MAX_NODES {
            self.faults.push(Fault::TooLarge { at });
            return false;
        }
        match event {
            Event::Comment(_, placement) => {
                if placement == Placement::Right {
                    self.tree.trailing_comments.push(at.clone());
                }
                self.tree.comments.push(at);
            }
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse(anchor, tag.is_some(), &at);
                let text = self.scalar(&value, style, &at);
                let plain = style == ScalarStyle::Plain;
                self.add(Kind::Scalar { text, plain }, at);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse(anchor, tag.is_some(), &at);
                self.begin(Kind::Sequence(Vec::new()), at);
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse(anchor, tag.is_some(), &at);
                self.begin(Kind::Mapping(Vec::new()), at);
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let what = "别名（*）";
                self.faults.push(Fault::Unsupported { at: at.clone(), what });
                self.add(Kind::Scalar { text: String::new(), plain: true }, at);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(at),
            _ => {}
        }
        true
    }

    /// The text of a scalar, line breaks joined by the format's rule.
    fn scalar(&self, value: &str, style: ScalarStyle, at: &Range<usize>) -> String {
        match style {
            ScalarStyle::Literal => value.trim_end().to_owned(),
            ScalarStyle::Folded => fold::block(&self.text[at.clone()], value),
            _ => fold::flow(&self.text[at.clone()], value),
        }
    }

    /// A range inside the text and on character boundaries, whatever the parser says.
    fn clip(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        start..self.text.floor_char_boundary(range.end).max(start)
    }

    /// Notes an anchor or a tag.
    fn refuse(&mut self, anchor: usize, tag: bool, at: &Range<usize>) {
        let mut say = |what| {
            self.faults.push(Fault::Unsupported { at: at.clone(), what });
        };
        if anchor != 0 {
            say("锚点（&）");
        }
        if tag {
            say("标签（!）");
        }
    }

    fn begin(&mut self, kind: Kind, at: Range<usize>) {
        let node = self.add(kind, at);
        let seen = BTreeMap::new();
        self.open.push(Open { node, key: None, seen, skip: false });
    }

    /// Closes the innermost list or map; it ends with its bracket, or where its last
    /// child ends.
    fn end(&mut self, bracket: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let last = match self.tree.kind(open.node) {
            Kind::Mapping(entries) => entries.last().map(|e| e.1),
            Kind::Sequence(items) => items.last().copied(),
            Kind::Scalar { .. } => None,
        };
        let child = last.map_or(0, |last| self.tree.range(last).end);
        let closed = if bracket.is_empty() { 0 } else { bracket.end };
        let range = &mut self.tree.nodes[open.node.0 as usize].range;
        range.end = range.end.max(child).max(closed);
    }

    /// Makes a node and hangs it into the innermost list or map.
    fn add(&mut self, kind: Kind, range: Range<usize>) -> NodeId {
        let id = NodeId(self.tree.nodes.len() as u32);
        self.tree.nodes.push(Node { kind, range });
        let Some(open) = self.open.last() else {
            self.tree.roots.push(id);
            return id;
        };
        let parent = open.node.0 as usize;
        match (&mut self.tree.nodes[parent].kind, open.key) {
            (Kind::Sequence(items), _) => items.push(id),
            (Kind::Mapping(entries), Some(key)) => {
                if !open.skip {
                    entries.push((key, id));
                }
                if let Some(open) = self.open.last_mut() {
                    open.key = None;
                }
            }
            _ => self.key(id),
        }
        id
    }

    /// Takes a node for the key of the next value; a repeated one is a fault.
    fn key(&mut self, id: NodeId) {
        let at = self.tree.range(id);
        let name = self.tree.scalar(id).map(str::to_owned);
        let Some(open) = self.open.last_mut() else { return };
        open.key = Some(id);
        open.skip = false;
        let Some(name) = name else {
            self.faults.push(Fault::Unsupported { at, what: "复合键（?）" });
            open.skip = true;
            return;
        };
        if let Some(first) = open.seen.get(&name) {
            open.skip = true;
            self.faults.push(Fault::DuplicateKey { at, first: first.clone(), name });
        } else {
            open.seen.insert(name, at);
        }
    }

    /// Notes why the parser gave up, and at which character.
    pub fn syntax_fault(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let at = self.text.floor_char_boundary(at);
        let next = self.text[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
        let at = at..at + next.map_or(0, char::len_utf8);
        self.faults.push(Fault::Syntax { at, kind: error.kind().clone() });
    }
}
