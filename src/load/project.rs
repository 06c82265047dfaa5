//! Reads a project: a file under 项目/, or an entry of an inline list.

use super::department::{read_passage, written};
use super::format;
use super::reader::Reader;
use super::tree::NodeId;
use crate::diagnostic::Diagnostic;
use crate::model::{Budget, Field, Indicator, Milestone, Percent, Project};
use crate::source::Spanned;

/// The project at `node`.
pub fn read(reader: &mut Reader, node: NodeId) -> Option<Project> {
    let map = reader.mapping(node, format::PROJECT)?;
    Some(Project {
        unit: map.required("单位", reader, Reader::text),
        code: map.optional("项目编码", reader, Reader::parse),
        name: map.required("项目名称", reader, Reader::text),
        classified: map.optional("涉密", reader, Reader::switch),
        budget: map.required("预算", reader, budget),
        purpose: map.required("资金用途", reader, Reader::text),
        plan: map.optional("支出计划", reader, plan),
        goals: map.required("绩效目标", reader, |r, n| read_passage(r, n, written)),
        indicators: map.required("绩效指标", reader, indicators),
        span: map.head,
    })
}

fn budget(reader: &mut Reader, node: NodeId) -> Option<Spanned<Budget>> {
    let map = reader.mapping(node, format::BUDGET)?;
    let budget = Budget {
        total: map.required("预算数", reader, Reader::parse),
        fiscal: map.required("财政资金", reader, Reader::parse),
        other: map.optional("其他资金", reader, Reader::parse),
    };
    Some(Spanned::new(budget, map.head))
}

fn plan(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Milestone>>> {
    let mut plan = Vec::new();
    for &(key, value) in reader.entries(node)? {
        let Some(month) = reader.text(key) else { continue };
        let percent = match reader.is_blank(value) {
            true => Field::Absent,
            false => percent(reader, value).map_or(Field::Broken, Field::Given),
        };
        plan.push(Milestone { month, percent });
    }
    Some(Spanned::new(plan, reader.head(node)))
}

/// A percentage. The word 百分比, as budget systems print it, means the sign.
fn percent(reader: &mut Reader, node: NodeId) -> Option<Spanned<Percent>> {
    let text = reader.text(node)?;
    let sign = text.value.trim().strip_suffix("百分比").map(|n| format!("{}%", n.trim()));
    let Some(sign) = sign.filter(|s| s.parse::<Percent>().is_ok()) else {
        return reader.parse(node);
    };
    let message = format!("「{}」读不出来：百分比写成 %", text.value);
    reader
        .report(Diagnostic::error("S110", text.span, message).safe_fix(text.span, sign));
    None
}

/// Both shapes: levels as maps, or a flat list of rows.
fn indicators(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Indicator>>> {
    let span = reader.head(node);
    let mut rows = Vec::new();
    if reader.is_sequence(node) {
        let items = reader.items(node)?;
        rows.extend(items.iter().filter_map(|n| row(reader, *n)));
        return Some(Spanned::new(rows, span));
    }
    for &(key1, node1) in reader.entries(node)? {
        let level1 = Field::from(reader.text(key1));
        if reader.is_blank(node1) {
            continue;
        }
        for &(key2, node2) in reader.entries(node1).unwrap_or_default() {
            let level2 = Field::from(reader.text(key2));
            level(reader, node2, &level1, &level2, &mut rows);
        }
    }
    Some(Spanned::new(rows, span))
}

/// The indicators under one 二级指标.
fn level(
    reader: &mut Reader,
    node: NodeId,
    level1: &Field<String>,
    level2: &Field<String>,
    rows: &mut Vec<Indicator>,
) {
    if reader.is_blank(node) {
        return;
    }
    for item in reader.items(node).unwrap_or_default() {
        let Some(map) = reader.mapping(*item, format::INDICATOR) else { continue };
        rows.push(Indicator {
            level1: level1.clone(),
            level2: level2.clone(),
            ..fields(&map, reader)
        });
    }
}

fn row(reader: &mut Reader, node: NodeId) -> Option<Indicator> {
    let map = reader.mapping(node, format::INDICATOR_ROW)?;
    Some(Indicator {
        level1: map.required("一级指标", reader, Reader::text),
        level2: map.required("二级指标", reader, Reader::text),
        ..fields(&map, reader)
    })
}

fn fields(map: &super::reader::Map, reader: &mut Reader) -> Indicator {
    Indicator {
        level1: Field::Absent,
        level2: Field::Absent,
        name: map.required("指标", reader, Reader::text),
        description: map.optional("描述", reader, Reader::text),
        target: map.required("指标值", reader, Reader::text),
        basis: map.optional("依据", reader, Reader::text),
        span: map.head,
    }
}
