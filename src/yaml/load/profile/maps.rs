//! Reads the maps that are merged with inherited ones key by key: 标题, 部分, 金额,
//! 严重程度.

use super::keys;
use super::words::Decimals;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::profile::{MoneyForm, Need, Parts, RuleForm, TITLES, Titles, Weight};
use crate::model::{MoneyUnit, Points};
use crate::text::source::Spanned;
use crate::yaml::load::reader::{Map, Reader, nearest};
use crate::yaml::tree::NodeId;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// 标题: the words that the form prints.
pub fn titles(reader: &mut Reader, node: NodeId, titles: &mut Titles) {
    let known: Vec<_> = TITLES.iter().map(|t| t.key).collect();
    for (name, value) in known_entries(reader, node, &known) {
        let title = TITLES.iter().find(|t| t.key == name);
        if let (Some(title), Some(text)) = (title, reader.text(value)) {
            titles.set(title, text.value);
        }
    }
}

/// 部分: which parts a text must, may or cannot have.
pub fn parts(reader: &mut Reader, node: NodeId, parts: &mut Parts) {
    const KNOWN: [&str; 5] = [
        "总体绩效目标",
        "分项绩效目标",
        "工作保障措施",
        "部门整体绩效目标表",
        "专项资金",
    ];
    for (name, value) in known_entries(reader, node, &KNOWN) {
        let Some(need) = reader.parse::<Need>(value) else { continue };
        let to = match KNOWN.iter().position(|k| *k == name) {
            Some(0) => &mut parts.overall_goals,
            Some(1) => &mut parts.sub_goals,
            Some(2) => &mut parts.safeguards,
            Some(3) => &mut parts.overall_table,
            _ => &mut parts.special_funds,
        };
        *to = need.value;
    }
}

/// 金额: the unit and the decimal places of amounts.
pub fn money(reader: &mut Reader, node: NodeId, money: &mut MoneyForm) {
    let Some(map) = reader.mapping(node, keys::MONEY) else { return };
    let unit = map.optional("单位", reader, Reader::parse::<MoneyUnit>);
    if let Some(unit) = unit.value() {
        money.unit = *unit;
    }
    let decimals = map.optional("小数位", reader, Reader::parse::<Decimals>);
    if let Some(decimals) = decimals.value() {
        money.decimals = decimals.0;
    }
    let grouped = map.optional("千分位", reader, Reader::switch);
    if let Some(grouped) = grouped.value() {
        money.grouped = *grouped;
    }
}

/// 严重程度: codes and weights; an unknown code or weight is a finding.
pub fn severities(
    reader: &mut Reader,
    node: NodeId,
    own: &[RuleForm],
    severities: &mut BTreeMap<String, Weight>,
) {
    if reader.is_blank(node) {
        return;
    }
    for &(key, value) in reader.entries(node).unwrap_or_default() {
        let Some(code) = reader.text(key) else { continue };
        if codes::code(&code).is_none() && !own.iter().any(|r| r.code == code.value) {
            reader.report(unknown_rule(&code));
            continue;
        }
        if let Some(weight) = reader.parse::<Weight>(value) {
            severities.insert(code.value, weight.value);
        }
    }
}

/// Points under a key that must stand.
pub fn points(map: &Map, key: &str, reader: &mut Reader) -> Option<Decimal> {
    let points = map.required(key, reader, Reader::parse::<Points>);
    Some(points.value()?.number())
}

fn unknown_rule(code: &Spanned<String>) -> Diagnostic {
    let codes = codes::ALL.iter().map(|c| c.name);
    let message = format!("没有「{}」这条规则", code.value);
    let finding = codes::S107.finding(code.span, message);
    match nearest(code, codes) {
        Some(near) => finding.label(format!("是「{near}」吗？")),
        None => finding.help("写规则的编号，如 A103；jixiao explain 列出全部"),
    }
}

/// The entries of a map whose keys are among `known`; others are findings.
fn known_entries(
    reader: &mut Reader,
    node: NodeId,
    known: &[&str],
) -> Vec<(String, NodeId)> {
    if reader.is_blank(node) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for &(key, value) in reader.entries(node).unwrap_or_default() {
        let Some(name) = reader.text(key) else { continue };
        if let Some(name) = reader.known_name(key, &name.value, known, known) {
            found.push((name, value));
        }
    }
    found
}
