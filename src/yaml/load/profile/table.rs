//! Reads 指标表, the columns of the indicators.

use super::edits::{self, Items};
use super::keys;
use crate::diagnostic::codes;
use crate::model::profile::{Column, Owner, Place, Profile, Shown};
use crate::text::source::Spanned;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
use std::str::FromStr;

/// The columns at `node`, or with `base` the changes of these.
pub fn read(
    reader: &mut Reader,
    node: NodeId,
    base: Option<&[Column]>,
    profile: &Profile,
) -> Option<Spanned<Vec<Column>>> {
    let read = |r: &mut Reader, n: NodeId| column(r, n, profile);
    let name = |c: &Column| profile.name_of(c.shown).to_owned();
    let items = Items { read: &read, name: &name, keys: keys::COLUMN_EDITS };
    let change = |r: &mut Reader, map: &Map, list: &mut Vec<Column>| {
        rename(r, map, list, profile);
        add(r, map, list, profile);
    };
    let columns = edits::list_or_edits(reader, node, base, &items, change)?;
    if !columns.value.iter().any(|c| !c.shown.is_of_project()) {
        let finding = codes::S108
            .finding(columns.span, "指标表里没有指标的栏")
            .help("至少要有 三级指标 和 指标值");
        reader.report(finding);
    }
    Some(columns)
}

/// 改名: a new label for each of some columns.
fn rename(reader: &mut Reader, map: &Map, list: &mut [Column], profile: &Profile) {
    let Some(node) = map.node("改名").filter(|n| !reader.is_blank(*n)) else { return };
    for &(key, value) in reader.entries(node).unwrap_or_default() {
        let Some(name) = reader.text(key) else { continue };
        let known: Vec<_> = list.iter().map(|c| profile.name_of(c.shown)).collect();
        match list.iter_mut().find(|c| profile.name_of(c.shown) == name.value) {
            None => reader.report(edits::unknown(&name, &known)),
            Some(column) => {
                if let Some(title) = reader.text(value) {
                    column.title = title.value;
                }
            }
        }
    }
}

/// 加上: new columns, each at the end or behind another.
fn add(reader: &mut Reader, map: &Map, list: &mut Vec<Column>, profile: &Profile) {
    let Some(node) = map.node("加上").filter(|n| !reader.is_blank(*n)) else { return };
    for item in reader.items(node).unwrap_or_default() {
        let Some(added) = column(reader, *item, profile) else { continue };
        let behind = edits::behind(reader, *item);
        let known: Vec<_> = list.iter().map(|c| profile.name_of(c.shown)).collect();
        if let Some(behind) = behind.as_ref().filter(|b| !known.contains(&b.as_str())) {
            reader.report(edits::unknown(behind, &known));
        }
        let behind = behind.as_ref().map(|b| b.value.as_str());
        edits::put(
            list,
            added,
            &|c: &Column| profile.name_of(c.shown).to_owned(),
            behind,
        );
    }
}

/// A field alone, or a column with its keys.
fn column(reader: &mut Reader, node: NodeId, profile: &Profile) -> Option<Column> {
    if !reader.is_mapping(node) {
        return Some(usual(shown(reader, node, profile)?.value, profile));
    }
    let map = reader.mapping(node, keys::COLUMN)?;
    let shown = map.required("栏", reader, |r, n| shown(r, n, profile)).get()?.value;
    let title = map.optional("标题", reader, Reader::text);
    let width = map.optional("宽", reader, Reader::parse::<Width>);
    let merged = map.optional("合并", reader, Reader::switch);
    let usual = usual(shown, profile);
    Some(Column {
        shown,
        title: title.value().cloned().unwrap_or(usual.title),
        width: width.value().map_or(usual.width, |w| (w.0, w.1)),
        merged: merged.value().copied().unwrap_or(usual.merged),
    })
}

/// The field of a column; an unknown one is a finding.
fn shown(reader: &mut Reader, node: NodeId, profile: &Profile) -> Option<Spanned<Shown>> {
    let name = reader.text(node)?;
    let own = (0..).map(Shown::Own).zip(profile.fields_of(Owner::Indicator));
    let own: Vec<_> = own.map(|(shown, field)| (shown, field.name.as_str())).collect();
    let all = Shown::ALL.iter().map(|s| (*s, s.name())).chain(own);
    let all: Vec<_> = all.collect();
    let found = all.iter().find(|s| s.1 == name.value);
    if found.is_none() {
        let known: Vec<_> = all.iter().map(|s| s.1).collect();
        reader.report(edits::unknown(&name, &known));
    }
    Some(Spanned::new(found?.0, name.span))
}

/// The column of a field as most forms have it.
fn usual(shown: Shown, profile: &Profile) -> Column {
    match (shown, profile.own_column(shown)) {
        (Shown::Own(at), Some(field)) => Column::own(at, field),
        _ => Column::usual(shown),
    }
}

/// Lets the columns that show own fields follow these, whose numbers may be others than
/// `before`; the columns of those that are gone go too.
pub fn follow(before: &Profile, profile: &mut Profile) {
    let names: Vec<_> =
        profile.fields_of(Owner::Indicator).map(|f| f.name.clone()).collect();
    profile.columns.retain_mut(|column| {
        let Some(field) = before.own_column(column.shown) else { return true };
        let at = names.iter().position(|n| *n == field.name);
        column.shown = Shown::Own(at.unwrap_or_default() as u16);
        at.is_some()
    });
}

/// Adds a column for each new own field that has none, unless it is not printed.
pub fn append(before: &Profile, profile: &mut Profile) {
    let fields: Vec<_> = profile.fields_of(Owner::Indicator).cloned().collect();
    for (at, field) in (0..).zip(&fields) {
        let known = before.field(Owner::Indicator, &field.name).is_some();
        let shown = profile.shows(Shown::Own(at));
        if !known && !shown && field.place != Place::Nowhere {
            profile.columns.push(Column::own(at, field));
        }
    }
}

/// Least and most width.
#[derive(Debug)]
pub(super) struct Width(pub f32, pub f32);

impl FromStr for Width {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let one = |text: &str| match text.trim().parse::<f32>() {
            Ok(width) if (1.0..1_000.0).contains(&width) => Ok(width),
            _ => Err("宽写 1 到 1000 的数，或 最窄~最宽，如 60~90".to_owned()),
        };
        let Some((least, most)) = text.split_once(['~', '～']) else {
            return one(text).map(|w| Width(w, w));
        };
        let (least, most) = (one(least)?, one(most)?);
        match least <= most {
            true => Ok(Width(least, most)),
            false => Err("“~”前面是最窄，后面是最宽".into()),
        }
    }
}
