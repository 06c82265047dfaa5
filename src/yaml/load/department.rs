//! Reads 部门.yaml, or the top of a single file.

use super::reader::{Map, Reader};
use super::{budget, items, own, project, report};
use crate::diagnostic::codes;
use crate::model::profile::Owner;
use crate::model::{
    Department, Field, Item, OverallTable, Passage, Profile, Project, Report, ReportKind,
    SubGoal, Task, Unit,
};
use crate::text::source::Spanned;
use crate::yaml::format;
use crate::yaml::tree::NodeId;

/// Finds the profile for a 版式.
pub type Choose<'c> =
    dyn Fn(&mut Reader, Option<&Spanned<String>>) -> Option<Profile> + 'c;

/// The department at `node`, with the projects written inline, and the profile that
/// `choose` finds for its 版式.
pub fn read(
    reader: &mut Reader,
    node: NodeId,
    choose: &Choose,
) -> Option<(Department, Option<Profile>)> {
    let map = reader.mapping(node, format::DEPARTMENT)?;
    let chosen = map.required("版式", reader, Reader::text);
    let profile = choose(reader, chosen.get());
    let form = profile.as_ref();
    let name = map.required("部门名称", reader, Reader::text);
    let mut ordinals = 0..;
    let department = Department {
        profile: chosen,
        year: map.required("年度", reader, Reader::parse),
        overall_table: map.optional("部门整体绩效目标表", reader, |r, n| {
            overall_table(r, n, form, &name)
        }),
        name,
        compiler: map.optional("编制单位", reader, Reader::text),
        reviewer: map.optional("审核单位", reader, Reader::text),
        draft: map.optional("草案", reader, Reader::switch),
        extract: map.optional("摘录", reader, Reader::switch),
        units: units(&map, reader),
        fields: own::read(&map, reader, form, Owner::Department),
        overall_goals: passage(&map, "总体绩效目标", reader, item, untitled),
        sub_goals: passage(&map, "分项绩效目标", reader, sub_goal, unnamed),
        safeguards: passage(&map, "工作保障措施", reader, item, untitled),
        special_funds: list(&map, "专项资金", reader, |r, n| {
            project::read_special_fund(r, n, form)
        }),
        projects: list(&map, "项目", reader, |r, n| {
            let ordinal = ordinals.next()?;
            Some(Project { ordinal, ..project::read(r, n, form)? })
        }),
        reports: reports(&map, reader, form),
        exemptions: Vec::new(),
        span: Some(map.head),
    };
    Some((department, profile))
}

/// 自评 and 监控 that are written inline.
fn reports(map: &Map, reader: &mut Reader, form: Option<&Profile>) -> Vec<Report> {
    let kinds = [ReportKind::Evaluation, ReportKind::Monitoring];
    let of = |kind: ReportKind| {
        list(map, kind.name(), reader, |r, n| report::read(r, n, kind, form, None))
    };
    kinds.into_iter().flat_map(of).collect()
}

fn overall_table(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
    name: &Field<String>,
) -> Option<Spanned<OverallTable>> {
    let map = reader.mapping(node, format::OVERALL_TABLE)?;
    let table = OverallTable {
        targets: Project {
            name: name.clone(),
            goals: map.required("年度总体目标", reader, project::goals),
            indicators: map
                .required("绩效指标", reader, |r, n| project::indicators(r, n, form)),
            span: map.head,
            ..Project::default()
        },
        tasks: map.optional("主要任务", reader, |r, node| {
            let items = r.items(node)?.iter();
            let tasks = items.filter_map(|n| task(r, *n, form)).collect();
            Some(Spanned::new(tasks, r.head(node)))
        }),
    };
    Some(Spanned::new(table, map.head))
}

fn task(reader: &mut Reader, node: NodeId, form: Option<&Profile>) -> Option<Task> {
    let map = reader.mapping(node, format::TASK)?;
    Some(Task {
        name: map.required("任务", reader, Reader::text),
        content: map.optional("内容", reader, Reader::prose),
        budget: map.optional("预算", reader, |r, n| budget::read(r, n, form)),
    })
}

