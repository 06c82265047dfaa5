//! Setting and clearing.

use super::batch::Shift;
use super::draft::Draft;
use super::find::{Spot, wrapped};
use super::job::Job;
use super::{Action, Address, EditFault, Step, Value, rows};
use crate::yaml::format;
use crate::yaml::tree::NodeId;

impl Job<'_> {
    pub(super) fn set(
        &self,
        draft: &mut Draft,
        value: &Value,
    ) -> Result<Option<Shift>, EditFault> {
        if !self.shape.takes(self.steps, value) {
            return Err(self.not_of_format());
        }
        let spot = self.find(draft, self.steps)?;
        if spot.is_key {
            return self.set_level(draft, value);
        }
        let Some((first, below)) = spot.rest.split_first() else {
            match value {
                Value::Text(text) if draft.is_scalar(spot.node) => {
                    draft.set_text(spot.node, text);
                }
                value => draft.replace(spot.node, value),
            }
            return Ok(None);
        };
        if spot.rest.iter().any(|s| matches!(s, Step::Item(_))) {
            return Err(self.absent());
        }
        self.write(draft, &spot, first, wrapped(below, value.clone()));
        Ok(None)
    }

    /// Changes the characters of a text that differ; what it cannot do, the caller does
    /// another way.
    pub(super) fn set_pieces(
        &self,
        draft: &mut Draft,
        action: &Action,
    ) -> Result<Option<Shift>, EditFault> {
        let otherwise = || EditFault::Unwritable(self.at.clone());
        let Action::Set(Value::Text(text)) = action else { return Err(otherwise()) };
        let spot = self.find(draft, self.steps)?;
        let is_text = !spot.is_key && spot.rest.is_empty() && draft.is_scalar(spot.node);
        match is_text && draft.set_pieces(spot.node, text) {
            true => Ok(None),
            false => Err(otherwise()),
        }
    }

    /// Lets nothing stand behind a key.
    pub(super) fn blank(&self, draft: &mut Draft) -> Result<Option<Shift>, EditFault> {
        let spot = self.find(draft, self.steps)?;
        if spot.is_key || draft.key_of(spot.node).is_none() {
            return Err(self.not_of_format());
        }
        if spot.rest.is_empty() && !draft.tree.is_blank(spot.node) {
            draft.replace(spot.node, &Value::Text(String::new()));
        }
        Ok(None)
    }

    /// Puts a comment above the line of a key or item, unless it stands there.
    pub(super) fn note(
        &self,
        draft: &mut Draft,
        comment: &str,
    ) -> Result<Option<Shift>, EditFault> {
        let spot = self.find(draft, self.steps)?;
        if !spot.rest.is_empty() || comment.trim().is_empty() || comment.contains('\n') {
            return Err(self.not_of_format());
        }
        let node = draft.key_of(spot.node).unwrap_or(spot.node);
        draft.put_comment(node, comment.trim());
        Ok(None)
    }

    /// Writes a key that is not written yet into what stands nearest above it.
    pub(super) fn write(
        &self,
        draft: &mut Draft,
        spot: &Spot,
        first: &Step,
        value: Value,
    ) {
        let Step::Key(key) = first else {
            return draft
                .replace(spot.node, &wrapped(std::slice::from_ref(first), value));
        };
        if draft.is_map(spot.node) {
            let mut order = spot.shape.keys();
            order.retain(|k| !self.names.iter().any(|n| n == k));
            order.extend(self.names.iter().map(String::as_str));
            return draft.put(spot.node, &order, key, &value);
        }
        match draft.tree.is_blank(spot.node) {
            true => draft.replace(spot.node, &Value::Map(vec![(key.clone(), value)])),
            false => draft.head_item(spot.node, (key, &value), format::CONTENT),
        }
    }

    pub(super) fn set_level(
        &self,
        draft: &mut Draft,
        value: &Value,
    ) -> Result<Option<Shift>, EditFault> {
        let [list @ .., Step::Item(index), Step::Key(level)] = self.steps else {
            return Err(self.not_of_format());
        };
        let level = format::LEVELS.iter().position(|l| l == level).unwrap_or_default();
        let rows = self.find(draft, list)?.node;
        let name = value.as_text().unwrap_or_default();
        let moved = rows::set_level(draft, rows, *index, level, name, self.at)?;
        Ok(moved.map(|to| Shift::Move(self.above(2), *index, to)))
    }

    /// The address of what is so many steps above.
    pub(super) fn above(&self, steps: usize) -> Address {
        let path = self.at.steps();
        path[..path.len().saturating_sub(steps)].iter().cloned().collect()
    }

    pub(super) fn clear(&self, draft: &mut Draft) -> Result<Option<Shift>, EditFault> {
        let spot = self.find(draft, self.steps)?;
        if spot.is_key {
            return Err(self.not_of_format());
        }
        if !spot.rest.is_empty() {
            return Ok(None);
        }
        let field = spot.field.filter(|f| f.node == spot.node && f.key.required);
        match (self.steps.last(), field, draft.key_of(spot.node)) {
            (Some(Step::Item(_)), ..) => return self.remove(draft),
            (_, Some(_), _) => draft.replace(spot.node, &Value::Text(String::new())),
            (_, None, Some(_)) => self.take(draft, &spot, spot.node),
            // 内容 of an item that is a text alone
            (_, None, None) => {
                let above = &self.steps[..self.steps.len() - 1];
                let at = self.above(1);
                return Job { steps: above, at: &at, ..*self }.remove(draft);
            }
        }
        Ok(None)
    }

    /// Takes out the entry or item that a value is, and what would hold nothing then.
    pub(super) fn take(&self, draft: &mut Draft, spot: &Spot, value: NodeId) {
        let Some(holder) = draft.parent(value) else { return };
        let is_top = holder == draft.root();
        match draft.key_of(value) {
            Some(key) if draft.entries(holder).len() > 1 => draft.take_out(holder, key),
            None if draft.items(holder).len() > 1 => draft.take_item(value),
            _ if is_top => draft.replace(value, &Value::Text(String::new())),
            _ => self.empty(draft, spot, holder),
        }
    }

    /// Takes out a list or map that would hold nothing; one that has to stand stays empty.
    pub(super) fn empty(&self, draft: &mut Draft, spot: &Spot, holder: NodeId) {
        match spot.field.filter(|f| f.node == holder && f.key.required) {
            Some(_) if draft.is_list(holder) || spot.shape.is_rows() => {
                draft.replace(holder, &Value::List(Vec::new()));
            }
            Some(_) => draft.replace(holder, &Value::Text(String::new())),
            None => self.take(draft, spot, holder),
        }
    }
}
