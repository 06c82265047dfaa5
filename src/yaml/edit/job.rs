//! One edit in one file, tried and proved.

use super::batch::Shift;
use super::draft::Draft;
use super::find::{Spot, find};
use super::{Action, Address, EditFault, Step, Value, rows};
use crate::yaml::format::Shape;

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

/// How a text is written in the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Only the characters that differ.
    Pieces,
    /// Whole, in the style of the other.
    Whole,
    /// In double quotes, which can hold anything.
    Escaped,
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

    /// The text after an edit: with nothing else changed than what differs, or in the
    /// author's style, or, where that would not read back, with escapes.
    pub fn run(&self, action: &Action) -> Result<Done, EditFault> {
        let mut last = EditFault::Unwritable(self.at.clone());
        let is_text = matches!(action, Action::Set(Value::Text(_)));
        for way in [Way::Pieces, Way::Whole, Way::Escaped] {
            if way == Way::Pieces && !is_text {
                continue;
            }
            match self.attempt(action, way) {
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

    pub(super) fn find(&self, draft: &Draft, steps: &[Step]) -> Result<Spot, EditFault> {
        find(draft, draft.root(), self.shape, steps, self.at)
    }

    pub(super) fn absent(&self) -> EditFault {
        EditFault::Absent(self.at.clone())
    }

    pub(super) fn not_of_format(&self) -> EditFault {
        EditFault::NotOfFormat(self.at.clone())
    }

    fn attempt(&self, action: &Action, way: Way) -> Result<Done, EditFault> {
        let mut draft = self.draft(self.text, way == Way::Escaped)?;
        let shift = match action {
            Action::Set(value) if value.is_blank() => self.clear(&mut draft)?,
            action if way == Way::Pieces => self.set_pieces(&mut draft, action)?,
            Action::Set(value) => self.set(&mut draft, value)?,
            Action::Clear => self.clear(&mut draft)?,
            Action::Blank => self.blank(&mut draft)?,
            Action::Note(comment) => self.note(&mut draft, comment)?,
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
}
