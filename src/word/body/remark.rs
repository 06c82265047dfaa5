//! What is left out of a text, and where.

use std::fmt;

/// Why something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// Hidden text.
    Hidden,
    /// A hidden row.
    HiddenRow,
    /// Text that is white on white, or too small to see.
    Unseen,
    /// Text in a cell that is merged with the one above.
    Covered,
    /// Struck text.
    Struck,
    /// Tracked changes, read as accepted.
    Revised,
    /// The prompt of a content control that nobody filled in.
    Prompt,
    /// The small signs above Chinese characters.
    Ruby,
    /// A raised number behind a text, such as of a note.
    NoteMark,
    /// A symbol without a character of its own; a mark stands in its place.
    Symbol,
    /// A formula, read as one line.
    Formula,
    /// A field that was never ended.
    Field,
    /// A sign in front of a paragraph, which is read as a number.
    Bullet,
    /// Text in a box, read as a line of its paragraph.
    Box,
    /// A picture.
    Picture,
    /// A drawing or diagram with words in it.
    Drawing,
    /// An embedded object, such as a workbook.
    Object,
    /// An embedded or linked file that Word shows as text.
    File,
    /// A comment.
    Comment,
    /// A footnote or endnote.
    Footnote,
    /// A header or footer.
    Margin,
    /// Text outside of any paragraph.
    Stray,
}

impl RemarkKind {
    /// Whether `verify` tells it besides what it finds by itself in the looks of a text.
    pub fn is_told(self) -> bool {
        use RemarkKind::*;
        matches!(self, Struck | HiddenRow | Prompt | NoteMark | Footnote | Margin | Stray)
    }

    /// Whether nothing of it is in the text that was read.
    pub fn is_left_out(self) -> bool {
        use RemarkKind::*;
        !matches!(self, Revised | Formula | Field | Bullet | Box | Symbol)
    }
}

impl fmt::Display for RemarkKind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            RemarkKind::Hidden => "隐藏文字",
            RemarkKind::HiddenRow => "隐藏的行",
            RemarkKind::Unseen => "看不见的字（白色或极小）",
            RemarkKind::Covered => "合并单元格下面看不见的字",
            RemarkKind::Struck => "加了删除线的字",
            RemarkKind::Revised => "修订",
            RemarkKind::Prompt => "内容控件的提示文字",
            RemarkKind::Ruby => "拼音",
            RemarkKind::NoteMark => "上标的注号",
            RemarkKind::Symbol => "没有对应文字的符号",
            RemarkKind::Formula => "公式",
            RemarkKind::Field => "没有结束的域",
            RemarkKind::Bullet => "项目符号",
            RemarkKind::Box => "文本框里的字",
            RemarkKind::Picture => "图片",
            RemarkKind::Drawing => "图形里的字",
            RemarkKind::Object => "嵌入的对象",
            RemarkKind::File => "插入的文件",
            RemarkKind::Comment => "批注",
            RemarkKind::Footnote => "脚注或尾注",
            RemarkKind::Margin => "页眉、页脚",
            RemarkKind::Stray => "段落之外的字",
        })
    }
}

/// Where something stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemarkPlace {
    /// Which table of the text, and which row of it; both from 1.
    pub row: Option<(usize, usize)>,
    /// The text of the paragraph around it, as far as it was read.
    pub line: String,
}

impl fmt::Display for RemarkPlace {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        const LONGEST: usize = 20;
        let line = self.line.trim();
        let short: String = line.chars().take(LONGEST).collect();
        let dots = if line.chars().nth(LONGEST).is_some() { "…" } else { "" };
        match (self.row, short.is_empty()) {
            (Some((table, row)), true) => write!(f, "第 {table} 个表第 {row} 行"),
            (Some((table, row)), false) => {
                write!(f, "第 {table} 个表第 {row} 行「{short}{dots}」")
            }
            (None, false) => write!(f, "「{short}{dots}」一段"),
            (None, true) => Ok(()),
        }
    }
}

/// Something that is not in the text, or was read in a way of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Why it is told.
    pub kind: RemarkKind,
    /// Where it stands.
    pub place: RemarkPlace,
    /// Its words; empty where it has none.
    pub text: String,
}
