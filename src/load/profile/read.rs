//! Reads 版式.yaml over the profile it inherits from.

use super::edits::{self, Items};
use super::{funds, keys, named, page, table};
use crate::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::PageForm;
use crate::load::reader::{Map, Reader};
use crate::load::tree::NodeId;
use crate::model::Field;
use crate::model::profile::{
    FundRows, Level, MoneyForm, Need, Parts, Profile, Reserved, TITLES, Tables, TextForm,
    TextPlace, Titles, Weight, Weighting,
};
use crate::source::Spanned;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What 继承 stands for.
pub enum Base {
    /// One of the program's profiles, if it stands there at all.
    Named,
    /// Another profile, as far as it could be read.
    Profile(Option<Box<Profile>>),
    /// Nothing, and why.
    Missing(String),
}

/// The profile at `node`.
pub fn read(reader: &mut Reader, node: NodeId, base: &Base) -> Option<Profile> {
    let map = reader.mapping(node, keys::PROFILE)?;
    let name = map.required("名称", reader, Reader::text);
    let inherited = map.optional("继承", reader, Reader::text);
    let mut profile = match inherited.get() {
        Some(name) => inherit(reader, name, base)?,
        None => {
            if inherited.is_broken() {
                return None;
            }
            for key in ["金额", "资金", "指标表", "指标"] {
                if map.node(key).is_none() {
                    let known = keys::PROFILE.iter().find(|k| k.name == key);
                    let about = known.map_or("", |k| k.about);
                    reader.missing(key, map.head, &format!("{about}；或写“继承: hebei”"));
                }
            }
            plain()
        }
    };
    let inherits = inherited.get().is_some();
    profile.name = name.value()?.clone();
    over(reader, &map, &mut profile, inherits);
    Some(profile)
}

fn inherit(reader: &mut Reader, name: &Spanned<String>, base: &Base) -> Option<Profile> {
    match base {
        Base::Named => named(reader, name),
        Base::Profile(profile) => profile.as_deref().cloned(),
        Base::Missing(why) => {
            reader.report(Diagnostic::error("S201", name.span, why.as_str()));
            None
        }
    }
}

/// The usual form, where nothing is inherited.
fn plain() -> Profile {
    let texts = |list: &[&str]| list.iter().map(|t| (*t).to_owned()).collect();
    Profile {
        name: String::new(),
        about: String::new(),
        templates: texts(&["common"]),
        own_templates: Vec::new(),
        titles: Titles::default(),
        parts: Parts {
            overall_goals: Need::Must,
            sub_goals: Need::Must,
            safeguards: Need::Must,
            overall_table: Need::Never,
            special_funds: Need::Never,
        },
        tables: Tables::Each,
        money: MoneyForm { unit: "万元".into(), decimals: 2 },
        funds: Vec::new(),
        fund_rows: FundRows::Each,
        has_code: false,
        has_purpose: false,
        has_mid_term: false,
        plan_months: Vec::new(),
        texts: Vec::new(),
        columns: Vec::new(),
        percent_sign: "%".into(),
        weighting: None,
        numbering: texts(&["一、", "（一）", "1."]),
        levels: Vec::new(),
        page: PageForm::default(),
        continued: String::new(),
        severities: BTreeMap::new(),
    }
}

/// Puts what the file says over what `profile` has.
fn over(reader: &mut Reader, map: &Map, profile: &mut Profile, inherits: bool) {
    let p = profile;
    set(&mut p.about, map.optional("说明", reader, Reader::text));
    set(&mut p.templates, map.optional("模板", reader, list));
    if let Some(node) = map.node("标题") {
        titles(reader, node, &mut p.titles);
    }
    if let Some(node) = map.node("部分") {
        parts(reader, node, &mut p.parts);
    }
    set(&mut p.tables, map.optional("项目表", reader, Reader::parse));
    if let Some(node) = map.node("金额") {
        money(reader, node, &mut p.money);
    }
    set(&mut p.funds, map.optional("资金", reader, funds::read));
    set(&mut p.fund_rows, map.optional("资金排法", reader, Reader::parse));
    set(&mut p.has_code, map.optional("项目编码", reader, Reader::switch));
    set(&mut p.has_purpose, map.optional("资金用途", reader, Reader::switch));
    set(&mut p.has_mid_term, map.optional("中期目标", reader, Reader::switch));
    set(&mut p.plan_months, map.optional("支出计划", reader, list));
    let base = inherits.then_some(p.texts.as_slice());
    let given = map.optional("文字栏", reader, |r, n| texts(r, n, base));
    set(&mut p.texts, given);
    let base = inherits.then_some(p.columns.as_slice());
    let given = map.optional("指标表", reader, |r, n| table::read(r, n, base));
    set(&mut p.columns, given);
    let given = map.optional("百分号", reader, Reader::parse::<PercentSign>);
    if let Some(sign) = given.value() {
        p.percent_sign = sign.0.into();
    }
    if let Field::Given(given) = map.optional("权重", reader, weighting) {
        p.weighting = given.value;
    }
    set(&mut p.numbering, map.optional("编号", reader, list));
    let base = inherits.then_some(p.levels.as_slice());
    let given = map.optional("指标", reader, |r, n| levels(r, n, base));
    set(&mut p.levels, given);
    if let Some(node) = map.node("页面") {
        page::read(reader, node, &mut p.page);
    }
    if let Some(text) = map.optional("续表", reader, Reader::text).value() {
        p.continued = if text == "否" { String::new() } else { text.clone() };
    }
    if let Some(node) = map.node("严重程度") {
        severities(reader, node, &mut p.severities);
    }
}

