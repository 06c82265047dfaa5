//! The sheets of the workbook and their columns.

use rust_decimal::Decimal;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetCell {
    /// A text, as written.
    Text(String),
    /// An amount or another exact number.
    Number(Decimal),
    /// A percentage: 25 for 25%.
    Percent(Decimal),
    /// A count.
    Count(usize),
    /// Nothing.
    Blank,
}

/// The cells of a row, one for each column of its sheet.
pub type SheetRow = Vec<SheetCell>;

impl From<&str> for SheetCell {
    fn from(text: &str) -> SheetCell {
        if text.is_empty() { SheetCell::Blank } else { SheetCell::Text(text.to_owned()) }
    }
}

impl From<Option<Decimal>> for SheetCell {
    fn from(number: Option<Decimal>) -> SheetCell {
        number.map_or(SheetCell::Blank, SheetCell::Number)
    }
}

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetKind {
    /// 部门.
    Departments,
    /// 单位.
    Units,
    /// 项目.
    Projects,
    /// 指标.
    Indicators,
    /// 资金: the spending plan.
    Plan,
    /// 自评监控: what came of the targets.
    Reports,
    /// 问题.
    Findings,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its title.
    pub title: &'static str,
    /// Its width, in digits of the usual font.
    pub width: u8,
}

/// A sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// Which one.
    pub kind: SheetKind,
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [SheetColumn],
}

macro_rules! columns {
    ($($title:literal $width:literal),*) => {
        &[$(SheetColumn { title: $title, width: $width }),*]
    };
}

/// The sheets, in their order. Amounts are in 万元.
pub const SHEETS: [Sheet; 7] = [
    Sheet {
        kind: SheetKind::Departments,
        name: "部门",
        columns: columns![
            "部门" 30, "年度" 8, "版式" 10, "单位数" 8, "项目数" 8, "预算数（万元）" 16,
            "财政资金（万元）" 16, "其他资金（万元）" 16, "错误" 8, "警告" 8, "路径" 40,
            "说明" 40
        ],
    },
    Sheet {
        kind: SheetKind::Units,
        name: "单位",
        columns: columns![
            "部门" 30, "年度" 8, "单位编码" 12, "单位名称" 34, "项目数" 8,
            "预算数（万元）" 16, "财政资金（万元）" 16, "其他资金（万元）" 16,
            "金额读不出的项目" 18
        ],
    },
    Sheet {
        kind: SheetKind::Projects,
        name: "项目",
        columns: columns![
            "部门" 30, "年度" 8, "单位编码" 12, "单位名称" 34, "项目编码" 24,
            "项目名称" 36, "涉密" 6, "预算数（万元）" 16, "财政资金（万元）" 16,
            "其他资金（万元）" 16, "资金用途" 60, "绩效目标" 60, "指标数" 8, "文件" 40
        ],
    },
    Sheet {
        kind: SheetKind::Indicators,
        name: "指标",
        columns: columns![
            "部门" 30, "项目编码" 24, "项目名称" 36, "一级指标" 14, "二级指标" 20,
            "三级指标" 26, "绩效指标描述" 40, "指标值" 20, "符号" 6, "数值" 12,
            "计量单位" 10, "指标值确定依据" 24
        ],
    },
    Sheet {
        kind: SheetKind::Plan,
        name: "资金",
        columns: columns![
            "部门" 30, "单位编码" 12, "单位名称" 34, "项目编码" 24, "项目名称" 36,
            "预算数（万元）" 16, "时点" 10, "累计支出比例" 14, "累计支出（万元）" 16
        ],
    },
    Sheet {
        kind: SheetKind::Reports,
        name: "自评监控",
        columns: columns![
            "部门" 30, "表" 8, "月份" 10, "项目编码" 24, "项目名称" 36,
            "全年预算数（万元）" 18, "执行数（万元）" 16, "执行率" 10, "总分" 8, "结论" 8,
            "预警" 14, "文件" 44
        ],
    },
    Sheet {
        kind: SheetKind::Findings,
        name: "问题",
        columns: columns![
            "部门" 30, "程度" 8, "代码" 8, "检查" 28, "问题" 60, "怎么改" 60, "文件" 44,
            "行" 8, "列" 8
        ],
    },
];
