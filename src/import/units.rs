//! 单位: the units of a text, and which project belongs to which.

use super::form::Form;
use super::note::Notes;
use super::parts::Draft;
use super::text::tight;
use crate::model::profile::{Shown, Tables};
use crate::model::{Department, Field, Unit};

/// Lists the units in the order of their tables and gives each project its own.
///
/// A form that prints no codes leaves them to the file: 001, 002, … are as good as any.
pub fn assign(
    drafts: &[Draft],
    form: &Form,
    department: &mut Department,
    notes: &mut Notes,
) {
    let has_codes =
        form.profile.tables == Tables::Each || form.profile.shows(Shown::UnitCode);
    let mut last: Option<Field<String>> = None;
    for (draft, project) in drafts.iter().zip(&mut department.projects) {
        let title = project.name.text();
        project.unit = match &draft.unit.unit {
            Some((code, name)) if !code.is_empty() => {
                list(&mut department.units, code, name, notes);
                Field::of(code.clone())
            }
            Some((_, name)) => by_name(&mut department.units, name, has_codes, notes),
            None => match &last {
                Some(unit) => {
                    notes.guess(format!("「{title}」没有写单位，按上一个项目的单位"));
                    unit.clone()
                }
                None => {
                    notes.unplaced(format!("「{title}」没有写单位，要在 YAML 里补上"));
                    Field::Absent
                }
            },
        };
        last = Some(project.unit.clone());
    }
}

/// Adds a unit, unless its code is listed already.
fn list(units: &mut Vec<Unit>, code: &str, name: &str, notes: &mut Notes) {
    match units.iter().find(|u| u.code.text() == code) {
        Some(unit) if tight(unit.name.text()) != tight(name) => {
            let first = unit.name.text();
            let message =
                format!("单位 {code} 有两个名称，用「{first}」，没有用「{name}」");
            notes.unplaced(message);
        }
        Some(_) => {}
        None => units.push(Unit {
            code: Field::of(code.to_owned()),
            name: Field::of(name.to_owned()),
        }),
    }
}

/// The code of a unit that is printed without one.
fn by_name(
    units: &mut Vec<Unit>,
    name: &str,
    has_codes: bool,
    notes: &mut Notes,
) -> Field<String> {
    if let Some(unit) = units.iter().find(|u| tight(u.name.text()) == tight(name)) {
        return unit.code.clone();
    }
    let code = match has_codes {
        true => {
            notes.unplaced(format!("单位「{name}」没有编码，要在 YAML 里补上"));
            Field::Absent
        }
        false => {
            let code = format!("{:03}", units.len() + 1);
            notes.guess(format!("单位「{name}」没有编码，编为 {code}，这种版式不印它"));
            Field::of(code)
        }
    };
    units.push(Unit { code: code.clone(), name: Field::of(name.to_owned()) });
    code
}
