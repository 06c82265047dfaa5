//! Reads 版式.yaml over the profile it inherits from.

use super::edits::list;
use super::words::PercentSign;
use super::{
    USUAL, built_in, funds, indicators, keys, length, maps, named, own, page, report,
    rules, sheet, table,
};
use crate::diagnostic::codes;
use crate::document::PageForm;
use crate::model::profile::{
    FundRows, MoneyForm, Need, Parts, Profile, Sheets, Tables, Titles,
};
use crate::model::{Field, MoneyUnit};
use crate::text::source::Spanned;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
use std::collections::BTreeMap;

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
    if !length::judge(reader, node) {
        return None;
    }
    let name = map.required("名称", reader, Reader::text);
    let inherited = map.optional(super::INHERITS, reader, Reader::text);
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
    if !inherits {
        usual_reports(&mut profile);
    }
    over(reader, &map, &mut profile, inherits);
    Some(profile)
}

fn inherit(reader: &mut Reader, name: &Spanned<String>, base: &Base) -> Option<Profile> {
    match base {
        Base::Named => named(reader, name),
        Base::Profile(profile) => profile.as_deref().cloned(),
        Base::Missing(why) => {
            reader.report(codes::S201.finding(name.span, why.as_str()));
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
        money: MoneyForm { unit: MoneyUnit::WAN, decimals: 2, grouped: false },
        funds: Vec::new(),
        fund_rows: FundRows::Each,
        has_code: false,
        has_purpose: false,
        has_mid_term: false,
        plan_months: Vec::new(),
        fields: Vec::new(),
        rules: Vec::new(),
        columns: Vec::new(),
        percent_sign: "%".into(),
        weighting: None,
        numbering: texts(&["一、", "（一）", "1."]),
        levels: Vec::new(),
        page: PageForm::default(),
        sheets: Sheets::default(),
        continued: String::new(),
        evaluation: None,
        monitoring: None,
        severities: BTreeMap::new(),
    }
}

/// The usual forms of 自评 and 监控, over which the file may say others. The profile that
/// has them says all of them itself.
fn usual_reports(profile: &mut Profile) {
    if profile.name == USUAL {
        return;
    }
    if let Some(usual) = built_in(USUAL) {
        profile.evaluation = usual.evaluation;
        profile.monitoring = usual.monitoring;
    }
}

/// Puts what the file says over what `profile` has, key by key in the order of the
/// format.
fn over(reader: &mut Reader, map: &Map, profile: &mut Profile, inherits: bool) {
    let p = profile;
    set(&mut p.about, map.optional("说明", reader, Reader::text));
    set(&mut p.templates, map.optional("模板", reader, list));
    if let Some(node) = map.node("标题") {
        maps::titles(reader, node, &mut p.titles);
    }
    if let Some(node) = map.node("部分") {
        maps::parts(reader, node, &mut p.parts);
    }
    over_tables(reader, map, p);
    over_columns(reader, map, p, inherits);
    set(&mut p.numbering, map.optional("编号", reader, list));
    let base = inherits.then_some(p.levels.as_slice());
    let given = map.optional("指标", reader, |r, n| indicators::levels(r, n, base));
    set(&mut p.levels, given);
    if let Some(node) = map.node("页面") {
        page::read(reader, node, &mut p.page);
    }
    if let Some(text) = map.optional("续表", reader, Reader::text).value() {
        p.continued = if text == "否" { String::new() } else { text.clone() };
    }
    rules::read(reader, map, p, inherits);
    let base = p.evaluation.clone();
    let given = map.optional("自评", reader, |r, n| report::form(r, n, base.as_ref()));
    set(&mut p.evaluation, given);
    let base = p.monitoring.clone();
    let given = map.optional("监控", reader, |r, n| report::form(r, n, base.as_ref()));
    set(&mut p.monitoring, given);
    if let Some(node) = map.node("严重程度") {
        maps::severities(reader, node, &p.rules, &mut p.severities);
    }
    own::judge_columns(reader, map, p);
    rules::judge_all(reader, map, p);
    // what its names mean follows from all of the rest
    sheet::read(reader, map.node("表样"), p);
}

/// What a project's table shows beside its indicators.
fn over_tables(reader: &mut Reader, map: &Map, p: &mut Profile) {
    set(&mut p.tables, map.optional("项目表", reader, Reader::parse));
    if let Some(node) = map.node("金额") {
        maps::money(reader, node, &mut p.money);
    }
    set(&mut p.funds, map.optional("资金", reader, funds::read));
    set(&mut p.fund_rows, map.optional("资金排法", reader, Reader::parse));
    set(&mut p.has_code, map.optional("项目编码", reader, Reader::switch));
    set(&mut p.has_purpose, map.optional("资金用途", reader, Reader::switch));
    set(&mut p.has_mid_term, map.optional("中期目标", reader, Reader::switch));
    set(&mut p.plan_months, map.optional("支出计划", reader, months));
}

/// The columns of the indicators, and how percentages and weights stand in them.
fn over_columns(reader: &mut Reader, map: &Map, p: &mut Profile, inherits: bool) {
    let before = p.clone();
    own::read(reader, map, p, inherits);
    table::follow(&before, p);
    let base = inherits.then(|| p.columns.clone());
    let known = p.clone();
    let given = map
        .optional("指标表", reader, |r, n| table::read(r, n, base.as_deref(), &known));
    set(&mut p.columns, given);
    table::append(&before, p);
    let given = map.optional("百分号", reader, Reader::parse::<PercentSign>);
    if let Some(sign) = given.value() {
        p.percent_sign = sign.0.into();
    }
    if let Field::Given(given) = map.optional("权重", reader, indicators::weighting) {
        p.weighting = given.value;
    }
}

fn set<T>(to: &mut T, given: Field<T>) {
    if let Field::Given(given) = given {
        *to = given.value;
    }
}

/// 支出计划: the months, each an item of its own.
fn months(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<String>>> {
    let months = list(reader, node)?;
    if let Some(message) = own::comma(&months.value) {
        let finding = codes::S110.finding(months.span, message);
        reader.report(finding.help("各月之间用半角逗号，如 [6月底, 12月底]"));
        return None;
    }
    Some(months)
}
