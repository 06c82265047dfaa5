//! Reads 计分 of 自评: what weighs how much, and how points are given.

use super::report::{decimals, items, share};
use super::words::Share;
use super::{keys, maps};
use crate::diagnostic::codes;
use crate::model::Points;
use crate::model::profile::{Excess, Grade, Scoring, Threshold};
use crate::text::source::Spanned;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
use rust_decimal::Decimal;

/// The scoring at `node` over `base`; 否 takes an inherited one away.
pub fn read(
    reader: &mut Reader,
    node: NodeId,
    base: Option<&Scoring>,
) -> Option<Spanned<Option<Scoring>>> {
    if !reader.is_mapping(node) {
        let switch = reader.switch(node)?;
        if switch.value {
            return reader.wrong_kind(node, "“总分: 100”等各项，或“否”");
        }
        return Some(Spanned::new(None, switch.span));
    }
    let map = reader.mapping(node, keys::SCORING)?;
    let mut scoring = base.cloned().unwrap_or_else(plain);
    if let Some(total) = map.optional("总分", reader, Reader::parse::<Points>).value() {
        scoring.total = total.number();
    }
    if let Some(given) = map.optional("分值", reader, weights).value() {
        scoring.weights = given.clone();
    }
    let points = map.optional("执行率", reader, Reader::parse::<Points>);
    if let Some(points) = points.value() {
        scoring.execution = points.number();
    }
    if let Some(steps) = map.optional("执行率分档", reader, steps).value() {
        scoring.execution_steps = steps.clone();
    }
    if let Some(excess) = map.optional("超出", reader, Reader::parse::<Excess>).value()
    {
        scoring.excess = *excess;
    }
    scoring.decimals = decimals(&map, reader).unwrap_or(scoring.decimals);
    if let Some(grades) = map.optional("定性", reader, grades).value() {
        scoring.grades = grades.clone();
    }
    if let Some(conclusions) = map.optional("结论", reader, conclusions).value() {
        scoring.conclusions = conclusions.clone();
    }
    Some(Spanned::new(Some(scoring), map.head))
}

/// Points of which nothing more is said.
fn plain() -> Scoring {
    Scoring {
        total: Decimal::ONE_HUNDRED,
        weights: Vec::new(),
        execution: Decimal::TEN,
        execution_steps: Vec::new(),
        excess: Excess::Falling,
        decimals: 2,
        grades: Vec::new(),
        conclusions: Vec::new(),
    }
}

/// What each 一级指标 weighs, in several schemes.
type Schemes = Vec<Vec<(String, Decimal)>>;

/// 分值: one scheme, or a list of them.
fn weights(reader: &mut Reader, node: NodeId) -> Option<Spanned<Schemes>> {
    let nodes = match reader.is_mapping(node) {
        true => vec![node],
        false => reader.items(node)?.to_vec(),
    };
    let schemes = nodes.into_iter().filter_map(|n| scheme(reader, n)).collect();
    Some(Spanned::new(schemes, reader.head(node)))
}

fn scheme(reader: &mut Reader, node: NodeId) -> Option<Vec<(String, Decimal)>> {
    let mut scheme = Vec::new();
    for &(key, value) in reader.entries(node)? {
        let Some(name) = reader.text(key) else { continue };
        if let Some(points) = reader.parse::<Points>(value) {
            scheme.push((name.value, points.value.number()));
        }
    }
    Some(scheme)
}

/// 执行率分档, the highest first.
fn steps(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Threshold>>> {
    let mut list = items(reader, node, keys::EXECUTION_STEP, |reader, map| {
        let at = share(map, "从", reader)?;
        let points = maps::points(map, "分值", reader)?;
        Some(Threshold { name: String::new(), at, points })
    })?;
    list.value.sort_by_key(|s| std::cmp::Reverse(s.at));
    Some(list)
}

/// 定性, the best first.
fn grades(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Grade>>> {
    items(reader, node, keys::GRADE, |reader, map| {
        let name = map.required("名称", reader, Reader::text).value()?.clone();
        let from = map.required("从", reader, Reader::parse::<Share>);
        let to = map.required("到", reader, Reader::parse::<Share>);
        let (from, to) = (from.get()?, to.value()?.0);
        if from.value.0 > to {
            let message = format!("「{name}」的“从”大于“到”");
            reader.report(codes::S110.finding(from.span, message));
            return None;
        }
        Some(Grade { name, from: from.value.0, to })
    })
}

/// 结论, the best first.
fn conclusions(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Threshold>>> {
    let mut list = items(reader, node, keys::CONCLUSION, |reader, map: &Map| {
        let name = map.required("名称", reader, Reader::text).value()?.clone();
        let at = maps::points(map, "从", reader)?;
        Some(Threshold { name, at, points: Decimal::ZERO })
    })?;
    list.value.sort_by_key(|c| std::cmp::Reverse(c.at));
    Some(list)
}
