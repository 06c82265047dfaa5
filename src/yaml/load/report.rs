//! Reads 自评 and 监控: files of these folders, or entries of inline lists.

use super::project::goals;
use super::reader::{Map, Reader};
use crate::diagnostic::codes;
use crate::model::profile::FundForm;
use crate::model::{Field, FundUse, Month, Outcome, Profile, Report, ReportKind};
use crate::text::source::Spanned;
use crate::yaml::format;
use crate::yaml::tree::{Kind, NodeId};

/// The report at `node`, in the form of `form`, where it is known. `month` is that of its
/// folder.
pub fn read(
    reader: &mut Reader,
    node: NodeId,
    kind: ReportKind,
    form: Option<&Profile>,
    month: Option<Month>,
) -> Option<Report> {
    let map = reader.mapping(node, format::report(kind))?;
    let whole = map.optional("部门整体", reader, Reader::switch);
    let is_whole = whole.value().copied().unwrap_or(false);
    let report_form = form.and_then(|f| f.report_form(kind));
    let tree = report_form.map(|f| f.fund_tree(is_whole));
    let monitors = kind == ReportKind::Monitoring;
    let mut report = Report {
        kind,
        code: map.optional("项目编码", reader, Reader::text),
        name: map.optional("项目名称", reader, Reader::text),
        whole,
        funds: map.optional("资金", reader, |r, n| funds(r, n, kind, form, tree)),
        outcomes: map.required("指标", reader, |r, n| outcomes(r, n, kind)),
        note: map.optional("说明", reader, Reader::prose),
        span: map.head,
        ..Report::default()
    };
    if monitors {
        report.month = month_of(&map, reader, month);
    } else {
        report.done = map.optional("完成情况", reader, goals);
        report.total = map.optional("总分", reader, Reader::parse);
        report.conclusion = map.optional("结论", reader, Reader::text);
    }
    Some(report)
}

/// 月份; a report in the folder of a month says that one, or nothing.
fn month_of(map: &Map, reader: &mut Reader, folder: Option<Month>) -> Field<Month> {
    let written = map.optional("月份", reader, Reader::parse::<Month>);
    match (written, folder) {
        (Field::Given(written), Some(folder)) if written.value != folder => {
            let message = format!("月份写的是 {}，文件放在 {folder} 里", written.value);
            let finding = codes::S110
                .finding(written.span, message)
                .help("删掉这一行，或把文件移到那个月的文件夹")
                .safe_fix(written.span, folder.to_string());
            reader.report(finding);
            Field::Broken
        }
        (Field::Absent, Some(folder)) => Field::of(folder),
        (Field::Absent, None) => {
            reader.missing("月份", map.head, "监控到几月底，如 2026-07");
            Field::Broken
        }
        (written, _) => written,
    }
}

/// 资金: amounts by the names of the form, or those of the whole alone.
fn funds(
    reader: &mut Reader,
    node: NodeId,
    kind: ReportKind,
    form: Option<&Profile>,
    tree: Option<&[FundForm]>,
) -> Option<Spanned<Vec<FundUse>>> {
    let head = reader.head(node);
    let entries = reader.entries(node)?;
    let is_amount = |e: &(NodeId, NodeId)| {
        format::fund_use(kind).iter().any(|k| reader.is_named(e.0, k.name))
    };
    if entries.iter().any(is_amount) {
        let fund = fund(reader, node, None, kind, form)?;
        return Some(Spanned::new(vec![fund], head));
    }
    let mut known = Vec::new();
    names(tree.unwrap_or_default(), &mut known);
    let mut funds: Vec<FundUse> = Vec::new();
    for &(key, value) in entries {
        let Some(mut name) = reader.text(key) else { continue };
        if tree.is_some() {
            let free = |n: &&&str| !entries.iter().any(|e| reader.is_named(e.0, n));
            let free: Vec<&str> = known.iter().filter(free).copied().collect();
            match reader.known_name(key, &name.value, &known, &free) {
                Some(right) => name.value = right,
                None => continue,
            }
        }
        if !reader.is_blank(value) {
            funds.extend(fund(reader, value, Some(name), kind, form));
        }
    }
    Some(Spanned::new(funds, head))
}

fn names<'f>(tree: &'f [FundForm], into: &mut Vec<&'f str>) {
    for fund in tree {
        into.push(&fund.name);
        names(&fund.parts, into);
    }
}

/// The amounts of one fund.
fn fund(
    reader: &mut Reader,
    node: NodeId,
    name: Option<Spanned<String>>,
    kind: ReportKind,
    form: Option<&Profile>,
) -> Option<FundUse> {
    let map = reader.mapping(node, format::fund_use(kind))?;
    let unit = form.map(|f| f.money.unit);
    let amount = |key: &str, reader: &mut Reader| {
        map.optional(key, reader, |r, n| super::budget::money(r, n, unit))
    };
    let mut fund = FundUse {
        budget: amount("全年预算数", reader),
        span: name.as_ref().map_or(map.head, |n| n.span),
        name,
        ..FundUse::default()
    };
    if kind == ReportKind::Monitoring {
        fund.spent = amount("执行数", reader);
        fund.expected = amount("全年预计", reader);
    } else {
        fund.initial = amount("年初预算数", reader);
        fund.spent = amount("全年执行数", reader);
        fund.weight = map.optional("分值", reader, Reader::parse);
        fund.score = map.optional("得分", reader, Reader::parse);
    }
    fund.rate = map.optional("执行率", reader, Reader::parse);
    Some(fund)
}

fn outcomes(
    reader: &mut Reader,
    node: NodeId,
    kind: ReportKind,
) -> Option<Spanned<Vec<Outcome>>> {
    let items = reader.items(node)?.iter();
    let rows = items.filter_map(|n| outcome(reader, *n, kind)).collect();
    Some(Spanned::new(rows, reader.head(node)))
}

fn outcome(reader: &mut Reader, node: NodeId, kind: ReportKind) -> Option<Outcome> {
    let map = reader.mapping(node, format::outcome(kind))?;
    let mut row = Outcome {
        name: map.required("指标", reader, Reader::text),
        remark: map.optional("备注", reader, Reader::text),
        span: map.head,
        ..Outcome::default()
    };
    if kind == ReportKind::Monitoring {
        row.actual = map.optional("已完成", reader, Reader::text);
        row.expected = map.optional("全年预计", reader, Reader::text);
        row.chance = map.optional("可能性", reader, Reader::text);
        row.causes = map.optional("偏差", reader, causes);
        row.reason = map.optional("说明", reader, Reader::text);
    } else {
        row.actual = map.optional("完成值", reader, Reader::text);
        row.weight = map.optional("分值", reader, Reader::parse);
        row.score = map.optional("得分", reader, Reader::parse);
        row.reason = map.optional("偏差原因", reader, Reader::text);
        row.measures = map.optional("改进措施", reader, Reader::text);
    }
    Some(row)
}

/// 偏差: a list, or one kind of reason alone.
fn causes(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Spanned<String>>>> {
    let nodes = match reader.kind(node) {
        Kind::Sequence(items) => items.clone(),
        _ => vec![node],
    };
    let span = reader.head(node);
    let causes = nodes.into_iter().filter_map(|n| reader.text(n)).collect();
    Some(Spanned::new(causes, span))
}
