//! Several edits at once: all of them name places as they were before the first.

use super::{Address, Step};

/// How an edit changes what later addresses mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shift {
    /// A new item of a list, at that index.
    Insert(Address, usize),
    /// An item that went.
    Remove(Address, usize),
    /// An item that went from one index to another.
    Move(Address, usize, usize),
    /// A key that has another name.
    Rename(Address, String, String),
}

/// Where an address leads after edits; None where what it named is gone. `is_new` says
/// that its last step is a place for a new item.
pub fn follow(shifts: &[Shift], address: &Address, is_new: bool) -> Option<Address> {
    let mut address = address.clone();
    for shift in shifts {
        let (Shift::Insert(above, _)
        | Shift::Remove(above, _)
        | Shift::Move(above, ..)
        | Shift::Rename(above, ..)) = shift;
        let depth = above.steps().len();
        if address.steps().len() <= depth || address.steps()[..depth] != *above.steps() {
            continue;
        }
        let is_new = is_new && address.steps().len() == depth + 1;
        let step = &mut address.steps_mut()[depth];
        match (shift, &mut *step) {
            (Shift::Insert(_, at), Step::Item(index)) if *index >= *at => *index += 1,
            (Shift::Remove(_, at), Step::Item(index)) if *index > *at => *index -= 1,
            (Shift::Remove(_, at), Step::Item(index)) if *index == *at && !is_new => {
                return None;
            }
            (Shift::Move(_, from, to), Step::Item(index)) => {
                *index = moved(*index, *from, *to);
            }
            (Shift::Rename(_, from, to), Step::Key(key)) if key == from => {
                key.clone_from(to);
            }
            _ => {}
        }
    }
    Some(address)
}

fn moved(index: usize, from: usize, to: usize) -> usize {
    match index {
        i if i == from => to,
        i if from < i && i <= to => i - 1,
        i if to <= i && i < from => i + 1,
        i => i,
    }
}
