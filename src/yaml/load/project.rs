//! Reads a project: a file under 项目/, or an entry of an inline list.

use super::department::{read_passage, written};
use super::reader::{Map, Reader};
use super::{budget, plan};
use crate::diagnostic::codes;
use crate::model::{Field, Goals, Indicator, LabelledText, Profile, Project, Target};
use crate::text::source::Spanned;
use crate::yaml::fields::{INDICATOR, Slot};
use crate::yaml::format::{self, Key, LEVELS};
use crate::yaml::tree::NodeId;

/// The project at `node`, in the form of `form`, where it is known.
pub fn read(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
) -> Option<Project> {
    let map = reader.mapping(node, format::PROJECT)?;
    Some(Project {
        unit: map.required("单位", reader, Reader::text),
        code: map.optional("项目编码", reader, Reader::parse),
        name: map.required("项目名称", reader, Reader::text),
        classified: map.optional("涉密", reader, Reader::switch),
        budget: map.required("预算", reader, |r, n| budget::read(r, n, form)),
        purpose: purpose(&map, reader, form),
        plan: map.optional("支出计划", reader, |r, n| plan::read(r, n, form)),
        texts: texts(&map, reader, form),
        goals: map.required("绩效目标", reader, goals),
        mid_term_goals: map.optional("中期目标", reader, goals),
        indicators: map.required("绩效指标", reader, indicators),
        span: map.head,
    })
}

/// An entry of 专项资金: what a project has, but for what belongs to a unit.
pub fn read_special_fund(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
) -> Option<Project> {
    let map = reader.mapping(node, format::SPECIAL_FUND)?;
    Some(Project {
        name: map.required("名称", reader, Reader::text),
        budget: map.required("预算", reader, |r, n| budget::read(r, n, form)),
        purpose: map.optional("资金用途", reader, Reader::prose),
        texts: texts(&map, reader, form),
        goals: map.required("绩效目标", reader, goals),
        mid_term_goals: map.optional("中期目标", reader, goals),
        indicators: map.required("绩效指标", reader, indicators),
        span: map.head,
        ..Project::default()
    })
}

/// 资金用途, which must stand where the form has it.
fn purpose(map: &Map, reader: &mut Reader, form: Option<&Profile>) -> Field<String> {
    if form.is_some_and(|f| !f.has_purpose) {
        return map.optional("资金用途", reader, Reader::prose);
    }
    if map.node("资金用途").is_none() {
        reader.missing("资金用途", map.head, "钱用在哪里");
    }
    map.required("资金用途", reader, Reader::prose)
}

/// 文字栏: texts under the labels of the form.
fn texts(map: &Map, reader: &mut Reader, form: Option<&Profile>) -> Vec<LabelledText> {
    let field = map.optional("文字栏", reader, |r, node| {
        Some(Spanned::new(labelled(r, node, form)?, r.head(node)))
    });
    match field {
        Field::Given(texts) => texts.value,
        _ => Vec::new(),
    }
}

fn labelled(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
) -> Option<Vec<LabelledText>> {
    let known: Option<Vec<&str>> =
        form.map(|f| f.texts.iter().map(|t| t.name.as_str()).collect());
    let entries = reader.entries(node)?;
    let mut texts = Vec::new();
    for &(key, value) in entries {
        let Some(mut name) = reader.text(key) else { continue };
        // a form without such texts has a rule of its own for what it does not print
        if let Some(known) = known.as_ref().filter(|k| !k.is_empty()) {
            let taken = |n: &str| entries.iter().any(|e| reader.is_named(e.0, n));
            let free: Vec<_> = known.iter().copied().filter(|n| !taken(n)).collect();
            match reader.known_name(key, &name.value, known, &free) {
                Some(right) => name.value = right,
                None => continue,
            }
        }
        let text = reader.field(&name.value, value, true, Reader::prose);
        texts.push(LabelledText { name, text });
    }
    Some(texts)
}

/// Goals: one text, or a list that the program numbers.
pub fn goals(reader: &mut Reader, node: NodeId) -> Option<Spanned<Goals>> {
    read_passage(reader, node, written, |text| text)
}

/// Both shapes: levels as maps, or a flat list of rows.
pub fn indicators(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Indicator>>> {
    let span = reader.head(node);
    let mut rows = Vec::new();
    if reader.is_sequence(node) {
        let items = reader.items(node)?;
        rows.extend(items.iter().filter_map(|n| row(reader, *n)));
        return Some(Spanned::new(rows, span));
    }
    let mut above = None;
    for &(key1, node1) in reader.entries(node)? {
        let level1 = Field::from(reader.text(key1));
        if reader.is_blank(node1) {
            above = level1.get().cloned();
            continue;
        }
        if reader.is_sequence(node1) {
            let (level1, level2) = one_too_high(reader, level1, above.as_ref());
            level(reader, node1, &level1, &level2, &mut rows);
            continue;
        }
        for &(key2, node2) in reader.entries(node1).unwrap_or_default() {
            let level2 = Field::from(reader.text(key2));
            level(reader, node2, &level1, &level2, &mut rows);
        }
    }
    Some(Spanned::new(rows, span))
}

/// A 二级指标 that stands where a 一级指标 should: reads it as one of that `above`.
fn one_too_high(
    reader: &mut Reader,
    name: Field<String>,
    above: Option<&Spanned<String>>,
) -> (Field<String>, Field<String>) {
    reader.is_incomplete = true;
    let Some(at) = name.get().cloned() else { return (Field::Broken, name) };
    let message = match above {
        Some(above) => {
            format!("「{}」少缩进了一层，应写在「{}」下面", at.value, above.value)
        }
        None => format!("「{}」上面少了一层：先写一级指标，再写二级指标", at.value),
    };
    let finding = codes::S109
        .finding(at.span, message)
        .help("一级指标空两格，二级指标空四格，各条指标空六格，以“- ”开头");
    reader.report(finding);
    (above.cloned().map_or(Field::Broken, Field::Given), name)
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
        level1: map.required(LEVELS[0], reader, Reader::text),
        level2: map.required(LEVELS[1], reader, Reader::text),
        ..fields(&map, reader)
    })
}

fn target(reader: &mut Reader, node: NodeId) -> Option<Spanned<Target>> {
    let text = reader.text(node)?;
    Some(Spanned::new(Target::parse(&text.value), text.span))
}

fn fields(map: &Map, reader: &mut Reader) -> Indicator {
    let mut row = Indicator { span: map.head, ..Indicator::default() };
    for field in INDICATOR {
        let Key { name, required, .. } = field.key;
        match field.slot {
            Slot::Text(_, slot) if required => {
                *slot(&mut row) = map.required(name, reader, Reader::text);
            }
            Slot::Text(_, slot) => {
                *slot(&mut row) = map.optional(name, reader, Reader::text);
            }
            Slot::Target(_, slot) => {
                *slot(&mut row) = map.required(name, reader, target);
            }
            Slot::Points(_, slot) => {
                *slot(&mut row) = map.optional(name, reader, Reader::parse);
            }
        }
    }
    row
}
