//! 字段: the fields that a form has of its own.

use crate::model::formula::Formula;

/// A field of the form's own: what it is called, what may stand in it, and where it is
/// printed. An entry of 文字栏 is a field too: a 长文 of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldForm {
    /// 名称: the key under which files write it.
    pub name: String,
    /// 标题: what is printed; `{年度}` and `{年度-1}` in it are years.
    pub title: String,
    /// 属于.
    pub owner: Owner,
    /// 类型.
    pub kind: Kind,
    /// 位置.
    pub place: Place,
    /// 必填 (of a 文字栏, 必有): whether every owner has it.
    pub required: bool,
    /// 默认: what goes without saying where nothing is written; empty, nothing does.
    pub default: String,
    /// 说明: what to write, for people; may be empty.
    pub help: String,
    /// Under which key files write it.
    pub section: Section,
}

/// 属于: whose field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// 项目, and 专项资金.
    Project,
    /// 部门.
    Department,
    /// 指标.
    Indicator,
}

/// Under which key of a file a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Section {
    /// 字段.
    #[default]
    Fields,
    /// 文字栏, as a form that lists it there has it.
    Texts,
    /// None: the field is itself a key, as in an indicator or a row of a table.
    Direct,
}

/// 位置: where a field stands that no 表样 places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// 表前: as a section of running text before the table.
    Before,
    /// 表头: as a short value beside another one at the head of the table.
    Head,
    /// 表内: as a row of the table.
    Inside,
    /// 不印: nowhere.
    Nowhere,
}

/// 类型: what may stand in a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// 文字: words in one line.
    Line,
    /// 长文: paragraphs.
    Text,
    /// 选项: one of some words.
    Choice(Choice),
    /// 是否.
    Switch {
        /// 印法 勾选: printed as boxes.
        boxes: bool,
    },
    /// 日期.
    Date,
    /// 金额, in the form's unit.
    Money,
    /// 数.
    Number,
    /// 百分比.
    Percent,
    /// 表.
    Table(TableForm),
}

/// 选项: words of which one is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The words.
    pub options: Vec<String>,
    /// 印法 勾选: all are printed, each behind a box, the chosen one's ticked.
    pub boxes: bool,
}

/// 表: a table in a field.
#[derive(Debug, Clone, PartialEq)]
pub struct TableForm {
    /// 列.
    pub columns: Vec<TableColumn>,
    /// 行: fixed rows in their groups; none, as many rows as are written.
    pub groups: Vec<RowGroup>,
    /// 合计: the columns that a last row adds up.
    pub sums: Vec<String>,
}

/// 列: a column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// 名称: the key in a row.
    pub name: String,
    /// 标题: what is printed; `{年度}` and `{年度-1}` in it are years.
    pub title: String,
    /// 类型; no table.
    pub kind: Kind,
    /// 算: what fills the column instead of the author.
    pub formula: Option<Formula>,
    /// 必填.
    pub required: bool,
}

/// Fixed rows under a label of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowGroup {
    /// The label; empty where rows have none.
    pub name: String,
    /// The names of the rows.
    pub rows: Vec<String>,
}

impl FieldForm {
    /// A field of a project that is printed under its name.
    pub fn new(name: &str, kind: Kind) -> FieldForm {
        FieldForm {
            name: name.to_owned(),
            title: name.to_owned(),
            owner: Owner::Project,
            kind,
            place: Place::Inside,
            required: false,
            default: String::new(),
            help: String::new(),
            section: Section::Fields,
        }
    }

    /// Its table.
    pub fn table(&self) -> Option<&TableForm> {
        match &self.kind {
            Kind::Table(table) => Some(table),
            _ => None,
        }
    }
}

impl Kind {
    /// The names in a profile.
    pub const NAMES: [&str; 9] =
        ["文字", "长文", "选项", "是否", "日期", "金额", "数", "百分比", "表"];

    /// The name in a profile.
    pub fn name(&self) -> &'static str {
        let at = match self {
            Kind::Line => 0,
            Kind::Text => 1,
            Kind::Choice(_) => 2,
            Kind::Switch { .. } => 3,
            Kind::Date => 4,
            Kind::Money => 5,
            Kind::Number => 6,
            Kind::Percent => 7,
            Kind::Table(_) => 8,
        };
        Kind::NAMES[at]
    }

    /// Whether it is counted: its values add up.
    pub fn is_amount(&self) -> bool {
        matches!(self, Kind::Money | Kind::Number | Kind::Percent)
    }
}

impl Owner {
    /// Every owner.
    pub const ALL: [Owner; 3] = [Owner::Project, Owner::Department, Owner::Indicator];

    /// The name in a profile.
    pub fn name(self) -> &'static str {
        match self {
            Owner::Project => "项目",
            Owner::Department => "部门",
            Owner::Indicator => "指标",
        }
    }
}

impl Section {
    /// The key; of [`Section::Direct`] none.
    pub fn key(self) -> &'static str {
        match self {
            Section::Fields => "字段",
            Section::Texts => "文字栏",
            Section::Direct => "",
        }
    }
}

impl TableForm {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&TableColumn> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// The names of the columns that authors write.
    pub fn written(&self) -> Vec<&str> {
        let written = self.columns.iter().filter(|c| c.formula.is_none());
        written.map(|c| c.name.as_str()).collect()
    }

    /// Whether fixed rows stand under labels of their own.
    pub fn is_grouped(&self) -> bool {
        self.groups.iter().any(|g| !g.name.is_empty())
    }

    /// The fixed rows: group and name.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &str)> {
        self.groups
            .iter()
            .flat_map(|g| g.rows.iter().map(|r| (g.name.as_str(), r.as_str())))
    }
}

/// A title with its years: `{年度}` and `{年度-1}` stand for them.
pub fn titled(title: &str, year: Option<i32>) -> String {
    let Some(year) = year else { return title.to_owned() };
    let mut out = String::new();
    let mut rest = title;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((word, after)) = behind.split_once('}') else {
            out.push('{');
            rest = behind;
            continue;
        };
        match offset(word) {
            Some(offset) => out.push_str(&(year + offset).to_string()),
            None => out.push_str(&format!("{{{word}}}")),
        }
        rest = after;
    }
    out + rest
}

/// How far from the budget year `年度-1` is; None of what names no year.
pub fn offset(word: &str) -> Option<i32> {
    let rest = word.trim().strip_prefix("年度")?.trim();
    let (sign, digits) = match rest.chars().next() {
        None => return Some(0),
        Some('-' | '－' | '−') => (-1, rest.trim_start_matches(['-', '－', '−'])),
        Some('+' | '＋') => (1, rest.trim_start_matches(['+', '＋'])),
        Some(_) => return None,
    };
    let years: i32 = digits.trim().parse().ok().filter(|y| (0..100).contains(y))?;
    Some(sign * years)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_titles_count_from_the_budget_year() {
        let at = |title| titled(title, Some(2026));
        assert_eq!(at("{年度-1}年实际执行数"), "2025年实际执行数");
        assert_eq!(at("{年度}年、{年度+1}年"), "2026年、2027年");
        assert_eq!(at("{说明}{"), "{说明}{");
        assert_eq!(titled("{年度-1}年", None), "{年度-1}年");
    }
}
