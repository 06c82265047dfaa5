//! From an address to where its value stands in a file, or would stand.

use super::draft::Draft;
use super::rows::{self, RowEntry};
use super::{Address, EditFault, Step, Value};
use crate::model::WHOLE;
use crate::yaml::format::{self, Key, Shape};
use crate::yaml::tree::NodeId;

/// Where an address leads in a file.
#[derive(Debug, Clone)]
pub struct Spot {
    /// What stands there; or, with a `rest`, what stands nearest above it.
    pub node: NodeId,
    /// What its kind is.
    pub shape: &'static Shape,
    /// The steps that are not written yet.
    pub rest: Vec<Step>,
    /// Whether the value is the key of a level.
    pub is_key: bool,
    /// The field of the format that it belongs to.
    pub field: Option<FieldAt>,
}

/// A field of a map with known keys.
#[derive(Debug, Clone, Copy)]
pub struct FieldAt {
    /// Its value.
    pub node: NodeId,
    /// Its key in the format.
    pub key: &'static Key,
}

/// Follows `steps` down from `node`. `at` is the whole address, for faults.
pub fn find(
    draft: &Draft,
    node: NodeId,
    shape: &'static Shape,
    steps: &[Step],
    at: &Address,
) -> Result<Spot, EditFault> {
    if shape.at(steps).is_none() {
        return Err(EditFault::NotOfFormat(at.clone()));
    }
    let spot = Spot { node, shape, rest: Vec::new(), is_key: false, field: None };
    let mut walk = Walk { draft, spot, at };
    let mut steps = steps;
    while let Some((step, rest)) = steps.split_first() {
        match walk.step(step, rest)? {
            Next::Down(used) => steps = &steps[used..],
            Next::Stop(unwritten) => {
                walk.spot.rest = unwritten;
                break;
            }
        }
    }
    Ok(walk.spot)
}

/// What a step led to.
enum Next {
    /// Further down, by that many steps.
    Down(usize),
    /// These steps are not written.
    Stop(Vec<Step>),
}

struct Walk<'d, 't> {
    draft: &'d Draft<'t>,
    spot: Spot,
    at: &'d Address,
}

