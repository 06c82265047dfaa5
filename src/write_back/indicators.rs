//! The rows of 绩效指标, in both shapes: levels as maps, or a flat list.

use super::script::{Files, field};
use super::yaml::{Item, Side, Yaml};
use crate::model::{Field, Indicator};
use crate::text::source::Span;
use crate::verify::align::{self, Pair};
use crate::yaml::format;
use crate::yaml::tree::NodeId;

/// The rows of a project: as the author wrote them, as they were built, as they are now.
struct Rows<'r> {
    base: &'r [Indicator],
    old: &'r [Indicator],
    new: &'r [Indicator],
    pairs: Vec<Pair>,
}

/// Writes the edits of the rows.
pub fn edit(files: &mut Files, lists: [&Field<Vec<Indicator>>; 3]) {
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
            (Some(i), Some(j)) => row(files, &base[i], &old[i], &new[j]),
            (Some(i), None) => {
                let wanted = files.wants(old[i].name.text(), "");
                if let Some((yaml, item)) = files.map(base[i].span).filter(|_| wanted) {
                    yaml.remove_item(item, "绩效指标");
                }
            }
            _ => {}
        }
    }
    levels(files, &rows);
    added(files, &rows);
}

/// What tells a row from others; its levels do not.
fn text(row: &Indicator) -> String {
    let fields = [&row.name, &row.description, &row.target, &row.basis];
    fields.map(|f| f.text().to_owned()).join("\n")
}

/// The description; one that was left out is the name.
fn description(row: &Indicator) -> &str {
    if row.description.text().is_empty() {
        row.name.text()
    } else {
        row.description.text()
    }
}

fn row(files: &mut Files, base: &Indicator, old: &Indicator, new: &Indicator) {
    let mut set = |key, at: Option<Span>, old: &str, new: &str| {
        field(files, base.span, format::INDICATOR, key, at, old, new);
    };
    set("指标", base.name.span(), old.name.text(), new.name.text());
    set("指标值", base.target.span(), old.target.text(), new.target.text());
    set("依据", base.basis.span(), old.basis.text(), new.basis.text());
    set("方向", base.direction.span(), old.direction.text(), new.direction.text());
    set("备注", base.remark.span(), old.remark.text(), new.remark.text());
    set("权重", base.weight.span(), &weight(old), &weight(new));
    if !base.description.is_absent() {
        set("描述", base.description.span(), description(old), description(new));
    } else if description(new) != new.name.text() {
        // left out, it would go on following the name
        describe(files, base, [old, new]);
    }
}

fn weight(row: &Indicator) -> String {
    row.weight.value().map_or(String::new(), ToString::to_string)
}

fn describe(files: &mut Files, base: &Indicator, [old, new]: [&Indicator; 2]) {
    let both = |row: &Indicator| format!("{}\n{}", row.name.text(), description(row));
    let wanted = files.wants(&both(old), &both(new));
    let order: Vec<_> = format::INDICATOR.iter().map(|k| k.name).collect();
    if let Some((yaml, map)) = files.map(base.span).filter(|_| wanted) {
        yaml.put(map, &order, "描述", description(new));
    }
}

/// A renamed level: in a list row by row, as a key when all its rows have the new name.
fn levels(files: &mut Files, rows: &Rows) {
    type Level = fn(&Indicator) -> &Field<String>;
    let levels: [Level; 2] = [|r| &r.level1, |r| &r.level2];
    let mut done: Vec<Span> = Vec::new();
    for level in levels {
        for &pair in &rows.pairs {
            let (Some(i), Some(j)) = pair else { continue };
            let new = level(&rows.new[j]).text();
            let Some(span) = level(&rows.base[i]).span() else { continue };
            let old = level(&rows.old[i]).text();
            if old == new || new.is_empty() {
                continue;
            }
            if !files.wants(old, new) || done.contains(&span) {
                continue;
            }
            let all = rows.pairs.iter().all(|pair| match *pair {
                (Some(i), Some(j)) if level(&rows.base[i]).span() == Some(span) => {
                    level(&rows.new[j]).text() == new
                }
                _ => true,
            });
            if let Some(yaml) = files.at(span).filter(|_| all) {
                yaml.set(span.range(), new);
                done.push(span);
            }
        }
    }
}

