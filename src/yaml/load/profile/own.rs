//! Reads 字段 and 文字栏, the fields that a form has of its own.

use super::edits::{self, Items, list};
use super::judge::judge;
use super::keys;
use crate::diagnostic::codes;
use crate::model::formula::scope::OfRow;
use crate::model::formula::{DatumKind, Formula, FormulaFault};
use crate::model::own::{OwnRow, OwnValue};
use crate::model::profile::{
    Choice, FieldForm, Kind, Owner, Place, RowGroup, Section, TableColumn, TableForm,
};
use crate::model::{Field, MoneyUnit, Profile};
use crate::text::source::{Span, Spanned};
use crate::yaml::format;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;
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

/// 类型 with what belongs to it. 选项 or 列 alone say it too.
fn kind(reader: &mut Reader, map: &Map) -> Option<Kind> {
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

fn table(reader: &mut Reader, map: &Map) -> Option<TableForm> {
    let columns = match map.node("列") {
        Some(_) => map.required("列", reader, columns),
        None => {
            reader.missing(
                "列",
                map.head,
                "表的各列，如 [名称, {名称: 金额, 类型: 金额}]",
            );
            Field::Broken
        }
    };
    let columns = columns.get()?.value.clone();
    let groups = map.optional("行", reader, groups);
    let mut sums = Vec::new();
    let known: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
    for name in edits::texts(map, "合计", reader) {
        match columns.iter().find(|c| c.name == name.value) {
            None => reader.report(edits::unknown(&name, &known)),
            Some(column) if !column.kind.is_amount() => {
                let message =
                    format!("「{}」是{}，不能合计", name.value, column.kind.name());
                let finding = codes::S110.finding(name.span, message);
                reader.report(finding.help("只有金额、数和百分比的列可以合计"));
            }
            Some(_) => sums.push(name.value),
        }
    }
    if groups.is_broken() {
        return None;
    }
    let groups = groups.value().cloned().unwrap_or_default();
    Some(TableForm { columns, groups, sums })
}

fn columns(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<TableColumn>>> {
    let span = reader.head(node);
    let items = reader.items(node)?.to_vec();
    let mut columns: Vec<TableColumn> = Vec::new();
    for item in items {
        let Some(column) = column(reader, item) else { continue };
        if columns.iter().any(|c| c.name == column.name) {
            let message = format!("「{}」写了两次", column.name);
            reader.report(codes::S106.finding(reader.head(item), message));
            continue;
        }
        columns.push(column);
    }
    if columns.is_empty() {
        reader.report(codes::S108.finding(span, "表里没有列"));
        return None;
    }
    Some(Spanned::new(columns, span))
}

/// A name alone, or a column with its keys.
fn column(reader: &mut Reader, node: NodeId) -> Option<TableColumn> {
    if !reader.is_mapping(node) {
        let name = reader.text(node)?;
        free(reader, &name, Owner::Project)?;
        return Some(TableColumn {
            title: name.value.clone(),
            name: name.value,
            kind: Kind::Line,
            formula: None,
            required: false,
        });
    }
    let map = reader.mapping(node, keys::TABLE_COLUMN)?;
    let name = map.required("名称", reader, Reader::text).get()?.clone();
    free(reader, &name, Owner::Project)?;
    let title = map.optional("标题", reader, Reader::text);
    let formula = map.optional("算", reader, formula);
    if formula.is_broken() {
        return None;
    }
    let formula = formula.value().cloned();
    let kind = match kind(reader, &map)? {
        Kind::Table(_) => {
            let finding = codes::S110.finding(map.head, "表的一列不能又是表");
            reader.report(finding);
            return None;
        }
        Kind::Line if formula.is_some() && map.node("类型").is_none() => Kind::Number,
        kind => kind,
    };
    let required = map.optional("必填", reader, Reader::switch);
    Some(TableColumn {
        title: title.value().unwrap_or(&name.value).clone(),
        name: name.value,
        kind,
        formula,
        required: required.value().copied().unwrap_or(false),
    })
}

/// 行: a list of rows, or rows under labels.
fn groups(reader: &mut Reader, node: NodeId) -> Option<Spanned<Vec<RowGroup>>> {
    let span = reader.head(node);
    if !reader.is_mapping(node) {
        let rows = rows(reader, node)?;
        return Some(Spanned::new(vec![RowGroup { name: String::new(), rows }], span));
    }
    let mut groups = Vec::new();
    for &(key, value) in reader.entries(node)? {
        let Some(name) = reader.text(key) else { continue };
        let rows = rows(reader, value)?;
        groups.push(RowGroup { name: name.value, rows });
    }
    Some(Spanned::new(groups, span))
}

fn rows(reader: &mut Reader, node: NodeId) -> Option<Vec<String>> {
    let rows = list(reader, node)?;
    let again = (1..rows.value.len()).find(|i| rows[..*i].contains(&rows[*i]));
    let wrong = match again {
        Some(i) => Some(format!("「{}」写了两次", rows[i])),
        None => comma(&rows.value),
    };
    if let Some(message) = wrong {
        reader.report(codes::S110.finding(rows.span, message));
        return None;
    }
    Some(rows.value)
}

/// An expression; one that cannot be read is told at its column.
pub fn formula(reader: &mut Reader, node: NodeId) -> Option<Spanned<Formula>> {
    let text = reader.text(node)?;
    match Formula::parse(&text.value) {
        Ok(formula) => Some(Spanned::new(formula, text.span)),
        Err(fault) => {
            report(reader, &text, &fault);
            None
        }
    }
}

/// Reports a fault of an expression where it stands in the file.
pub fn report(reader: &mut Reader, text: &Spanned<String>, fault: &FormulaFault) {
    let range = text.span.range();
    let raw = &reader.source()[range.clone()];
    let span = match raw.find(&text.value) {
        Some(at) => {
            let start = range.start + at + fault.at.start;
            let end = range.start + at + fault.at.end;
            Span::new(text.span.file, start..end)
        }
        // an escape keeps it from standing there as it is
        None => text.span,
    };
    let mut finding = codes::S110.finding(span, format!("式子：{}", fault.message));
    if !fault.help.is_empty() {
        finding = finding.help(fault.help.as_str());
    }
    reader.report(finding);
}

/// Whether the computed columns of the profile make sense, at their places in the file.
pub fn judge_columns(reader: &mut Reader, map: &Map, profile: &Profile) {
    for (name, formula, text) in computed(reader, map) {
        let fields = profile.fields.iter().filter(|f| f.name == name);
        for table in fields.filter_map(FieldForm::table) {
            let nothing = OwnRow::default();
            let row = OfRow {
                table,
                rows: &[],
                row: &nothing,
                year: &Field::Absent,
                profile,
                depth: 0,
            };
            match judge(&formula.root, &row) {
                Ok(DatumKind::Number) => {}
                Ok(other) => {
                    let message = format!("算出来的是{}，不是数", other.name());
                    let help = "如 当年 / 合计(当年)".to_owned();
                    let at = formula.root.at.clone();
                    report(reader, &text, &FormulaFault { at, message, help });
                }
                Err(fault) => report(reader, &text, &fault),
            }
        }
    }
}

/// Every 算 of the file: the field's name, the expression and its text.
fn computed(reader: &mut Reader, map: &Map) -> Vec<(String, Formula, Spanned<String>)> {
    let mut found = Vec::new();
    for field in items_of(reader, map.node(Section::Fields.key())) {
        let Some(name) = reader.scalar_of(field, "名称") else { continue };
        for column in items_of(reader, reader.value_of(field, "列")) {
            let Some(node) = reader.value_of(column, "算") else { continue };
            let text = reader.text_of(node);
            let parsed = text.as_ref().and_then(|t| Formula::parse(t).ok());
            if let (Some(text), Some(formula)) = (text, parsed) {
                found.push((name.to_owned(), formula, text));
            }
        }
    }
    found
}

/// The items of a list, or of the 加上 of its changes.
pub fn items_of(reader: &Reader, node: Option<NodeId>) -> Vec<NodeId> {
    let Some(node) = node else { return Vec::new() };
    let list = if reader.is_mapping(node) {
        reader.value_of(node, "加上")
    } else {
        Some(node)
    };
    list.map_or(Vec::new(), |n| reader.items_of(n).to_vec())
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

impl FromStr for Owner {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let found = Owner::ALL.into_iter().find(|o| o.name() == text);
        found.ok_or_else(|| "属于写 项目、部门 或 指标".into())
    }
}
