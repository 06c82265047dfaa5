//! What keeps a wanted page from being one: the range of each of its measures.

use super::{BODY_SIZE, Margins, POINTS, PageForm};
use std::fmt;

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

impl PageForm {
    /// Everything that is out of its range, in the order of the fields.
    pub(super) fn faults(&self) -> Vec<PageFault> {
        let mut faults = Vec::new();
        self.check_sizes(&mut faults);
        if faults.is_empty() {
            self.check_room(&mut faults);
        }
        let sample = &self.number.sample;
        let digits = sample.chars().filter(char::is_ascii_alphanumeric).count();
        if digits != 1 || !sample.contains('1') || sample.chars().any(char::is_control) {
            faults.push(PageFault::Number(sample.clone()));
        }
        faults
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{NumberPlace, PageNumber, PageSetup, Paper};

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
}
