//! The closed set of styles, after GB/T 9704-2012 (body, headings, page) and the
//! practice of published texts (tables).

use super::PageSetup;

/// What a paragraph is. Templates name styles by [`Style::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Title on the cover.
    CoverTitle,
    /// （草案） on the cover.
    CoverNote,
    /// 编制 and 审核 on the cover.
    CoverOrg,
    /// The heading 目录.
    ContentsTitle,
    /// A line of the 目录 for a part.
    ContentsPart,
    /// A line of the 目录 for a section or a table.
    ContentsEntry,
    /// 第一部分, 第二部分.
    Part,
    /// 一、
    Section,
    /// （一）
    Subsection,
    /// Running text.
    Body,
    /// n.项目名称绩效目标表
    TableTitle,
    /// 一、 above a text between the title of a table and the table itself.
    TextTitle,
    /// The line above the rest of a table on a further page, such as 续表; right.
    TableContinued,
    /// The same, left.
    TableContinuedLeft,
    /// Text in a cell, left.
    CellText,
    /// A label or short value in a cell, centred.
    CellLabel,
    /// The label of a column.
    CellHead,
    /// An amount in a cell, right.
    CellAmount,
    /// A number in a cell. The decimal points of a column stand below each other, the
    /// longest number ends on the right.
    CellDecimal,
    /// Text in a cell, right, such as 单位：万元.
    CellRight,
    /// The page number.
    Footer,
}

impl Look {
    /// A style with this look.
    fn over(&self, spec: &StyleSpec) -> StyleSpec {
        let Look { size, align, indent, above, below, .. } = *self;
        // an open pitch leaves the characters room
        let pitch = self.pitch.unwrap_or(spec.pitch.max(1.2 * size));
        StyleSpec { size, pitch, align, indent, above, below, tracking: 0.0, ..*spec }
    }
}

/// A face's part in the document; `data/fonts/aliases.toml` says which fonts play it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontRole {
    /// 仿宋, the body.
    FangSong,
    /// 小标宋, titles.
    XiaoBiaoSong,
    /// 黑体, headings 一、
    Hei,
    /// 楷体, headings （一）
    Kai,
    /// 宋体, tables and page numbers.
    Song,
}

impl FontRole {
    /// What people call it.
    pub fn chinese(self) -> &'static str {
        match self {
            FontRole::FangSong => "仿宋",
            FontRole::XiaoBiaoSong => "小标宋",
            FontRole::Hei => "黑体",
            FontRole::Kai => "楷体",
            FontRole::Song => "宋体",
        }
    }
}

/// Where lines stand between the margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Left.
    Left,
    /// In the middle; several lines are balanced.
    Center,
    /// Right.
    Right,
    /// Both margins, the last line left.
    Justify,
}

/// How a style looks. Lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StyleSpec {
    /// The face.
    pub role: FontRole,
    /// Font size.
    pub size: f32,
    /// From baseline to baseline.
    pub pitch: f32,
    /// Alignment.
    pub align: Align,
    /// First-line indent in characters.
    pub indent: f32,
    /// Added between characters, so that a whole number stands on a line of the body.
    pub tracking: f32,
    /// Space above, dropped at the top of a page.
    pub above: f32,
    /// Space below.
    pub below: f32,
    /// Heading level for outlines, from 1.
    pub outline: Option<u8>,
}

/// How a style looks where the author's own Word file has it. Lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Font size.
    pub size: f32,
    /// From baseline to baseline; None for what the style has anyway.
    pub pitch: Option<f32>,
    /// Alignment.
    pub align: Align,
    /// First-line indent in characters.
    pub indent: f32,
    /// Space above.
    pub above: f32,
    /// Space below.
    pub below: f32,
}

const BASE: StyleSpec = StyleSpec {
    role: FontRole::FangSong,
    size: 16.0,
    pitch: 28.95,
    align: Align::Left,
    indent: 0.0,
    tracking: 0.0,
    above: 0.0,
    below: 0.0,
    outline: None,
};

const CELL: StyleSpec =
    StyleSpec { role: FontRole::Song, size: 10.5, pitch: 15.0, ..BASE };

impl Style {
    /// Every style.
    pub const ALL: [Style; 21] = [
        Style::CoverTitle,
        Style::CoverNote,
        Style::CoverOrg,
        Style::ContentsTitle,
        Style::ContentsPart,
        Style::ContentsEntry,
        Style::Part,
        Style::Section,
        Style::Subsection,
        Style::Body,
        Style::TableTitle,
        Style::TextTitle,
        Style::TableContinued,
        Style::TableContinuedLeft,
        Style::CellText,
        Style::CellLabel,
        Style::CellHead,
        Style::CellAmount,
        Style::CellDecimal,
        Style::CellRight,
        Style::Footer,
    ];

