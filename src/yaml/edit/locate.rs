//! From a place in a file to its address.

use super::draft::Draft;
use super::rows;
use super::{Address, Step};
use crate::model::WHOLE;
use crate::yaml::format::Shape;
use crate::yaml::load::nearest;
use crate::yaml::tree::NodeId;
use std::ops::Range;

/// The address of the value, or of the key of a level, at `range`, below `above`.
pub fn locate(
    draft: &Draft,
    shape: &'static Shape,
    range: Range<usize>,
    above: &Address,
) -> Option<Address> {
    address_of(draft, shape, draft.node_at(&range)?, above)
}

/// The address of a value, or of the key of a level, below `above`.
pub fn address_of(
    draft: &Draft,
    shape: &'static Shape,
    node: NodeId,
    above: &Address,
) -> Option<Address> {
    let path = path_to(draft, node);
    let mut steps: Vec<Step> = Vec::new();
    let mut holder = draft.root();
    let mut path = path.as_slice();
    while let Some(((step, node), rest)) = path.split_first() {
        path = rest;
        let is_rows = shape.at(&steps).is_some_and(Shape::is_rows);
        if let ([_, (Step::Item(_), item), rest @ ..], true) = (path, is_rows) {
            let row = rows::rows(draft, holder).iter().position(|r| r.item == *item)?;
            steps.push(Step::Item(row));
            (holder, path) = (*item, rest);
            continue;
        }
        match step {
            Step::Key(key) if key == WHOLE && !steps.is_empty() && rest.is_empty() => {}
            Step::Key(key) => steps.push(Step::Key(known(shape, &steps, key)?)),
            Step::Item(index) => steps.push(Step::Item(*index)),
        }
        holder = *node;
    }
    Some(above.steps().iter().cloned().chain(steps).collect())
}

/// The steps from the top down to a node, and what each leads to.
fn path_to(draft: &Draft, node: NodeId) -> Vec<(Step, NodeId)> {
    let mut path = Vec::new();
    let mut node = node;
    while let Some(holder) = draft.parent(node) {
        let name = |key| draft.tree.scalar(key).unwrap_or_default();
        let step = match draft.key_of(node) {
            Some(key) => name(key).into(),
            None if draft.is_map(holder) => name(node).into(),
            None => {
                let index = draft.items(holder).iter().position(|i| *i == node);
                index.unwrap_or_default().into()
            }
        };
        path.push((step, node));
        node = holder;
    }
    path.reverse();
    path
}

/// The key of the format that is meant.
fn known(shape: &'static Shape, above: &[Step], key: &str) -> Option<String> {
    let path = [above, &[key.into()]].concat();
    if shape.at(&path).is_some() {
        return Some(key.to_owned());
    }
    nearest(key, shape.at(above)?.keys().into_iter()).map(str::to_owned)
}
