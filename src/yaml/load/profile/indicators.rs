//! Reads 指标, the levels of the indicators, and 权重, what they weigh together.

use super::edits::{self, Items, list};
use super::keys;
use super::maps::points;
use crate::diagnostic::codes;
use crate::model::profile::{Level, Reserved, Weighting};
use crate::text::source::Spanned;
use crate::yaml::load::reader::Reader;
use crate::yaml::tree::NodeId;

/// The levels at `node`, or with `base` the changes of these.
pub fn levels(
    reader: &mut Reader,
    node: NodeId,
    base: Option<&[Level]>,
) -> Option<Spanned<Vec<Level>>> {
    let items =
        Items { read: &level, name: &|l: &Level| l.name.clone(), keys: edits::PLAIN };
    let again = Items { ..items };
    edits::list_or_edits(reader, node, base, &items, |r, map, list| {
        edits::added(r, map, list, &again);
    })
}

fn level(reader: &mut Reader, node: NodeId) -> Option<Level> {
    let map = reader.mapping(node, keys::LEVEL)?;
    let name = map.required("一级", reader, Reader::text).get()?.value.clone();
    let required = map.optional("必有", reader, Reader::switch);
    let children = map.required("二级", reader, list);
    let children = children.value().cloned().unwrap_or_default();
    let needed = edits::texts(&map, "必有二级", reader);
    let known: Vec<&str> = children.iter().map(String::as_str).collect();
    for name in needed.iter().filter(|n| !known.contains(&n.value.as_str())) {
        reader.report(edits::unknown(name, &known));
    }
    Some(Level {
        name,
        required: required.value().copied().unwrap_or(false),
        required_children: needed.into_iter().map(|n| n.value).collect(),
        children,
    })
}

/// 权重: 否 takes an inherited one away.
pub fn weighting(
    reader: &mut Reader,
    node: NodeId,
) -> Option<Spanned<Option<Weighting>>> {
    if !reader.is_mapping(node) {
        let switch = reader.switch(node)?;
        if switch.value {
            return reader.wrong_kind(node, "“总分: 100”，或“否”");
        }
        return Some(Spanned::new(None, switch.span));
    }
    let map = reader.mapping(node, keys::WEIGHTING)?;
    let total = points(&map, "总分", reader)?;
    let reserved = map.optional("预留", reader, reserved);
    if let Some(reserved) = reserved.get().filter(|r| r.value.points >= total) {
        let message =
            format!("预留的 {} 分不少于总分 {total}", reserved.value.points.normalize());
        reader.report(codes::S110.finding(reserved.span, message));
    }
    let reserved = reserved.value().cloned();
    Some(Spanned::new(Some(Weighting { total, reserved }), map.head))
}

fn reserved(reader: &mut Reader, node: NodeId) -> Option<Spanned<Reserved>> {
    let map = reader.mapping(node, keys::RESERVED)?;
    let name = map.required("名称", reader, Reader::text).get()?.value.clone();
    let points = points(&map, "分值", reader)?;
    Some(Spanned::new(Reserved { name, points }, map.head))
}
