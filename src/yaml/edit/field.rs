//! One edit in one file.

use super::batch::Shift;
use super::draft::Draft;
use super::find::{Spot, find, wrapped};
use super::{Action, Address, EditFault, Step, Value, rows};
use crate::yaml::format::{self, Shape};
use crate::yaml::tree::NodeId;

/// A file, an edit of it, and what the names of the form are.
pub struct Job<'j> {
    /// The text, without a byte-order mark.
    pub text: &'j str,
    /// What the file holds.
    pub shape: &'static Shape,
    /// The address inside of the file.
    pub steps: &'j [Step],
    /// The whole address, for faults.
    pub at: &'j Address,
    /// Names of the form in their order: funds, months, labels.
    pub names: &'j [String],
}

/// A file after an edit.
pub struct Done {
    /// The new text.
    pub text: String,
    /// How items are counted then.
    pub shift: Option<Shift>,
}

impl Job<'_> {
    /// What stands at the address; nothing where it is not written.
    pub fn read(&self) -> Result<Value, EditFault> {
        let draft = self.draft(self.text, false)?;
        self.value(&draft)
    }

    /// The text after an edit: in the author's style, or, where that would not read back,
    /// with escapes.
    pub fn run(&self, action: &Action) -> Result<Done, EditFault> {
        let mut last = EditFault::Unwritable(self.at.clone());
        for escape in [false, true] {
            match self.attempt(action, escape) {
                Err(fault @ EditFault::Unwritable(_)) => last = fault,
                done => return done,
            }
        }
        Err(last)
    }

    fn draft<'t>(&self, text: &'t str, escape: bool) -> Result<Draft<'t>, EditFault> {
        let unreadable = || EditFault::Unreadable(String::new());
        Draft::new(text, escape).ok_or_else(unreadable)
    }

    fn value(&self, draft: &Draft) -> Result<Value, EditFault> {
        if let Some((Step::Item(index), list)) = self.steps.split_last() {
            let list = self.find(draft, list)?;
            let rows = rows::rows(draft, list.node);
            if list.rest.is_empty() && list.shape.is_rows() {
                let row = rows.get(*index).ok_or_else(|| self.absent())?;
                return Ok(rows::value(draft, row));
            }
        }
        Ok(self.find(draft, self.steps)?.value(draft))
    }

    fn find(&self, draft: &Draft, steps: &[Step]) -> Result<Spot, EditFault> {
        find(draft, draft.root(), self.shape, steps, self.at)
    }

    fn absent(&self) -> EditFault {
        EditFault::Absent(self.at.clone())
    }

    fn not_of_format(&self) -> EditFault {
        EditFault::NotOfFormat(self.at.clone())
    }

    fn attempt(&self, action: &Action, escape: bool) -> Result<Done, EditFault> {
        let mut draft = self.draft(self.text, escape)?;
        let shift = match action {
            Action::Set(value) if value.is_blank() => self.clear(&mut draft)?,
            Action::Set(value) => self.set(&mut draft, value)?,
            Action::Clear => self.clear(&mut draft)?,
            Action::Insert(item) => self.insert(&mut draft, item)?,
            Action::Remove => self.remove(&mut draft)?,
            Action::MoveTo(to) => self.move_to(&mut draft, *to)?,
            Action::Rename(name) => self.rename(&mut draft, name)?,
        };
        let unwritable = || EditFault::Unwritable(self.at.clone());
        let comments = draft.comments();
        let (text, replaced) = draft.finish().ok_or_else(unwritable)?;
        let kept = comments.into_iter().filter(|(at, _)| {
            !replaced.iter().any(|r| r.start <= at.start && at.end <= r.end)
        });
        let after = Draft::new(&text, false).ok_or_else(unwritable)?;
        let reads = after.keeps(kept.map(|c| c.1)) && self.reads(&after, action, &shift);
        if reads { Ok(Done { text, shift }) } else { Err(unwritable()) }
    }

    /// Whether the edited file says what was wanted.
    fn reads(&self, after: &Draft, action: &Action, shift: &Option<Shift>) -> bool {
        let wanted = match action {
            Action::Set(value) | Action::Insert(value) => value,
            _ => return true,
        };
        let mut at = self.at.clone();
        if let (Some(Shift::Insert(_, to) | Shift::Move(_, _, to)), Some(step)) =
            (shift, at.steps_mut().iter_mut().rev().find(|s| matches!(s, Step::Item(_))))
        {
            *step = Step::Item(*to);
        }
        let steps = &at.steps()[at.steps().len() - self.steps.len()..];
        let job = Job { text: after.text, steps, at: &at, ..*self };
        let cleared = wanted.is_blank();
        job.value(after).map_or(cleared, |found| cleared || found.shows(wanted))
    }

    fn set(&self, draft: &mut Draft, value: &Value) -> Result<Option<Shift>, EditFault> {
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

    /// Writes a key that is not written yet into what stands nearest above it.
    fn write(&self, draft: &mut Draft, spot: &Spot, first: &Step, value: Value) {
        let Step::Key(key) = first else {
            return draft
                .replace(spot.node, &wrapped(std::slice::from_ref(first), value));
        };
        if draft.is_map(spot.node) {
            let mut order = spot.order();
            order.retain(|k| !self.names.iter().any(|n| n == k));
            order.extend(self.names.iter().map(String::as_str));
            return draft.put(spot.node, &order, key, &value);
        }
        match draft.tree.is_blank(spot.node) {
            true => draft.replace(spot.node, &Value::Map(vec![(key.clone(), value)])),
            false => draft.head_item(spot.node, (key, &value), format::CONTENT),
        }
    }

    fn set_level(
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
    fn above(&self, steps: usize) -> Address {
        let path = self.at.steps();
        path[..path.len().saturating_sub(steps)].iter().cloned().collect()
    }

    fn clear(&self, draft: &mut Draft) -> Result<Option<Shift>, EditFault> {
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
    fn take(&self, draft: &mut Draft, spot: &Spot, value: NodeId) {
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
    fn empty(&self, draft: &mut Draft, spot: &Spot, holder: NodeId) {
        match spot.field.filter(|f| f.node == holder && f.key.required) {
            Some(_) if draft.is_list(holder) || spot.shape.is_rows() => {
                draft.replace(holder, &Value::List(Vec::new()));
            }
            Some(_) => draft.replace(holder, &Value::Text(String::new())),
            None => self.take(draft, spot, holder),
        }
    }

    fn remove(&self, draft: &mut Draft) -> Result<Option<Shift>, EditFault> {
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

    fn insert(
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

    fn move_to(&self, draft: &mut Draft, to: usize) -> Result<Option<Shift>, EditFault> {
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
            let same = |r: &rows::Row| r.levels.as_ref().is_some_and(|l| l.list == list);
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

    fn rename(&self, draft: &mut Draft, name: &str) -> Result<Option<Shift>, EditFault> {
        let (Some((Step::Key(old), above)), false) =
            (self.steps.split_last(), name.trim().is_empty())
        else {
            return Err(self.not_of_format());
        };
        let names = |shape: &Shape| matches!(shape, Shape::Each(_) | Shape::Names(..));
        let is_name = |shape: &Shape| match shape {
            Shape::OneOf(shapes) => shapes.iter().any(names),
            shape => names(shape),
        };
        let shift = Shift::Rename(self.above(1), old.clone(), name.to_owned());
        if let Some((list, names)) = self.flat_rows(draft) {
            self.rename_in_rows(draft, list, names, name)?;
            return Ok(Some(shift));
        }
        let holder = self.find(draft, above)?;
        if !self.shape.at(above).is_some_and(is_name) || !holder.rest.is_empty() {
            return Err(self.not_of_format());
        }
        if draft.entry(holder.node, name).is_some() {
            return Err(EditFault::Taken(self.at.clone(), name.to_owned()));
        }
        let (key, _) = draft.entry(holder.node, old).ok_or_else(|| self.absent())?;
        draft.rename(key, name);
        Ok(Some(shift))
    }

    /// The flat list of rows that the address names a level of, and the names of the
    /// levels down to that one.
    fn flat_rows(&self, draft: &Draft) -> Option<(NodeId, &[Step])> {
        let above = (0..self.steps.len()).rev().map(|i| self.steps.split_at(i));
        let is_rows = |path: &[Step]| self.shape.at(path).is_some_and(Shape::is_rows);
        let (path, names) = above.into_iter().find(|(path, _)| is_rows(path))?;
        let spot = self.find(draft, path).ok()?;
        let flat = spot.rest.is_empty() && draft.is_list(spot.node);
        flat.then_some((spot.node, names))
    }

    /// Gives a level another name in each row of a flat list.
    fn rename_in_rows(
        &self,
        draft: &mut Draft,
        list: NodeId,
        names: &[Step],
        name: &str,
    ) -> Result<(), EditFault> {
        let mut found = Vec::new();
        for item in draft.items(list) {
            let levels = format::LEVELS.map(|l| draft.entry(*item, l).map(|e| e.1));
            let says = |(level, step): (&Option<NodeId>, &Step)| {
                let text = level.and_then(|l| draft.tree.scalar(l));
                matches!(step, Step::Key(key) if text == Some(key))
            };
            if levels.iter().zip(names).all(says) {
                found.extend(names.len().checked_sub(1).and_then(|last| levels[last]));
            }
        }
        if found.is_empty() {
            return Err(self.absent());
        }
        found.into_iter().for_each(|level| draft.set_text(level, name));
        Ok(())
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
