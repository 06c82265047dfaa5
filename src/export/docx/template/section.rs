//! The section of {{正文}}: its page, and where it begins.

use super::fault::WordTemplateFault;
use super::look::finite;
use crate::document::{Margins, PageForm, PageNumber, PageSetup, Paper};
use crate::word::xml::{XmlElement, XmlNode};

/// Line pitches that suit running text, in points; others are grids for other text.
const PITCHES: std::ops::RangeInclusive<f32> = 17.6..=48.0;
/// Left free at the bottom, for the rounding of lengths: twentieths of a point.
const SPARE: f32 = 4.0;

/// The properties of the section that a block of the main text belongs to; None where
/// the file leaves them out.
pub fn section(body: &XmlElement, block: usize) -> Option<&XmlElement> {
    let behind = body.nodes.get(block..)?.iter();
    behind.filter_map(as_element).find_map(properties)
}

fn as_element(node: &XmlNode) -> Option<&XmlElement> {
    match node {
        XmlNode::Element(element) => Some(element),
        _ => None,
    }
}

/// The section that a block ends.
fn properties(block: &XmlElement) -> Option<&XmlElement> {
    match block.name.as_str() {
        "w:sectPr" => Some(block),
        "w:p" => block.at(&["w:pPr", "w:sectPr"]),
        _ => None,
    }
}

fn properties_mut(block: &mut XmlElement) -> Option<&mut XmlElement> {
    match block.name.as_str() {
        "w:sectPr" => Some(block),
        "w:p" => block.child_mut("w:pPr")?.child_mut("w:sectPr"),
        _ => None,
    }
}

/// The page of a section.
pub fn page(
    section: Option<&XmlElement>,
    number: &PageNumber,
) -> Result<PageSetup, WordTemplateFault> {
    let of = |element: &str, name: &str, usual: f32| {
        let found = section.and_then(|s| s.child(element)?.attribute(name));
        found.and_then(|value| finite(&value)).unwrap_or(usual)
    };
    let columns = of("w:cols", "w:num", 1.0);
    if columns > 1.0 {
        return Err(WordTemplateFault::Columns(columns as u32));
    }
    // what Word takes where a file says nothing
    let (width, height) = (of("w:pgSz", "w:w", 12240.0), of("w:pgSz", "w:h", 15840.0));
    let margin = |name, usual| of("w:pgMar", name, usual).abs();
    let millimetres = |twips: f32| twips / 1440.0 * 25.4;
    let pitch = of("w:docGrid", "w:linePitch", 0.0) / 20.0;
    let room = (height - margin("w:top", 1440.0) - margin("w:bottom", 1440.0)) / 20.0;
    // LibreOffice leaves free what the lines of a grid do not fill
    let grid = section.and_then(|s| s.child("w:docGrid")?.attribute("w:type"));
    let is_grid =
        pitch > 0.0 && room > pitch && grid.is_some_and(|kind| kind != "default");
    let rest = if is_grid { room % pitch } else { 0.0 };
    let margins = Margins {
        top: millimetres(margin("w:top", 1440.0)),
        right: millimetres(margin("w:right", 1440.0)),
        bottom: millimetres(margin("w:bottom", 1440.0) + SPARE + rest * 20.0),
        left: millimetres(margin("w:left", 1440.0) + margin("w:gutter", 0.0)),
    };
    let form = PageForm {
        paper: Paper {
            width: millimetres(width.min(height)),
            height: millimetres(width.max(height)),
        },
        landscape: width > height,
        margins,
        lines: PITCHES.contains(&pitch).then(|| (room / pitch).floor() as u32),
        number: number.clone(),
    };
    PageSetup::new(&form).map_err(WordTemplateFault::Page)
}

/// Lets a section begin with a block, on a page numbered 1. What stood before it in its
/// section keeps a section like it.
pub fn begin(body: &mut XmlElement, block: usize) -> usize {
    let Some(form) = section(body, block).cloned() else { return block };
    let ended =
        |node: &XmlNode| as_element(node).is_some_and(|e| properties(e).is_some());
    let start = body.nodes[..block].iter().rposition(ended).map_or(0, |at| at + 1);
    let last = body.nodes[start..block].iter().rposition(|n| as_element(n).is_some());
    let mut block = block;
    if let Some(last) = last.map(|at| start + at) {
        block += end_section(body, last, form);
    }
    let behind = body.nodes[block..].iter_mut();
    let section = behind.filter_map(|node| match node {
        XmlNode::Element(element) => properties_mut(element),
        _ => None,
    });
    if let Some(section) = section.into_iter().next() {
        if last.is_some() {
            section.remove("w:titlePg");
        }
        put(section, XmlElement::new("w:type").with("w:val", "nextPage"));
        let mut number = section.child("w:pgNumType").cloned();
        let number = number.get_or_insert_with(|| XmlElement::new("w:pgNumType"));
        number.set("w:start", "1");
        put(section, number.clone());
    }
    block
}

/// Ends a section with the block at `last`: with its paragraph, or one behind a table.
/// Tells how many blocks were added.
fn end_section(body: &mut XmlElement, last: usize, form: XmlElement) -> usize {
    let Some(XmlNode::Element(block)) = body.nodes.get_mut(last) else { return 0 };
    if block.name != "w:p" {
        let mut properties = XmlElement::new("w:pPr");
        properties.push(form);
        let mut paragraph = XmlElement::new("w:p");
        paragraph.push(properties);
        body.nodes.insert(last + 1, XmlNode::Element(paragraph));
        return 1;
    }
    // its page break would leave an empty page
    block.walk_mut(&mut |element| {
        element.nodes.retain(|node| {
            !matches!(node, XmlNode::Element(e) if e.name == "w:br"
                && e.attribute("w:type").as_deref() == Some("page"))
        });
    });
    if block.child("w:pPr").is_none() {
        block.nodes.insert(0, XmlNode::Element(XmlElement::new("w:pPr")));
    }
    if let Some(properties) = block.child_mut("w:pPr") {
        let change = |n: &XmlNode| as_element(n).is_some_and(|e| e.name == "w:pPrChange");
        let at = properties.nodes.iter().position(change);
        let at = at.unwrap_or(properties.nodes.len());
        properties.nodes.insert(at, XmlNode::Element(form));
    }
    0
}

/// Puts a property of a section into its place (ISO/IEC 29500-1, 17.6.17).
fn put(section: &mut XmlElement, property: XmlElement) {
    const BEFORE: [&str; 10] = [
        "w:headerReference",
        "w:footerReference",
        "w:footnotePr",
        "w:endnotePr",
        "w:type",
        "w:pgSz",
        "w:pgMar",
        "w:paperSrc",
        "w:pgBorders",
        "w:lnNumType",
    ];
    section.remove(&property.name);
    let until = BEFORE.iter().position(|name| *name == property.name);
    let before = &BEFORE[..until.unwrap_or(BEFORE.len())];
    let is_before =
        |n: &XmlNode| as_element(n).is_some_and(|e| before.contains(&e.name.as_str()));
    let at = section.nodes.iter().rposition(is_before).map_or(0, |at| at + 1);
    section.nodes.insert(at, XmlNode::Element(property));
}