    /// The name that templates use.
    pub fn name(self) -> &'static str {
        match self {
            Style::CoverTitle => "cover-title",
            Style::CoverNote => "cover-note",
            Style::CoverOrg => "cover-org",
            Style::ContentsTitle => "contents-title",
            Style::ContentsPart => "contents-part",
            Style::ContentsEntry => "contents-entry",
            Style::Part => "part",
            Style::Section => "section",
            Style::Subsection => "subsection",
            Style::Body => "body",
            Style::TableTitle => "table-title",
            Style::TextTitle => "text-title",
            Style::TableContinued => "table-continued",
            Style::TableContinuedLeft => "table-continued-left",
            Style::CellText => "cell-text",
            Style::CellLabel => "cell-label",
            Style::CellHead => "cell-head",
            Style::CellAmount => "cell-amount",
            Style::CellDecimal => "cell-decimal",
            Style::CellRight => "cell-right",
            Style::Footer => "footer",
        }
    }

    /// How it looks on `page`, from which running text has its pitch and tracking.
    pub fn spec(self, page: &PageSetup) -> StyleSpec {
        let spec = self.usual();
        let running = matches!(
            self,
            Style::Section
                | Style::Subsection
                | Style::Body
                | Style::TableTitle
                | Style::TextTitle
        );
        let pitch = if running { page.pitch() } else { spec.pitch };
        let tracking = if self == Style::Body { page.tracking() } else { spec.tracking };
        let spec = StyleSpec { pitch, tracking, ..spec };
        page.look(self).map_or(spec, |look| look.over(&spec))
    }

    /// Whether it is a line above the rest of a table, which is no part of the text.
    pub fn is_continuation(self) -> bool {
        matches!(self, Style::TableContinued | Style::TableContinuedLeft)
    }

    /// Heading level for outlines, from 1.
    pub fn outline(self) -> Option<u8> {
        self.usual().outline
    }

    /// How it looks on any page.
    fn usual(self) -> StyleSpec {
        self.of_front().or(self.of_text()).unwrap_or_else(|| self.of_table())
    }

    /// The cover and the 目录.
    fn of_front(self) -> Option<StyleSpec> {
        Some(match self {
            Style::CoverTitle => StyleSpec {
                role: FontRole::XiaoBiaoSong,
                size: 26.0,
                pitch: 42.0,
                align: Align::Center,
                ..BASE
            },
            Style::CoverNote | Style::CoverOrg => StyleSpec {
                role: if self == Style::CoverNote {
                    FontRole::Kai
                } else {
                    FontRole::FangSong
                },
                size: 18.0,
                pitch: 34.0,
                align: Align::Center,
                ..BASE
            },
            Style::ContentsTitle => StyleSpec {
                role: FontRole::XiaoBiaoSong,
                size: 22.0,
                pitch: 40.0,
                align: Align::Center,
                below: 12.0,
                ..BASE
            },
            Style::ContentsPart => StyleSpec {
                role: FontRole::Hei,
                size: 14.0,
                pitch: 26.0,
                above: 6.0,
                ..BASE
            },
            Style::ContentsEntry => StyleSpec { size: 14.0, pitch: 24.0, ..BASE },
            _ => return None,
        })
    }

    /// Headings and running text.
    fn of_text(self) -> Option<StyleSpec> {
        Some(match self {
            Style::Part => StyleSpec {
                role: FontRole::XiaoBiaoSong,
                size: 22.0,
                pitch: 40.0,
                align: Align::Center,
                below: 12.0,
                outline: Some(1),
                ..BASE
            },
            Style::Section => {
                StyleSpec { role: FontRole::Hei, indent: 2.0, outline: Some(2), ..BASE }
            }
            Style::TextTitle => {
                StyleSpec { role: FontRole::Hei, indent: 2.0, outline: Some(3), ..BASE }
            }
            Style::Subsection => {
                StyleSpec { role: FontRole::Kai, indent: 2.0, outline: Some(3), ..BASE }
            }
            Style::Body => StyleSpec { align: Align::Justify, indent: 2.0, ..BASE },
            Style::TableTitle => StyleSpec {
                role: FontRole::Hei,
                align: Align::Center,
                below: 6.0,
                outline: Some(2),
                ..BASE
            },
            _ => return None,
        })
    }

    /// Cells, and what stands at the edge of a page.
    fn of_table(self) -> StyleSpec {
        match self {
            Style::TableContinued => {
                StyleSpec { align: Align::Right, pitch: 18.0, ..CELL }
            }
            Style::TableContinuedLeft => StyleSpec { pitch: 18.0, ..CELL },
            Style::CellText => CELL,
            Style::CellLabel | Style::CellHead => {
                StyleSpec { align: Align::Center, ..CELL }
            }
            Style::CellAmount | Style::CellDecimal | Style::CellRight => {
                StyleSpec { align: Align::Right, ..CELL }
            }
            Style::Footer => StyleSpec { role: FontRole::Song, size: 14.0, ..BASE },
            _ => BASE,
        }
    }
}
