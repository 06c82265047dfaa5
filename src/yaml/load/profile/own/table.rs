//! 列, 行 and 合计 of a field that is a table.

use super::formula::formula;
use super::free;
use super::kind::{comma, kind};
use crate::diagnostic::codes;
use crate::model::Field;
use crate::model::profile::{Kind, Owner, RowGroup, TableColumn, TableForm};
use crate::text::source::Spanned;
use crate::yaml::load::profile::edits::{self, list};
use crate::yaml::load::profile::keys;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;

/// The columns, fixed rows and sums of a table.
pub fn table(reader: &mut Reader, map: &Map) -> Option<TableForm> {
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
