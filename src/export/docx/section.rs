//! Sections: the page, its number and its footer.

use super::paragraph::{field, run};
use super::style;
use super::twips;
use super::xml::{Attribute, Xml};
use crate::document::{NumberPlace, PageSetup, Style};
use crate::layout::{Layout, Section};

/// The sections in their order.
pub const SECTIONS: [Section; 3] = [Section::Cover, Section::Contents, Section::Body];
/// The namespaces of a part of the document.
pub const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// From the paper's edge to a header; there are none.
const HEADER: i32 = 851;

/// On which pages a footer stands, and so on which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Odd pages, right.
    Odd,
    /// Even pages, left.
    Even,
}

/// How a section prints its page numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionForm {
    section: Section,
    sheet: PageSetup,
    number: Option<NumberForm>,
    /// The top of the page number's line, in points from the top of the page.
    top: f32,
}

/// The text around a page number and its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NumberForm {
    before: String,
    sample: String,
    after: String,
}

impl SectionForm {
    /// The form of a section, as its first footer shows it.
    pub fn of(section: Section, layout: &Layout) -> Self {
        let sheet = &layout.sheet;
        let footer = layout
            .pages
            .iter()
            .filter(|page| page.section == section)
            .find_map(|page| page.footer.as_ref());
        SectionForm {
            section,
            number: footer.and_then(|footer| NumberForm::of(&footer.text)),
            top: footer.map_or(usual_top(sheet), |footer| footer.top),
            sheet: sheet.clone(),
        }
    }

    /// `w:sectPr`.
    pub fn write(&self, x: &mut Xml) {
        x.element("w:sectPr", &[], |x| {
            self.footers(x);
            x.value("w:type", "nextPage");
            self.paper(x);
            self.margins(x);
            self.number_type(x);
            x.empty("w:cols", &[("w:space", &425)]);
            let pitch = twips(self.sheet.pitch());
            x.empty("w:docGrid", &[("w:type", &"lines"), ("w:linePitch", &pitch)]);
        });
    }

    fn footers(&self, x: &mut Xml) {
        for (side, kind) in [(Side::Even, "even"), (Side::Odd, "default")] {
            let id = format!("footer{}", footer_number(self.section, side));
            x.empty("w:footerReference", &[("w:type", &kind), ("r:id", &id)]);
        }
    }

    fn paper(&self, x: &mut Xml) {
        let (width, height) = (twips(self.sheet.width()), twips(self.sheet.height()));
        let mut size: Vec<Attribute> = vec![("w:w", &width), ("w:h", &height)];
        if self.sheet.landscape() {
            size.push(("w:orient", &"landscape"));
        }
        x.empty("w:pgSz", &size);
    }

    fn margins(&self, x: &mut Xml) {
        let sheet = &self.sheet;
        let (top, bottom) = (twips(sheet.top()), twips(sheet.bottom()));
        let (left, right) = (twips(sheet.left()), twips(sheet.right()));
        let pitch = Style::Footer.spec(sheet).pitch;
        let footer = twips(sheet.height() - self.top - pitch);
        x.empty(
            "w:pgMar",
            &[
                ("w:top", &top),
                ("w:right", &right),
                ("w:bottom", &bottom),
                ("w:left", &left),
                ("w:header", &HEADER),
                ("w:footer", &footer.max(0)),
                ("w:gutter", &0),
            ],
        );
    }

    fn number_type(&self, x: &mut Xml) {
        if self.section != Section::Cover {
            let format = self.number.as_ref().map_or("decimal", NumberForm::format);
            x.empty("w:pgNumType", &[("w:fmt", &format), ("w:start", &1)]);
        }
    }

    /// The footer of one side.
    pub fn footer(&self, side: Side) -> String {
        let mut x = Xml::document();
        let namespaces = NAMESPACES.each_ref().map(|(name, uri)| (*name, uri as _));
        x.element("w:ftr", &namespaces, |x| {
            x.element("w:p", &[], |x| {
                self.footer_properties(x, side);
                if let Some(number) = &self.number {
                    number.write(x);
                }
            });
        });
        x.finish()
    }

    /// In the middle, or one character in from the margin.
    fn footer_properties(&self, x: &mut Xml, side: Side) {
        let width = twips(Style::Footer.spec(&self.sheet).size);
        x.element("w:pPr", &[], |x| {
            x.value("w:pStyle", style::id(Style::Footer));
            match (self.sheet.number().place, side) {
                (NumberPlace::Center, _) => x.value("w:jc", "center"),
                (NumberPlace::Outer, Side::Odd) => {
                    x.empty("w:ind", &[("w:rightChars", &100), ("w:right", &width)]);
                    x.value("w:jc", "right");
                }
                (NumberPlace::Outer, Side::Even) => {
                    x.empty("w:ind", &[("w:leftChars", &100), ("w:left", &width)]);
                    x.value("w:jc", "left");
                }
            }
        });
    }
}

/// The number of the part that holds a footer, from 1.
pub fn footer_number(section: Section, side: Side) -> usize {
    2 * section as usize + 1 + usize::from(side == Side::Even)
}

/// Where a section without page numbers would have them.
fn usual_top(sheet: &PageSetup) -> f32 {
    sheet.height() - sheet.bottom() + sheet.footer_gap()
}

impl NumberForm {
    /// The form of `text`, such as — 1 — or ⅳ; none where it holds no number.
    fn of(text: &str) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_alphanumeric())?;
        let rest = &text[start..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        Some(NumberForm {
            before: text[..start].to_owned(),
            sample: rest[..end].to_owned(),
            after: rest[end..].to_owned(),
        })
    }

    fn format(&self) -> &'static str {
        match self.sample.chars().next() {
            Some('a'..='z') => "lowerRoman",
            Some('A'..='Z') => "upperRoman",
            _ => "decimal",
        }
    }

    fn write(&self, x: &mut Xml) {
        run(x, &self.before);
        field(x, "PAGE", &self.sample);
        run(x, &self.after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_number_in_a_footer() {
        let form = NumberForm::of("— 12 —").unwrap();
        assert_eq!((form.before.as_str(), form.after.as_str()), ("— ", " —"));
        assert_eq!(form.format(), "decimal");
        assert_eq!(NumberForm::of("iv").unwrap().format(), "lowerRoman");
        assert_eq!(NumberForm::of("— IV —").unwrap().format(), "upperRoman");
        assert_eq!(NumberForm::of("——"), None);
    }
}
