//! The rows of 绩效指标 in both shapes: levels as maps, or a flat list.

use super::draft::{Draft, Part};
use super::{Address, EditFault, Value};
use crate::yaml::format::{self, Shape};
use crate::yaml::tree::NodeId;

/// A row of the printed table.
pub struct RowEntry {
    /// Its map.
    pub item: NodeId,
    /// The levels above it, where they are maps.
    pub levels: Option<Levels>,
}

/// What a row stands under.
pub struct Levels {
    /// The keys of the two levels.
    pub keys: [NodeId; 2],
    /// The map under the first.
    pub inner: NodeId,
    /// The list under the second.
    pub list: NodeId,
}

static UNDER_LEVELS: Shape = Shape::Map("指标", format::INDICATOR);
static IN_LIST: Shape = Shape::Map("指标行", format::INDICATOR_ROW);

/// The rows in their order.
pub fn rows(draft: &Draft, node: NodeId) -> Vec<RowEntry> {
    if draft.is_list(node) {
        let items = draft.items(node).iter();
        return items.map(|item| RowEntry { item: *item, levels: None }).collect();
    }
    let mut rows = Vec::new();
    for &(key1, inner) in draft.entries(node) {
        for &(key2, list) in draft.entries(inner) {
            let row = |item: &NodeId| RowEntry {
                item: *item,
                levels: Some(Levels { keys: [key1, key2], inner, list }),
            };
            rows.extend(draft.items(list).iter().map(row));
        }
    }
    rows
}

/// The fields that a row may have where it stands.
pub fn shape(row: &RowEntry) -> &'static Shape {
    match row.levels {
        Some(_) => &UNDER_LEVELS,
        None => &IN_LIST,
    }
}

/// What a row says, with its levels.
pub fn value(draft: &Draft, row: &RowEntry) -> Value {
    let fields = Value::of(&draft.tree, row.item);
    match (&row.levels, fields) {
        (Some(levels), Value::Map(fields)) => {
            let names = format::LEVELS.iter().map(|l| (*l).to_owned());
            let keys = levels.keys.map(|k| Value::from(text(draft, k)));
            Value::Map(names.zip(keys).chain(fields).collect())
        }
        (_, fields) => fields,
    }
}

fn text<'d>(draft: &'d Draft, node: NodeId) -> &'d str {
    draft.tree.scalar(node).unwrap_or_default()
}

/// A new row: its fields, and the levels that it says.
pub struct NewRow {
    /// Names of the levels.
    pub levels: [String; 2],
    /// As an item of its list.
    pub part: Part,
}

/// A row's value divided for where it is to stand: levels that it leaves out are those of
/// its neighbours.
pub fn new_row(
    draft: &Draft,
    node: NodeId,
    index: usize,
    value: Value,
    escape: bool,
) -> Option<NewRow> {
    let rows = rows(draft, node);
    let near = index.checked_sub(1).and_then(|i| rows.get(i)).or(rows.get(index));
    let near = near.map(|row| self::value(draft, row));
    let level = |name: &str| {
        let said = value.get(name).or(near.as_ref().and_then(|n| n.get(name)));
        said.and_then(Value::as_text).unwrap_or_default().to_owned()
    };
    let levels = format::LEVELS.map(level);
    let Value::Map(mut fields) = value else { return None };
    fields.retain(|(key, _)| !format::LEVELS.contains(&key.as_str()));
    if draft.is_list(node) {
        let names = format::LEVELS.iter().map(|l| (*l).to_owned());
        let said = names.zip(levels.clone().map(Value::Text));
        let said: Vec<_> = said.filter(|(_, v)| !v.is_blank()).collect();
        fields.splice(0..0, said);
    } else if levels.iter().any(String::is_empty) {
        return None;
    }
    let order = |key: &str| format::INDICATOR_ROW.iter().position(|k| k.name == key);
    fields.sort_by_key(|(key, _)| order(key));
    Some(NewRow { levels, part: Part::item(&Value::Map(fields), escape) })
}

