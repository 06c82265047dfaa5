//! 算: expressions, told at their column.

use crate::diagnostic::codes;
use crate::model::formula::scope::OfRow;
use crate::model::formula::{DatumKind, Formula, FormulaFault};
use crate::model::own::OwnRow;
use crate::model::profile::{FieldForm, Section};
use crate::model::{Field, Profile};
use crate::text::source::{Span, Spanned};
use crate::yaml::load::profile::judge::judge;
use crate::yaml::load::reader::{Map, Reader};
use crate::yaml::tree::NodeId;

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
