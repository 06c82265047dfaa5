//! Reads 自评 and 监控, the forms that report what came of the targets, over those that
//! are inherited.

use super::edits::{self, list};
use super::table::Width;
use super::words::{Decimals, Share};
use super::{funds, keys, scoring};
use crate::model::Field;
use crate::model::profile::{
    Chance, FundShown, OutcomeShown, Progress, ReportColumn, ReportForm, ReportWords,
    Threshold,
};
use crate::text::source::Spanned;
use crate::yaml::format::Key;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
use rust_decimal::Decimal;

/// The form at `node` over `base`; 否 takes an inherited one away.
pub fn form(
    reader: &mut Reader,
    node: NodeId,
    base: Option<&ReportForm>,
) -> Option<Spanned<Option<ReportForm>>> {
    if !reader.is_mapping(node) {
        let switch = reader.switch(node)?;
        if switch.value {
            return reader.wrong_kind(node, "这张表的各项，或“否”");
        }
        return Some(Spanned::new(None, switch.span));
    }
    let map = reader.mapping(node, keys::REPORT)?;
    let mut form = base.cloned().unwrap_or_else(plain);
    over(reader, &map, &mut form);
    Some(Spanned::new(Some(form), map.head))
}

/// A form of which nothing is said yet.
fn plain() -> ReportForm {
    let text = str::to_owned;
    ReportForm {
        title: String::new(),
        whole_title: String::new(),
        funds: Vec::new(),
        whole_funds: Vec::new(),
        balanced: Vec::new(),
        fund_columns: Vec::new(),
        columns: Vec::new(),
        words: ReportWords {
            department: text("主管部门"),
            unit: text("实施单位"),
            funds: text("项目资金"),
            goals: text("年度总体目标"),
            wanted: text("预期目标"),
            done: text("实际完成情况"),
            total: text("总分"),
            conclusion: text("自评结论"),
            note: text("说明"),
        },
        scoring: None,
        warnings: Vec::new(),
        progress: Vec::new(),
        chances: Vec::new(),
        causes: Vec::new(),
    }
}

fn over(reader: &mut Reader, map: &Map, form: &mut ReportForm) {
    set(&mut form.title, map.optional("标题", reader, Reader::text));
    set(&mut form.whole_title, map.optional("整体标题", reader, Reader::text));
    set(&mut form.funds, map.optional("资金", reader, funds::read));
    set(&mut form.whole_funds, map.optional("整体资金", reader, funds::tree));
    set(&mut form.balanced, map.optional("收支相等", reader, list));
    let columns = |r: &mut Reader, n| columns(r, n, &FundShown::ALL, FundShown::name);
    set(&mut form.fund_columns, map.optional("资金表", reader, columns));
    let columns =
        |r: &mut Reader, n| self::columns(r, n, &OutcomeShown::ALL, OutcomeShown::name);
    set(&mut form.columns, map.optional("指标表", reader, columns));
    if let Some(node) = map.node("文字").filter(|n| !reader.is_blank(*n)) {
        words(reader, node, &mut form.words);
    }
    let base = form.scoring.clone();
    let given = map.optional("计分", reader, |r, n| scoring::read(r, n, base.as_ref()));
    set(&mut form.scoring, given);
    set(&mut form.warnings, map.optional("预警", reader, warnings));
    set(&mut form.progress, map.optional("进度", reader, progress));
    set(&mut form.chances, map.optional("可能性", reader, chances));
    set(&mut form.causes, map.optional("偏差原因", reader, list));
}

fn set<T>(to: &mut T, given: Field<T>) {
    if let Field::Given(given) = given {
        *to = given.value;
    }
}

