//! Texts and lists of items: 总体绩效目标, 分项绩效目标, 工作保障措施, 绩效目标.

use super::script::Files;
use super::yaml::{Item as New, Side};
use crate::model::{Field, Item, Passage, SubGoal};
use crate::text::source::{Span, Spanned};
use crate::verify::align;

/// An item as its file writes it: keys with their texts and places. One without keys but
/// 内容 may also be a text by itself.
pub trait Keyed {
    /// The keys, in their order.
    fn keyed(&self) -> Vec<(&'static str, String, Option<Span>)>;
}

fn keyed(
    key: &'static str,
    field: &Field<String>,
) -> (&'static str, String, Option<Span>) {
    (key, field.text().to_owned(), field.span())
}

impl Keyed for Item {
    fn keyed(&self) -> Vec<(&'static str, String, Option<Span>)> {
        vec![keyed("标题", &self.title), keyed("内容", &self.content)]
    }
}

impl Keyed for SubGoal {
    fn keyed(&self) -> Vec<(&'static str, String, Option<Span>)> {
        vec![
            keyed("名称", &self.name),
            keyed("绩效目标", &self.goal),
            keyed("绩效指标", &self.indicators),
            keyed("内容", &self.content),
        ]
    }
}

impl Keyed for Spanned<String> {
    fn keyed(&self) -> Vec<(&'static str, String, Option<Span>)> {
        vec![("内容", self.value.clone(), Some(self.span))]
    }
}

/// Writes the edits of a passage. One that became another kind is left.
pub fn edit<I: Keyed>(
    files: &mut Files,
    base: &Field<Passage<I>>,
    before: &Field<Passage<I>>,
    after: &Field<Passage<I>>,
) {
    let (Some(given), Some(before), Some(after)) =
        (base.get(), before.value(), after.value())
    else {
        return;
    };
    match (&given.value, before, after) {
        (Passage::Text(text), Passage::Text(old), Passage::Text(new)) => {
            let wanted = old.value != new.value && files.wants(&old.value, &new.value);
            if let Some(yaml) = files.at(text.span).filter(|_| wanted) {
                yaml.set(text.span.range(), &new.value);
            }
        }
        (Passage::Items(items), Passage::Items(old), Passage::Items(new))
            if items.len() == old.len() =>
        {
            list(files, given.span, items, old, new);
        }
        _ => {}
    }
}

fn list<I: Keyed>(files: &mut Files, at: Span, base: &[I], old: &[I], new: &[I]) {
    let Some(yaml) = files.at(at) else { return };
    let Some(list) = yaml.list_at(at.range()) else { return };
    let nodes = yaml.items(list).to_vec();
    if nodes.len() != base.len() {
        return;
    }
    let texts = |items: &[I]| -> Vec<String> {
        let text =
            |i: &I| i.keyed().into_iter().map(|k| k.1).collect::<Vec<_>>().join("\n");
        items.iter().map(text).collect()
    };
    let (olds, news) = (texts(old), texts(new));
    let pairs = align::align(&olds, &news, |i, j| align::likeness(&olds[i], &news[j]));
    let mut last = None;
    for (place, pair) in pairs.iter().enumerate() {
        match *pair {
            (Some(i), Some(j)) => {
                item(files, at, nodes[i], [&base[i], &old[i], &new[j]]);
            }
            (Some(i), None) => {
                let wanted = files.wants(&olds[i], "");
                if let Some(yaml) = files.at(at).filter(|_| wanted) {
                    yaml.remove_item(nodes[i], "绩效目标");
                }
            }
            (None, Some(j)) => {
                let next = pairs[place..].iter().find_map(|p| p.1.and(p.0));
                let beside = match (last, next) {
                    (Some(i), _) => Some((nodes[i], Side::After)),
                    (None, Some(i)) => Some((nodes[i], Side::Before)),
                    (None, None) => None,
                };
                let wanted = files.wants("", &news[j]);
                let beside = beside.filter(|_| wanted);
                if let (Some((node, side)), Some(yaml)) = (beside, files.at(at)) {
                    let entries = entries(&new[j]);
                    let item = match &entries[..] {
                        [("内容", text)] => New::Text(text),
                        entries => New::Map(entries),
                    };
                    yaml.add_items(node, side, &[item]);
                }
            }
            (None, None) => {}
        }
        last = pair.1.and(pair.0).or(last);
    }
}

/// The keys of a new item that hold something.
fn entries<I: Keyed>(item: &I) -> Vec<(&'static str, String)> {
    let keyed = item.keyed().into_iter();
    keyed.map(|(key, text, _)| (key, text)).filter(|(_, text)| !text.is_empty()).collect()
}

/// Writes the edits of an item; a text by itself has no place for more keys.
fn item<I: Keyed>(
    files: &mut Files,
    list: Span,
    node: crate::yaml::tree::NodeId,
    [base, old, new]: [&I; 3],
) {
    let keys: Vec<_> = base.keyed();
    let order: Vec<_> = keys.iter().map(|k| k.0).collect();
    for ((key, _, at), (old, new)) in keys.iter().zip(old.keyed().iter().zip(new.keyed()))
    {
        if old.1 == new.1 || !files.wants(&old.1, &new.1) {
            continue;
        }
        let Some(yaml) = files.at(list) else { return };
        match at.filter(|span| !span.is_none()) {
            Some(span) if !new.1.is_empty() => yaml.set(span.range(), &new.1),
            Some(_) if yaml.is_map(node) => yaml.take_out(node, key),
            None if yaml.is_map(node) => yaml.put(node, &order, key, &new.1),
            _ => {}
        }
    }
}
