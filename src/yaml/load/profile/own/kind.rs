//! 类型 of a field, and what belongs to one kind alone.

use super::table::table;
use crate::diagnostic::codes;
use crate::model::Field;
use crate::model::profile::{Choice, Kind};
use crate::text::source::Spanned;
use crate::yaml::load::profile::edits::list;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
use std::str::FromStr;

/// 类型 with what belongs to it. 选项 or 列 alone say it too.
pub fn kind(reader: &mut Reader, map: &Map) -> Option<Kind> {
    let word = map.optional("类型", reader, kind_name);
    if word.is_broken() {
        return None;
    }
    let has = |key| map.node(key).is_some();
    let implied = match (has("选项"), has("列")) {
        (true, _) => "选项",
        (_, true) => "表",
        _ => "文字",
    };
    let name = word.value().map_or(implied, |w| w);
    let boxes = map.optional("印法", reader, Reader::parse::<Manner>);
    let boxes = matches!(boxes.value(), Some(Manner::Boxes));
    foreign(reader, map, name);
    Some(match name {
        "文字" => Kind::Line,
        "长文" => Kind::Text,
        "是否" => Kind::Switch { boxes },
        "日期" => Kind::Date,
        "金额" => Kind::Money,
        "数" => Kind::Number,
        "百分比" => Kind::Percent,
        "选项" => Kind::Choice(Choice { options: options(reader, map)?, boxes }),
        _ => Kind::Table(table(reader, map)?),
    })
}

/// The name of a type.
fn kind_name(reader: &mut Reader, node: NodeId) -> Option<Spanned<String>> {
    let name = reader.text(node)?;
    if Kind::NAMES.contains(&name.value.as_str()) {
        return Some(name);
    }
    let message = format!("没有「{}」这种类型", name.value);
    let help = format!("类型写 {}", Kind::NAMES.join("、"));
    reader.report(codes::S110.finding(name.span, message).help(help));
    None
}

/// Reports keys that only another type has.
fn foreign(reader: &mut Reader, map: &Map, name: &str) {
    let only: [(&str, &[&str]); 5] = [
        ("选项", &["选项"]),
        ("印法", &["选项", "是否"]),
        ("列", &["表"]),
        ("行", &["表"]),
        ("合计", &["表"]),
    ];
    for (key, kinds) in only {
        if let Some(node) = map.node(key).filter(|_| !kinds.contains(&name)) {
            let message = format!("类型是{name}的一栏没有“{key}”");
            let help = format!("去掉“{key}”，或写“类型: {}”", kinds[0]);
            let finding = codes::S107.finding(reader.head(node), message);
            reader.report(finding.help(help));
        }
    }
}

fn options(reader: &mut Reader, map: &Map) -> Option<Vec<String>> {
    let options = match map.node("选项") {
        Some(_) => map.required("选项", reader, list),
        None => {
            reader.missing("选项", map.head, "可以选的各项，如 [新增项目, 延续项目]");
            Field::Broken
        }
    };
    let options = options.get()?;
    let wrong = match &options.value {
        list if list.is_empty() => Some("选项里没有东西".to_owned()),
        list => (1..list.len())
            .find(|i| list[..*i].contains(&list[*i]))
            .map(|i| format!("「{}」写了两次", list[i])),
    };
    let wrong = wrong.or_else(|| comma(&options.value));
    if let Some(message) = wrong {
        let finding = codes::S110.finding(options.span, message);
        reader.report(finding.help("选项之间用半角逗号，如 [新增项目, 延续项目]"));
        return None;
    }
    Some(options.value.clone())
}

/// What is wrong with a list of one item that holds a comma of full width.
pub fn comma(list: &[String]) -> Option<String> {
    let joined = list.iter().find(|i| i.contains(['，', '、']))?;
    let count = joined.split(['，', '、']).count();
    Some(format!("「{joined}」里的逗号是全角的，这 {count} 项会当作一项"))
}

/// 印法.
enum Manner {
    Boxes,
    Words,
}

impl FromStr for Manner {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "勾选" => Ok(Manner::Boxes),
            "文字" => Ok(Manner::Words),
            _ => Err("印法写 勾选 或 文字".into()),
        }
    }
}
