//! Reads a project: a file under 项目/, or an entry of an inline list.

use super::department::{read_passage, written};
use super::reader::{Map, Reader};
use super::{budget, own, plan};
use crate::diagnostic::codes;
use crate::model::profile::Owner;
use crate::model::{Field, Goals, Indicator, Profile, Project, Target};
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
    let map = mapping(reader, node, format::PROJECT, form)?;
    Some(Project {
        unit: map.required("单位", reader, Reader::text),
        code: map.optional("项目编码", reader, Reader::parse),
        name: map.required("项目名称", reader, Reader::text),
        classified: map.optional("涉密", reader, Reader::switch),
        budget: map.required("预算", reader, |r, n| budget::read(r, n, form)),
        purpose: purpose(&map, reader, form),
        plan: map.optional("支出计划", reader, |r, n| plan::read(r, n, form)),
        fields: own::read(&map, reader, form, Owner::Project),
        goals: map.required("绩效目标", reader, goals),
        mid_term_goals: map.optional("中期目标", reader, goals),
        indicators: map.required("绩效指标", reader, |r, n| indicators(r, n, form)),
        span: map.head,
        ordinal: 0,
    })
}

/// An entry of 专项资金: what a project has, but for what belongs to a unit.
pub fn read_special_fund(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
) -> Option<Project> {
    let map = mapping(reader, node, format::SPECIAL_FUND, form)?;
    Some(Project {
        name: map.required("名称", reader, Reader::text),
        budget: map.required("预算", reader, |r, n| budget::read(r, n, form)),
        purpose: map.optional("资金用途", reader, Reader::prose),
        fields: own::read(&map, reader, form, Owner::Project),
        goals: map.required("绩效目标", reader, goals),
        mid_term_goals: map.optional("中期目标", reader, goals),
        indicators: map.required("绩效指标", reader, |r, n| indicators(r, n, form)),
        span: map.head,
        ..Project::default()
    })
}

/// The keys of a project. A field of the form's own that stands among them is told.
fn mapping(
    reader: &mut Reader,
    node: NodeId,
    keys: &'static [Key],
    form: Option<&Profile>,
) -> Option<Map> {
    let own = form.map_or(Vec::new(), |f| f.fields_of(Owner::Project).collect());
    let names: Vec<&str> = own.iter().map(|f| f.name.as_str()).collect();
    let map = reader.mapping_with(node, keys, &names)?;
    own::misplaced(&map, reader, &own);
    Some(map)
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

/// Goals: one text, or a list that the program numbers.
pub fn goals(reader: &mut Reader, node: NodeId) -> Option<Spanned<Goals>> {
    read_passage(reader, node, written, |text| text)
}

/// Both shapes: levels as maps, or a flat list of rows.
pub fn indicators(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
) -> Option<Spanned<Vec<Indicator>>> {
    let span = reader.head(node);
    let mut rows = Vec::new();
    if reader.is_sequence(node) {
        let items = reader.items(node)?;
        rows.extend(items.iter().filter_map(|n| row(reader, *n, form)));
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
            level(reader, node1, (&level1, &level2), form, &mut rows);
            continue;
        }
        for &(key2, node2) in reader.entries(node1).unwrap_or_default() {
            let level2 = Field::from(reader.text(key2));
            level(reader, node2, (&level1, &level2), form, &mut rows);
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
    (level1, level2): (&Field<String>, &Field<String>),
    form: Option<&Profile>,
    rows: &mut Vec<Indicator>,
) {
    if reader.is_blank(node) {
        return;
    }
    for item in reader.items(node).unwrap_or_default() {
        let Some(map) = of_indicator(reader, *item, format::INDICATOR, form) else {
            continue;
        };
        rows.push(Indicator {
            level1: level1.clone(),
            level2: level2.clone(),
            ..fields(&map, reader, form)
        });
    }
}

/// The keys of an indicator, own fields of the form among them.
fn of_indicator(
    reader: &mut Reader,
    node: NodeId,
    keys: &'static [Key],
    form: Option<&Profile>,
) -> Option<Map> {
    let own = form.map_or(Vec::new(), |f| f.fields_of(Owner::Indicator).collect());
    let names: Vec<&str> = own.iter().map(|f| f.name.as_str()).collect();
    reader.mapping_with(node, keys, &names)
}

fn row(reader: &mut Reader, node: NodeId, form: Option<&Profile>) -> Option<Indicator> {
    let map = of_indicator(reader, node, format::INDICATOR_ROW, form)?;
    Some(Indicator {
        level1: map.required(LEVELS[0], reader, Reader::text),
        level2: map.required(LEVELS[1], reader, Reader::text),
        ..fields(&map, reader, form)
    })
}

fn target(reader: &mut Reader, node: NodeId) -> Option<Spanned<Target>> {
    let text = reader.text(node)?;
    Some(Spanned::new(Target::parse(&text.value), text.span))
}

fn fields(map: &Map, reader: &mut Reader, form: Option<&Profile>) -> Indicator {
    let own = own::direct(map, reader, form);
    let mut row = Indicator { own, span: map.head, ..Indicator::default() };
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
