//! Reads 字段 and 文字栏: values of the fields that a form has of its own.

use super::budget::money;
use super::reader::{Map, Reader};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::own::{OwnField, OwnRow, OwnValue};
use crate::model::profile::{FieldForm, Kind, Owner, Section, TableColumn, TableForm};
use crate::model::{Field, MoneyUnit, Profile};
use crate::text::source::Spanned;
use crate::yaml::tree::NodeId;

/// The fields of a project or department, in the author's order.
pub fn read(
    map: &Map,
    reader: &mut Reader,
    form: Option<&Profile>,
    owner: Owner,
) -> Vec<OwnField> {
    let mut fields: Vec<OwnField> = Vec::new();
    for section in [Section::Texts, Section::Fields] {
        let given = map.optional(section.key(), reader, |r, node| {
            Some(Spanned::new(of_section(r, node, form, owner, section)?, r.head(node)))
        });
        let Field::Given(given) = given else { continue };
        for field in given.value {
            let same = |f: &&OwnField| f.name.value == field.name.value;
            match fields.iter().find(same) {
                Some(first) => twice(reader, first, &field),
                None => fields.push(field),
            }
        }
    }
    fields
}

fn twice(reader: &mut Reader, first: &OwnField, again: &OwnField) {
    let message = format!("「{}」写了两次：文字栏和字段里都有", again.name.value);
    let finding = codes::S106.finding(again.name.span, message);
    reader.report(finding.related(first.name.span, "第一次").help("只留一处"));
}

fn of_section(
    reader: &mut Reader,
    node: NodeId,
    form: Option<&Profile>,
    owner: Owner,
    section: Section,
) -> Option<Vec<OwnField>> {
    let forms: Option<Vec<&FieldForm>> = form.map(|f| f.fields_of(owner).collect());
    let known: Option<Vec<&str>> =
        forms.as_ref().map(|f| f.iter().map(|f| f.name.as_str()).collect());
    let entries = reader.entries(node)?;
    let mut fields = Vec::new();
    for &(key, value) in entries {
        let Some(mut name) = reader.text(key) else { continue };
        // a form without such fields has a rule of its own for what it does not print
        if let Some(known) = known.as_ref().filter(|k| !k.is_empty()) {
            let taken = |n: &str| entries.iter().any(|e| reader.is_named(e.0, n));
            let free: Vec<_> = known.iter().copied().filter(|n| !taken(n)).collect();
            match reader.known_name(key, &name.value, known, &free) {
                Some(right) => name.value = right,
                None => continue,
            }
        }
        let field = forms.iter().flatten().find(|f| f.name == name.value);
        let kind = field.map(|f| &f.kind);
        fields.push(entry(reader, name, value, kind, form, section));
    }
    Some(fields)
}

/// The own fields of an indicator, which are keys like its others.
pub fn direct(map: &Map, reader: &mut Reader, form: Option<&Profile>) -> Vec<OwnField> {
    let others = map.others.iter().cloned();
    let read = |(name, value): (Spanned<String>, NodeId)| {
        let field = form.and_then(|f| f.field(Owner::Indicator, &name.value));
        let kind = field.map(|f| &f.kind);
        entry(reader, name, value, kind, form, Section::Direct)
    };
    others.map(read).collect()
}

fn entry(
    reader: &mut Reader,
    name: Spanned<String>,
    value: NodeId,
    kind: Option<&Kind>,
    form: Option<&Profile>,
    section: Section,
) -> OwnField {
    let unit = form.map(|f| f.money.unit);
    let read = |r: &mut Reader, n: NodeId| match kind {
        Some(kind) => own_value(r, n, kind, unit),
        // 文字栏 holds texts, whatever the form
        None if section == Section::Texts => r.prose(n).map(placed),
        None => unknown(r, n),
    };
    let value = reader.field(&name.value, value, true, read);
    OwnField { section, name, value }
}

/// A value of which no form tells the type.
fn unknown(reader: &mut Reader, node: NodeId) -> Option<Spanned<OwnValue>> {
    if reader.is_sequence(node) || reader.is_mapping(node) {
        let rows = loose_rows(reader, node);
        return Some(Spanned::new(OwnValue::Table(rows), reader.head(node)));
    }
    let text = reader.prose(node)?;
    Some(placed(text))
}

