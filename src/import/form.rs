//! What the rows and lines of a 绩效目标表 are: headings, unit lines, labels.

use super::block::{Cell, Row, Table};
use super::text::{clean, tight};
use crate::import::numbering;

/// A heading `n.名称绩效目标表`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The number, where one is typed.
    pub number: Option<usize>,
    /// The project's name in it.
    pub name: String,
    /// Whether it only repeats one of an earlier page.
    pub continued: bool,
}

/// The heading that a line is.
pub fn heading(text: &str) -> Option<Heading> {
    const END: &str = "绩效目标表";
    let text = clean(text);
    let short =
        ["（续）", "(续)", "续表", "续"].iter().find_map(|s| text.strip_suffix(s));
    let body = short.unwrap_or(&text).trim_end();
    let body = body.strip_suffix(END).or_else(|| body.strip_suffix("绩效目标申报表"))?;
    // behind a heading's number a name such as 2.5D打印 is more likely than a decimal
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let dotted = body[digits..].strip_prefix('.');
    let (number, name) = match (body[..digits].parse().ok(), dotted) {
        (Some(number), Some(name)) if digits <= 4 => (Some(number), name),
        _ => match numbering::split(body, 0) {
            Some((marker, name)) => (marker.number, name),
            None => (None, body),
        },
    };
    let general = matches!(&*tight(name), "" | "项目" | "预算项目" | "部门预算项目");
    let name = if general { String::new() } else { name.trim().to_owned() };
    Some(Heading { number, name, continued: short.is_some() })
}

/// The line above a table: 单位 on the left, 单位：万元 on the right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitLine {
    /// 单位编码 with 单位名称, where it is there.
    pub unit: Option<(String, String)>,
    /// The unit of money, where it is there.
    pub money: Option<String>,
}

/// The unit line that a paragraph is.
pub fn unit_line(text: &str) -> Option<UnitLine> {
    let (left, money) = match money_unit(text) {
        Some((left, money)) => (left, Some(money)),
        None => (text, None),
    };
    let unit = unit(left);
    // a line without 单位：万元 is one only if it begins with a code
    let coded = unit.as_ref().is_some_and(|u| !u.0.is_empty());
    (money.is_some() || coded).then_some(UnitLine { unit, money })
}

/// The unit line that a row is: a cell 单位：万元 and perhaps another.
pub fn unit_row(row: &Row) -> Option<UnitLine> {
    let texts: Vec<_> =
        row.cells.iter().filter(|c| !c.repeated).map(Cell::text).collect();
    let texts: Vec<_> = texts.into_iter().filter(|t| !tight(t).is_empty()).collect();
    if texts.len() > 3 || !texts.iter().any(|t| money_unit(t).is_some()) {
        return None;
    }
    unit_line(&texts.join("\t"))
}

/// Splits `…单位：万元` before the label.
fn money_unit(text: &str) -> Option<(&str, String)> {
    let at = text.rfind("单位：").or_else(|| text.rfind("单位:"))?;
    let (left, label) = text.split_at(at);
    let money = tight(label.split_once(['：', ':'])?.1);
    let left = left.trim_end().trim_end_matches("金额").trim_end_matches("货币");
    matches!(&*money, "万元" | "元" | "千元" | "亿元" | "人民币万元" | "万元人民币")
        .then_some((left, money))
}

/// 单位编码 and 单位名称 of `731001某局本级`.
pub fn unit(text: &str) -> Option<(String, String)> {
    let text = clean(text);
    let labels =
        ["预算单位：", "预算单位:", "单位名称：", "单位名称:", "单位：", "单位:"];
    let text = labels.iter().find_map(|l| text.strip_prefix(l)).unwrap_or(&text).trim();
    let name = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let code = &text[..text.len() - name.len()];
    let name = name.trim_start_matches(['-', '_', ' ', '\u{3000}']);
    // a year or an amount at the front is no code
    let code_like = code.len() >= 3 && !name.is_empty() && !name.starts_with(['年', '.']);
    match (code_like, code.is_empty() && !name.is_empty()) {
        (true, _) => Some((code.to_owned(), name.to_owned())),
        (_, true) => Some((String::new(), name.to_owned())),
        _ => None,
    }
}

