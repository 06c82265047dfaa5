//! 字段 and 文字栏: the values of the form's own fields.

use super::writer::Writer;
use crate::model::own::{OwnField, OwnRow, OwnValue};
use crate::model::profile::Section;

/// Writes the fields, each under the key it stands under; blank ones are left out.
pub fn write(w: &mut Writer, fields: &[OwnField]) {
    for section in [Section::Texts, Section::Fields] {
        let here = fields.iter().filter(|f| f.section == section && is_given(f));
        let here: Vec<_> = here.collect();
        if !here.is_empty() {
            w.section(section.key(), |w| here.iter().for_each(|f| field(w, f)));
        }
    }
}

/// Writes fields that are keys themselves: those of an indicator, the cells of a row.
pub fn cells(w: &mut Writer, cells: &[OwnField]) {
    cells.iter().filter(|c| is_given(c)).for_each(|c| field(w, c));
}

fn is_given(field: &OwnField) -> bool {
    field.value.value().is_some_and(|value| match value {
        OwnValue::Table(rows) => !rows.is_empty(),
        other => !other.as_written().trim().is_empty(),
    })
}

fn field(w: &mut Writer, field: &OwnField) {
    match field.value.value() {
        Some(OwnValue::Table(rows)) => w.section(&field.name, |w| table(w, rows)),
        Some(value) => w.entry(&field.name, &value.as_written()),
        None => {}
    }
}

/// Rows as a list; fixed ones under their names and those of their groups.
fn table(w: &mut Writer, rows: &[OwnRow]) {
    for group in rows.chunk_by(|a, b| a.group == b.group) {
        match group.first().map_or("", |r| &r.group) {
            "" => group.iter().for_each(|r| row(w, r)),
            name => w.section(name, |w| group.iter().for_each(|r| row(w, r))),
        }
    }
}

fn row(w: &mut Writer, row: &OwnRow) {
    match row.name.is_empty() {
        true => w.items(|w| cells(w, &row.cells)),
        false => w.section(&row.name, |w| cells(w, &row.cells)),
    }
}
