//! The sections of 第一部分, and the lines that head them.

use crate::import::form::Form;
use crate::import::items;
use crate::import::text::{clean, tight};

/// A section of 第一部分.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NarrativeSection {
    /// 总体绩效目标
    Overall,
    /// 分项绩效目标
    Parts,
    /// 工作保障措施
    Safeguards,
    /// A heading 四、 that the form does not have.
    Unknown,
}

impl NarrativeSection {
    /// The title that the form prints.
    pub fn title(self, form: &Form) -> String {
        match self {
            NarrativeSection::Overall => form.title("overall_goals"),
            NarrativeSection::Parts => form.title("sub_goals"),
            NarrativeSection::Safeguards => form.title("safeguards"),
            NarrativeSection::Unknown => "其他".to_owned(),
        }
    }
}

/// Whether a line only names a part of the text.
pub fn is_part_title(text: &str, form: &Form) -> bool {
    const TITLES: [&str; 6] = [
        "第一部分",
        "部门整体绩效目标",
        "第一部分部门整体绩效目标",
        "第二部分",
        "预算项目绩效目标",
        "第二部分预算项目绩效目标",
    ];
    let text = tight(text);
    let own = ["part_one", "part_two", "special_funds", "overall_table"];
    TITLES.contains(&text.as_str()) || own.iter().any(|f| form.title(f) == text)
}

/// The section that a line is the heading of, and the text behind it on the same line.
pub fn heading(text: &str, form: &Form) -> Option<(NarrativeSection, String)> {
    let text = clean(text);
    let (marker, name) = match items::marker(&text) {
        Some((marker, rest)) => (Some(marker), rest),
        None => (None, text.as_str()),
    };
    let (title, rest) = name.split_once(['：', ':']).unwrap_or((name, ""));
    let title = tight(title.trim_end_matches('。'));
    let own = |field| form.title(field) == title;
    let section = match title.as_str() {
        _ if own("overall_goals") => NarrativeSection::Overall,
        _ if own("sub_goals") => NarrativeSection::Parts,
        _ if own("safeguards") => NarrativeSection::Safeguards,
        "总体绩效目标" | "部门总体绩效目标" | "总体目标" => {
            NarrativeSection::Overall
        }
        "分项绩效目标" | "部门分项绩效目标" | "分项目标" => {
            NarrativeSection::Parts
        }
        "工作保障措施" | "保障措施" => NarrativeSection::Safeguards,
        title if items::is_top(marker) => long_heading(title)?,
        _ => return None,
    };
    Some((section, rest.trim().to_owned()))
}

/// A heading 一、 in other words than the form's.
fn long_heading(title: &str) -> Option<NarrativeSection> {
    if title.chars().count() > 20 {
        return None;
    }
    let ends = [
        ("总体绩效目标", NarrativeSection::Overall),
        ("总体目标", NarrativeSection::Overall),
        ("分项绩效目标", NarrativeSection::Parts),
        ("保障措施", NarrativeSection::Safeguards),
    ];
    ends.iter().find(|(end, _)| title.ends_with(end)).map(|e| e.1)
}
