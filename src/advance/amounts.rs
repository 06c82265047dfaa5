//! Amounts and plans: kept and marked as last year's, or emptied.

use super::AdvanceReport;
use crate::check::last_year::MARK;
use crate::yaml::edit::{Address, Edit, Step, TextAt};
use std::collections::BTreeSet;

/// The keys of what a year's approval gives anew.
const KEYS: [&str; 2] = ["预算", "支出计划"];

/// Marks what each table has, or empties it.
pub fn edits(
    texts: &[&TextAt],
    empty: bool,
    report: &mut AdvanceReport,
    edits: &mut Vec<Edit>,
) {
    let inside: Vec<_> = texts.iter().filter_map(|t| Some((*t, above(&t.at)?))).collect();
    let blocks: BTreeSet<&Address> = inside.iter().map(|(_, block)| block).collect();
    report.amounts = blocks.len();
    report.is_empty = empty;
    match empty {
        true => edits.extend(inside.iter().map(|(t, _)| Edit::blank(t.at.clone()))),
        false => edits.extend(blocks.into_iter().map(|b| Edit::note(b.clone(), MARK))),
    }
}

/// The budget or plan that an address lies in.
fn above(at: &Address) -> Option<Address> {
    let is_block = |s: &Step| matches!(s, Step::Key(key) if KEYS.contains(&key.as_str()));
    let end = at.steps().iter().position(is_block)?;
    // a label or level of that name is none
    let of_table = !at.steps()[..end].iter().any(
        |s| matches!(s, Step::Key(key) if ["文字栏", "绩效指标"].contains(&key.as_str())),
    );
    of_table.then(|| at.steps()[..=end].iter().cloned().collect())
}
