//! 绩效指标: levels as maps where that keeps the order of the rows, else a list.

use super::own;
use super::writer::Writer;
use crate::model::Indicator;
use crate::yaml::fields::INDICATOR;
use crate::yaml::format::LEVELS;
use std::collections::BTreeSet;

/// Longest name of a level that is written as a key.
const MAX_KEY: usize = 100;

/// Writes the indicators of a table.
pub fn write(w: &mut Writer, indicators: Option<&Vec<Indicator>>) {
    match indicators {
        None => w.missing("绩效指标"),
        Some(rows) if rows.is_empty() => w.empty_list("绩效指标"),
        Some(rows) if fits_maps(rows) => w.section("绩效指标", |w| maps(w, rows)),
        Some(rows) => w.section("绩效指标", |w| list(w, rows)),
    }
}

/// Whether the rows of each level stand together, under names that can be keys.
fn fits_maps(rows: &[Indicator]) -> bool {
    let mut seen = BTreeSet::new();
    let levels = |r: &Indicator| [r.level1.text().to_owned(), r.level2.text().to_owned()];
    let is_key = |t: &String| {
        !t.trim().is_empty() && !t.contains('\n') && t.chars().count() <= MAX_KEY
    };
    let named = rows.iter().all(|r| levels(r).iter().all(is_key));
    let together = rows.chunk_by(|a, b| a.level1 == b.level1).all(|of_one| {
        let mut inner = BTreeSet::new();
        let first = of_one.first().is_some_and(|r| seen.insert(r.level1.text()));
        let of_two = |group: &[Indicator]| {
            group.first().is_some_and(|r| inner.insert(r.level2.text().to_owned()))
        };
        first && of_one.chunk_by(|a, b| a.level2 == b.level2).all(of_two)
    });
    named && together
}

fn maps(w: &mut Writer, rows: &[Indicator]) {
    for of_one in rows.chunk_by(|a, b| a.level1 == b.level1) {
        let Some(first) = of_one.first() else { continue };
        w.section(first.level1.text(), |w| {
            for of_two in of_one.chunk_by(|a, b| a.level2 == b.level2) {
                let Some(first) = of_two.first() else { continue };
                w.section(first.level2.text(), |w| {
                    of_two.iter().for_each(|row| w.items(|w| fields(w, row)));
                });
            }
        });
    }
}

fn list(w: &mut Writer, rows: &[Indicator]) {
    for row in rows {
        w.items(|w| {
            w.required(LEVELS[0], row.level1.text());
            w.required(LEVELS[1], row.level2.text());
            fields(w, row);
        });
    }
}

fn fields(w: &mut Writer, row: &Indicator) {
    for field in INDICATOR {
        let text = field.text(row);
        if field.key.required {
            w.required(field.key.name, &text);
        } else if !text.trim().is_empty() {
            w.entry(field.key.name, &text);
        }
    }
    own::cells(w, &row.own);
}