/// A label of the upper half of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// 项目编码
    Code,
    /// 项目名称
    Name,
    /// 预算数
    Total,
    /// 其中：财政资金
    Fiscal,
    /// 其他资金
    Other,
    /// 资金用途
    Purpose,
    /// 绩效目标
    Goals,
    /// 预算规模及资金用途, in front of several rows
    BudgetGroup,
    /// 资金支出计划（%）, in front of two rows
    PlanGroup,
    /// 6月底
    Month(String),
}

/// The label that a cell is.
pub fn label(cell: &Cell) -> Option<Label> {
    let text = tight(&cell.text());
    let text = text.trim_end_matches(['：', ':']);
    let text = ["（续）", "(续)", "续"]
        .iter()
        .find_map(|s| text.strip_suffix(s))
        .unwrap_or(text);
    Some(match without_unit(text) {
        "项目编码" | "项目代码" | "pro_code" => Label::Code,
        "项目名称" | "pro_name" => Label::Name,
        "预算数" | "预算金额" | "预算总额" => Label::Total,
        "其中：财政资金" | "其中:财政资金" | "财政资金" => Label::Fiscal,
        "其他资金" => Label::Other,
        "资金用途" => Label::Purpose,
        "绩效目标" | "项目绩效目标" | "年度绩效目标" => Label::Goals,
        "预算规模及资金用途" | "预算规模" => Label::BudgetGroup,
        _ if text.starts_with("资金支出计划") || text.starts_with("支出计划") => {
            Label::PlanGroup
        }
        _ => return month(text).map(Label::Month),
    })
}

/// A label without the unit of money behind it, as in `预算数（万元）`.
fn without_unit(text: &str) -> &str {
    let (label, unit) = match text.rfind(['（', '(']) {
        Some(at) => text.split_at(at),
        None => return text,
    };
    let unit = unit.trim_matches(['（', '）', '(', ')']);
    if unit.ends_with('元') && unit.chars().count() <= 4 { label } else { text }
}

/// The unit of money behind a label.
pub fn unit_behind(text: &str) -> Option<&str> {
    let label = without_unit(text);
    let unit = text.strip_prefix(label)?.trim_matches(['（', '）', '(', ')']);
    (!unit.is_empty()).then_some(unit)
}

/// `6月底` or `6月`, as the YAML writes it.
fn month(text: &str) -> Option<String> {
    let digits = text.strip_suffix("月底").or_else(|| text.strip_suffix('月'))?;
    let number: u8 = digits.parse().ok()?;
    (1..=12).contains(&number).then(|| text.to_owned())
}

/// A column of the indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 一级指标
    Level1,
    /// 二级指标
    Level2,
    /// 三级指标
    Name,
    /// 绩效指标描述
    Description,
    /// 指标值
    Target,
    /// 计算符号, where the value stands in several cells
    Sign,
    /// 计量单位, likewise
    Measure,
    /// 指标值确定依据
    Basis,
}

/// The column that a header cell names.
pub fn column(cell: &Cell) -> Option<Column> {
    Some(match &*tight(&cell.text()) {
        "一级指标" | "一级指标名称" | "lv1_perf_ind_name" => Column::Level1,
        "二级指标" | "二级指标名称" | "lv2_perf_ind_name" => Column::Level2,
        "三级指标" | "三级指标名称" | "指标名称" | "lv3_perf_ind_name" => {
            Column::Name
        }
        "绩效指标描述" | "指标描述" | "指标说明" | "指标解释" | "指标内容"
        | "kpi_content" => Column::Description,
        "指标值" | "目标值" | "年度指标值" | "绩效指标值" | "kpi_val" | "indexval" => {
            Column::Target
        }
        "符号" | "计算符号" | "运算符号" | "指标符号" | "computesign" => {
            Column::Sign
        }
        "计量单位" | "度量单位" | "指标单位" | "meterunit" => Column::Measure,
        "指标值确定依据" | "确定依据" | "指标值设定依据" | "依据" => {
            Column::Basis
        }
        _ => return None,
    })
}