fn own_value(
    reader: &mut Reader,
    node: NodeId,
    kind: &Kind,
    unit: Option<MoneyUnit>,
) -> Option<Spanned<OwnValue>> {
    fn map<T>(v: Option<Spanned<T>>, f: fn(T) -> OwnValue) -> Option<Spanned<OwnValue>> {
        v.map(|v| Spanned::new(f(v.value), v.span))
    }
    match kind {
        Kind::Line | Kind::Text => reader.prose(node).map(placed),
        Kind::Money => map(money(reader, node, unit), OwnValue::Money),
        Kind::Percent => map(reader.parse(node), OwnValue::Percent),
        Kind::Table(table) => {
            let rows = rows(reader, node, table, unit)?;
            Some(Spanned::new(OwnValue::Table(rows), reader.head(node)))
        }
        _ => {
            let text = reader.text(node)?;
            match OwnValue::parse(kind, &text, MoneyUnit::WAN) {
                Ok(OwnValue::Text(inner)) => {
                    Some(placed(Spanned::new(inner.value, text.span)))
                }
                Ok(value) => Some(Spanned::new(value, text.span)),
                Err(why) => {
                    reader.report(unread(&text, kind, &why));
                    None
                }
            }
        }
    }
}

fn placed(text: Spanned<String>) -> Spanned<OwnValue> {
    let span = text.span;
    Spanned::new(OwnValue::Text(text), span)
}

fn unread(text: &Spanned<String>, kind: &Kind, why: &str) -> Diagnostic {
    let message = format!("「{}」读不出来：{why}", text.value.trim());
    let finding = codes::S110.finding(text.span, message);
    let Kind::Choice(choice) = kind else { return finding };
    let options = choice.options.iter().map(String::as_str);
    match super::nearest(text.value.trim(), options) {
        Some(near) => finding.label(format!("是「{near}」吗？")).fix(text.span, near),
        None => finding,
    }
}

/// The rows of a table.
fn rows(
    reader: &mut Reader,
    node: NodeId,
    table: &TableForm,
    unit: Option<MoneyUnit>,
) -> Option<Vec<OwnRow>> {
    if table.groups.is_empty() {
        if reader.is_mapping(node) {
            let columns = table.written().join(": …, ");
            let what = format!("各行，每行以“- ”开头，如 - {{{columns}: …}}");
            return reader.wrong_kind(node, &what);
        }
        let items = reader.items(node)?.to_vec();
        let rows = items.into_iter().filter_map(|n| row(reader, n, table, unit));
        return Some(rows.collect());
    }
    if reader.is_sequence(node) {
        let names: Vec<_> = table.rows().map(|r| r.1).collect();
        let what = format!("“行: 各列”，行是 {}", names.join("、"));
        return reader.wrong_kind(node, &what);
    }
    let mut found = Vec::new();
    match table.is_grouped() {
        true => grouped(reader, node, table, unit, &mut found)?,
        false => {
            let rows = table.groups.iter().flat_map(|g| g.rows.iter());
            let names: Vec<&str> = rows.map(String::as_str).collect();
            fixed(reader, node, table, ("", &names), unit, &mut found)?;
        }
    }
    Some(found)
}

/// Fixed rows under the labels of their groups.
fn grouped(
    reader: &mut Reader,
    node: NodeId,
    table: &TableForm,
    unit: Option<MoneyUnit>,
    found: &mut Vec<OwnRow>,
) -> Option<()> {
    let known: Vec<&str> = table.groups.iter().map(|g| g.name.as_str()).collect();
    let head = reader.head(node);
    let mut given = Vec::new();
    for &(key, value) in reader.entries(node)? {
        let Some(name) = reader.text(key) else { continue };
        let free: Vec<_> =
            known.iter().copied().filter(|k| !given.iter().any(|g| g == k)).collect();
        let Some(name) = reader.known_name(key, &name.value, &known, &free) else {
            continue;
        };
        let group = table.groups.iter().find(|g| g.name == name);
        let rows = group.map_or(&[][..], |g| &g.rows);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        if !reader.is_blank(value) {
            fixed(reader, value, table, (&name, &rows), unit, found);
        }
        given.push(name);
    }
    for missing in known.iter().filter(|k| !given.iter().any(|g| g == *k)) {
        reader.missing(missing, head, "表里固定的各行");
    }
    Some(())
}

/// The fixed rows of a group.
fn fixed(
    reader: &mut Reader,
    node: NodeId,
    table: &TableForm,
    (group, known): (&str, &[&str]),
    unit: Option<MoneyUnit>,
    found: &mut Vec<OwnRow>,
) -> Option<()> {
    let head = reader.head(node);
    let entries = reader.entries(node)?;
    let mut given: Vec<String> = Vec::new();
    for &(key, value) in entries {
        let Some(name) = reader.text(key) else { continue };
        let free: Vec<_> = known
            .iter()
            .copied()
            .filter(|k| !entries.iter().any(|e| reader.is_named(e.0, k)))
            .collect();
        let Some(right) = reader.known_name(key, &name.value, known, &free) else {
            continue;
        };
        given.push(right.clone());
        let read = match reader.is_blank(value) {
            true => Some(OwnRow { span: name.span, ..OwnRow::default() }),
            false => row(reader, value, table, unit),
        };
        if let Some(read) = read {
            found.push(OwnRow { group: group.to_owned(), name: right, ..read });
        }
    }
    for missing in known.iter().filter(|k| !given.iter().any(|g| g == *k)) {
        reader.missing(missing, head, "表里固定的一行，没有数的写 0");
    }
    Some(())
}

