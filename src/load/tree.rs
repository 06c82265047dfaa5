//! YAML text → a tree of nodes with places.
//!
//! A deliberately small YAML: no anchors, aliases, tags or directives, so an alias bomb
//! cannot be written; depth and node count are bounded.

use super::fold;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};
use std::collections::BTreeMap;
use std::ops::Range;

/// Deepest nesting of lists and maps; the format itself needs seven.
const MAX_DEPTH: usize = 32;
/// Most nodes of one file; a large department has some ten thousand.
const MAX_NODES: usize = 2_000_000;

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(u32);

/// What a node is.
#[derive(Debug)]
pub enum Kind {
    /// Text. `plain` when it stands without quotes.
    Scalar {
        /// The text, line breaks joined by the format's rule.
        text: String,
        /// Whether it stands without quotes.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<NodeId>),
    /// Keys and values in the author's order; of a repeated key, the first.
    Mapping(Vec<(NodeId, NodeId)>),
}

#[derive(Debug)]
struct Node {
    kind: Kind,
    range: Range<usize>,
}

/// The nodes of a file.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    /// The top node of each document; the format allows one.
    pub roots: Vec<NodeId>,
    /// Every comment, from its `#` to the end of its line.
    pub comments: Vec<Range<usize>>,
    /// The comments that stand behind a value, without those on lines of their own.
    pub trailing_comments: Vec<Range<usize>>,
}

/// Why a file is not the YAML this format is written in.
#[derive(Debug)]
pub enum Fault {
    /// The text is not YAML; reading stopped there.
    Syntax {
        /// Where the parser gave up.
        at: Range<usize>,
        /// What it met.
        kind: ErrorKind,
    },
    /// The same key twice in one map.
    DuplicateKey {
        /// The second one.
        at: Range<usize>,
        /// The first one.
        first: Range<usize>,
        /// The key.
        name: String,
    },
    /// A feature the format leaves out.
    Unsupported {
        /// Where.
        at: Range<usize>,
        /// Its name.
        what: &'static str,
    },
    /// More nodes than any department has.
    TooLarge {
        /// Where counting stopped.
        at: Range<usize>,
    },
}

impl Tree {
    /// What the node is.
    pub fn kind(&self, id: NodeId) -> &Kind {
        &self.nodes[id.0 as usize].kind
    }

    /// Its bytes in the file.
    pub fn range(&self, id: NodeId) -> Range<usize> {
        self.nodes[id.0 as usize].range.clone()
    }

    /// The text of a scalar node.
    pub fn scalar(&self, id: NodeId) -> Option<&str> {
        match self.kind(id) {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether the node holds nothing: blank, `~`, `null` or an empty pair of quotes.
    pub fn is_blank(&self, id: NodeId) -> bool {
        match self.kind(id) {
            Kind::Scalar { text, plain } => {
                text.trim().is_empty() || *plain && (text == "~" || text == "null")
            }
            _ => false,
        }
    }

    /// Reads `text`. The tree holds what could be read up to the first syntax fault.
    pub fn parse(text: &str) -> (Tree, Vec<Fault>) {
        let options = granit_parser::options! {
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
            emit_unresolved_aliases: true,
            disallow_directives: true,
        };
        let mut builder = Builder { text, ..Builder::default() };
        for event in Parser::new_from_str_with_options(text, options) {
            match event {
                Ok((event, span)) => {
                    if !builder.accept(event, &span) {
                        break;
                    }
                }
                Err(error) => {
                    builder.syntax_fault(&error);
                    break;
                }
            }
        }
        (builder.tree, builder.faults)
    }
}

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

#[derive(Default)]
struct Builder<'t> {
    text: &'t str,
    tree: Tree,
    faults: Vec<Fault>,
    open: Vec<Open>,
}

impl Builder<'_> {
    /// Takes one event; false when the file has grown too large.
    fn accept(&mut self, event: Event, span: &granit_parser::Span) -> bool {
        let at = self.clip(span.byte_range().unwrap_or(0..0));
        if self.tree.nodes.len() >= MAX_NODES {
            self.faults.push(Fault::TooLarge { at });
            return false;
        }
        match event {
            Event::Comment(_, placement) => {
                if placement == granit_parser::Placement::Right {
                    self.tree.trailing_comments.push(at.clone());
                }
                self.tree.comments.push(at);
            }
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse(anchor, tag.is_some(), &at);
                let text = match style {
                    ScalarStyle::Literal => value.trim_end().to_owned(),
                    ScalarStyle::Folded => fold::block(&self.text[at.clone()], &value),
                    _ => fold::flow(&self.text[at.clone()], &value),
                };
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

    /// A range inside the text and on character boundaries, whatever the parser says.
    fn clip(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        start..self.text.floor_char_boundary(range.end).max(start)
    }

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

    fn syntax_fault(&mut self, error: &granit_parser::ScanError) {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let at = self.text.floor_char_boundary(at);
        let next = self.text[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
        let at = at..at + next.map_or(0, char::len_utf8);
        self.faults.push(Fault::Syntax { at, kind: error.kind().clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_what_was_written() {
        let text = "项目名称: 会议费 # 注\n预算: {预算数: 5.00}\n";
        let (tree, faults) = Tree::parse(text);
        assert!(faults.is_empty());
        let Kind::Mapping(entries) = tree.kind(tree.roots[0]) else { panic!() };
        let slices: Vec<_> = entries.iter().map(|e| &text[tree.range(e.1)]).collect();
        assert_eq!(slices, ["会议费", "{预算数: 5.00}"]);
        assert_eq!(&text[tree.trailing_comments[0].clone()], "# 注");
    }

    #[test]
    fn comments_are_kept_wherever_they_stand() {
        let text = "# 一\n甲: 1 # 二\n乙:\n  # 三\n  # 四\n  - 丙 # 五\n\n# 六\n";
        let (tree, faults) = Tree::parse(text);
        assert!(faults.is_empty());
        let found: Vec<_> = tree.comments.iter().map(|c| &text[c.clone()]).collect();
        assert_eq!(found, ["# 一", "# 二", "# 三", "# 四", "# 五", "# 六"]);
    }

    #[test]
    fn doubles_and_anchors_are_faults_and_reading_goes_on() {
        let (tree, faults) = Tree::parse("甲: &a 1\n甲: 2\n乙: *a\n");
        assert_eq!(faults.len(), 3);
        let Kind::Mapping(entries) = tree.kind(tree.roots[0]) else { panic!() };
        assert_eq!(entries.len(), 2);
    }

    #[test]
    fn deep_nesting_is_refused_quickly() {
        for text in ["{a: ".repeat(100_000), "[".repeat(100_000), "- ".repeat(100_000)] {
            let (_, faults) = Tree::parse(&text);
            assert!(matches!(faults.last(), Some(Fault::Syntax { .. })));
        }
    }
}