fn units(map: &Map, reader: &mut Reader) -> Vec<Unit> {
    let field = map.required("单位", reader, |r, node| {
        let units: Vec<Unit> =
            r.items(node)?.iter().filter_map(|n| unit(r, *n)).collect();
        Some(Spanned::new(units, r.span(node)))
    });
    let Field::Given(units) = field else { return Vec::new() };
    for (i, unit) in units.value.iter().enumerate() {
        let Some(code) = unit.code.get().filter(|c| !c.value.is_empty()) else {
            continue;
        };
        let same = |u: &&Unit| u.code.value() == Some(&code.value);
        if let Some(first) = units.value[..i].iter().find(same).and_then(|u| u.code.get())
        {
            let message = format!("单位编码「{}」写了两次", code.value);
            let finding = codes::S106
                .finding(code.span, message)
                .related(first.span, "第一次")
                .help("一个单位写一次；编码抄错的改编码");
            reader.report(finding);
        }
    }
    units.value
}

fn unit(reader: &mut Reader, node: NodeId) -> Option<Unit> {
    let map = reader.mapping(node, format::UNIT)?;
    Some(Unit {
        code: map.required("单位编码", reader, Reader::text),
        name: map.required("单位名称", reader, Reader::text),
    })
}

/// The items of a list that may be left out.
fn list<'t, T>(
    map: &Map,
    key: &str,
    reader: &mut Reader<'t>,
    mut item: impl FnMut(&mut Reader<'t>, NodeId) -> Option<T>,
) -> Vec<T> {
    let field = map.optional(key, reader, |r, node| {
        let items: Vec<_> = r.items(node)?.iter().filter_map(|n| item(r, *n)).collect();
        Some(Spanned::new(items, r.span(node)))
    });
    match field {
        Field::Given(items) => items.value,
        _ => Vec::new(),
    }
}

/// A passage: one text, or a list of items read by `item`.
fn passage<'t, I>(
    map: &Map,
    key: &str,
    reader: &mut Reader<'t>,
    item: impl Fn(&mut Reader<'t>, NodeId) -> Option<I>,
    single: impl Fn(Spanned<String>) -> I,
) -> Field<Passage<I>> {
    map.optional(key, reader, |r, node| read_passage(r, node, item, single))
}

/// Reads the node of a passage; `single` makes an item of a text.
pub fn read_passage<'t, I>(
    reader: &mut Reader<'t>,
    node: NodeId,
    item: impl Fn(&mut Reader<'t>, NodeId) -> Option<I>,
    single: impl Fn(Spanned<String>) -> I,
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
    if let Some(items) = items::of_passage(reader, node) {
        let items = items.into_iter().map(single).collect();
        return Some(Spanned::new(Passage::Items(items), span));
    }
    Some(Spanned::new(Passage::Text(reader.text(node)?), span))
}

fn item(reader: &mut Reader, node: NodeId) -> Option<Item> {
    if !reader.is_mapping(node) {
        return written(reader, node).map(untitled);
    }
    let map = reader.mapping(node, format::ITEM)?;
    Some(Item {
        title: map.optional("标题", reader, Reader::text),
        content: map.required("内容", reader, Reader::prose),
    })
}

/// An item without a title.
fn untitled(content: Spanned<String>) -> Item {
    Item { title: Field::Absent, content: Field::Given(content) }
}

/// A sub-goal of one text.
fn unnamed(content: Spanned<String>) -> SubGoal {
    SubGoal { content: Field::Given(content), ..SubGoal::default() }
}

fn sub_goal(reader: &mut Reader, node: NodeId) -> Option<SubGoal> {
    if !reader.is_mapping(node) {
        return written(reader, node).map(unnamed);
    }
    let map = reader.mapping(node, format::SUB_GOAL)?;
    Some(SubGoal {
        name: map.required("名称", reader, Reader::text),
        goal: map.optional("绩效目标", reader, Reader::prose),
        indicators: map.optional("绩效指标", reader, Reader::prose),
        content: map.optional("内容", reader, Reader::prose),
    })
}

/// A text that must not be blank.
pub fn written(reader: &mut Reader, node: NodeId) -> Option<Spanned<String>> {
    if reader.is_blank(node) {
        let finding =
            crate::diagnostic::codes::S111.finding(reader.span(node), "这一条是空的");
        reader.report(finding);
        return None;
    }
    items::of_item(reader, node);
    reader.text(node)
}