/// Puts the new rows into the file, run by run.
fn added(files: &mut Files, rows: &Rows) {
    let mut place = 0;
    while place < rows.pairs.len() {
        let (None, Some(first)) = rows.pairs[place] else {
            place += 1;
            continue;
        };
        let run = rows.pairs[place..].iter().take_while(|p| p.0.is_none()).count();
        let new = &rows.new[first..(first + run).min(rows.new.len())];
        let last = rows.pairs[..place].iter().rev().find_map(|p| p.1.and(p.0));
        let next = rows.pairs[place + run..].iter().find_map(|p| p.1.and(p.0));
        let names: Vec<_> = new.iter().map(|row| row.name.text()).collect();
        if files.wants("", &names.join("\n")) {
            beside(files, rows, new, last, next);
        }
        place += run;
    }
}

/// Puts a run of new rows between two rows of the file.
fn beside(
    files: &mut Files,
    rows: &Rows,
    new: &[Indicator],
    last: Option<usize>,
    next: Option<usize>,
) {
    let anchor = last.map(|i| (i, Side::After)).or(next.map(|i| (i, Side::Before)));
    let Some((i, side)) = anchor else { return };
    let Some((yaml, item)) = files.map(rows.base[i].span) else { return };
    if yaml.entry(item, "一级指标").is_some() {
        let rows: Vec<_> = new.iter().map(|row| entries(row, true)).collect();
        let items: Vec<_> = rows.iter().map(|r| Item::Map(r)).collect();
        return yaml.add_items(item, side, &items);
    }
    let same = |a: &Indicator, b: &Indicator| levels_of(a) == levels_of(b);
    for group in new.chunk_by(same) {
        let entries: Vec<_> = group.iter().map(|row| entries(row, false)).collect();
        let items: Vec<_> = entries.iter().map(|r| Item::Map(r)).collect();
        let fits = |i: &Option<usize>| i.is_some_and(|i| same(&rows.base[i], &group[0]));
        let found = [(last, Side::After), (next, Side::Before)];
        match found.into_iter().find(|(i, _)| fits(i)) {
            Some((Some(i), side)) => {
                if let Some((yaml, item)) = files.map(rows.base[i].span) {
                    yaml.add_items(item, side, &items);
                }
            }
            _ => new_level(files, rows, &group[0], &items, found),
        }
    }
}

fn levels_of(row: &Indicator) -> [&str; 2] {
    [row.level1.text(), row.level2.text()]
}

/// Puts rows under levels that the file has not got at this place.
fn new_level(
    files: &mut Files,
    rows: &Rows,
    row: &Indicator,
    items: &[Item],
    around: [(Option<usize>, Side); 2],
) {
    let [level1, level2] = levels_of(row);
    if level1.is_empty() || level2.is_empty() {
        return;
    }
    for (index, side) in around {
        let Some(index) = index else { continue };
        let near = &rows.base[index];
        let Some((yaml, item)) = files.map(near.span) else { continue };
        let Some((inner, outer)) = lists_of(yaml, item) else { continue };
        if near.level1.text() == level1 && !yaml.is_bracketed(inner) {
            return yaml.add_list(inner, side, &[level2], items);
        }
        // a level between two others, unless it would cut one of them in two
        let cut = around.iter().all(|(i, _)| {
            i.is_some_and(|i| rows.base[i].level1.text() == near.level1.text())
        });
        if !cut && !yaml.is_bracketed(outer) {
            return yaml.add_list(outer, side, &[level1, level2], items);
        }
    }
}

/// The list that an item stands in, and the map of the 一级指标 above it.
fn lists_of(yaml: &Yaml, item: NodeId) -> Option<(NodeId, NodeId)> {
    let list = yaml.parent(item)?;
    Some((list, yaml.parent(list)?))
}

fn entries(row: &Indicator, levels: bool) -> Vec<(&'static str, String)> {
    let description = match description(row) == row.name.text() {
        true => "",
        false => description(row),
    };
    let weight = weight(row);
    let all = [
        ("一级指标", if levels { row.level1.text() } else { "" }),
        ("二级指标", if levels { row.level2.text() } else { "" }),
        ("指标", row.name.text()),
        ("描述", description),
        ("指标值", row.target.text()),
        ("权重", weight.as_str()),
        ("方向", row.direction.text()),
        ("依据", row.basis.text()),
        ("备注", row.remark.text()),
    ];
    let given = all.into_iter().filter(|(_, text)| !text.is_empty());
    given.map(|(key, text)| (key, text.to_owned())).collect()
}
