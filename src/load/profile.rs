//! Reads a profile, and knows those that are built in.

use super::format::{Key, Shape};
use super::reader::{Map, Reader, nearest};
use super::tree::NodeId;
use crate::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Field;
use crate::model::profile::{Level, MoneyForm, Profile, Weight};
use crate::source::{Sources, Spanned};
use std::collections::BTreeMap;
use std::str::FromStr;

/// The profiles that the program brings along: name and text.
const BUILT_IN: &[(&str, &str)] = &[
    ("hebei", include_str!("../../data/profiles/hebei.yaml")),
    ("tianjin", include_str!("../../data/profiles/tianjin.yaml")),
];

/// The profile of a project file that is checked alone.
pub const USUAL: &str = "hebei";

const fn key(name: &'static str, required: bool, about: &'static str) -> Key {
    // the readers below know what stands under each key
    Key { name, required, about, shape: Shape::Text }
}

const PROFILE: &[Key] = &[
    key("名称", true, "部门.yaml 里“版式”写的名字"),
    key("说明", true, "一句话"),
    key("模板", true, "模板文件夹，依次查找"),
    key("金额", true, "单位和小数位"),
    key("项目编码", true, "表里有没有项目编码"),
    key("支出计划", true, "表里的各月，没有写 []"),
    key("指标值确定依据", true, "表里有没有这一列"),
    key("编号", true, "各级编号的写法"),
    key("指标", true, "一级指标和二级指标"),
    key("严重程度", false, "与规则本身不同的严重程度，如 {T105: 关闭}"),
];

const MONEY: &[Key] = &[key("单位", true, "万元或元"), key("小数位", true, "印几位小数")];

const LEVEL: &[Key] = &[
    key("一级", true, "一级指标"),
    key("必有", true, "是否每个项目都要有"),
    key("二级", true, "下面的二级指标"),
    key("必有二级", false, "其中每个项目都要有的，不写即都可以没有"),
];

/// The names of the built-in profiles.
pub fn built_in_names() -> Vec<&'static str> {
    BUILT_IN.iter().map(|p| p.0).collect()
}

/// The built-in profile of that name.
pub fn built_in(name: &str) -> Option<Profile> {
    let (name, text) = BUILT_IN.iter().find(|p| p.0 == name)?;
    let (profile, faults) = load_profile(&format!("{name}.yaml"), text);
    debug_assert!(faults.is_empty(), "{faults:?}");
    profile
}

/// Reads a profile from its YAML.
pub fn load_profile(path: &str, text: &str) -> (Option<Profile>, Vec<Diagnostic>) {
    super::load_with(path, text, &mut Sources::default(), read)
}

fn read(reader: &mut Reader, node: NodeId) -> Option<Profile> {
    let map = reader.mapping(node, PROFILE)?;
    let text = |r: &mut Reader, key| value(map.required(key, r, Reader::text));
    let switch = |r: &mut Reader, key| value(map.required(key, r, Reader::switch));
    Some(Profile {
        name: text(reader, "名称")?,
        title: text(reader, "说明")?,
        templates: texts(&map, "模板", reader)?,
        money: value(map.required("金额", reader, money))?,
        has_code: switch(reader, "项目编码")?,
        plan_months: texts(&map, "支出计划", reader)?,
        has_basis: switch(reader, "指标值确定依据")?,
        numbering: texts(&map, "编号", reader)?,
        levels: value(map.required("指标", reader, levels))?,
        weights: value(map.optional("严重程度", reader, weights)).unwrap_or_default(),
    })
}

fn value<T>(field: Field<T>) -> Option<T> {
    match field {
        Field::Given(given) => Some(given.value),
        _ => None,
    }
}

fn texts(map: &Map, key: &str, reader: &mut Reader) -> Option<Vec<String>> {
    value(map.required(key, reader, list))
}

