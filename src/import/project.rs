//! The rows of a project → its values.

use super::block::{ImportParagraph, ImportRow};
use super::form::Form;
use super::indicators::IndicatorTable;
use super::labels::FieldLabel;
use super::note::Notes;
use super::parts::ImportDraft;
use super::sheet::{Cursor, Found};
use super::text::{clean, tight};
use super::upper::Upper;
use crate::model::{Indicator, MoneyUnit, Passage, Project};
use crate::sheet::{Of, Repeat};

/// Reads a project. `unit` is left for the caller, who knows all units.
pub fn read(draft: &ImportDraft, of: Of, form: &Form, notes: &mut Notes) -> Project {
    let mut upper = Upper::new(title(draft, form), form);
    let mut lower = IndicatorTable::new(form);
    let mut cursor = form.lines(of).map(Cursor::new);
    for row in &draft.rows {
        if let Some(found) = cursor.as_mut().and_then(|c| c.row(row)) {
            match found {
                Found::Values(values) => upper.values(values, row, notes),
                Found::Head(Repeat::Indicators(_), head) => lower.header(&head),
                Found::Body(Repeat::Indicators(_), body) => lower.row(&body, notes),
                Found::Head(Repeat::Own(name), row)
                | Found::Body(Repeat::Own(name), row) => {
                    upper.own_row(&name, &row);
                }
                Found::Head(..) | Found::Body(..) | Found::Foot => {}
            }
        } else if form.is_header(row) {
            lower.header(row);
        } else if lower.is_open() && !begins_again(row, form) {
            lower.row(row, notes);
        } else {
            upper.row(row, notes);
        }
    }
    let indicators = lower.finish(&upper.title, notes);
    upper.project(draft, indicators, notes)
}

/// What to call a project in notes.
fn title(draft: &ImportDraft, form: &Form) -> String {
    let name = draft.rows.iter().flat_map(|r| r.cells.windows(2)).find_map(|pair| {
        let [label, value] = pair else { return None };
        (form.label(label) == Some(FieldLabel::Name)).then(|| clean(&value.text()))
    });
    let heading = draft.heading.as_ref().map(|h| h.name.clone());
    name.filter(|n| !n.is_empty()).or(heading).unwrap_or_else(|| "未命名项目".into())
}

/// Whether the upper half goes on below indicators, as in a table of another order.
fn begins_again(row: &ImportRow, form: &Form) -> bool {
    let label = row.cells.first().filter(|c| !c.repeated).and_then(|c| form.label(c));
    row.cells.len() <= 2 && label.is_some()
}

/// The text of a name, empty where there is none yet.
pub fn slot_of(
    texts: &mut Vec<(String, Vec<ImportParagraph>)>,
    name: String,
) -> &mut Vec<ImportParagraph> {
    let at = texts.iter().position(|t| t.0 == name).unwrap_or_else(|| {
        texts.push((name, Vec::new()));
        texts.len() - 1
    });
    &mut texts[at].1
}

/// Adds the text of a cell that another page's cell goes on with.
pub fn append(text: &mut Vec<ImportParagraph>, more: &[ImportParagraph]) {
    for paragraph in more {
        match text.last_mut() {
            Some(last) if paragraph.continues => last.text.push_str(&paragraph.text),
            _ => text.push(paragraph.clone()),
        }
    }
}

/// The paragraphs of a cell, one a line.
pub fn paragraphs_text(paragraphs: &[ImportParagraph]) -> String {
    let lines = paragraphs.iter().map(|p| clean(&p.text)).filter(|l| !l.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The program prints the heading from 项目名称: another name in it is lost.
pub fn check_heading(draft: &ImportDraft, name: &[ImportParagraph], notes: &mut Notes) {
    let Some(heading) = draft.heading.as_ref().filter(|h| !h.name.is_empty()) else {
        return;
    };
    let name = clean(&name.iter().map(|p| p.text.as_str()).collect::<String>());
    if !name.is_empty() && tight(&name) != tight(&heading.name) {
        let heading = &heading.name;
        notes.skipped(format!("标题写的是「{heading}」，以表里的项目名称「{name}」为准"));
    }
}

/// Tells that the amounts of a table are in another unit than the form's.
pub fn note_money_unit(
    printed: Option<MoneyUnit>,
    own: MoneyUnit,
    title: &str,
    notes: &mut Notes,
) {
    if let Some(printed) = printed.filter(|p| *p != own) {
        notes.guess(format!("「{title}」的金额单位是{printed}，已换算成{own}"));
    }
}

/// 涉密: 资金用途, every goal and all texts of the indicators read 涉密.
pub fn is_classified(project: &Project, has_purpose: bool) -> bool {
    let secret = |text: &str| text == "涉密";
    let goals = match project.goals.value() {
        Some(Passage::Text(text)) => secret(text),
        Some(Passage::Items(items)) => items.iter().all(|i| secret(i)),
        None => false,
    };
    let texts = |i: &Indicator| {
        let rest = [&i.description, &i.basis];
        secret(i.name.text())
            && secret(i.target.text())
            && rest.iter().all(|f| f.is_absent() || secret(f.text()))
    };
    let rows = project.indicators.value();
    goals
        && (!has_purpose || secret(project.purpose.text()))
        && rows.is_some_and(|rows| rows.iter().all(texts))
}
