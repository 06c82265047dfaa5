//! The page: paper, margins, line pitch and page numbers.

mod fault;

pub use crate::model::profile::{Margins, NumberPlace, PageForm, PageNumber, Paper};
pub use fault::PageFault;

use super::{Look, Style};
use std::collections::BTreeMap;

/// Points to a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// Font size of the body (三号), from which the characters of a line follow.
const BODY_SIZE: f32 = 16.0;
/// Line pitch where the number of lines is left open: that of GB/T 9704-2012.
const USUAL_PITCH: f32 = 28.95;
/// From the text's end to the top of the page number, 7 mm.
const FOOTER_GAP: f32 = 19.8;
/// What a page number needs of the bottom margin beside that gap.
const FOOTER_ROOM: f32 = 22.0;

/// A page on which text can be set. Lengths in points; see [`PageForm`] for what each
/// means.
#[derive(Debug, Clone, PartialEq)]
pub struct PageSetup {
    width: f32,
    height: f32,
    top: f32,
    right: f32,
    bottom: f32,
    left: f32,
    pitch: f32,
    landscape: bool,
    number: PageNumber,
    looks: BTreeMap<Style, Look>,
}

impl Default for PageSetup {
    fn default() -> Self {
        PageSetup::unchecked(&PageForm::default())
    }
}

impl PageSetup {
    /// The page that `form` wants.
    ///
    /// # Errors
    /// Everything that is out of its range, in the order of the fields.
    pub fn new(form: &PageForm) -> Result<PageSetup, Vec<PageFault>> {
        let faults = form.faults();
        if faults.is_empty() { Ok(PageSetup::unchecked(form)) } else { Err(faults) }
    }

    fn unchecked(form: &PageForm) -> PageSetup {
        let (width, height) = form.sides();
        let Margins { top, right, bottom, left } = form.margins;
        let mut setup = PageSetup {
            width: points(width),
            height: points(height),
            top: points(top),
            right: points(right),
            bottom: points(bottom),
            left: points(left),
            pitch: 0.0,
            landscape: form.landscape,
            number: form.number.clone(),
            looks: BTreeMap::new(),
        };
        // LibreOffice centres the lines of the grid on the page, so they must fill it
        let usual = (setup.text_height() / USUAL_PITCH).round().max(1.0);
        let lines = form.lines.map_or(usual, |lines| lines as f32);
        setup.pitch = twentieths(setup.text_height() / lines);
        setup
    }

    /// Width of the page.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Height of the page.
    pub fn height(&self) -> f32 {
        self.height
    }

    /// Top margin.
    pub fn top(&self) -> f32 {
        self.top
    }

    /// Right margin.
    pub fn right(&self) -> f32 {
        self.right
    }

    /// Bottom margin.
    pub fn bottom(&self) -> f32 {
        self.bottom
    }

    /// Left margin.
    pub fn left(&self) -> f32 {
        self.left
    }

    /// Whether the paper lies on its side.
    pub fn landscape(&self) -> bool {
        self.landscape
    }

    /// Width of the type area.
    pub fn text_width(&self) -> f32 {
        self.width - self.left - self.right
    }

    /// Height of the type area.
    pub fn text_height(&self) -> f32 {
        self.height - self.top - self.bottom
    }

    /// Line pitch of the body, in whole twentieths of a point, as DOCX knows it.
    pub fn pitch(&self) -> f32 {
        self.pitch
    }

    /// What is added between the characters of the body so that a whole number of them
    /// fills a line.
    pub fn tracking(&self) -> f32 {
        let characters = (self.text_width() / BODY_SIZE).round();
        twentieths(self.text_width() / characters - BODY_SIZE)
    }

    /// From the text's end to the top of the page number.
    pub fn footer_gap(&self) -> f32 {
        FOOTER_GAP.min(self.bottom - FOOTER_ROOM)
    }

    /// The same page with other looks of some styles.
    pub fn with_looks(self, looks: BTreeMap<Style, Look>) -> PageSetup {
        PageSetup { looks, ..self }
    }

    /// How a style looks on this page other than usual.
    pub fn look(&self, style: Style) -> Option<&Look> {
        self.looks.get(&style)
    }

    /// The page number.
    pub fn number(&self) -> &PageNumber {
        &self.number
    }
}

/// Millimetres in points, to a tenth.
fn points(millimetres: f32) -> f32 {
    (millimetres * POINTS * 10.0).round() / 10.0
}

/// The next lower twentieth of a point, the unit of DOCX.
fn twentieths(points: f32) -> f32 {
    (points * 20.0).floor() / 20.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_page_is_that_of_the_standard() {
        let page = PageSetup::new(&PageForm::default()).unwrap();
        assert_eq!(page, PageSetup::default());
        assert_eq!((page.width(), page.height()), (595.3, 841.9));
        assert_eq!((page.top(), page.left()), (104.9, 79.4));
        assert_eq!((page.bottom(), page.right()), (99.2, 73.7));
        assert_eq!((page.pitch(), page.tracking()), (28.95, -0.25));
        let lines = PageForm { lines: Some(22), ..PageForm::default() };
        assert_eq!(PageSetup::new(&lines).unwrap(), page);
    }

    #[test]
    fn a_page_on_its_side_is_wider_than_high() {
        let form = PageForm { landscape: true, ..PageForm::default() };
        let page = PageSetup::new(&form).unwrap();
        assert_eq!((page.width(), page.height()), (841.9, 595.3));
        assert_eq!(page.pitch(), 27.9, "14 lines fill the page");
        assert!(page.tracking().abs() < 0.5);
    }
}
