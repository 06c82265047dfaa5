//! Lists that are written whole, or as changes of an inherited one.

use super::keys;
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::Spanned;
use crate::yaml::format::Key;
use crate::yaml::load::reader::{Map, Reader, nearest};
use crate::yaml::tree::NodeId;

/// How the items of a list are read and told apart.
pub struct Items<'r, 't, T> {
    /// Reads an item; None where it was reported.
    pub read: &'r dyn Fn(&mut Reader<'t>, NodeId) -> Option<T>,
    /// The item's name.
    pub name: &'r dyn Fn(&T) -> String,
    /// The keys of the changes.
    pub keys: &'static [Key],
}

/// A list, or with `base` the changes of it.
pub fn list_or_edits<'t, T: Clone>(
    reader: &mut Reader<'t>,
    node: NodeId,
    base: Option<&[T]>,
    items: &Items<'_, 't, T>,
    change: impl Fn(&mut Reader<'t>, &Map, &mut Vec<T>),
) -> Option<Spanned<Vec<T>>> {
    let (Some(base), true) = (base, reader.is_mapping(node)) else {
        return whole(reader, node, items);
    };
    let map = reader.mapping(node, items.keys)?;
    let mut list = base.to_vec();
    for name in texts(&map, "去掉", reader) {
        match list.iter().position(|i| (items.name)(i) == name.value) {
            Some(at) => drop(list.remove(at)),
            None => {
                let known = names(base, items);
                let known: Vec<_> = known.iter().map(String::as_str).collect();
                reader.report(unknown(&name, &known));
            }
        }
    }
    change(reader, &map, &mut list);
    Some(Spanned::new(list, map.head))
}

/// Adds `item`, or puts it in the place of the one with its name.
pub fn put<T>(
    list: &mut Vec<T>,
    item: T,
    name: &dyn Fn(&T) -> String,
    behind: Option<&str>,
) {
    let old = list.iter().position(|i| name(i) == name(&item));
    if let (Some(at), None) = (old, behind) {
        list[at] = item;
        return;
    }
    if let Some(at) = old {
        list.remove(at);
    }
    let at = behind.and_then(|b| list.iter().position(|i| name(i) == b));
    list.insert(at.map_or(list.len(), |at| at + 1), item);
}

fn whole<'t, T>(
    reader: &mut Reader<'t>,
    node: NodeId,
    items: &Items<'_, 't, T>,
) -> Option<Spanned<Vec<T>>> {
    let mut list: Vec<T> = Vec::new();
    for item in reader.items(node)? {
        let Some(read) = (items.read)(reader, *item) else { continue };
        if list.iter().any(|i| (items.name)(i) == (items.name)(&read)) {
            let message = format!("「{}」写了两次", (items.name)(&read));
            reader.report(codes::S106.finding(reader.head(*item), message));
            continue;
        }
        list.push(read);
    }
    Some(Spanned::new(list, reader.head(node)))
}

/// A list of texts that is always written whole.
pub fn list(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<String>>> {
    let items = reader.items(node)?.iter();
    let texts = items.filter_map(|n| Some(reader.text(*n)?.value)).collect();
    Some(Spanned::new(texts, reader.span(node)))
}

/// The texts of a list under a key, with their places.
pub fn texts(map: &Map, key: &str, reader: &mut Reader) -> Vec<Spanned<String>> {
    let Some(node) = map.node(key).filter(|n| !reader.is_blank(*n)) else {
        return Vec::new();
    };
    let items = reader.items(node).unwrap_or_default().iter();
    items.filter_map(|n| reader.text(*n)).collect()
}

fn names<T>(list: &[T], items: &Items<'_, '_, T>) -> Vec<String> {
    list.iter().map(items.name).collect()
}

/// A name that is none of `known`.
pub fn unknown(name: &Spanned<String>, known: &[&str]) -> Diagnostic {
    let message = format!("没有「{}」这一项", name.value);
    let finding = codes::S107
        .finding(name.span, message)
        .help(format!("这里可以写：{}", known.join("、")));
    match nearest(name, known.iter().copied()) {
        Some(near) => finding.label(format!("是「{near}」吗？")).fix(name.span, near),
        None => finding,
    }
}

/// 后于: the name behind which an item is added.
pub fn behind(reader: &mut Reader, node: NodeId) -> Option<Spanned<String>> {
    if !reader.is_mapping(node) {
        return None;
    }
    let key = reader.entries(node)?.iter().find(|e| reader.is_named(e.0, "后于"))?;
    reader.text(key.1)
}

/// Reads the items of 加上.
pub fn added<'t, T: Clone>(
    reader: &mut Reader<'t>,
    map: &Map,
    list: &mut Vec<T>,
    items: &Items<'_, 't, T>,
) {
    let Some(node) = map.node("加上").filter(|n| !reader.is_blank(*n)) else { return };
    for item in reader.items(node).unwrap_or_default() {
        if let Some(item) = (items.read)(reader, *item) {
            put(list, item, items.name, None);
        }
    }
}

/// The keys of changes where nothing else can be changed.
pub const PLAIN: &[Key] = keys::EDITS;
