//! 表样: the rows of a table, as a profile describes them.
//!
//! Names stand as they were written: what they mean follows from the profile, so that a
//! form that inherits the rows may change titles, fields and funds.

/// The tables that a profile describes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheets {
    /// 项目: the table of a project.
    pub project: Option<Sheet>,
    /// 部门整体: the table of the department as a whole.
    pub department: Option<Sheet>,
    /// 专项资金: the table of such funds; none, that of a project.
    pub special: Option<Sheet>,
}

/// The rows of a table from top to bottom.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// The rows, or what stands for several of them.
    pub blocks: Vec<Block>,
}

/// A row of a 表样, or several.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Fields side by side, each with its label; a single one may be a table, the funds
    /// or whatever else has rows of its own.
    Row(Vec<SheetItem>),
    /// 并排: fields side by side, each below its label.
    Beside(Vec<SheetItem>),
    /// 左栏: rows with a label over all of them on the left.
    Group {
        /// The label.
        label: String,
        /// 宽, in points.
        width: Option<f32>,
        /// 行.
        blocks: Vec<Block>,
    },
    /// 资金: amounts of the fund tree.
    Funds {
        /// The amounts, each with its parts; none, all.
        names: Vec<String>,
        /// 排法.
        order: FundOrder,
    },
    /// 指标: the indicators of a group; without a name, those of the first.
    Indicators(Option<String>),
    /// 印: words across the table.
    Words {
        /// The cells, from left to right.
        cells: Vec<Words>,
        /// 框: whether they stand in a box as other rows do.
        border: bool,
    },
}

/// A field in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetItem {
    /// 栏: its name, or words that are printed instead.
    pub what: What,
    /// 标题, where it is not the field's own.
    pub title: Option<String>,
    /// 标签.
    pub label: LabelPlace,
    /// 宽: its share of the row.
    pub share: f32,
}

/// What a place in a row shows.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A field, by its name.
    Field(String),
    /// Words.
    Words(Words),
}

/// Words with fields in them: `填报人：{填报人}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// The text.
    pub text: String,
    /// 对齐.
    pub align: WordsAlign,
}

/// Where words stand in their cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WordsAlign {
    /// 左.
    #[default]
    Left,
    /// 中.
    Center,
    /// 右.
    Right,
}

/// 标签: where the label of a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LabelPlace {
    /// 左: in front of it.
    #[default]
    Left,
    /// 上: above it.
    Above,
    /// 无: nowhere.
    None,
}

/// 排法: how amounts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FundOrder {
    /// 逐行: each in a row of its own.
    #[default]
    Rows,
    /// 并排: each named one beside the other, its parts below it.
    Beside,
    /// 一行: all in one row.
    Line,
    /// 各列: each in a column below its label.
    Columns,
}

impl SheetItem {
    /// A field with its label in front.
    pub fn field(name: impl Into<String>) -> SheetItem {
        SheetItem {
            what: What::Field(name.into()),
            title: None,
            label: LabelPlace::Left,
            share: 1.0,
        }
    }

    /// The name of the field; None of words.
    pub fn name(&self) -> Option<&str> {
        match &self.what {
            What::Field(name) => Some(name),
            What::Words(_) => None,
        }
    }
}

impl Sheet {
    /// Every block, those in groups too.
    pub fn all(&self) -> Vec<&Block> {
        fn add<'b>(blocks: &'b [Block], into: &mut Vec<&'b Block>) {
            for block in blocks {
                into.push(block);
                if let Block::Group { blocks, .. } = block {
                    add(blocks, into);
                }
            }
        }
        let mut all = Vec::new();
        add(&self.blocks, &mut all);
        all
    }
}
