//! 单位: the units of a text, and which project belongs to which.

use super::form::Form;
use super::note::Notes;
use super::parts::ImportDraft;
use super::text::tight;
use crate::model::profile::{Shown, Tables};
use crate::model::{Department, Field, Unit};
use std::collections::BTreeMap;

/// Lists the units in the order of their tables and gives each project its own.
///
/// A form that prints no codes leaves them to the file: 001, 002, … are as good as any.
pub fn assign(
    drafts: &[ImportDraft],
    form: &Form,
    department: &mut Department,
    notes: &mut Notes,
) {
    let mut units = Units {
        has_codes: form.profile.tables == Tables::Each
            || form.profile.shows(Shown::UnitCode),
        listed: Vec::new(),
        by_code: BTreeMap::new(),
        by_name: BTreeMap::new(),
    };
    let mut last: Option<Field<String>> = None;
    for (draft, project) in drafts.iter().zip(&mut department.projects) {
        let title = project.name.text();
        project.unit = match &draft.unit.unit {
            Some((code, name)) if !code.is_empty() => units.coded(code, name, notes),
            Some((_, name)) => units.named(name, notes),
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
    department.units = units.listed;
}

/// The units found so far.
struct Units {
    /// Whether the form prints codes.
    has_codes: bool,
    listed: Vec<Unit>,
    /// Places in the list.
    by_code: BTreeMap<String, usize>,
    /// Places in the list, by names without blanks.
    by_name: BTreeMap<String, usize>,
}

impl Units {
    fn add(&mut self, code: Field<String>, name: &str) {
        let at = self.listed.len();
        self.by_code.entry(code.text().to_owned()).or_insert(at);
        self.by_name.entry(tight(name)).or_insert(at);
        self.listed.push(Unit { code, name: Field::of(name.to_owned()) });
    }

    /// The code of a unit that is printed with one.
    fn coded(&mut self, code: &str, name: &str, notes: &mut Notes) -> Field<String> {
        let listed = self.by_code.get(code).map(|at| self.listed[*at].name.text());
        match listed {
            Some(first) if tight(first) != tight(name) => {
                let message =
                    format!("单位 {code} 有两个名称，用「{first}」，没有用「{name}」");
                notes.unplaced(message);
            }
            Some(_) => {}
            None => self.add(Field::of(code.to_owned()), name),
        }
        Field::of(code.to_owned())
    }

    /// The code of a unit that is printed without one.
    fn named(&mut self, name: &str, notes: &mut Notes) -> Field<String> {
        if let Some(at) = self.by_name.get(&tight(name)) {
            return self.listed[*at].code.clone();
        }
        let code = match self.has_codes {
            true => {
                notes.unplaced(format!("单位「{name}」没有编码，要在 YAML 里补上"));
                Field::Absent
            }
            false => {
                let code = format!("{:03}", self.listed.len() + 1);
                notes.guess(format!(
                    "单位「{name}」没有编码，编为 {code}，这种版式不印它"
                ));
                Field::of(code)
            }
        };
        self.add(code.clone(), name);
        code
    }
}