fn set<T>(to: &mut T, given: Field<T>) {
    if let Field::Given(given) = given {
        *to = given.value;
    }
}

fn list(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<String>>> {
    let items = reader.items(node)?.iter();
    let texts = items.filter_map(|n| Some(reader.text(*n)?.value)).collect();
    Some(Spanned::new(texts, reader.span(node)))
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

fn titles(reader: &mut Reader, node: NodeId, titles: &mut Titles) {
    let known: Vec<_> = TITLES.iter().map(|t| t.key).collect();
    for (name, value) in known_entries(reader, node, &known) {
        let title = TITLES.iter().find(|t| t.key == name);
        if let (Some(title), Some(text)) = (title, reader.text(value)) {
            titles.set(title, text.value);
        }
    }
}

fn parts(reader: &mut Reader, node: NodeId, parts: &mut Parts) {
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

fn money(reader: &mut Reader, node: NodeId, money: &mut MoneyForm) {
    let Some(map) = reader.mapping(node, keys::MONEY) else { return };
    let unit = map.optional("单位", reader, Reader::parse::<MoneyUnit>);
    if let Some(unit) = unit.value() {
        money.unit = unit.0.into();
    }
    let decimals = map.optional("小数位", reader, Reader::parse::<Decimals>);
    if let Some(decimals) = decimals.value() {
        money.decimals = decimals.0;
    }
}

fn texts(
    reader: &mut Reader,
    node: NodeId,
    base: Option<&[TextForm]>,
) -> Option<Spanned<Vec<TextForm>>> {
    let items = Items { read: &text, name: &|t: &TextForm| &t.name, keys: edits::PLAIN };
    let again = Items { ..items };
    edits::list_or_edits(reader, node, base, &items, |r, map, list| {
        edits::added(r, map, list, &again);
    })
}

fn text(reader: &mut Reader, node: NodeId) -> Option<TextForm> {
    if !reader.is_mapping(node) {
        let name = reader.text(node)?.value;
        let title = name.clone();
        return Some(TextForm { name, title, place: TextPlace::Inside, required: false });
    }
    let map = reader.mapping(node, keys::TEXT)?;
    let name = map.required("名称", reader, Reader::text).get()?.value.clone();
    let title = map.optional("标题", reader, Reader::text);
    let place = map.optional("位置", reader, Reader::parse);
    let required = map.optional("必有", reader, Reader::switch);
    Some(TextForm {
        title: title.value().unwrap_or(&name).clone(),
        place: place.value().copied().unwrap_or(TextPlace::Inside),
        required: required.value().copied().unwrap_or(false),
        name,
    })
}

/// 权重: 否 takes an inherited one away.
fn weighting(reader: &mut Reader, node: NodeId) -> Option<Spanned<Option<Weighting>>> {
    if !reader.is_mapping(node) {
        let switch = reader.switch(node)?;
        if switch.value {
            return reader.wrong_kind(node, "“总分: 100”，或“否”");
        }
        return Some(Spanned::new(None, switch.span));
    }
    let map = reader.mapping(node, keys::WEIGHTING)?;
    let total = points(&map, "总分", reader)?;
    let reserved = map.optional("预留", reader, reserved);
    if let Some(reserved) = reserved.get().filter(|r| r.value.points >= total) {
        let message =
            format!("预留的 {} 分不少于总分 {total}", reserved.value.points.normalize());
        reader.report(Diagnostic::error("S110", reserved.span, message));
    }
    let reserved = reserved.value().cloned();
    Some(Spanned::new(Some(Weighting { total, reserved }), map.head))
}

fn reserved(reader: &mut Reader, node: NodeId) -> Option<Spanned<Reserved>> {
    let map = reader.mapping(node, keys::RESERVED)?;
    let name = map.required("名称", reader, Reader::text).get()?.value.clone();
    let points = points(&map, "分值", reader)?;
    Some(Spanned::new(Reserved { name, points }, map.head))
}

fn points(map: &Map, key: &str, reader: &mut Reader) -> Option<Decimal> {
    let points = map.required(key, reader, Reader::parse::<crate::model::Points>);
    Some(points.get()?.value.number())
}

fn levels(
    reader: &mut Reader,
    node: NodeId,
    base: Option<&[Level]>,
) -> Option<Spanned<Vec<Level>>> {
    let items = Items { read: &level, name: &|l: &Level| &l.name, keys: edits::PLAIN };
    let again = Items { ..items };
    edits::list_or_edits(reader, node, base, &items, |r, map, list| {
        edits::added(r, map, list, &again);
    })
}

fn level(reader: &mut Reader, node: NodeId) -> Option<Level> {
    let map = reader.mapping(node, keys::LEVEL)?;
    let name = map.required("一级", reader, Reader::text).get()?.value.clone();
    let required = map.optional("必有", reader, Reader::switch);
    let children = map.required("二级", reader, list);
    let children = children.value().cloned().unwrap_or_default();
    let needed = edits::texts(&map, "必有二级", reader);
    let known: Vec<&str> = children.iter().map(String::as_str).collect();
    for name in needed.iter().filter(|n| !known.contains(&n.value.as_str())) {
        reader.report(edits::unknown(name, &known));
    }
    Some(Level {
        name,
        required: required.value().copied().unwrap_or(false),
        required_children: needed.into_iter().map(|n| n.value).collect(),
        children,
    })
}

/// Codes and weights; an unknown code or weight is a finding.
fn severities(
    reader: &mut Reader,
    node: NodeId,
    severities: &mut BTreeMap<String, Weight>,
) {
    if reader.is_blank(node) {
        return;
    }
    for &(key, value) in reader.entries(node).unwrap_or_default() {
        let Some(code) = reader.text(key) else { continue };
        if check::rule(&code).is_none() {
            reader.report(unknown_rule(&code));
            continue;
        }
        if let Some(weight) = reader.parse::<Weight>(value) {
            severities.insert(code.value, weight.value);
        }
    }
}

fn unknown_rule(code: &Spanned<String>) -> Diagnostic {
    let codes = check::REGISTRY.iter().map(|r| r.code);
    let message = format!("没有「{}」这条规则", code.value);
    let finding = Diagnostic::error("S107", code.span, message);
    match crate::load::nearest(code, codes) {
        Some(near) => finding.label(format!("是「{near}」吗？")),
        None => finding.help("写规则的编号，如 A103；jixiao explain 列出全部"),
    }
}

/// A value that is one of some words.
macro_rules! words {
    ($type:ty, $hint:literal, $($word:literal => $value:expr),+ $(,)?) => {
        impl FromStr for $type {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok($value),)+
                    _ => Err($hint.into()),
                }
            }
        }
    };
}

