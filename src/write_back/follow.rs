//! What may still differ after the files were edited.

use super::WriteBackFault;
use crate::import::numbering;
use crate::verify::{Change, ChangeKind, tight};

/// Divides what still differs into what was wanted but not reached, and what follows from
/// what was.
///
/// # Errors
/// A difference that is neither: then the edits did something that nobody wanted.
pub fn divide(
    wanted: &[Change],
    rest: Vec<Change>,
) -> Result<(Vec<Change>, Vec<Change>), WriteBackFault> {
    let (mut left, mut follows) = (Vec::new(), Vec::new());
    for change in rest {
        let same = |w: &&Change| {
            (w.kind, &w.old, &w.new) == (change.kind, &change.old, &change.new)
        };
        if wanted.iter().any(|w| same(&w)) {
            left.push(change);
        } else if is_consequence(&change, wanted) {
            follows.push(change);
        } else {
            let Change { place, old, new, .. } = &change;
            return Err(WriteBackFault(format!(
                "写回以后，{place} 会是「{old}」，文件里是「{new}」，对不上，没有写；\
                 请照 verify 列出的改动手工改"
            )));
        }
    }
    Ok((left, follows))
}

/// Whether a difference is one that the program makes by itself: in the 目录, in a number
/// in front, in blanks, where a label is printed that a new row was left without, or where the same
/// value is printed a second time.
fn is_consequence(change: &Change, wanted: &[Change]) -> bool {
    if change.place == "目录" {
        return true;
    }
    if change.kind != ChangeKind::Changed {
        return false;
    }
    let label = change.source.is_none() && change.new.is_empty();
    let added = wanted.iter().any(|w| w.kind == ChangeKind::Added && w.is_row);
    label && added
        // the import sets blanks right
        || tight(&change.old) == tight(&change.new)
        || unnumbered(&change.old) == unnumbered(&change.new)
        // not in the rows of indicators, whose cells have values of their own
        || change.place.matches('，').count() < 2 && wanted.iter().any(|w| {
            w.kind == ChangeKind::Changed
                && w.source.is_some()
                && !w.old.is_empty()
                && change.new.replace(&w.old, &w.new) == change.old
        })
}

fn unnumbered(text: &str) -> &str {
    numbering::split(text, 0).map_or(text, |(_, rest)| rest)
}
