//! The outline beside the pages: parts, and under each its sections and tables.

use super::finish::{name, utf16};
use crate::layout::Heading;
use crate::pages::DisplayList;
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// Adds the outline; None without headings.
pub fn outline(
    objects: &mut lopdf::Document,
    pages: &[ObjectId],
    list: &DisplayList,
) -> Option<ObjectId> {
    let shown: Vec<&Heading> = list.headings.iter().filter(|h| h.level <= 2).collect();
    if shown.is_empty() {
        return None;
    }
    let ids: Vec<ObjectId> = shown.iter().map(|_| objects.new_object_id()).collect();
    let root = objects.new_object_id();
    let (top, children) = nest(&shown);
    for (parent, items) in
        std::iter::once((root, &top)).chain(ids.iter().copied().zip(&children))
    {
        for (place, i) in items.iter().enumerate() {
            let mut item = outline_item(shown[*i], pages, list.sheet.height());
            item.set("Parent", parent);
            if let Some(before) = place.checked_sub(1) {
                item.set("Prev", ids[items[before]]);
            }
            if let Some(next) = items.get(place + 1) {
                item.set("Next", ids[*next]);
            }
            set_children(&mut item, &children[*i], &ids);
            objects.set_object(ids[*i], item);
        }
    }
    let mut item = dictionary! { "Type" => "Outlines" };
    set_children(&mut item, &top, &ids);
    item.set("Count", shown.len() as i64);
    objects.set_object(root, item);
    Some(root)
}

/// The headings at the top, and the headings under each. One of level 2 before any of
/// level 1 stands at the top.
fn nest(headings: &[&Heading]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut top = Vec::new();
    let mut children = vec![Vec::new(); headings.len()];
    let mut part: Option<usize> = None;
    for (i, heading) in headings.iter().enumerate() {
        match part {
            Some(part) if heading.level > 1 => children[part].push(i),
            _ => top.push(i),
        }
        if heading.level == 1 {
            part = Some(i);
        }
    }
    (top, children)
}

fn outline_item(heading: &Heading, pages: &[ObjectId], height: f32) -> Dictionary {
    dictionary! {
        "Title" => utf16(&heading.text),
        "Dest" => vec![
            Object::Reference(pages[heading.page]),
            name("XYZ"),
            Object::Null,
            Object::Real(height - heading.top),
            Object::Null,
        ],
    }
}

fn set_children(item: &mut Dictionary, children: &[usize], ids: &[ObjectId]) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        item.set("First", ids[*first]);
        item.set("Last", ids[*last]);
        item.set("Count", children.len() as i64);
    }
}