/// Puts a row in front of the one with that index, or, under levels, as near to it as its
/// own level is. Gives the index that it has then.
pub fn insert(draft: &mut Draft, node: NodeId, index: usize, new: &NewRow) -> usize {
    let rows = rows(draft, node);
    if draft.is_list(node) {
        draft.put_items(node, index, &new.part);
        return index;
    }
    // under a new level, in the style of the row before
    let near = rows.get(index.saturating_sub(1));
    let part = match near.is_some_and(|row| draft.is_flow(row.item)) {
        true => &new.part.on_one_line(),
        false => &new.part,
    };
    let [level1, level2] = &new.levels;
    let Some((_, inner)) = draft.entry(node, level1) else {
        let entry = Part::map(level1, &Part::list(level2, part));
        let place = place_of(draft, node, &rows, index, |levels| levels.keys[0]);
        draft.put_at(node, place, &entry);
        return count(draft, node, place, &rows, |levels| levels.keys[0], 0);
    };
    let first =
        rows.iter().position(|r| r.levels.as_ref().is_some_and(|l| l.inner == inner));
    let first = first.unwrap_or(rows.len());
    let Some((key2, list)) = draft.entry(inner, level2) else {
        let entry = Part::list(level2, part);
        if draft.tree.is_blank(inner) {
            draft.fill_list(inner, &entry);
            return first;
        }
        let place = place_of(draft, inner, &rows, index, |levels| levels.keys[1]);
        draft.put_at(inner, place, &entry);
        return count(draft, inner, place, &rows, |levels| levels.keys[1], first);
    };
    if draft.tree.is_blank(list) || draft.items(list).is_empty() {
        draft.fill_list(list, &new.part);
        return first;
    }
    let start =
        rows.iter().position(|r| r.levels.as_ref().is_some_and(|l| l.keys[1] == key2));
    let start = start.unwrap_or(first);
    let index = index.clamp(start, start + draft.items(list).len());
    draft.put_items(list, index - start, &new.part);
    index
}

/// The entry of a map of levels in front of which a new one comes: behind the entry of
/// the row before `index`, or before that of the row behind.
fn place_of(
    draft: &Draft,
    map: NodeId,
    rows: &[RowEntry],
    index: usize,
    key: fn(&Levels) -> NodeId,
) -> usize {
    let entries = draft.entries(map);
    let entry_of = |row: &RowEntry| {
        let key = key(row.levels.as_ref()?);
        entries.iter().position(|e| e.0 == key)
    };
    let before = index.checked_sub(1).and_then(|i| rows.get(i)).and_then(entry_of);
    let behind = rows.get(index).and_then(entry_of);
    match (before, behind) {
        (Some(before), _) => before + 1,
        (None, Some(behind)) => behind,
        (None, None) if index == 0 => 0,
        (None, None) => entries.len(),
    }
}

/// How many rows stand in front of an entry of a map whose first row is `first`.
fn count(
    draft: &Draft,
    map: NodeId,
    place: usize,
    rows: &[RowEntry],
    key: fn(&Levels) -> NodeId,
    first: usize,
) -> usize {
    let before: Vec<_> = draft.entries(map).iter().take(place).map(|e| e.0).collect();
    let inside =
        |row: &&RowEntry| row.levels.as_ref().is_some_and(|l| before.contains(&key(l)));
    first + rows.iter().filter(inside).count()
}

/// Gives a row under levels another level: its key another name where it stands there
/// alone, else it goes to the rows of that level. Gives the index that it has then, in
/// the table without it.
pub fn set_level(
    draft: &mut Draft,
    node: NodeId,
    index: usize,
    level: usize,
    name: &str,
    at: &Address,
) -> Result<Option<usize>, EditFault> {
    let rows = rows(draft, node);
    let absent = || EditFault::Absent(at.clone());
    let row = rows.get(index).ok_or_else(absent)?;
    let levels = row.levels.as_ref().ok_or_else(absent)?;
    let (alone, map) = match level {
        0 => (draft.entries(levels.inner).len() == 1, node),
        _ => (true, levels.inner),
    };
    let alone = alone && draft.items(levels.list).len() == 1;
    if alone && draft.entry(map, name).is_none() {
        draft.rename(levels.keys[level], name);
        return Ok(None);
    }
    let mut names = levels.keys.map(|k| text(draft, k).to_owned());
    names[level] = name.to_owned();
    let whole = Part::item(&Value::of(&draft.tree, row.item), draft.is_escaping());
    let part = match draft.lifted(row.item).filter(|_| !draft.is_flow(row.item)) {
        Some(lines) => Part { flow: whole.flow, ..lines },
        None => whole,
    };
    let target = insert(draft, node, index, &NewRow { levels: names, part });
    remove(draft, node, index);
    Ok(Some(target - usize::from(target > index)))
}

/// Takes a row out, and the levels that hold nothing then.
pub fn remove(draft: &mut Draft, node: NodeId, index: usize) -> bool {
    let rows = rows(draft, node);
    let Some(row) = rows.get(index) else { return false };
    if rows.len() == 1 {
        return false;
    }
    let Some(levels) = &row.levels else {
        draft.take_item(row.item);
        return true;
    };
    match (draft.items(levels.list).len(), draft.entries(levels.inner).len()) {
        (2.., _) => draft.take_item(row.item),
        (_, 2..) => draft.take_out(levels.inner, levels.keys[1]),
        _ if draft.entries(node).len() > 1 => draft.take_out(node, levels.keys[0]),
        _ => return false,
    }
    true
}
