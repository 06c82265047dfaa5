//! Our text in the template's styles. Where a style is the template's own, each paragraph
//! says itself what its place on the page depends on, as the layout has it.

use super::look::Chain;
use super::styles::Names;
use crate::document::{PageSetup, Style, StyleSpec};
use crate::export::docx::style as ours;
use crate::export::docx::twips;
use crate::word::xml::XmlElement;
use std::collections::BTreeSet;

/// Puts a text of ours into the template's styles; gives the ids of ours that it uses.
/// The numbers of the 目录 end `width` points from its left margin.
pub fn settle(
    text: &mut XmlElement,
    names: &Names,
    styles: &XmlElement,
    sheet: &PageSetup,
    width: f32,
) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    text.walk_mut(&mut |element| match element.name.as_str() {
        "w:p" => {
            let Some(own) = style_of(element, "w:pPr", "w:pStyle") else { return };
            if let Some((style, continued)) = known(&own, names) {
                let chain = Chain::of(styles, names.id(ours::id(style)));
                let spec = style.spec(sheet);
                let spec =
                    if continued { StyleSpec { indent: 0.0, ..spec } } else { spec };
                let tab = is_entry(style).then_some(width);
                let keeps_next = ours::keeps_next(style);
                paragraph(element, &spec, &chain, continued, keeps_next, tab);
            }
            if width != sheet.text_width() && own.starts_with("TOC") {
                move_tab(element, sheet.text_width(), width);
            }
            rename(element, "w:pPr", "w:pStyle", names.id(&own));
            used.insert(own);
        }
        "w:tbl" => {
            let Some(own) = style_of(element, "w:tblPr", "w:tblStyle") else { return };
            rename(element, "w:tblPr", "w:tblStyle", names.id(&own));
            used.insert(own);
        }
        _ => {}
    });
    used
}

fn is_entry(style: Style) -> bool {
    matches!(style, Style::ContentsPart | Style::ContentsEntry)
}

/// The style of ours with an id, where the template has it; and whether the id is that of
/// a paragraph's rest.
fn known(own: &str, names: &Names) -> Option<(Style, bool)> {
    let style = |id: &str| Style::ALL.into_iter().find(|style| ours::id(*style) == id);
    let rest = own.strip_suffix("Continued").and_then(style).map(|style| (style, true));
    let (style, continued) = style(own).map(|style| (style, false)).or(rest)?;
    names.is_known(ours::id(style)).then_some((style, continued))
}

fn style_of(element: &XmlElement, properties: &str, name: &str) -> Option<String> {
    element.at(&[properties, name]).and_then(XmlElement::value)
}

fn rename(element: &mut XmlElement, properties: &str, name: &str, id: &str) {
    let style = element.child_mut(properties).and_then(|p| p.child_mut(name));
    if let Some(style) = style {
        style.set("w:val", id);
    }
}

/// Writes the properties of a paragraph anew, in the order of the schema.
fn paragraph(
    element: &mut XmlElement,
    spec: &StyleSpec,
    chain: &Chain,
    continued: bool,
    keeps_next: bool,
    tab: Option<f32>,
) {
    let Some(own) = element.child_mut("w:pPr") else { return };
    let number = |element: &str, name: &str| {
        let value = own.child(element).and_then(|e| e.attribute(name));
        value.and_then(|value| value.parse::<i32>().ok()).unwrap_or(0)
    };
    let off = |name: &str| XmlElement::new(name).with("w:val", 0);
    let mut new = XmlElement::new("w:pPr");
    new.nodes.extend(own.nodes.iter().take(1).cloned());
    if keeps_next || own.child("w:keepNext").is_some() {
        new.push(XmlElement::new("w:keepNext"));
    }
    if own.child("w:pageBreakBefore").is_some() {
        new.push(XmlElement::new("w:pageBreakBefore"));
    } else if chain.is_on("w:pageBreakBefore") && !continued {
        new.push(off("w:pageBreakBefore"));
    }
    new.push(off("w:widowControl"));
    if chain.paragraph("w:numPr").is_some() {
        let mut numbering = XmlElement::new("w:numPr");
        numbering.push(off("w:numId"));
        new.push(numbering);
    }
    new.nodes.extend(tab.map(leader).map(crate::word::xml::XmlNode::Element));
    new.push(off("w:snapToGrid"));
    new.push(
        XmlElement::new("w:spacing")
            .with("w:beforeLines", 0)
            .with("w:before", number("w:spacing", "w:before"))
            .with("w:beforeAutospacing", 0)
            .with("w:afterLines", 0)
            .with("w:after", twips(spec.below))
            .with("w:afterAutospacing", 0)
            .with("w:line", twips(spec.pitch))
            .with("w:lineRule", "exact"),
    );
    new.push(
        XmlElement::new("w:ind")
            .with("w:leftChars", 0)
            .with("w:left", number("w:ind", "w:left"))
            .with("w:rightChars", 0)
            .with("w:right", number("w:ind", "w:right"))
            .with("w:firstLineChars", (spec.indent * 100.0).round())
            .with("w:firstLine", twips(spec.indent * spec.size)),
    );
    if chain.is_on("w:contextualSpacing") {
        new.push(off("w:contextualSpacing"));
    }
    new.nodes
        .extend(own.child("w:sectPr").cloned().map(crate::word::xml::XmlNode::Element));
    *own = new;
}

/// Moves the tab stop that a line of the 目录 has from its style, where it has none yet.
fn move_tab(element: &mut XmlElement, from: f32, to: f32) {
    let Some(own) = element.child_mut("w:pPr") else { return };
    if own.child("w:tabs").is_some() {
        return;
    }
    let mut tabs = leader(to);
    let old = XmlElement::new("w:tab").with("w:val", "clear").with("w:pos", twips(from));
    tabs.nodes.insert(0, crate::word::xml::XmlNode::Element(old));
    let at = own.nodes.len().min(1);
    own.nodes.insert(at, crate::word::xml::XmlNode::Element(tabs));
}

/// The dots of the 目录 and the number at their end.
fn leader(width: f32) -> XmlElement {
    let tab = XmlElement::new("w:tab")
        .with("w:val", "right")
        .with("w:leader", "dot")
        .with("w:pos", twips(width));
    let mut tabs = XmlElement::new("w:tabs");
    tabs.push(tab);
    tabs
}
