//! What stands above a table: `n.名称绩效目标表`, 单位, 单位：万元.

use super::block::{ImportCell, ImportRow};
use super::numbering;
use super::text::{clean, tight};
use crate::model::MoneyUnit;

/// A heading `n.名称绩效目标表`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportHeading {
    /// The number, where one is typed.
    pub number: Option<usize>,
    /// The project's name in it.
    pub name: String,
    /// Whether it only repeats one of an earlier page.
    pub continued: bool,
}

/// The heading that a line is, in a form whose tables are called `title`.
pub fn heading(text: &str, title: &str) -> Option<ImportHeading> {
    let text = clean(text);
    let short =
        ["（续）", "(续)", "续表", "续"].iter().find_map(|s| text.strip_suffix(s));
    let body = short.unwrap_or(&text).trim_end();
    let ends = [title, "绩效目标申报表", "绩效目标表"];
    let body = ends.iter().find_map(|end| body.strip_suffix(end))?;
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
    Some(ImportHeading { number, name, continued: short.is_some() })
}

/// The line above a table: 单位 on the left, 单位：万元 on the right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitLine {
    /// 单位编码 with 单位名称, where it is there.
    pub unit: Option<(String, String)>,
    /// The unit of money, where it is there.
    pub money: Option<MoneyUnit>,
    /// What else stands there, such as 打印日期.
    pub rest: Vec<String>,
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
    (money.is_some() || coded).then_some(UnitLine { unit, money, ..UnitLine::default() })
}

/// The unit line that a row is: a cell 单位：万元, perhaps one with the 单位, and others
/// that have no place.
pub fn unit_row(row: &ImportRow) -> Option<UnitLine> {
    let texts = row.cells.iter().filter(|c| !c.repeated).map(ImportCell::text);
    let texts: Vec<_> = texts.filter(|t| !tight(t).is_empty()).collect();
    if texts.len() > 4 || !texts.iter().any(|t| money_unit(t).is_some()) {
        return None;
    }
    let mut line = UnitLine::default();
    for text in &texts {
        match unit_line(text) {
            Some(found) if found.money.is_some() && line.money.is_none() => {
                line.money = found.money;
                line.unit = found.unit.or(line.unit);
            }
            Some(found) if line.unit.is_none() => line.unit = found.unit,
            _ if line.unit.is_none() && line.money.is_none() && is_name(text) => {
                line.unit = unit(text);
            }
            _ => line.rest.push(text.trim().to_owned()),
        }
    }
    Some(line)
}

/// Whether a text in front of 单位：万元 can be the name of a 单位 and no other label.
fn is_name(text: &str) -> bool {
    let known = ["预算单位", "单位名称", "单位"];
    let label = text.split_once(['：', ':']).map(|(label, _)| tight(label));
    label.is_none_or(|label| known.contains(&label.as_str()))
}

/// Splits `…单位：万元` before the label.
fn money_unit(text: &str) -> Option<(&str, MoneyUnit)> {
    let at = text.rfind("单位：").or_else(|| text.rfind("单位:"))?;
    let (left, label) = text.split_at(at);
    let money = tight(label.split_once(['：', ':'])?.1);
    let left = left.trim_end().trim_end_matches("金额").trim_end_matches("货币");
    let word = MoneyUnit::of(&money).filter(|w| w.is_certain)?;
    Some((left, word.unit))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_give_number_and_name() {
        let found = |t| heading(t, "绩效目标表").map(|h| (h.number, h.name));
        let name = |n: &str| n.to_owned();
        assert_eq!(found("1.2024甲经费绩效目标表"), Some((Some(1), name("2024甲经费"))));
        assert_eq!(found("12、甲绩效目标表"), Some((Some(12), name("甲"))));
        assert_eq!(found("（三）甲绩效目标表"), Some((Some(3), name("甲"))));
        assert_eq!(found("2025年甲绩效目标表"), Some((None, name("2025年甲"))));
        assert_eq!(found("项目绩效目标表"), Some((None, name(""))));
        assert!(heading("3.甲绩效目标表（续）", "绩效目标表").unwrap().continued);
        assert_eq!(found("1.甲绩效目标表\t4"), None);
    }

    #[test]
    fn unit_lines_are_read_with_or_without_a_code() {
        let line = |t| unit_line(t).map(|l| (l.unit.unwrap_or_default(), l.money));
        let unit = |code: &str, name: &str| (code.to_owned(), name.to_owned());
        let money = Some(MoneyUnit::WAN);
        assert_eq!(
            line("306001某局(本级)\t单位：万元"),
            Some((unit("306001", "某局(本级)"), money))
        );
        assert_eq!(line("306001 某局"), Some((unit("306001", "某局"), None)));
        assert_eq!(line("某局    单位：万元"), Some((unit("", "某局"), money)));
        assert_eq!(line("金额单位：万元"), Some((unit("", ""), money)));
        for text in ["某局", "2025年", "12.5", ""] {
            assert_eq!(line(text), None, "{text}");
        }
    }
}
