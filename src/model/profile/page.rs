//! What a page is wanted to be: paper, margins, lines and page number, in millimetres.

/// What a page is wanted to be, in the units in which people say it.
///
/// [`PageForm::default`] is the page of GB/T 9704-2012: A4 upright, margins 37, 26, 35
/// and 28 mm, 22 lines of 28 characters, page numbers as — 1 — on the outer side.
#[derive(Debug, Clone, PartialEq)]
pub struct PageForm {
    /// The paper, upright.
    pub paper: Paper,
    /// Whether the paper lies on its side.
    pub landscape: bool,
    /// The margins of the page as it is read, in millimetres.
    pub margins: Margins,
    /// How many lines of body text a page holds; None for as many as come nearest to the
    /// pitch of GB/T 9704-2012.
    pub lines: Option<u32>,
    /// The page number.
    pub number: PageNumber,
}

/// The size of a sheet held upright, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// The shorter side.
    pub width: f32,
    /// The longer side.
    pub height: f32,
}

impl Paper {
    /// 210 × 297 mm (GB/T 148).
    pub const A4: Paper = Paper { width: 210.0, height: 297.0 };
    /// 297 × 420 mm.
    pub const A3: Paper = Paper { width: 297.0, height: 420.0 };
    /// 16 开, 184 × 260 mm.
    pub const SIXTEENMO: Paper = Paper { width: 184.0, height: 260.0 };

    /// The paper that people call by `name`, such as A4 or 16开.
    pub fn named(name: &str) -> Option<Paper> {
        match name {
            "A4" | "a4" => Some(Paper::A4),
            "A3" | "a3" => Some(Paper::A3),
            "16开" | "16K" | "16k" => Some(Paper::SIXTEENMO),
            _ => None,
        }
    }
}

/// The margins of a page, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// 上, 天头.
    pub top: f32,
    /// 右.
    pub right: f32,
    /// 下; the page number stands in it.
    pub bottom: f32,
    /// 左, 订口.
    pub left: f32,
}

/// How a page number looks and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNumber {
    /// The text on page 1, such as `— 1 —` or `第1页`: its only number is replaced.
    pub sample: String,
    /// The place.
    pub place: NumberPlace,
}

/// Where page numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberPlace {
    /// On the outer side, one character in: right on odd pages, left on even ones
    /// (GB/T 9704-2012, 7.5).
    #[default]
    Outer,
    /// In the middle.
    Center,
}

impl Default for PageNumber {
    fn default() -> Self {
        PageNumber { sample: "— 1 —".into(), place: NumberPlace::Outer }
    }
}

impl PageNumber {
    /// The text on the page numbered `number`.
    pub fn text(&self, number: usize) -> String {
        self.sample.replace('1', &number.to_string())
    }
}

impl Default for PageForm {
    fn default() -> Self {
        PageForm {
            paper: Paper::A4,
            landscape: false,
            margins: Margins { top: 37.0, right: 26.0, bottom: 35.0, left: 28.0 },
            lines: None,
            number: PageNumber::default(),
        }
    }
}

impl PageForm {
    /// Width and height of the page as it is read.
    pub fn sides(&self) -> (f32, f32) {
        let Paper { width, height } = self.paper;
        if self.landscape { (height, width) } else { (width, height) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_follow_their_sample() {
        assert_eq!(PageNumber::default().text(12), "— 12 —");
        let number = PageNumber { sample: "第1页".into(), place: NumberPlace::Center };
        assert_eq!(number.text(3), "第3页");
    }
}