fn list(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<String>>> {
    let items = reader.items(node)?.iter();
    let texts = items.filter_map(|n| Some(reader.text(*n)?.value)).collect();
    Some(Spanned::new(texts, reader.span(node)))
}

fn money(reader: &mut Reader, node: NodeId) -> Option<Spanned<MoneyForm>> {
    let map = reader.mapping(node, MONEY)?;
    let unit = value(map.required("单位", reader, Reader::text))?;
    let decimals = value(map.required("小数位", reader, Reader::parse::<Decimals>))?;
    Some(Spanned::new(MoneyForm { unit, decimals: decimals.0 }, map.head))
}

struct Decimals(u32);

impl FromStr for Decimals {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            Ok(n @ 0..=6) => Ok(Decimals(n)),
            _ => Err("小数位写 0 到 6".into()),
        }
    }
}

fn levels(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<Level>>> {
    let items = reader.items(node)?.iter();
    let levels = items.filter_map(|n| level(reader, *n)).collect();
    Some(Spanned::new(levels, reader.head(node)))
}

fn level(reader: &mut Reader, node: NodeId) -> Option<Level> {
    let map = reader.mapping(node, LEVEL)?;
    Some(Level {
        name: value(map.required("一级", reader, Reader::text))?,
        required: value(map.required("必有", reader, Reader::switch))?,
        children: texts(&map, "二级", reader)?,
        required_children: value(map.optional("必有二级", reader, list))
            .unwrap_or_default(),
    })
}

/// Codes and weights; an unknown code or weight is a finding.
fn weights(
    reader: &mut Reader,
    node: NodeId,
) -> Option<Spanned<BTreeMap<String, Weight>>> {
    let mut weights = BTreeMap::new();
    for &(key, value) in reader.entries(node)? {
        let Some(code) = reader.text(key) else { continue };
        if check::rule(&code).is_none() {
            let codes = check::REGISTRY.iter().map(|r| r.code);
            let message = format!("没有「{}」这条规则", code.value);
            let finding = Diagnostic::error("S107", code.span, message);
            reader.report(match nearest(&code, codes) {
                Some(near) => finding.label(format!("是「{near}」吗？")),
                None => finding.help("写规则的编号，如 A103"),
            });
            continue;
        }
        if let Some(weight) = reader.parse::<Weight>(value) {
            weights.insert(code.value, weight.value);
        }
    }
    Some(Spanned::new(weights, reader.head(node)))
}

impl FromStr for Weight {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "错误" => Weight::On(Severity::Error),
            "警告" => Weight::On(Severity::Warning),
            "说明" | "信息" => Weight::On(Severity::Info),
            "关闭" => Weight::Off,
            _ => return Err("严重程度写 错误、警告、说明 或 关闭".into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_weights(line: &str) -> (Option<Profile>, Vec<Diagnostic>) {
        load_profile("自拟.yaml", &format!("{}{line}\n", BUILT_IN[0].1))
    }

    #[test]
    fn weights_are_read_by_code() {
        let (profile, faults) = with_weights("严重程度: {A101: 警告, T105: 关闭}");
        assert_eq!(faults, []);
        let weights = profile.unwrap().weights;
        assert_eq!(weights["A101"], Weight::On(Severity::Warning));
        assert_eq!(weights["T105"], Weight::Off);
    }

    #[test]
    fn unknown_codes_and_weights_are_findings() {
        let (profile, faults) = with_weights("严重程度: {A999: 警告, A101: 很重}");
        let codes: Vec<_> = faults.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["S107", "S110"]);
        assert!(profile.unwrap().weights.is_empty());
    }

    #[test]
    fn built_in_profiles_read_without_a_finding() {
        for (name, text) in BUILT_IN {
            let (profile, faults) = load_profile(name, text);
            assert_eq!(faults, [], "{name}");
            let profile = profile.unwrap();
            assert_eq!(profile.name, *name);
            for level in profile.levels {
                let mut required = level.required_children.iter();
                assert!(required.all(|r| level.children.contains(r)), "{name}");
            }
        }
    }
}
