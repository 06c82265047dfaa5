//! Inserting, removing and moving items.

use super::batch::Shift;
use super::draft::Draft;
use super::find::wrapped;
use super::job::Job;
use super::{EditFault, Step, Value, rows};
use crate::yaml::format::{self, Shape};

impl Job<'_> {
    pub(super) fn remove(&self, draft: &mut Draft) -> Result<Option<Shift>, EditFault> {
        let Some((last, above)) = self.steps.split_last() else {
            return Err(self.not_of_format());
        };
        let Step::Item(index) = last else {
            let spot = self.find(draft, self.steps)?;
            if spot.is_key || !spot.rest.is_empty() {
                return Err(self.absent());
            }
            self.take(draft, &spot, spot.node);
            return Ok(None);
        };
        let spot = self.find(draft, above)?;
        if !spot.rest.is_empty() {
            return Err(self.absent());
        }
        if spot.shape.is_rows() {
            if rows::rows(draft, spot.node).len() <= *index {
                return Err(self.absent());
            }
            if !rows::remove(draft, spot.node, *index) {
                self.empty(draft, &spot, spot.node);
            }
        } else {
            let item = draft.items(spot.node).get(*index).copied();
            self.take(draft, &spot, item.ok_or_else(|| self.absent())?);
        }
        Ok(Some(Shift::Remove(self.above(1), *index)))
    }

    pub(super) fn insert(
        &self,
        draft: &mut Draft,
        item: &Value,
    ) -> Result<Option<Shift>, EditFault> {
        let Some((Step::Item(index), above)) = self.steps.split_last() else {
            return Err(self.not_of_format());
        };
        if !self.shape.takes(self.steps, item) || item.is_blank() {
            return Err(self.not_of_format());
        }
        let spot = self.find(draft, above)?;
        let is_rows = self.shape.at(above).is_some_and(Shape::is_rows);
        let shift = |at| Ok(Some(Shift::Insert(self.above(1), at)));
        let node = spot.node;
        let has_items = !draft.items(node).is_empty() || draft.is_map(node);
        if spot.rest.is_empty() && is_rows && has_items {
            let new =
                rows::new_row(draft, node, *index, item.clone(), draft.is_escaping());
            let new = new.ok_or_else(|| self.not_of_format())?;
            if *index > rows::rows(draft, node).len() {
                return Err(self.absent());
            }
            return shift(rows::insert(draft, node, *index, &new));
        }
        let first = match is_rows {
            true => under_levels(item).ok_or_else(|| self.not_of_format())?,
            false => Value::List(vec![item.clone()]),
        };
        let count = match draft.is_scalar(node) && spot.rest.is_empty() {
            true => usize::from(!draft.tree.is_blank(node)),
            false if spot.rest.is_empty() => draft.items(node).len(),
            false => 0,
        };
        if *index > count {
            return Err(self.absent());
        }
        match spot.rest.split_first() {
            Some((step, below)) => self.write(draft, &spot, step, wrapped(below, first)),
            None if draft.is_scalar(node) && count == 1 => {
                let mut items = vec![Value::of(&draft.tree, node)];
                items.insert(*index, item.clone());
                draft.replace(node, &Value::List(items));
            }
            None if has_items => {
                let part = super::draft::Part::item(item, draft.is_escaping());
                draft.put_items(node, *index, &part);
            }
            None => draft.replace(node, &first),
        }
        shift(*index)
    }

    pub(super) fn move_to(
        &self,
        draft: &mut Draft,
        to: usize,
    ) -> Result<Option<Shift>, EditFault> {
        let Some((Step::Item(from), above)) = self.steps.split_last() else {
            return Err(self.not_of_format());
        };
        let spot = self.find(draft, above)?;
        let (mut list, mut first, mut count) =
            (spot.node, 0, draft.items(spot.node).len());
        if spot.shape.is_rows() && !draft.is_list(spot.node) {
            let rows = rows::rows(draft, spot.node);
            let row = rows.get(*from).ok_or_else(|| self.absent())?;
            list = row.levels.as_ref().map_or(list, |l| l.list);
            let same =
                |r: &rows::RowEntry| r.levels.as_ref().is_some_and(|l| l.list == list);
            first = rows.iter().position(same).unwrap_or(0);
            count = rows.iter().filter(|r| same(r)).count();
            if !(first..first + count).contains(&to) && to < rows.len() {
                return Err(EditFault::OutsideLevel(self.at.clone()));
            }
        }
        let inside = first..first + count;
        if !spot.rest.is_empty() || !inside.contains(from) || !inside.contains(&to) {
            return Err(self.absent());
        }
        draft.move_item(list, from - first, to - first);
        Ok(Some(Shift::Move(self.above(1), *from, to)))
    }
}

/// A row as the value of a field that has none yet.
fn under_levels(row: &Value) -> Option<Value> {
    let Value::Map(fields) = row else { return None };
    let level = |name: &str| row.get(name).and_then(Value::as_text).map(str::to_owned);
    let levels = format::LEVELS.map(level);
    let [Some(level1), Some(level2)] = levels else { return None };
    let own = |f: &&(String, Value)| !format::LEVELS.contains(&f.0.as_str());
    let mut fields: Vec<_> = fields.iter().filter(own).cloned().collect();
    let order = |key: &str| format::INDICATOR.iter().position(|k| k.name == key);
    fields.sort_by_key(|f| order(&f.0));
    let rows = Value::List(vec![Value::Map(fields)]);
    Some(Value::Map(vec![(level1, Value::Map(vec![(level2, rows)]))]))
}
