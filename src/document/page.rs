//! The page: paper, margins, line pitch and page numbers.

use super::{Look, Style};
use std::collections::BTreeMap;
use std::fmt;

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

/// What keeps a [`PageForm`] from being a page. The texts are for authors of profiles.
#[derive(Debug, Clone, PartialEq)]
pub enum PageFault {
    /// A side of the paper that no sheet has, in millimetres.
    Paper(f32),
    /// A margin out of its range, in millimetres.
    Margin {
        /// 上, 下, 左 or 右.
        side: &'static str,
        /// The margin.
        margin: f32,
        /// The least it may be.
        least: f32,
    },
    /// Margins that leave too little room for text: its width and height.
    Room(f32, f32),
    /// Lines so many that they touch, or so few that they fall apart.
    Lines {
        /// The lines.
        lines: u32,
        /// The fewest that the page may have.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A sample of a page number without a single `1`.
    Number(String),
}

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            PageFault::Paper(side) => {
                write!(f, "纸张的一边是 {side} 毫米，要在 100 到 600 毫米之间")
            }
            PageFault::Margin { side, margin, least } => {
                write!(f, "{side}边距是 {margin} 毫米，要在 {least} 到 100 毫米之间")
            }
            PageFault::Room(width, height) => write!(
                f,
                "除去边距，版心只剩 {width:.0} × {height:.0} 毫米，至少要 90 × 90 毫米"
            ),
            PageFault::Lines { lines, least, most } => {
                write!(f, "每页 {lines} 行排不下，这种页面可排 {least} 到 {most} 行")
            }
            PageFault::Number(sample) => {
                write!(f, "页码写成“{sample}”，要写出第 1 页的样子，如“— 1 —”")
            }
        }
    }
}

impl std::error::Error for PageFault {}

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
        let mut faults = Vec::new();
        form.check_sizes(&mut faults);
        if faults.is_empty() {
            form.check_room(&mut faults);
        }
        let sample = &form.number.sample;
        let digits = sample.chars().filter(char::is_ascii_alphanumeric).count();
        if digits != 1 || !sample.contains('1') || sample.chars().any(char::is_control) {
            faults.push(PageFault::Number(sample.clone()));
        }
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

impl PageForm {
    /// Width and height of the page as it is read.
    fn sides(&self) -> (f32, f32) {
        let Paper { width, height } = self.paper;
        if self.landscape { (height, width) } else { (width, height) }
    }

    fn check_sizes(&self, faults: &mut Vec<PageFault>) {
        for side in [self.paper.width, self.paper.height] {
            if !(100.0..=600.0).contains(&side) {
                faults.push(PageFault::Paper(side));
            }
        }
        let Margins { top, right, bottom, left } = self.margins;
        // the page number needs room in the bottom margin
        let sides = [
            ("上", top, 5.0),
            ("右", right, 5.0),
            ("下", bottom, 12.0),
            ("左", left, 5.0),
        ];
        for (side, margin, least) in sides {
            if !(least..=100.0).contains(&margin) {
                faults.push(PageFault::Margin { side, margin, least });
            }
        }
    }

    fn check_room(&self, faults: &mut Vec<PageFault>) {
        let (width, height) = self.sides();
        let Margins { top, right, bottom, left } = self.margins;
        let (width, height) = (width - left - right, height - top - bottom);
        if width < 90.0 || height < 90.0 {
            return faults.push(PageFault::Room(width, height));
        }
        let height = height * POINTS;
        let least = (height / (3.0 * BODY_SIZE)).ceil() as u32;
        let most = (height / (1.1 * BODY_SIZE)).floor() as u32;
        if let Some(lines) = self.lines.filter(|l| !(least..=most).contains(l)) {
            faults.push(PageFault::Lines { lines, least, most });
        }
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

    #[test]
    fn everything_out_of_range_is_told() {
        let faults = |form: &PageForm| {
            let faults = PageSetup::new(form).unwrap_err();
            faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("；")
        };
        let usual = PageForm::default;
        let margins = Margins { top: 2.0, right: f32::NAN, bottom: 10.0, left: 28.0 };
        let told = faults(&PageForm { margins, ..usual() });
        assert!(told.contains("上边距是 2 毫米") && told.contains("右边距是 NaN"));
        assert!(told.contains("下边距是 10 毫米，要在 12 到 100 毫米之间"));
        let margins = Margins { top: 100.0, bottom: 100.0, left: 80.0, right: 80.0 };
        assert!(faults(&PageForm { margins, ..usual() }).contains("只剩 50 × 97 毫米"));
        let told = faults(&PageForm { lines: Some(60), ..usual() });
        assert!(told.contains("每页 60 行排不下，这种页面可排 14 到 36 行"));
        let paper = Paper { width: 0.0, height: 297.0 };
        assert!(faults(&PageForm { paper, ..usual() }).contains("0 毫米"));
        for sample in ["", "第页", "11", "1/1", "a 1"] {
            let place = NumberPlace::Outer;
            let number = PageNumber { sample: sample.into(), place };
            assert!(faults(&PageForm { number, ..usual() }).contains("要写出第 1 页"));
        }
    }

    #[test]
    fn page_numbers_follow_their_sample() {
        assert_eq!(PageNumber::default().text(12), "— 12 —");
        let number = PageNumber { sample: "第1页".into(), place: NumberPlace::Center };
        assert_eq!(number.text(3), "第3页");
    }
}