/// The columns of a table: names of `all`, alone or with their keys.
fn columns<S: Copy + PartialEq>(
    reader: &mut Reader,
    node: NodeId,
    all: &[S],
    name: fn(S) -> &'static str,
) -> Option<Spanned<Vec<ReportColumn<S>>>> {
    let known: Vec<_> = all.iter().map(|s| name(*s)).collect();
    let mut columns = Vec::new();
    for item in reader.items(node)? {
        let map = match reader.is_mapping(*item) {
            true => Some(reader.mapping(*item, keys::REPORT_COLUMN)?),
            false => None,
        };
        let said = match &map {
            Some(map) => map.required("栏", reader, Reader::text).get().cloned(),
            None => reader.text(*item),
        };
        let Some(said) = said else { continue };
        let Some(shown) = all.iter().copied().find(|s| name(*s) == said.value) else {
            reader.report(edits::unknown(&said, &known));
            continue;
        };
        let mut column =
            ReportColumn { shown, title: name(shown).to_owned(), width: (60.0, 60.0) };
        if let Some(map) = map {
            set(&mut column.title, map.optional("标题", reader, Reader::text));
            let width = map.optional("宽", reader, Reader::parse::<Width>);
            column.width = width.value().map_or(column.width, |w| (w.0, w.1));
        }
        columns.push(column);
    }
    Some(Spanned::new(columns, reader.head(node)))
}

fn words(reader: &mut Reader, node: NodeId, words: &mut ReportWords) {
    let Some(map) = reader.mapping(node, keys::REPORT_WORDS) else { return };
    let slots = [
        ("主管部门", &mut words.department),
        ("实施单位", &mut words.unit),
        ("资金", &mut words.funds),
        ("总体目标", &mut words.goals),
        ("预期目标", &mut words.wanted),
        ("完成情况", &mut words.done),
        ("总分", &mut words.total),
        ("结论", &mut words.conclusion),
        ("说明", &mut words.note),
    ];
    for (key, slot) in slots {
        set(slot, map.optional(key, reader, Reader::text));
    }
}

/// 预警, put from the gravest on.
fn warnings(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Threshold>>> {
    let mut list = items(reader, node, keys::WARNING, |reader, map| {
        let name = map.required("名称", reader, Reader::text).value()?.clone();
        let at = share(map, "低于", reader)?;
        Some(Threshold { name, at, points: Decimal::ZERO })
    })?;
    list.value.sort_by_key(|w| w.at);
    Some(list)
}

/// 进度, put in the order of the months.
fn progress(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Progress>>> {
    let mut list = items(reader, node, keys::PROGRESS, |reader, map| {
        let month = map.required("月", reader, Reader::parse::<MonthOfYear>).value()?.0;
        Some(Progress { month, rate: share(map, "执行率", reader)? })
    })?;
    list.value.sort_by_key(|p| p.month);
    Some(list)
}

fn chances(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Chance>>> {
    items(reader, node, keys::CHANCE, |reader, map| {
        let name = map.required("名称", reader, Reader::text).value()?.clone();
        let explained = map.optional("要说明", reader, Reader::switch);
        Some(Chance { name, explained: explained.value().copied().unwrap_or(false) })
    })
}

/// The maps of a list, each read by `read`; those it cannot read were reported.
pub(super) fn items<'t, T>(
    reader: &mut Reader<'t>,
    node: NodeId,
    keys: &'static [Key],
    read: impl Fn(&mut Reader<'t>, &Map) -> Option<T>,
) -> Option<Spanned<Vec<T>>> {
    let mut list = Vec::new();
    for item in reader.items(node)? {
        let Some(map) = reader.mapping(*item, keys) else { continue };
        list.extend(read(reader, &map));
    }
    Some(Spanned::new(list, reader.head(node)))
}

/// A share under a key that must stand.
pub(super) fn share(map: &Map, key: &str, reader: &mut Reader) -> Option<Decimal> {
    Some(map.required(key, reader, Reader::parse::<Share>).value()?.0)
}

/// Decimal places under a key that may be left out.
pub(super) fn decimals(map: &Map, reader: &mut Reader) -> Option<u32> {
    Some(map.optional("小数位", reader, Reader::parse::<Decimals>).value()?.0)
}

/// A month, 1 to 12.
struct MonthOfYear(u8);

impl std::str::FromStr for MonthOfYear {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_suffix('月').unwrap_or(text).parse() {
            Ok(month @ 1..=12) => Ok(MonthOfYear(month)),
            _ => Err("月份写 1 到 12".into()),
        }
    }
}
