//! A key, and what may stand under it.

use super::{ANY, key};
use crate::yaml::edit::{Step, Value};
use Shape::{Each, List, Map, Money, Names, OneOf, Percent, Points, Switch, Text, Year};

/// A key of a map.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// Whether it must stand in every form.
    pub required: bool,
    /// What it means, in a few words.
    pub about: &'static str,
    /// What may stand under it.
    pub shape: Shape,
}

/// What may stand under a key.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text; also what YAML takes for a number.
    Text,
    /// An amount of money.
    Money,
    /// A weight: a number, perhaps with `%` or 分.
    Points,
    /// A number with `%`.
    Percent,
    /// A year of four digits.
    Year,
    /// A year and a month, such as `2026-07`.
    Month,
    /// 是 or 否.
    Switch,
    /// A map with known keys, and what it is called.
    Map(&'static str, &'static [Key]),
    /// A map with free keys.
    Each(&'static Shape),
    /// A map with free keys, of which some are usual.
    Names(&'static [Key], &'static Shape),
    /// A list.
    List(&'static Shape),
    /// One of several.
    OneOf(&'static [Shape]),
}

impl Shape {
    /// Whether it is that of 绩效指标: rows under their levels, or in a flat list.
    pub fn is_rows(&self) -> bool {
        matches!(self, OneOf([Each(Each(_)), List(Map(..))]))
    }

    /// The keys of a map of this kind, in the order of the format.
    pub fn keys(&'static self) -> Vec<&'static str> {
        match self {
            Map(_, keys) | Names(keys, _) => {
                keys.iter().map(|k| k.name).filter(|n| *n != ANY).collect()
            }
            OneOf(shapes) => shapes.iter().flat_map(Shape::keys).collect(),
            _ => Vec::new(),
        }
    }

    /// What a path of keys and items leads to in it.
    pub fn at(&'static self, path: &[Step]) -> Option<&'static Shape> {
        let Some((step, rest)) = path.split_first() else { return Some(self) };
        match (self, step) {
            (OneOf(shapes), _) => shapes.iter().find_map(|s| s.at(path)),
            (Map(_, keys), Step::Key(name)) => key(keys, name)?.shape.at(rest),
            (Names(_, inner) | Each(inner), Step::Key(_))
            | (List(inner), Step::Item(_)) => inner.at(rest),
            _ => None,
        }
    }

    /// Whether a value may stand where a path of keys and items leads to.
    pub fn takes(&self, path: &[Step], value: &Value) -> bool {
        let Some((step, rest)) = path.split_first() else { return self.fits(value) };
        match (self, step) {
            (OneOf(shapes), _) => shapes.iter().any(|s| s.takes(path, value)),
            (Map(_, keys), Step::Key(name)) => {
                key(keys, name).is_some_and(|k| k.shape.takes(rest, value))
            }
            (Names(_, inner) | Each(inner), Step::Key(_))
            | (List(inner), Step::Item(_)) => inner.takes(rest, value),
            _ => false,
        }
    }

    /// Whether a value is of this kind, its keys known.
    pub fn fits(&self, value: &Value) -> bool {
        match (self, value) {
            (OneOf(shapes), _) => shapes.iter().any(|s| s.fits(value)),
            (Map(_, keys), Value::Map(entries)) => entries.iter().all(|(name, value)| {
                key(keys, name).is_some_and(|k| k.shape.fits(value))
            }),
            (Names(_, inner) | Each(inner), Value::Map(entries)) => {
                entries.iter().all(|e| inner.fits(&e.1))
            }
            (List(inner), Value::List(items)) => items.iter().all(|i| inner.fits(i)),
            (
                Text | Money | Points | Percent | Year | Shape::Month | Switch,
                Value::Text(_),
            ) => true,
            _ => false,
        }
    }
}
