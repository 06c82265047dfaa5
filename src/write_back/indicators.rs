//! The rows of 绩效指标, in both shapes: levels as maps, or a flat list.

use super::own;
use super::script::Wishes;
use crate::model::{Field, Indicator};
use crate::text::source::Span;
use crate::verify::align::{self, AlignedPair};
use crate::yaml::edit::{Address, Edit, Value};
use crate::yaml::fields::{self, INDICATOR};
use crate::yaml::format::LEVELS;

/// The rows of a project: as the author wrote them, as they were built, as they are now.
struct Rows<'r> {
    base: &'r [Indicator],
    old: &'r [Indicator],
    new: &'r [Indicator],
    pairs: Vec<AlignedPair>,
}

/// Asks for the edits of the rows at an address.
pub fn edit(wishes: &mut Wishes, at: &Address, lists: [&Field<Vec<Indicator>>; 3]) {
    let [Some(base), Some(old), Some(new)] = lists.map(Field::value) else { return };
    if base.is_empty() || base.len() != old.len() {
        return;
    }
    let texts = |rows: &[Indicator]| -> Vec<String> { rows.iter().map(text).collect() };
    let (olds, news) = (texts(old), texts(new));
    let pairs = align::align(&olds, &news, |i, j| align::likeness(&olds[i], &news[j]));
    let rows = Rows { base, old, new, pairs };
    for pair in &rows.pairs {
        match *pair {
            (Some(i), Some(j)) => {
                row(wishes, &at.clone().then(i), [&base[i], &old[i], &new[j]]);
            }
            (Some(i), None) if wishes.is_changed(old[i].name.text(), "") => {
                wishes.ask(Edit::remove(at.clone().then(i)));
            }
            _ => {}
        }
    }
    levels(wishes, at, &rows);
    added(wishes, at, &rows);
}

/// What tells a row from others; its levels do not.
fn text(row: &Indicator) -> String {
    let [name, description, basis] =
        [&row.name, &row.description, &row.basis].map(Field::text);
    [name, description, row.target.text(), basis].join("\n")
}

/// The description; one that was left out is the name.
fn description(row: &Indicator) -> &str {
    if row.description.text().is_empty() {
        row.name.text()
    } else {
        row.description.text()
    }
}

fn row(wishes: &mut Wishes, at: &Address, [base, old, new]: [&Indicator; 3]) {
    own::edit(wishes, at, [&base.own, &old.own, &new.own]);
    for field in INDICATOR {
        let key = field.key.name;
        let at = at.clone().then(key);
        if key != fields::DESCRIPTION {
            let (old, new) = (field.text(old), field.text(new));
            wishes.field(at, !field.key.required, &old, &new);
        } else if !base.description.is_absent() {
            wishes.field(at, true, description(old), description(new));
        } else if description(new) != new.name.text() {
            // left out, it would go on following the name
            let both =
                |row: &Indicator| format!("{}\n{}", row.name.text(), description(row));
            if wishes.is_changed(&both(old), &both(new)) {
                wishes.ask(Edit::set(at, description(new)));
            }
        }
    }
}

/// A renamed level: as a key when all its rows have the new name, else row by row.
fn levels(wishes: &mut Wishes, at: &Address, rows: &Rows) {
    type Level = fn(&Indicator) -> &Field<String>;
    let levels: [Level; 2] = [|r| &r.level1, |r| &r.level2];
    let mut done: Vec<Span> = Vec::new();
    for (depth, level) in levels.into_iter().enumerate() {
        for &pair in &rows.pairs {
            let (Some(i), Some(j)) = pair else { continue };
            let (old, new) = (level(&rows.old[i]).text(), level(&rows.new[j]).text());
            let Some(span) = level(&rows.base[i]).span() else { continue };
            let is_done = done.contains(&span);
            if old == new || new.is_empty() || is_done || !wishes.is_changed(old, new) {
                continue;
            }
            let here = |pair: &&AlignedPair| {
                pair.0.is_some_and(|i| level(&rows.base[i]).span() == Some(span))
            };
            let same: Vec<_> = rows.pairs.iter().filter(here).collect();
            let renamed = |pair: &&AlignedPair| {
                pair.1.is_none_or(|j| level(&rows.new[j]).text() == new)
            };
            if same.len() > 1 && same.iter().all(renamed) {
                done.push(span);
                let row = &rows.base[i];
                let path = [row.level1.text(), row.level2.text()];
                let path = path[..=depth].iter();
                let at = path.fold(at.clone(), |at, name| at.then(*name));
                wishes.ask(Edit::rename(at, new));
            } else {
                wishes.ask(Edit::set(at.clone().then(i).then(LEVELS[depth]), new));
            }
        }
    }
}

/// Asks for the new rows, each behind the row of the file that it follows.
fn added(wishes: &mut Wishes, at: &Address, rows: &Rows) {
    let mut next = 0;
    for pair in &rows.pairs {
        if let (None, Some(j)) = *pair
            && wishes.is_changed("", rows.new[j].name.text())
        {
            wishes.ask(Edit::insert(at.clone().then(next), value(&rows.new[j])));
        }
        next = pair.0.map_or(next, |i| i + 1);
    }
}

fn value(row: &Indicator) -> Value {
    let levels = LEVELS.into_iter().zip([row.level1.text(), row.level2.text()]);
    let levels = levels.map(|(key, text)| (key, text.to_owned()));
    let is_name = description(row) == row.name.text();
    let own =
        INDICATOR.iter().filter(|f| !(is_name && f.key.name == fields::DESCRIPTION));
    let own = own.map(|field| (field.key.name, field.text(row)));
    let entries: Vec<_> = levels.chain(own).collect();
    Value::map(entries.iter().map(|(key, text)| (*key, text.as_str())))
}
