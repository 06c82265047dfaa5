//! What stands, or is to stand, at an address.

use crate::yaml::tree::{Kind, NodeId, Tree};

/// A text, or a list or map of such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text; each line is a paragraph. An empty one is nothing.
    Text(String),
    /// Items.
    List(Vec<Value>),
    /// Keys and values, in the order in which they are written.
    Map(Vec<(String, Value)>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl Value {
    /// A map of texts. Those that are empty are left out.
    pub fn map<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
        let given = entries.into_iter().filter(|e| !e.1.trim().is_empty());
        Value::Map(given.map(|(key, text)| (key.to_owned(), text.into())).collect())
    }

    /// The value that a YAML text of this format holds; None where it cannot be read.
    pub fn parse(yaml: &str) -> Option<Value> {
        let (tree, faults) = Tree::parse(yaml);
        let root = tree.roots.first().filter(|_| faults.is_empty())?;
        Some(Value::of(&tree, *root))
    }

    /// The text of a text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value under a key of a map.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => entries.iter().find(|e| e.0 == key).map(|e| &e.1),
            _ => None,
        }
    }

    /// Whether it holds no text at all.
    pub fn is_blank(&self) -> bool {
        match self {
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.iter().all(Value::is_blank),
            Value::Map(entries) => entries.iter().all(|e| e.1.is_blank()),
        }
    }

    /// What a node of a file holds.
    pub(crate) fn of(tree: &Tree, node: NodeId) -> Value {
        match tree.kind(node) {
            Kind::Scalar { .. } if tree.is_blank(node) => Value::Text(String::new()),
            Kind::Scalar { text, .. } => Value::Text(text.clone()),
            Kind::Sequence(items) => {
                Value::List(items.iter().map(|i| Value::of(tree, *i)).collect())
            }
            Kind::Mapping(entries) => {
                let key = |k| tree.scalar(k).unwrap_or_default().to_owned();
                let entry = |e: &(NodeId, NodeId)| (key(e.0), Value::of(tree, e.1));
                Value::Map(entries.iter().map(entry).collect())
            }
        }
    }

    /// The same as the format can keep it: line ends as `\n`, no blanks at the ends of
    /// texts, in maps no key without a value.
    pub(super) fn kept(&self) -> Value {
        match self {
            Value::Text(text) => {
                Value::Text(text.replace("\r\n", "\n").replace('\r', "\n").trim().into())
            }
            Value::List(items) => Value::List(items.iter().map(Value::kept).collect()),
            Value::Map(entries) => {
                let kept = entries.iter().map(|(k, v)| (k.trim().to_owned(), v.kept()));
                Value::Map(kept.filter(|e| !e.1.is_blank()).collect())
            }
        }
    }

    /// Whether this is what a caller `saw`: of a map, the keys that it saw.
    pub(super) fn shows(&self, saw: &Value) -> bool {
        match (self, saw) {
            (Value::Map(_), Value::Map(saw)) => saw.iter().all(|(key, value)| {
                let found = self.get(key);
                found.map_or(value.is_blank(), |found| found.shows(value))
            }),
            (Value::List(found), Value::List(saw)) => {
                found.len() == saw.len() && found.iter().zip(saw).all(|(a, b)| a.shows(b))
            }
            (Value::Text(found), Value::Text(saw)) => found.trim() == saw.trim(),
            _ => self.is_blank() && saw.is_blank(),
        }
    }
}
