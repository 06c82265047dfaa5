//! Our styles beside those of the template: matched by name, added where they are
//! missing, under ids that are free.

use super::look::{Chain, find};
use crate::document::{Look, Style};
use crate::export::docx::style as ours;
use crate::word::xml::{XmlElement, XmlNode};
use std::collections::{BTreeMap, BTreeSet};

/// Ours on which all others are based. The template's of that name is another.
const NORMAL: &str = "Normal";
/// Its name in the template.
const BASE_NAME: &str = "绩效底样";

/// Which style of the template stands for each of ours.
#[derive(Debug, Default)]
pub struct Names {
    /// Ids: ours, and that in the template.
    ids: BTreeMap<String, String>,
    /// Ours that the template has.
    known: BTreeSet<String>,
}

impl Names {
    /// Matches styles by their names; what is missing gets an id that is free.
    pub fn of(ours: &XmlElement, theirs: &XmlElement) -> Names {
        let mut names = Names::default();
        let mut taken: BTreeSet<String> = styles(theirs).filter_map(id).collect();
        for style in styles(ours) {
            let Some(own) = id(style) else { continue };
            let twin = styles(theirs).find(|other| own != NORMAL && same(style, other));
            let given = match twin.and_then(id) {
                Some(known) => {
                    names.known.insert(own.clone());
                    known
                }
                None => free(&own, &taken),
            };
            taken.insert(given.clone());
            names.ids.insert(own, given);
        }
        names
    }

    /// The id in the template.
    pub fn id<'a>(&'a self, own: &'a str) -> &'a str {
        self.ids.get(own).map_or(own, String::as_str)
    }

    /// Whether the template has a style of its own for ours.
    pub fn is_known(&self, own: &str) -> bool {
        self.known.contains(own)
    }

    /// Adds those of ours that `used` needs to the template's.
    pub fn add(
        &self,
        ours: &XmlElement,
        theirs: &mut XmlElement,
        used: &BTreeSet<String>,
    ) {
        let mut wanted: Vec<String> = used.iter().cloned().collect();
        let mut added = BTreeSet::new();
        while let Some(own) = wanted.pop() {
            if self.is_known(&own) || added.contains(&own) {
                continue;
            }
            let Some(style) = find(ours, &own) else { continue };
            let base = style.child("w:basedOn").and_then(XmlElement::value);
            let base = base.map(|base| self.base(&own, base));
            wanted.extend(base.clone());
            added.insert(own.clone());
            theirs.push(self.adapted(style, base.as_deref(), ours));
        }
    }

    /// What a style of ours is based on: titles of tables on a heading only where that
    /// is ours too.
    fn base(&self, own: &str, base: String) -> String {
        let titles = [Style::TableTitle, Style::TextTitle].map(ours::id);
        let foreign = titles.contains(&own) && self.is_known(&base);
        if foreign { NORMAL.to_owned() } else { base }
    }

    fn adapted(
        &self,
        style: &XmlElement,
        base: Option<&str>,
        ours: &XmlElement,
    ) -> XmlElement {
        let mut style = style.clone();
        let own = id(&style).unwrap_or_default();
        style.set("w:styleId", self.id(&own));
        for name in ["w:next", "w:link", "w:qFormat"] {
            style.remove(name);
        }
        if let (Some(base), Some(element)) = (base, style.child_mut("w:basedOn")) {
            element.set("w:val", self.id(base));
        }
        if own == NORMAL {
            stand_alone(&mut style, ours);
        }
        style
    }
}

/// Makes our base a style among others, with what our document has by default.
fn stand_alone(style: &mut XmlElement, ours: &XmlElement) {
    let mut alone = XmlElement::new("w:style")
        .with("w:type", "paragraph")
        .with("w:customStyle", 1)
        .with("w:styleId", style.attribute("w:styleId").unwrap_or_default());
    alone.push(XmlElement::new("w:name").with("w:val", BASE_NAME));
    if let Some(properties) = style.child_mut("w:pPr") {
        if let Some(spacing) = properties.child_mut("w:spacing") {
            for name in ["w:before", "w:after", "w:beforeLines", "w:afterLines"] {
                spacing.set(name, "0");
            }
        }
        alone.push(properties.clone());
    }
    let defaults = ours.at(&["w:docDefaults", "w:rPrDefault", "w:rPr"]);
    alone.nodes.extend(defaults.cloned().map(XmlNode::Element));
    *style = alone;
}

fn styles(element: &XmlElement) -> impl Iterator<Item = &XmlElement> {
    element.elements().filter(|child| child.name == "w:style")
}

fn id(style: &XmlElement) -> Option<String> {
    style.attribute("w:styleId")
}

/// Whether two styles are of one type and name.
fn same(one: &XmlElement, other: &XmlElement) -> bool {
    let kind = |style: &XmlElement| style.attribute("w:type");
    let name = |style: &XmlElement| {
        style.child("w:name").and_then(XmlElement::value).map(|name| name.to_lowercase())
    };
    kind(one) == kind(other) && name(one) == name(other)
}

/// An id that is not taken.
fn free(own: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (1..).map(|n| format!("{own}Jx{n}"));
    let mut ids = std::iter::once(own.to_owned()).chain(numbered);
    ids.find(|id| !taken.contains(id)).unwrap_or_default()
}

/// How those of our styles look that the template has.
pub fn looks(theirs: &XmlElement) -> BTreeMap<Style, Look> {
    let look = |style: Style| {
        let name = ours::name(style).to_lowercase();
        let twin = styles(theirs).find(|other| {
            let named = other.child("w:name").and_then(XmlElement::value);
            other.attribute("w:type").as_deref() == Some("paragraph")
                && named.is_some_and(|named| named.to_lowercase() == name)
        })?;
        let chain = Chain::of(theirs, &id(twin)?);
        Some((style, chain.look(theirs)))
    };
    let own = [Style::CoverTitle, Style::CoverNote, Style::CoverOrg, Style::Footer];
    let printed = Style::ALL.into_iter().filter(|style| !own.contains(style));
    printed.filter_map(look).collect()
}
