//! Giving names of the author's other ones.

use super::batch::Shift;
use super::draft::Draft;
use super::job::Job;
use super::{EditFault, Step};
use crate::yaml::format::{self, Shape};
use crate::yaml::tree::NodeId;

impl Job<'_> {
    pub(super) fn rename(
        &self,
        draft: &mut Draft,
        name: &str,
    ) -> Result<Option<Shift>, EditFault> {
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
    pub(super) fn flat_rows(&self, draft: &Draft) -> Option<(NodeId, &[Step])> {
        let above = (0..self.steps.len()).rev().map(|i| self.steps.split_at(i));
        let is_rows = |path: &[Step]| self.shape.at(path).is_some_and(Shape::is_rows);
        let (path, names) = above.into_iter().find(|(path, _)| is_rows(path))?;
        let spot = self.find(draft, path).ok()?;
        let flat = spot.rest.is_empty() && draft.is_list(spot.node);
        flat.then_some((spot.node, names))
    }

    /// Gives a level another name in each row of a flat list.
    pub(super) fn rename_in_rows(
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