struct Decimals(u32);
struct MoneyUnit(&'static str);
struct PercentSign(&'static str);

words!(Weight, "严重程度写 错误、警告、说明 或 关闭",
    "错误" => Weight::On(Severity::Error),
    "警告" => Weight::On(Severity::Warning),
    "说明" => Weight::On(Severity::Info),
    "信息" => Weight::On(Severity::Info),
    "关闭" => Weight::Off);
words!(Need, "写 必有、可有 或 没有",
    "必有" => Need::Must, "可有" => Need::May, "没有" => Need::Never);
words!(Tables, "写 逐项 或 清单", "逐项" => Tables::Each, "清单" => Tables::List);
words!(FundRows, "写 一行 或 逐行", "一行" => FundRows::One, "逐行" => FundRows::Each);
words!(TextPlace, "写 表前、表头 或 表内",
    "表前" => TextPlace::Before, "表头" => TextPlace::Head, "表内" => TextPlace::Inside);
words!(MoneyUnit, "金额单位写 万元 或 元",
    "万元" => MoneyUnit("万元"), "元" => MoneyUnit("元"));
words!(PercentSign, "百分号写 % 或 (%)",
    "%" => PercentSign("%"), "(%)" => PercentSign("(%)"));
words!(Decimals, "小数位写 0 到 6",
    "0" => Decimals(0), "1" => Decimals(1), "2" => Decimals(2), "3" => Decimals(3),
    "4" => Decimals(4), "5" => Decimals(5), "6" => Decimals(6));
