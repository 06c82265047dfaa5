//! Reads 字段 and 文字栏, the fields that a form has of its own.

mod formula;
mod kind;
mod table;

pub use formula::{formula, items_of, judge_columns, report};
pub use kind::comma;

use super::edits::{self, Items};
use super::keys;
use crate::diagnostic::codes;
use crate::model::own::OwnValue;
use crate::model::profile::{FieldForm, Kind, Owner, Place, Section};
use crate::model::{Field, MoneyUnit, Profile};
use crate::text::source::Spanned;
use crate::yaml::format;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
use kind::kind;
use std::str::FromStr;

/// 文字栏 and 字段 of the file over the fields of `profile`.
pub fn read(reader: &mut Reader, map: &Map, profile: &mut Profile, inherits: bool) {
    let fields = std::mem::take(&mut profile.fields);
    let (mut texts, mut own): (Vec<_>, Vec<_>) =
        fields.into_iter().partition(|f| f.section == Section::Texts);
    for (section, fields) in [(Section::Texts, &mut texts), (Section::Fields, &mut own)] {
        let base = inherits.then_some(fields.as_slice());
        let given =
            map.optional(section.key(), reader, |r, n| of_section(r, n, base, section));
        if let Field::Given(given) = given {
            *fields = given.value;
        }
    }
    texts.append(&mut own);
    profile.fields = texts;
    twice(reader, map, profile);
}

fn of_section(
    reader: &mut Reader,
    node: NodeId,
    base: Option<&[FieldForm]>,
    section: Section,
) -> Option<Spanned<Vec<FieldForm>>> {
    let read = |r: &mut Reader, n: NodeId| match section {
        Section::Texts => text(r, n),
        _ => field(r, n),
    };
    let items =
        Items { read: &read, name: &|f: &FieldForm| f.name.clone(), keys: edits::PLAIN };
    edits::list_or_edits(reader, node, base, &items, |r, map, list| {
        edits::added(r, map, list, &items);
    })
}

/// Reports a name that both sections have.
fn twice(reader: &mut Reader, map: &Map, profile: &Profile) {
    let Some(node) = map.node(Section::Fields.key()) else { return };
    for (i, field) in profile.fields.iter().enumerate() {
        let same = |f: &FieldForm| f.owner == field.owner && f.name == field.name;
        if profile.fields[..i].iter().any(same) {
            let message = format!("「{}」写了两次：文字栏和字段里都有", field.name);
            let finding = codes::S106.finding(reader.head(node), message);
            reader.report(finding.help("只留一处；文字栏就是类型为长文的字段"));
        }
    }
}

/// An item of 文字栏: a name alone, or a map.
fn text(reader: &mut Reader, node: NodeId) -> Option<FieldForm> {
    let plain = |name: &str| FieldForm {
        section: Section::Texts,
        ..FieldForm::new(name, Kind::Text)
    };
    if !reader.is_mapping(node) {
        return Some(plain(&reader.text(node)?.value));
    }
    let map = reader.mapping(node, keys::TEXT)?;
    let name = map.required("名称", reader, Reader::text).get()?.value.clone();
    let title = map.optional("标题", reader, Reader::text);
    let place = map.optional("位置", reader, Reader::parse);
    let required = map.optional("必有", reader, Reader::switch);
    Some(FieldForm {
        title: title.value().unwrap_or(&name).clone(),
        place: place.value().copied().unwrap_or(Place::Inside),
        required: required.value().copied().unwrap_or(false),
        ..plain(&name)
    })
}

/// An item of 字段: a name alone, or a map.
fn field(reader: &mut Reader, node: NodeId) -> Option<FieldForm> {
    if !reader.is_mapping(node) {
        let name = reader.text(node)?;
        free(reader, &name, Owner::Project)?;
        return Some(FieldForm::new(&name.value, Kind::Line));
    }
    let map = reader.mapping(node, keys::FIELD)?;
    let name = map.required("名称", reader, Reader::text).get()?.clone();
    let owner = map.optional("属于", reader, Reader::parse::<Owner>);
    let owner = owner.value().copied().unwrap_or(Owner::Project);
    free(reader, &name, owner)?;
    let kind = kind(reader, &map)?;
    if owner == Owner::Indicator && matches!(kind, Kind::Table(_)) {
        let finding = codes::S110
            .finding(map.head, "指标的一栏不能是表")
            .help("表属于项目或部门；指标的各栏写 文字、数、金额 等");
        reader.report(finding);
        return None;
    }
    let title = map.optional("标题", reader, Reader::text);
    let place = map.optional("位置", reader, Reader::parse::<Place>);
    let required = map.optional("必填", reader, Reader::switch);
    let help = map.optional("说明", reader, Reader::text);
    let default = default(reader, &map, &kind);
    Some(FieldForm {
        title: title.value().unwrap_or(&name.value).clone(),
        owner,
        place: place.value().copied().unwrap_or(Place::Inside),
        required: required.value().copied().unwrap_or(false),
        default,
        help: help.text().to_owned(),
        section: Section::Fields,
        ..FieldForm::new(&name.value, kind)
    })
}

/// Refuses a name that is a key of the format at the place where the field is written.
fn free(reader: &mut Reader, name: &Spanned<String>, owner: Owner) -> Option<()> {
    let taken = match owner {
        Owner::Indicator => {
            let keys = format::INDICATOR_ROW.iter();
            keys.map(|k| k.name).any(|k| k == name.value)
        }
        _ => false,
    };
    let wrong = match &*name.value {
        "" => Some("名称是空的".to_owned()),
        name if taken => Some(format!("「{name}」是指标本来就有的一栏")),
        name if name.contains(['.', '{', '}']) => {
            Some(format!("「{name}」里不能有 . 和花括号"))
        }
        _ => None,
    };
    let Some(why) = wrong else { return Some(()) };
    reader.report(codes::S110.finding(name.span, why).help("换一个名称"));
    None
}

/// 默认, which has to be a value of the field.
fn default(reader: &mut Reader, map: &Map, kind: &Kind) -> String {
    let default = map.optional("默认", reader, Reader::text);
    let Some(text) = default.get() else { return String::new() };
    // the unit does not matter to whether digits are read
    match OwnValue::parse(kind, text, MoneyUnit::WAN) {
        Ok(_) => text.value.clone(),
        Err(why) => {
            let message = format!("默认「{}」读不出来：{why}", text.value);
            reader.report(codes::S110.finding(text.span, message));
            String::new()
        }
    }
}

impl FromStr for Owner {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let found = Owner::ALL.into_iter().find(|o| o.name() == text);
        found.ok_or_else(|| "属于写 项目、部门 或 指标".into())
    }
}
