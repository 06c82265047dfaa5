//! The words that keys of the format are made of.

use super::line::SlipLine;
use crate::yaml::format::{self, Key};
use crate::yaml::load::profile::keys;

/// Every map of the format with known keys.
const TABLES: [&[Key]; 33] = [
    format::DEPARTMENT,
    format::UNIT,
    format::ITEM,
    format::SUB_GOAL,
    format::PROJECT,
    format::BUDGET,
    format::INDICATOR_ROW,
    format::SPECIAL_FUND,
    format::OVERALL_TABLE,
    format::TASK,
    keys::PROFILE,
    keys::MONEY,
    keys::FUND,
    keys::TEXT,
    keys::COLUMN,
    keys::COLUMN_EDITS,
    keys::EDITS,
    keys::WEIGHTING,
    keys::RESERVED,
    keys::LEVEL,
    keys::REPORT,
    keys::REPORT_COLUMN,
    keys::REPORT_WORDS,
    keys::SCORING,
    keys::GRADE,
    keys::CHANCE,
    keys::PAGE,
    format::EVALUATION,
    format::MONITORING,
    format::SPENT,
    format::SPENT_SO_FAR,
    format::OUTCOME,
    format::PROGRESS,
];

fn has(keys: &[Key], name: &str) -> bool {
    keys.iter().any(|k| k.name == name)
}

/// Whether `name` is a key of any map of the format.
pub fn is_key(name: &str) -> bool {
    TABLES.iter().any(|keys| has(keys, name)) || is_month(name)
}

/// Whether it is a key of 支出计划, such as 3月底.
fn is_month(name: &str) -> bool {
    name.strip_suffix("月底").is_some_and(|n| n.parse::<u8>().is_ok())
}

/// The level of an indicator that the key of a line names: 1 for 产出指标, 2 for 数量指标.
pub fn level(text: &str, line: &SlipLine) -> Option<u8> {
    let name = &text[line.key.as_ref()?.at.clone()];
    let first = ["产出指标", "效益指标", "满意度指标"];
    match name.ends_with("指标") && name != "指标" && name != "绩效指标" {
        true if first.contains(&name) => Some(1),
        true => Some(2),
        false => None,
    }
}

/// The longest key of the format in front of `text`.
pub fn key_in_front(text: &str) -> Option<&str> {
    let ends = text.char_indices().map(|(i, c)| i + c.len_utf8()).take(10);
    ends.map(|end| &text[..end]).filter(|word| is_key(word)).last()
}

/// Whether `name` is a key at the top of a file.
pub fn is_top(name: &str) -> bool {
    has(format::DEPARTMENT, name) || has(format::PROJECT, name)
}

/// Whether two keys may stand in the same map.
pub fn are_beside(one: &str, other: &str) -> bool {
    TABLES.iter().any(|keys| has(keys, one) && has(keys, other))
        || is_month(one) && is_month(other)
}
