//! Styles: their names, and what of their looks decides what is read.

use super::refusal::Refusal;
use super::xml::{XmlElement, XmlTree};
use std::collections::BTreeMap;

/// How high text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    /// On the line.
    Line,
    /// Above it.
    Super,
    /// Below it.
    Sub,
}

/// What of a run's look decides whether and how its text is read; None where it is not
/// said, so that what is around it holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunLook {
    /// Hidden text.
    pub hidden: Option<bool>,
    /// Struck through.
    pub struck: Option<bool>,
    /// White, or too small to see.
    pub unseen: Option<bool>,
    /// Superscript or subscript.
    pub height: Option<Height>,
    /// The font of characters that are not Chinese.
    pub font: Option<String>,
}

impl RunLook {
    /// The look that an `rPr` says.
    pub fn of(properties: &XmlElement) -> RunLook {
        let struck = match (properties.switch("strike"), properties.switch("dstrike")) {
            (None, None) => None,
            (one, two) => Some(one == Some(true) || two == Some(true)),
        };
        let height = properties.part_value("vertAlign").map(|v| match v.as_str() {
            "superscript" => Height::Super,
            "subscript" => Height::Sub,
            _ => Height::Line,
        });
        let fonts = properties.part("rFonts");
        let font = |name| fonts.and_then(|f| f.local_attribute(name));
        RunLook {
            hidden: properties.switch("vanish"),
            struck,
            unseen: unseen(properties),
            height,
            font: font("ascii").or_else(|| font("hAnsi")),
        }
    }

    /// This look where it says something, else that of `under`.
    pub fn over(self, under: &RunLook) -> RunLook {
        RunLook {
            hidden: self.hidden.or(under.hidden),
            struck: self.struck.or(under.struck),
            unseen: self.unseen.or(under.unseen),
            height: self.height.or(under.height),
            font: self.font.or_else(|| under.font.clone()),
        }
    }
}

/// Whether text is white on nothing, or smaller than two points.
fn unseen(properties: &XmlElement) -> Option<bool> {
    let color = properties.part_value("color").map(|c| c.to_uppercase());
    let size = properties.part_value("sz").and_then(|s| s.trim().parse::<u32>().ok());
    if color.is_none() && size.is_none() {
        return None;
    }
    let shaded = shade(properties).is_some_and(|s| s);
    let white = color.as_deref() == Some("FFFFFF") && !shaded;
    Some(white || size.is_some_and(|s| s < 4))
}

/// Whether properties put a colour other than white behind a text.
pub fn shade(properties: &XmlElement) -> Option<bool> {
    let highlight =
        properties.part_value("highlight").map(|h| h != "none" && h != "white");
    let fill = properties.part("shd").map(|shade| {
        let fill = shade.local_attribute("fill").unwrap_or_default().to_uppercase();
        let pattern = shade.local_attribute("val").unwrap_or_default();
        let colour = !matches!(fill.as_str(), "" | "AUTO" | "FFFFFF");
        let theme = shade.local_attribute("themeFill").is_some();
        colour || theme || !matches!(pattern.as_str(), "" | "clear" | "nil")
    });
    highlight.or(fill)
}

/// A reference to a list: which one, and how deep in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListPlace {
    /// The list; 0 takes a style's numbering away.
    pub list: Option<usize>,
    /// The level, from 0.
    pub level: Option<usize>,
}

impl ListPlace {
    /// What a `pPr` says.
    pub fn of(properties: &XmlElement) -> ListPlace {
        let Some(place) = properties.part("numPr") else { return ListPlace::default() };
        let number = |name| place.part_value(name).and_then(|v| v.trim().parse().ok());
        ListPlace { list: number("numId"), level: number("ilvl") }
    }
}

/// A style.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    place: ListPlace,
    look: RunLook,
}

/// The styles of a text.
#[derive(Debug, Clone, Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: String,
}

/// How many styles may be based on each other.
const LONGEST_LINE: usize = 30;

impl Styles {
    /// Reads the part of styles.
    ///
    /// # Errors
    ///
    /// [`Refusal::BrokenXml`] and the limits of a tree.
    pub fn read(xml: &[u8]) -> Result<Styles, Refusal> {
        let tree = XmlTree::parse(xml)?;
        let mut found = Styles::default();
        for element in tree.root.elements().filter(|e| e.local() == "style") {
            let Some(id) = element.local_attribute("styleId") else { continue };
            let of_paragraphs =
                element.local_attribute("type").as_deref() == Some("paragraph");
            let usual = element.local_attribute("default");
            if of_paragraphs && matches!(usual.as_deref(), Some("1" | "true" | "on")) {
                found.usual.clone_from(&id);
            }
            let style = Style {
                name: element.part_value("name").unwrap_or_default(),
                parent: element.part_value("basedOn"),
                place: element.part("pPr").map(ListPlace::of).unwrap_or_default(),
                look: element.part("rPr").map(RunLook::of).unwrap_or_default(),
            };
            found.styles.entry(id).or_insert(style);
        }
        Ok(found)
    }

    /// The style that paragraphs without one have.
    pub fn usual(&self) -> &str {
        &self.usual
    }

    /// The name of a style; its id where it has none.
    pub fn name<'s>(&'s self, id: &'s str) -> &'s str {
        let name = self.styles.get(id).map(|s| s.name.as_str());
        name.filter(|n| !n.is_empty()).unwrap_or(id)
    }

    /// A style and those it is based on.
    fn line<'s>(&'s self, id: &'s str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = self.styles.get_key_value(id);
        let next = |(_, style): &(&'s String, &'s Style)| {
            self.styles.get_key_value(style.parent.as_deref()?)
        };
        let line = std::iter::successors(first, next).take(LONGEST_LINE);
        line.map(|(id, style)| (id.as_str(), style))
    }

    /// The look of a style.
    pub fn look(&self, id: &str) -> RunLook {
        self.line(id).fold(RunLook::default(), |look, (_, style)| look.over(&style.look))
    }

    /// The list that a style puts its paragraphs in, and which style says so.
    pub fn list<'s>(&'s self, id: &'s str) -> Option<(&'s str, ListPlace)> {
        let mut level = None;
        for (id, style) in self.line(id) {
            level = level.or(style.place.level);
            if style.place.list.is_some() {
                return Some((id, ListPlace { list: style.place.list, level }));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_and_lists_come_from_the_styles_below() {
        let xml = r#"<w:styles>
            <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
            <w:style w:styleId="b"><w:name w:val="条"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:rPr><w:vanish/></w:rPr></w:style>
            <w:style w:styleId="c"><w:basedOn w:val="b"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:rPr><w:vanish w:val="0"/><w:strike/></w:rPr></w:style>
            <w:style w:styleId="d"><w:basedOn w:val="d"/></w:style></w:styles>"#;
        let styles = Styles::read(xml.as_bytes()).unwrap();
        assert_eq!(
            (styles.usual(), styles.name("b"), styles.name("c")),
            ("a", "条", "c")
        );
        assert_eq!(styles.look("b").hidden, Some(true));
        assert_eq!(
            (styles.look("c").hidden, styles.look("c").struck),
            (Some(false), Some(true))
        );
        let place = ListPlace { list: Some(3), level: Some(1) };
        assert_eq!(styles.list("c"), Some(("b", place)));
        assert_eq!((styles.list("a"), styles.list("d")), (None, None));
    }
}
