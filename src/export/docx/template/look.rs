//! How a style of the template looks, as far as that moves text.

use crate::document::{Align, Look};
use crate::word::xml::XmlElement;

/// Longest chain of styles that is followed.
const MAX_CHAIN: usize = 32;
/// Height of a single line where no pitch is given, in font sizes.
const SINGLE: f32 = 1.3;

/// What a style says directly or through those it is based on.
pub struct Chain<'a> {
    /// The style itself first; the defaults of the document last.
    links: Vec<&'a XmlElement>,
}

impl<'a> Chain<'a> {
    /// The chain of the style with an id.
    pub fn of(styles: &'a XmlElement, id: &str) -> Chain<'a> {
        let mut links = Vec::new();
        let mut next = find(styles, id);
        while let Some(style) = next.filter(|_| links.len() < MAX_CHAIN) {
            links.push(style);
            let base = style.child("w:basedOn").and_then(XmlElement::value);
            next = base.and_then(|base| find(styles, &base));
        }
        Chain { links }
    }

    /// The nearest element of the chain's paragraph properties with a name.
    pub fn paragraph(&self, name: &str) -> Option<&'a XmlElement> {
        self.links.iter().find_map(|style| style.at(&["w:pPr", name]))
    }

    /// Whether a switch of the paragraph is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.paragraph(name).is_some_and(|switch| {
            !matches!(switch.value().as_deref(), Some("0" | "false" | "off"))
        })
    }

    /// The nearest attribute of an element of the paragraph, as a number.
    fn number(&self, name: &str, attribute: &str) -> Option<f32> {
        let elements = self.links.iter().filter_map(|style| style.at(&["w:pPr", name]));
        let mut values = elements.filter_map(|element| element.attribute(attribute));
        values.find_map(|value| finite(&value))
    }

    fn size(&self, styles: &XmlElement) -> f32 {
        let own = self.links.iter().find_map(|style| style.at(&["w:rPr", "w:sz"]));
        let default = styles.at(&["w:docDefaults", "w:rPrDefault", "w:rPr", "w:sz"]);
        let half_points = own.or(default).and_then(XmlElement::value);
        half_points.and_then(|size| finite(&size)).unwrap_or(20.0) / 2.0
    }

    /// The line pitch; None where the style leaves it open.
    fn pitch(&self, size: f32) -> Option<f32> {
        let line = self.number("w:spacing", "w:line")?;
        let rules = self.links.iter().filter_map(|style| {
            style.at(&["w:pPr", "w:spacing"])?.attribute("w:lineRule")
        });
        match rules.into_iter().next().as_deref() {
            Some("exact" | "atLeast") => Some(line / 20.0),
            _ => Some(line / 240.0 * SINGLE * size),
        }
    }

    /// First-line indent in characters.
    fn indent(&self, size: f32) -> f32 {
        let characters = self.number("w:ind", "w:firstLineChars").map(|c| c / 100.0);
        let points = || self.number("w:ind", "w:firstLine").map(|t| t / 20.0 / size);
        characters.filter(|c| *c > 0.0).or_else(points).unwrap_or(0.0).clamp(0.0, 10.0)
    }

    /// The look of the style.
    pub fn look(&self, styles: &XmlElement) -> Look {
        let size = self.size(styles).clamp(5.0, 72.0);
        let space = |name| self.number("w:spacing", name).map_or(0.0, |t| t / 20.0);
        Look {
            size,
            pitch: self.pitch(size).map(|pitch| pitch.clamp(size, 200.0)),
            align: match self.paragraph("w:jc").and_then(XmlElement::value).as_deref() {
                Some("center") => Align::Center,
                Some("right" | "end") => Align::Right,
                Some("both" | "distribute") => Align::Justify,
                _ => Align::Left,
            },
            indent: self.indent(size),
            above: space("w:before").clamp(0.0, 200.0),
            below: space("w:after").clamp(0.0, 200.0),
        }
    }
}

/// A number that can be reckoned with.
pub fn finite(text: &str) -> Option<f32> {
    text.parse().ok().filter(|number: &f32| number.is_finite())
}

/// The style with an id.
pub fn find<'a>(styles: &'a XmlElement, id: &str) -> Option<&'a XmlElement> {
    let mut all = styles.elements().filter(|element| element.name == "w:style");
    all.find(|style| style.attribute("w:styleId").as_deref() == Some(id))
}
