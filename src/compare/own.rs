//! The fields that a form has of its own, in the tree.

use super::node::{Content, Identity, List, Node, NodeItem};
use super::outline::{paragraphs, record};
use super::pairing::OWN_ROWS;
use crate::model::own::{OwnField, OwnRow, OwnValue};
use crate::model::profile::{FieldForm, Kind, Owner, Place, Section, TableForm};
use crate::model::{Field, Profile};
use crate::text::source::Span;

/// The fields of a section, each under its name; None where it has none.
pub fn fields(
    fields: &[OwnField],
    owner: Owner,
    section: Section,
    profile: &Profile,
) -> Option<Node> {
    let here = || fields.iter().filter(|f| f.section == section);
    let span = here().next()?.name.span;
    let node = |f: &OwnField| {
        let form = profile.field(owner, &f.name.value);
        let node = field(f, form, profile)?;
        Some(Node { is_printed: is_printed(form), ..node })
    };
    Some(Node::new(section.key(), span, record(here().map(node))))
}

/// The own fields of an indicator.
pub fn cells(cells: &[OwnField], profile: &Profile) -> Vec<Option<Node>> {
    let node = |f: &OwnField| {
        let form = profile.field(Owner::Indicator, &f.name.value);
        let node = field(f, form, profile)?;
        Some(Node { is_printed: is_printed(form), ..node })
    };
    cells.iter().map(node).collect()
}

fn is_printed(form: Option<&FieldForm>) -> bool {
    form.is_some_and(|f| f.place != Place::Nowhere)
}

fn field(field: &OwnField, form: Option<&FieldForm>, profile: &Profile) -> Option<Node> {
    node(field, form.map(|f| &f.kind), profile)
}

/// A value under its name; None where nothing stands.
fn node(field: &OwnField, kind: Option<&Kind>, profile: &Profile) -> Option<Node> {
    let label = field.name.value.as_str();
    let value = match &field.value {
        Field::Absent => return None,
        Field::Broken => {
            return Some(Node::new(label, Span::NONE, Content::Unreadable));
        }
        Field::Given(value) => value,
    };
    let content = match &value.value {
        OwnValue::Money(money) => {
            Content::Money(money.amount(), profile.money.printed(money))
        }
        OwnValue::Percent(percent) => {
            Content::Percent(percent.number(), percent.to_string())
        }
        OwnValue::Table(rows) => {
            let table = match kind {
                Some(Kind::Table(table)) => Some(table),
                _ => None,
            };
            let items = rows.iter().enumerate();
            let items = items.map(|(i, r)| row(i, r, table, profile)).collect();
            Content::List(List { pairing: &OWN_ROWS, items })
        }
        other => match paragraphs(&other.as_written()) {
            text if text.is_empty() => return None,
            text => Content::Text(text),
        },
    };
    Some(Node::new(label, value.span, content))
}

/// A row: fixed ones are known by their names, others by what their first column says.
fn row(
    at: usize,
    row: &OwnRow,
    table: Option<&TableForm>,
    profile: &Profile,
) -> NodeItem {
    let kind =
        |cell: &OwnField| table.and_then(|t| t.column(&cell.name.value)).map(|c| &c.kind);
    let cells = row.cells.iter().map(|c| node(c, kind(c), profile));
    let content = record(cells);
    let written = |c: &OwnField| c.value.value().map(OwnValue::as_written);
    let said: Vec<String> = row.cells.iter().filter_map(written).collect();
    let first = said.first().cloned().unwrap_or_default();
    let (label, key) = match (row.group.as_str(), row.name.as_str()) {
        ("", "") if first.is_empty() => (format!("第{}行", at + 1), String::new()),
        ("", "") => (first.clone(), first),
        ("", name) => (name.to_owned(), name.to_owned()),
        (group, name) => (format!("{group}，{name}"), format!("{group}\n{name}")),
    };
    let identity = Identity {
        keys: vec![said.join("\n"), key],
        gist: said,
        anchor: row.group.clone(),
        ..Identity::default()
    };
    NodeItem { identity, node: Node::new(label, row.span, content) }
}
