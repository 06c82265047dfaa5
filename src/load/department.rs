//! Reads 部门.yaml, or the top of a single file.

use super::format;
use super::project;
use super::reader::{Map, Reader};
use super::tree::NodeId;
use crate::model::{Department, Field, Item, Passage, SubGoal, Unit};
use crate::source::Spanned;

/// The department at `node`, with the projects written inline.
pub fn read(reader: &mut Reader, node: NodeId) -> Option<Department> {
    let map = reader.mapping(node, format::DEPARTMENT)?;
    Some(Department {
        profile: map.required("版式", reader, Reader::text),
        year: map.required("年度", reader, Reader::parse),
        name: map.required("部门名称", reader, Reader::text),
        compiler: map.optional("编制单位", reader, Reader::text),
        reviewer: map.optional("审核单位", reader, Reader::text),
        draft: map.optional("草案", reader, Reader::switch),
        extract: map.optional("摘录", reader, Reader::switch),
        units: units(&map, reader),
        overall_goals: passage(&map, "总体绩效目标", reader, item),
        sub_goals: passage(&map, "分项绩效目标", reader, sub_goal),
        safeguards: passage(&map, "工作保障措施", reader, item),
        projects: inline_projects(&map, reader),
        exemptions: Vec::new(),
        span: Some(map.head),
    })
}

fn units(map: &Map, reader: &mut Reader) -> Vec<Unit> {
    let field = map.required("单位", reader, |r, node| {
        let units = r.items(node)?.iter().filter_map(|n| unit(r, *n)).collect();
        Some(Spanned::new(units, r.span(node)))
    });
    match field {
        Field::Given(units) => units.value,
        _ => Vec::new(),
    }
}

fn unit(reader: &mut Reader, node: NodeId) -> Option<Unit> {
    let map = reader.mapping(node, format::UNIT)?;
    Some(Unit {
        code: map.required("单位编码", reader, Reader::text),
        name: map.required("单位名称", reader, Reader::text),
    })
}

fn inline_projects(map: &Map, reader: &mut Reader) -> Vec<crate::model::Project> {
    let field = map.optional("项目", reader, |r, node| {
        let items = r.items(node)?.iter();
        let projects: Vec<_> = items.filter_map(|n| project::read(r, *n)).collect();
        Some(Spanned::new(projects, r.span(node)))
    });
    match field {
        Field::Given(projects) => projects.value,
        _ => Vec::new(),
    }
}

/// A passage: one text, or a list of items read by `item`.
fn passage<'t, I>(
    map: &Map,
    key: &str,
    reader: &mut Reader<'t>,
    item: impl Fn(&mut Reader<'t>, NodeId) -> Option<I>,
) -> Field<Passage<I>> {
    map.optional(key, reader, |r, node| read_passage(r, node, item))
}

/// Reads the node of a passage.
pub fn read_passage<'t, I>(
    reader: &mut Reader<'t>,
    node: NodeId,
    item: impl Fn(&mut Reader<'t>, NodeId) -> Option<I>,
) -> Option<Spanned<Passage<I>>> {
    let span = reader.span(node);
    if reader.is_sequence(node) {
        let items = reader.items(node)?.iter();
        let items = items.filter_map(|n| item(reader, *n)).collect();
        return Some(Spanned::new(Passage::Items(items), span));
    }
    if reader.is_mapping(node) {
        return reader.wrong_kind(node, "一段文字，或以“- ”开头的列表");
    }
    Some(Spanned::new(Passage::Text(reader.text(node)?), span))
}

fn item(reader: &mut Reader, node: NodeId) -> Option<Item> {
    if !reader.is_mapping(node) {
        let content = Field::from(written(reader, node));
        return Some(Item { title: Field::Absent, content });
    }
    let map = reader.mapping(node, format::ITEM)?;
    Some(Item {
        title: map.optional("标题", reader, Reader::text),
        content: map.required("内容", reader, Reader::text),
    })
}

fn sub_goal(reader: &mut Reader, node: NodeId) -> Option<SubGoal> {
    if !reader.is_mapping(node) {
        let content = Field::from(written(reader, node));
        return Some(SubGoal { content, ..SubGoal::default() });
    }
    let map = reader.mapping(node, format::SUB_GOAL)?;
    Some(SubGoal {
        name: map.required("名称", reader, Reader::text),
        goal: map.optional("绩效目标", reader, Reader::text),
        indicators: map.optional("绩效指标", reader, Reader::text),
        content: map.optional("内容", reader, Reader::text),
    })
}

/// A text that must not be blank.
pub fn written(reader: &mut Reader, node: NodeId) -> Option<Spanned<String>> {
    if reader.is_blank(node) {
        let finding = crate::diagnostic::Diagnostic::error(
            "S111",
            reader.span(node),
            "这一条是空的",
        );
        reader.report(finding);
        return None;
    }
    reader.text(node)
}