impl Walk<'_, '_> {
    fn step(&mut self, step: &Step, rest: &[Step]) -> Result<Next, EditFault> {
        let (node, shape) = (self.spot.node, self.spot.shape);
        let stop = || Next::Stop([std::slice::from_ref(step), rest].concat());
        if self.draft.tree.is_blank(node) {
            return Ok(stop());
        }
        match (shape, step) {
            (shape, Step::Item(index)) if shape.is_rows() => self.row(*index, rest),
            (Shape::OneOf(shapes), step) => {
                let fits = |s: &&&'static Shape| {
                    let step = std::slice::from_ref(step);
                    self.fits(s) && s.at(step).is_some()
                };
                match shapes.iter().collect::<Vec<_>>().iter().find(fits) {
                    Some(shape) => {
                        self.spot.shape = shape;
                        self.step(step, rest)
                    }
                    None => self.text_item(step, rest),
                }
            }
            (Shape::Map(_, keys), Step::Key(key)) => {
                let names: Vec<_> = keys.iter().map(|k| k.name).collect();
                let known = format::key(keys, key);
                let found = self.draft.nearest_entry(node, key, &names);
                let (Some(known), Some((_, value))) = (known, found) else {
                    return Ok(stop());
                };
                self.spot.field = Some(FieldAt { node: value, key: known });
                Ok(self.down(value, &known.shape))
            }
            (Shape::Names(_, inner), Step::Key(_)) => {
                Ok(self.fund(&[std::slice::from_ref(step), rest].concat(), inner))
            }
            (Shape::Each(inner), Step::Key(key)) => match self.draft.entry(node, key) {
                Some((_, value)) => Ok(self.down(value, inner)),
                None => Ok(stop()),
            },
            (Shape::List(inner), Step::Item(index)) => {
                match self.draft.items(node).get(*index) {
                    Some(item) => Ok(self.down(*item, inner)),
                    None => Err(EditFault::Absent(self.at.clone())),
                }
            }
            _ => Err(EditFault::Absent(self.at.clone())),
        }
    }

    fn down(&mut self, node: NodeId, shape: &'static Shape) -> Next {
        self.spot.node = node;
        self.spot.shape = shape;
        Next::Down(1)
    }

    /// Whether what stands here is written in a shape.
    fn fits(&self, shape: &Shape) -> bool {
        let node = self.spot.node;
        match shape {
            Shape::Map(..) | Shape::Each(_) | Shape::Names(..) => self.draft.is_map(node),
            Shape::List(_) => self.draft.is_list(node),
            Shape::OneOf(shapes) => shapes.iter().any(|s| self.fits(s)),
            _ => self.draft.is_scalar(node),
        }
    }

    /// A key of an item that is a text alone: 内容 is the text, others are not written.
    fn text_item(&mut self, step: &Step, rest: &[Step]) -> Result<Next, EditFault> {
        let Step::Key(key) = step else { return Err(EditFault::Absent(self.at.clone())) };
        let is_text = self.draft.is_scalar(self.spot.node) && rest.is_empty();
        match is_text && self.spot.shape.at(std::slice::from_ref(step)).is_some() {
            true if key == format::CONTENT => Ok(Next::Down(1)),
            true => Ok(Next::Stop(vec![step.clone()])),
            false => Err(EditFault::Absent(self.at.clone())),
        }
    }

    /// The row with that number, and, of a row under levels, perhaps its level.
    fn row(&mut self, index: usize, rest: &[Step]) -> Result<Next, EditFault> {
        let rows = rows::rows(self.draft, self.spot.node);
        let row: &RowEntry =
            rows.get(index).ok_or_else(|| EditFault::Absent(self.at.clone()))?;
        self.spot.node = row.item;
        self.spot.shape = rows::shape(row);
        self.spot.field = None;
        let level = rest.first().and_then(|step| match step {
            Step::Key(key) => format::LEVELS.iter().position(|l| l == key),
            Step::Item(_) => None,
        });
        match (level, &row.levels) {
            (Some(level), Some(levels)) => {
                self.spot.node = levels.keys[level];
                self.spot.is_key = true;
                Ok(Next::Down(2))
            }
            _ => Ok(Next::Down(1)),
        }
    }

    /// An amount by the names on its way in the form, whether parts stand below their
    /// block or beside it.
    fn fund(&mut self, names: &[Step], inner: &'static Shape) -> Next {
        let draft = self.draft;
        let mut map = self.spot.node;
        let mut found = None;
        for step in names {
            let Step::Key(name) = step else { continue };
            found = draft.entry(map, name).map(|e| e.1);
            if let Some(block) = found.filter(|f| draft.is_map(*f)) {
                map = block;
            }
        }
        // an amount that the caller names alone may stand in a block
        let inside = || {
            draft.entries(map).iter().find_map(|e| {
                let name = match names {
                    [Step::Key(name)] => name,
                    _ => return None,
                };
                draft.entry(e.1, name).map(|e| e.1)
            })
        };
        let Some(value) = found.or_else(inside) else {
            self.spot.node = map;
            return Next::Stop(names.last().cloned().into_iter().collect());
        };
        self.spot.shape = inner;
        if draft.is_map(value) {
            self.spot.node = value;
            match draft.entry(value, WHOLE) {
                Some((_, whole)) => self.spot.node = whole,
                None => return Next::Stop(vec![WHOLE.into()]),
            }
        } else {
            self.spot.node = value;
        }
        Next::Down(names.len())
    }
}

impl Spot {
    /// What stands here; nothing where steps are not written.
    pub fn value(&self, draft: &Draft) -> Value {
        if !self.rest.is_empty() {
            return Value::Text(String::new());
        }
        match self.is_key {
            true => draft.tree.scalar(self.node).unwrap_or_default().into(),
            false => Value::of(&draft.tree, self.node),
        }
    }
}

/// `value` under the steps that are not written yet, but for the first.
pub fn wrapped(steps: &[Step], value: Value) -> Value {
    steps.iter().rev().fold(value, |value, step| match step {
        Step::Key(key) => Value::Map(vec![(key.clone(), value)]),
        Step::Item(_) => Value::List(vec![value]),
    })
}
