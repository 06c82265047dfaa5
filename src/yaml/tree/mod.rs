//! YAML text → a tree of nodes with places.
//!
//! A deliberately small YAML: no anchors, aliases, tags or directives, so an alias bomb
//! cannot be written; depth and node count are bounded.

mod builder;

use builder::Builder;
use granit_parser::{ErrorKind, Parser};
use std::ops::Range;

/// Deepest nesting of lists and maps; the format itself needs seven.
const MAX_DEPTH: usize = 32;

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

    /// Says where each part stands in another text, from which this one was made.
    pub fn move_places(&mut self, place: impl Fn(Range<usize>) -> Range<usize>) {
        let nodes = self.nodes.iter_mut().map(|n| &mut n.range);
        let comments = self.comments.iter_mut().chain(&mut self.trailing_comments);
        for range in nodes.chain(comments) {
            *range = place(range.clone());
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
        let mut builder = Builder::new(text);
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
        builder.finish()
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