/// Whether a row is the header of the indicators.
pub fn is_header(row: &Row) -> bool {
    let has = |wanted| row.cells.iter().any(|c| column(c) == Some(wanted));
    has(Column::Level1) && (has(Column::Level2) || has(Column::Name))
}

/// Whether a row names the project: it begins a new table.
pub fn names_project(row: &Row) -> bool {
    let first = row.cells.iter().find(|c| !tight(&c.text()).is_empty());
    first.and_then(label).is_some_and(|l| matches!(l, Label::Code | Label::Name))
}

/// A column of a list of all projects that says whose project it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// 单位编码
    Code,
    /// 单位名称
    Name,
    /// 年度
    Year,
}

/// The owner's column that a header cell names.
pub fn owner(cell: &Cell) -> Option<Owner> {
    Some(match &*tight(&cell.text()) {
        "单位编码" | "预算单位编码" | "单位代码" | "agency_code" => {
            Owner::Code
        }
        "单位名称" | "预算单位名称" | "预算单位" | "单位" | "agency_name" => {
            Owner::Name
        }
        "年度" | "预算年度" | "年份" | "fiscal_year" => Owner::Year,
        _ => return None,
    })
}

/// Whether a row is the header of a list of all projects: one row an indicator, each with
/// the project it belongs to.
pub fn is_list_header(row: &Row) -> bool {
    let named = |c: &Cell| matches!(label(c), Some(Label::Code | Label::Name));
    row.cells.iter().any(named) && is_header(row)
}

/// Whether a table is a 绩效目标表 or a piece of one.
pub fn is_form(table: &Table) -> bool {
    table.rows.iter().any(|r| is_header(r) || names_project(r))
}

/// A heading written into the table's first row instead of above it.
pub fn heading_row(row: &Row) -> Option<Heading> {
    let mut filled = row.cells.iter().filter(|c| !tight(&c.text()).is_empty());
    let (cell, None) = (filled.next()?, filled.next()) else { return None };
    heading(&cell.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_give_number_and_name() {
        let found = |t| heading(t).map(|h| (h.number, h.name));
        let name = |n: &str| n.to_owned();
        assert_eq!(found("1.2024甲经费绩效目标表"), Some((Some(1), name("2024甲经费"))));
        assert_eq!(found("12、甲绩效目标表"), Some((Some(12), name("甲"))));
        assert_eq!(found("（三）甲绩效目标表"), Some((Some(3), name("甲"))));
        assert_eq!(found("2025年甲绩效目标表"), Some((None, name("2025年甲"))));
        assert_eq!(found("项目绩效目标表"), Some((None, name(""))));
        assert!(heading("3.甲绩效目标表（续）").unwrap().continued);
        assert_eq!(found("1.甲绩效目标表\t4"), None);
    }

    #[test]
    fn unit_lines_are_read_with_or_without_a_code() {
        let line = |t| unit_line(t).map(|l| (l.unit.unwrap_or_default(), l.money));
        let unit = |code: &str, name: &str| (code.to_owned(), name.to_owned());
        let money = Some("万元".to_owned());
        assert_eq!(
            line("306001某局(本级)\t单位：万元"),
            Some((unit("306001", "某局(本级)"), money.clone()))
        );
        assert_eq!(line("306001 某局"), Some((unit("306001", "某局"), None)));
        assert_eq!(line("某局    单位：万元"), Some((unit("", "某局"), money.clone())));
        assert_eq!(line("金额单位：万元"), Some((unit("", ""), money)));
        for text in ["某局", "2025年", "12.5", ""] {
            assert_eq!(line(text), None, "{text}");
        }
    }
}