/// A row: its columns.
fn row(
    reader: &mut Reader,
    node: NodeId,
    table: &TableForm,
    unit: Option<MoneyUnit>,
) -> Option<OwnRow> {
    let known = table.written();
    if !reader.is_mapping(node) {
        let what = format!("一行的各列，如 {{{}: …}}", known.join(": …, "));
        return reader.wrong_kind(node, &what);
    }
    let span = reader.head(node);
    let entries = reader.entries(node)?;
    let mut cells = Vec::new();
    for &(key, value) in entries {
        let Some(mut name) = reader.text(key) else { continue };
        let computed = table.column(&name.value).and_then(|c| c.formula.as_ref());
        if let Some(formula) = computed {
            let message = format!("「{}」由程序算，不用写", name.value);
            let help = format!("去掉这一项；算法是 {}", formula.text);
            reader.report(codes::S107.finding(name.span, message).help(help));
            continue;
        }
        let taken = |n: &str| entries.iter().any(|e| reader.is_named(e.0, n));
        let free: Vec<_> = known.iter().copied().filter(|n| !taken(n)).collect();
        match reader.known_name(key, &name.value, &known, &free) {
            Some(right) => name.value = right,
            None => continue,
        }
        let Some(column) = table.column(&name.value) else { continue };
        cells.push(cell(reader, name, value, column, unit));
    }
    for column in table.columns.iter().filter(|c| c.required) {
        if !cells.iter().any(|c: &OwnField| c.name.value == column.name) {
            reader.missing(&column.name, span, "这一列每行都要写");
        }
    }
    Some(OwnRow { cells, span, ..OwnRow::default() })
}

fn cell(
    reader: &mut Reader,
    name: Spanned<String>,
    value: NodeId,
    column: &TableColumn,
    unit: Option<MoneyUnit>,
) -> OwnField {
    let read = |r: &mut Reader, n: NodeId| own_value(r, n, &column.kind, unit);
    let value = reader.field(&name.value, value, !column.required, read);
    OwnField { section: Section::Direct, name, value }
}

/// The rows of a table whose form is not known: what can be kept of it.
fn loose_rows(reader: &mut Reader, node: NodeId) -> Vec<OwnRow> {
    let mut rows = Vec::new();
    if reader.is_sequence(node) {
        for item in reader.items_of(node) {
            rows.extend(loose_row(reader, *item, "", ""));
        }
        return rows;
    }
    for &(key, value) in reader.entries(node).unwrap_or_default() {
        let Some(name) = reader.text(key) else { continue };
        let inner = match reader.is_mapping(value) {
            true => reader.entries(value).unwrap_or_default(),
            false => &[],
        };
        match inner.iter().any(|e| reader.is_mapping(e.1)) {
            false => rows.extend(loose_row(reader, value, "", &name)),
            true => {
                for &(key, value) in inner {
                    let Some(row) = reader.text(key) else { continue };
                    rows.extend(loose_row(reader, value, &name, &row));
                }
            }
        }
    }
    rows
}

fn loose_row(
    reader: &mut Reader,
    node: NodeId,
    group: &str,
    name: &str,
) -> Option<OwnRow> {
    let span = reader.head(node);
    let mut cells = Vec::new();
    for &(key, value) in reader.entries(node)? {
        let (Some(name), false) = (reader.text(key), reader.is_blank(value)) else {
            continue;
        };
        let text = reader.text(value);
        let value = text.map(placed);
        let value = value.map_or(Field::Broken, Field::Given);
        cells.push(OwnField { section: Section::Direct, name, value });
    }
    Some(OwnRow { group: group.to_owned(), name: name.to_owned(), cells, span })
}

/// Tells of fields that stand beside 字段 instead of in it.
pub fn misplaced(map: &Map, reader: &mut Reader, own: &[&FieldForm]) {
    for (name, _) in &map.others {
        let field = own.iter().find(|f| f.name == name.value);
        let section = field.map_or(Section::Fields, |f| f.section).key();
        let message = format!("「{}」要写在“{section}”下面", name.value);
        let help = format!("另起一行写“{section}:”，下一行缩进两格写“{}: …”", name.value);
        reader.report(codes::S107.finding(name.span, message).help(help));
    }
}
