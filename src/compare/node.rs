//! A department as a tree of labelled values.

use super::pairing::Pairing;
use crate::model::Target;
use crate::model::profile::Role;
use crate::text::source::Span;
use rust_decimal::Decimal;

/// A field, or a group of fields, under the name that the form gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The name of the field; of an item of a list, what it is called.
    pub label: String,
    /// Where it stands; [`Span::NONE`] where no file holds it.
    pub span: Span,
    /// What stands there.
    pub content: Content,
    /// Whether the form prints it.
    pub is_printed: bool,
    /// Whether nothing was written and the text is what then goes without saying, such as
    /// the name for an indicator without a description.
    pub is_implied: bool,
    /// Of an amount, what the form takes it for.
    pub role: Option<Role>,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Something unreadable, or nothing where something must stand.
    Unreadable,
    /// Text, its paragraphs on lines of their own.
    Text(String),
    /// A 指标值, and its paragraphs on lines of their own.
    Target(Target, String),
    /// An amount in the profile's unit, and as the form prints it.
    Money(Decimal, String),
    /// A percentage, and as written.
    Percent(Decimal, String),
    /// Points of a whole, and as written.
    Points(Decimal, String),
    /// Fields, each label once.
    Record(Vec<Node>),
    /// Items of one kind.
    List(List),
}

/// Items of one kind, and how those of two lists find each other.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// How items are paired.
    pub pairing: &'static Pairing,
    /// The items in the author's order.
    pub items: Vec<NodeItem>,
}

/// An item of a [`List`].
#[derive(Debug, Clone, PartialEq)]
pub struct NodeItem {
    /// By what it is known.
    pub identity: Identity,
    /// The item itself.
    pub node: Node,
}

/// By what an item is known in another version of its list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identity {
    /// Keys in the order of [`Pairing::keys`]; empty where the item has none of a kind.
    pub keys: Vec<String>,
    /// The texts whose likeness makes two items one, the name first.
    pub gist: Vec<String>,
    /// What must be equal before likeness counts.
    pub anchor: String,
    /// The year in its name.
    pub year: Option<u16>,
}

/// A value of a tree with the names that lead to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueLine<'a> {
    /// The labels from the outside in; the last is the value's own.
    pub path: Vec<&'a str>,
    /// The value.
    pub node: &'a Node,
}

impl Node {
    /// A node that was written and is printed.
    pub fn new(label: impl Into<String>, span: Span, content: Content) -> Node {
        let label = label.into();
        Node { label, span, content, is_printed: true, is_implied: false, role: None }
    }

    /// The value as printed; None of a group.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Unreadable => Some(""),
            Content::Text(text) => Some(text),
            Content::Target(_, text)
            | Content::Money(_, text)
            | Content::Percent(_, text)
            | Content::Points(_, text) => Some(text),
            Content::Record(_) | Content::List(_) => None,
        }
    }

    /// Every value in it, in order. The path begins with the labels of its children.
    pub fn lines(&self) -> Vec<ValueLine<'_>> {
        let mut lines = Vec::new();
        self.children().for_each(|child| child.walk(&mut Vec::new(), &mut lines));
        lines
    }

    fn walk<'a>(&'a self, path: &mut Vec<&'a str>, lines: &mut Vec<ValueLine<'a>>) {
        path.push(&self.label);
        if self.text().is_some() {
            lines.push(ValueLine { path: path.clone(), node: self });
        }
        self.children().for_each(|child| child.walk(path, lines));
        path.pop();
    }

    /// What is directly inside.
    pub fn children(&self) -> Box<dyn Iterator<Item = &Node> + '_> {
        match &self.content {
            Content::Record(fields) => Box::new(fields.iter()),
            Content::List(list) => Box::new(list.items.iter().map(|i| &i.node)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// The field of a record.
    pub fn field(&self, label: &str) -> Option<&Node> {
        match &self.content {
            Content::Record(fields) => fields.iter().find(|f| f.label == label),
            _ => None,
        }
    }

    /// The tree without what the form does not print.
    pub fn printed(mut self) -> Node {
        self.content = match self.content {
            Content::Record(fields) => {
                let printed = fields.into_iter().filter(|f| f.is_printed);
                Content::Record(printed.map(Node::printed).collect())
            }
            Content::List(List { pairing, items }) => {
                let printed = items.into_iter().filter(|i| i.node.is_printed);
                let items = printed.map(|i| NodeItem { node: i.node.printed(), ..i });
                Content::List(List { pairing, items: items.collect() })
            }
            other => other,
        };
        self
    }
}
