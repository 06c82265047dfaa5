//! The rows of the indicators, cell by cell in the columns of the form.

use super::own;
use super::places::{Places, TextView, paragraphs};
use crate::compose::numbering::numbered;
use crate::model::profile::{Column, Role, Shown};
use crate::model::{Department, Field, Goals, Indicator, Passage, Profile, Project};
use serde::Serialize;

#[derive(Serialize)]
pub struct RowView {
    pub cells: Vec<CellView>,
}

#[derive(Serialize)]
pub struct CellView {
    /// The field's name in a profile.
    pub field: String,
    /// Rows the cell covers from here on; 0 where it began further up.
    pub rowspan: usize,
    /// Whether it labels the cells beside it.
    pub heading: bool,
    /// Whether it names what stands in its row.
    pub names_row: bool,
    pub style: &'static str,
    pub text: TextView,
}

/// Whose rows they are.
pub enum Of<'a> {
    /// Those of the department as a whole.
    Department(&'a Profile),
    /// Those of a project.
    Project {
        no: usize,
        project: &'a Project,
        department: &'a Department,
        profile: &'a Profile,
    },
}

impl Of<'_> {
    fn profile(&self) -> &Profile {
        match self {
            Of::Department(profile) | Of::Project { profile, .. } => profile,
        }
    }
}

/// 符号 of a value that is no number.
const WORDS: &str = "定性";

/// The rows in the columns of the form.
pub fn rows(
    places: &Places,
    columns: &[&Column],
    of: &Of,
    indicators: &[Indicator],
) -> Vec<RowView> {
    let spans: Vec<_> =
        columns.iter().map(|c| runs(indicators, |a, b| is_one(c, a, b))).collect();
    let row = |(i, indicator): (usize, &Indicator)| {
        let cell = |(column, spans): (&&Column, &Vec<usize>)| {
            let rowspan = spans[i];
            let text = match rowspan {
                0 => TextView::default(),
                _ => text(places, column.shown, of, indicator),
            };
            let own = of.profile().own_column(column.shown);
            let (heading, style) = match own {
                Some(field) => (false, own::style(&field.kind)),
                None => style(column.shown),
            };
            let names_row = matches!(column.shown, Shown::Name | Shown::ProjectName);
            let field = of.profile().name_of(column.shown).to_owned();
            CellView { field, rowspan, heading, names_row, style, text }
        };
        RowView { cells: columns.iter().zip(&spans).map(cell).collect() }
    };
    indicators.iter().enumerate().map(row).collect()
}

/// Whether two neighbours share the cell of a column.
fn is_one(column: &Column, a: &Indicator, b: &Indicator) -> bool {
    let level1 = || a.level1.text() == b.level1.text();
    column.merged
        && match column.shown {
            shown if shown.is_of_project() => true,
            Shown::Level1 => level1(),
            Shown::Level2 => level1() && a.level2.text() == b.level2.text(),
            _ => false,
        }
}

/// For each row how many rows its run of neighbours has; 0 inside a run.
pub fn runs<T>(rows: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<usize> {
    let mut runs = vec![0; rows.len()];
    let mut start = 0;
    for i in 0..rows.len() {
        if i > start && !same(&rows[start], &rows[i]) {
            start = i;
        }
        runs[start] += 1;
    }
    runs
}

/// Whether a field is a label, and the style of its cells.
fn style(shown: Shown) -> (bool, &'static str) {
    use Shown::*;
    match shown {
        Level1 | Level2 => (true, "cell-label"),
        Total | Fiscal => (false, "cell-amount"),
        ProjectName | Purpose | Goals | MidTermGoals | Name | Description | Remark => {
            (false, "cell-text")
        }
        _ => (false, "cell-label"),
    }
}

fn text(places: &Places, shown: Shown, of: &Of, row: &Indicator) -> TextView {
    match shown {
        Shown::Level1 => places.line(&row.level1),
        Shown::Level2 => places.line(&row.level2),
        Shown::Name => places.line(&row.name),
        Shown::Description if row.description.is_absent() => places.line(&row.name),
        Shown::Description => places.line(&row.description),
        Shown::Target => places.line(&row.target),
        Shown::Sign | Shown::Value | Shown::Unit => part(places, shown, row),
        Shown::Weight => places.shown(&row.weight, ToString::to_string),
        Shown::Direction => places.line(&row.direction),
        Shown::Basis => places.line(&row.basis),
        Shown::Remark => places.line(&row.remark),
        Shown::Own(_) => {
            let form = of.profile().own_column(shown);
            let text = |f| own::of_indicator(places, &row.own, f, of.profile());
            form.map(text).unwrap_or_default()
        }
        _ => of.text(places, shown),
    }
}

/// A part of the 指标值.
fn part(places: &Places, shown: Shown, row: &Indicator) -> TextView {
    places.shown(&row.target, |target| {
        let line = paragraphs(&target.text).concat();
        let split = target.split_of(&line);
        let part = match shown {
            Shown::Sign if !split.is_number => WORDS,
            Shown::Sign => split.sign,
            Shown::Value => split.value,
            _ => split.unit,
        };
        part.to_owned()
    })
}

impl Of<'_> {
    /// A field that is the same for all rows.
    fn text(&self, places: &Places, shown: Shown) -> TextView {
        let Of::Project { no, project, department, profile } = self else {
            return TextView::default();
        };
        let unit = department.unit_of(project);
        let role = |role| {
            let amount = project.budget.value().map(|b| b.by_role(&profile.funds, role));
            amount.map(|a| places.money(a, &profile.money)).unwrap_or_default()
        };
        match shown {
            Shown::Number => TextView { paragraphs: vec![no.to_string()], at: None },
            Shown::UnitCode => places.line(&project.unit),
            Shown::UnitName => unit.map(|u| places.line(&u.name)).unwrap_or_default(),
            Shown::ProjectCode => places.shown(&project.code, |c| c.known().to_owned()),
            Shown::ProjectName => places.line(&project.name),
            Shown::Total => role(Role::Total),
            Shown::Fiscal => role(Role::Fiscal),
            Shown::Purpose => places.text(&project.purpose),
            Shown::Goals => goals(places, &project.goals, profile),
            Shown::MidTermGoals => goals(places, &project.mid_term_goals, profile),
            _ => TextView::default(),
        }
    }
}

/// Goals in one cell, numbered as in a table of their own.
fn goals(places: &Places, field: &Field<Goals>, profile: &Profile) -> TextView {
    let Some(found) = field.get() else { return TextView::default() };
    let lines = match &found.value {
        Passage::Text(text) => paragraphs(text),
        Passage::Items(items) => {
            let pattern = profile.numbering.get(2).map_or("1.", |p| p);
            let numbered = |(i, item): (usize, &crate::text::source::Spanned<String>)| {
                format!("{}{}", numbered(pattern, i + 1), paragraphs(item).concat())
            };
            items.iter().enumerate().map(numbered).collect()
        }
    };
    TextView { paragraphs: lines, at: places.number(found.span) }
}
