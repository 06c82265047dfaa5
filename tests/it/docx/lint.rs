//! What Word demands of a file, beyond what a schema validator sees.

use std::collections::BTreeSet;

use super::schema::order;
use super::tree::{Element, parts};

/// Every fault of the package, empty when Word opens it.
pub fn lint(package: &[u8]) -> Vec<String> {
    let parts = parts(package);
    let mut faults = Vec::new();
    for (name, root) in &parts {
        for element in root.all() {
            let found = element_faults(element);
            faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
        }
    }
    faults.extend(relationships(&parts));
    faults.extend(content_types(&parts));
    faults.extend(names(&parts));
    faults
}

fn element_faults(element: &Element) -> Vec<String> {
    let mut faults = misplaced(element);
    faults.extend(foreign(element));
    match element.name.as_str() {
        "w:tbl" => faults.extend(spans(element)),
        "w:tc" if element.children.last().is_none_or(|last| last.name != "w:p") => {
            faults.push("a cell does not end with a paragraph".into());
        }
        "w:body" | "w:sdtContent" | "w:tc" | "w:ftr" => faults.extend(flow(element)),
        _ => {}
    }
    faults
}

/// Children against the schema's order.
fn misplaced(element: &Element) -> Vec<String> {
    let Some(order) = order(&element.name) else { return Vec::new() };
    let place = |child: &Element| {
        let name = child.name.strip_prefix("w:").unwrap_or(&child.name);
        order.iter().position(|known| *known == name)
    };
    let mut faults = Vec::new();
    let mut last = 0;
    for child in &element.children {
        match place(child) {
            None => faults.push(format!("{} in {}", child.name, element.name)),
            Some(place) if place < last => {
                faults.push(format!("{} is late in {}", child.name, element.name));
            }
            Some(place) => last = place,
        }
    }
    faults
}

/// Extensions of Word that are errors elsewhere.
fn foreign(element: &Element) -> Vec<String> {
    let names = element.attributes.iter().map(|(name, _)| name);
    let names = names.chain([&element.name]);
    let foreign = names.filter(|name| name.starts_with("w14:") || name.contains("rsid"));
    foreign.map(|name| format!("{name} is not to be written")).collect()
}

/// Every row covers every column of the grid.
fn spans(table: &Element) -> Vec<String> {
    let columns = table.child("w:tblGrid").map_or(0, |grid| grid.children.len());
    let span = |cell: &Element| {
        let span = cell.at(&["w:tcPr", "w:gridSpan"]).map(Element::value);
        span.map_or(1, |span| span.parse::<usize>().expect("a number"))
    };
    let sums = table.named("w:tr").map(|row| row.named("w:tc").map(span).sum::<usize>());
    let wrong = sums.enumerate().filter(|(_, sum)| *sum != columns);
    wrong
        .map(|(row, sum)| format!("row {row} covers {sum} of {columns} columns"))
        .collect()
}

/// Word joins tables without a paragraph between and adds one behind the last.
fn flow(parent: &Element) -> Vec<String> {
    let names: Vec<_> = parent.children.iter().map(|child| child.name.as_str()).collect();
    let adjacent = names.windows(2).filter(|pair| *pair == ["w:tbl", "w:tbl"]);
    let last = names.windows(2).filter(|pair| *pair == ["w:tbl", "w:sectPr"]);
    let adjacent = adjacent.map(|_| "two tables without a paragraph between".to_owned());
    adjacent
        .chain(last.map(|_| "no paragraph behind the last table".to_owned()))
        .collect()
}

fn relationships(parts: &[(String, Element)]) -> Vec<String> {
    let known: BTreeSet<_> = parts.iter().map(|(name, _)| name.as_str()).collect();
    let mut faults = Vec::new();
    for (name, root) in parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
        let folder = name.split_once("_rels/").map_or("", |(folder, _)| folder);
        for relationship in &root.children {
            let target = relationship.attribute("Target").unwrap_or_default();
            if !known.contains(format!("{folder}{target}").as_str()) {
                faults.push(format!("{name}: no part {target}"));
            }
        }
    }
    faults.extend(references(parts));
    faults
}

/// `r:id` names a relationship of the document.
fn references(parts: &[(String, Element)]) -> Vec<String> {
    let root =
        |name: &str| parts.iter().find(|(part, _)| part == name).map(|part| &part.1);
    let rels = root("word/_rels/document.xml.rels").map(Element::all).unwrap_or_default();
    let ids: BTreeSet<_> = rels.iter().filter_map(|rel| rel.attribute("Id")).collect();
    let document = root("word/document.xml").map(Element::all).unwrap_or_default();
    let used = document.iter().filter_map(|element| element.attribute("r:id"));
    used.filter(|id| !ids.contains(id))
        .map(|id| format!("no relationship {id}"))
        .collect()
}

/// Every part has a type of its own or by its extension.
fn content_types(parts: &[(String, Element)]) -> Vec<String> {
    let types =
        parts.first().map(|(_, root)| root.children.as_slice()).unwrap_or_default();
    let overrides: BTreeSet<_> =
        types.iter().filter_map(|kind| kind.attribute("PartName")).collect();
    let names: BTreeSet<_> = parts.iter().map(|(name, _)| format!("/{name}")).collect();
    let untyped = names.iter().filter(|name| {
        !name.ends_with(".rels")
            && *name != "/[Content_Types].xml"
            && !overrides.contains(name.as_str())
    });
    let absent = overrides.iter().filter(|part| !names.contains(**part));
    let untyped = untyped.map(|name| format!("{name} has no type"));
    untyped
        .chain(absent.map(|part| format!("a type for {part}, which is absent")))
        .collect()
}

/// Bookmarks, links and styles.
fn names(parts: &[(String, Element)]) -> Vec<String> {
    let all: Vec<_> = parts.iter().flat_map(|(_, root)| root.all()).collect();
    let values = |name: &str, attribute: &str| -> Vec<&str> {
        let named = all.iter().filter(|element| element.name == name);
        named.filter_map(|element| element.attribute(attribute)).collect()
    };
    let bookmarks = values("w:bookmarkStart", "w:name");
    let styles = values("w:style", "w:styleId");
    let mut faults = Vec::new();
    for (what, names) in [
        ("bookmark", &bookmarks),
        ("bookmark id", &values("w:bookmarkStart", "w:id")),
        ("style", &styles),
        ("style name", &style_names(&all)),
    ] {
        faults
            .extend(twice(names).into_iter().map(|name| format!("two of {what} {name}")));
    }
    let ends = values("w:bookmarkEnd", "w:id");
    if ends != values("w:bookmarkStart", "w:id") {
        faults.push("bookmarks are not closed in order".into());
    }
    faults.extend(absent("bookmark", &values("w:hyperlink", "w:anchor"), &bookmarks));
    for user in ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"] {
        faults.extend(absent("style", &values(user, "w:val"), &styles));
    }
    faults
}

fn style_names<'a>(all: &[&'a Element]) -> Vec<&'a str> {
    let styles = all.iter().filter(|element| element.name == "w:style");
    styles.filter_map(|style| style.child("w:name")).map(Element::value).collect()
}

fn twice<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    names.iter().filter(|name| !seen.insert(**name)).copied().collect()
}

fn absent(what: &str, used: &[&str], known: &[&str]) -> Vec<String> {
    let known: BTreeSet<_> = known.iter().collect();
    let absent = used.iter().filter(|name| !known.contains(name));
    absent.map(|name| format!("no {what} {name}")).collect()
}
