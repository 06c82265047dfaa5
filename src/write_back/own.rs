//! The fields that a form has of its own.

use super::script::Wishes;
use crate::model::own::{OwnField, OwnRow, OwnValue, value_of};
use crate::model::profile::Section;
use crate::yaml::edit::{Address, Step};

/// Asks for the edits of the fields at an address: that of what they belong to.
pub fn edit(wishes: &mut Wishes, at: &Address, [base, before, after]: [&[OwnField]; 3]) {
    for given in base {
        let name = given.name.value.as_str();
        let at = match given.section {
            Section::Direct => at.clone(),
            section => at.clone().then(section.key()),
        };
        let at = at.then(name);
        if let Some(rows) = given.rows() {
            let rows_of = |fields| match value_of(fields, name).value() {
                Some(OwnValue::Table(rows)) => rows.as_slice(),
                _ => &[],
            };
            table(wishes, &at, [rows, rows_of(before), rows_of(after)]);
            continue;
        }
        wishes.field(at, true, &text(before, name), &text(after, name));
    }
}

fn text(fields: &[OwnField], name: &str) -> String {
    value_of(fields, name).value().map_or(String::new(), OwnValue::as_written)
}

/// The cells of rows that stand on both sides; a row more or less is no edit of a cell.
fn table(wishes: &mut Wishes, at: &Address, [base, before, after]: [&[OwnRow]; 3]) {
    if base.len() != before.len() || before.len() != after.len() {
        return;
    }
    for (i, row) in base.iter().enumerate() {
        let steps: Vec<Step> = match (row.group.as_str(), row.name.as_str()) {
            ("", "") => vec![i.into()],
            ("", name) => vec![name.into()],
            (group, name) => vec![group.into(), name.into()],
        };
        let at = steps.into_iter().fold(at.clone(), Address::then);
        for cell in &row.cells {
            let name = cell.name.value.as_str();
            let (old, new) = (text(&before[i].cells, name), text(&after[i].cells, name));
            wishes.field(at.clone().then(name), true, &old, &new);
        }
    }
}
