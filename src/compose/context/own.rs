//! The fields that a form has of its own, as they are printed.

use super::places::{Places, TextView, paragraphs};
use crate::model::formula::scope::OfRow;
use crate::model::formula::{Datum, State, working};
use crate::model::own::{OwnField, OwnRow, OwnValue, blank, value_of};
use crate::model::profile::{
    FieldForm, Kind, Owner, Place, TableColumn, TableForm, titled,
};
use crate::model::{Field, Profile, Year};
use rust_decimal::Decimal;
use serde::Serialize;

/// A field: a text, or a table.
#[derive(Serialize)]
pub struct OwnView {
    /// Its name in the profile.
    pub name: String,
    /// What is printed in front of it.
    pub title: String,
    /// The text; none of a table.
    pub text: TextView,
    /// The table.
    pub table: Option<OwnTableView>,
}

/// A table of a field: labels of fixed rows in front, then its columns.
#[derive(Serialize)]
pub struct OwnTableView {
    /// The heads of all columns; none above the labels of fixed rows.
    pub header: Vec<String>,
    /// The rows, a last one of sums among them.
    pub rows: Vec<OwnRowView>,
    /// Rows with the header.
    pub height: usize,
}

/// A row of a table of a field.
#[derive(Serialize)]
pub struct OwnRowView {
    /// One cell a column.
    pub cells: Vec<OwnCellView>,
}

/// A cell of a table of a field.
#[derive(Serialize)]
pub struct OwnCellView {
    /// Rows the cell covers from here on; 0 where it began further up.
    pub rowspan: usize,
    /// Whether it labels the cells beside it.
    pub heading: bool,
    /// The style of its paragraphs.
    pub style: &'static str,
    /// What stands in it.
    pub text: TextView,
}

/// The word in front of sums.
pub const SUM: &str = "合计";

/// Whose fields they are: the values and the year that titles count from.
#[derive(Clone, Copy)]
pub struct Own<'a> {
    /// The values.
    pub fields: &'a [OwnField],
    /// The budget year.
    pub year: &'a Field<Year>,
    /// The form.
    pub profile: &'a Profile,
}

impl Places {
    /// The fields of an owner that stand at a place: those that everyone has, and those
    /// written.
    pub fn own_fields(&self, own: Own, owner: Owner, place: Place) -> Vec<OwnView> {
        let here = own.profile.fields_of(owner).filter(|f| f.place == place);
        let mut views = Vec::new();
        for form in here {
            let view = self.own_field(own, form);
            let is_blank = view.text.paragraphs.is_empty() && view.table.is_none();
            if form.required || !is_blank {
                views.push(view);
            }
        }
        views
    }

    /// A field; a table that is not written has no rows and is none.
    pub fn own_field(&self, own: Own, form: &FieldForm) -> OwnView {
        let value = value_of(own.fields, &form.name);
        let table = match (&form.kind, value.value()) {
            (Kind::Table(table), Some(OwnValue::Table(rows))) => {
                Some(self.own_table(own, table, rows))
            }
            (Kind::Table(table), _) if form.required => {
                Some(self.own_table(own, table, &[]))
            }
            _ => None,
        };
        OwnView {
            name: form.name.clone(),
            title: titled(&form.title, year_of(own.year)),
            text: self.own_text(value, &form.kind, &form.default, own.profile),
            table,
        }
    }

    /// A value as it is printed.
    pub fn own_text(
        &self,
        value: &Field<OwnValue>,
        kind: &Kind,
        default: &str,
        profile: &Profile,
    ) -> TextView {
        let money = &profile.money;
        let of = |value: &OwnValue| paragraphs(&value.printed(kind, money));
        match value {
            Field::Given(given) => {
                let at = self.number(given.span);
                TextView { paragraphs: of(&given.value), at }
            }
            Field::Absent if !default.is_empty() => {
                let implied = OwnValue::parse(kind, default, money.unit).ok();
                let paragraphs = implied.as_ref().map_or(Vec::new(), of);
                TextView { paragraphs, at: None }
            }
            _ => TextView { paragraphs: paragraphs(&blank(kind)), at: None },
        }
    }

    /// A table with its computed columns and its sums.
    pub fn own_table(
        &self,
        own: Own,
        table: &TableForm,
        rows: &[OwnRow],
    ) -> OwnTableView {
        let labels = labels(table);
        let title = |c: &TableColumn| titled(&c.title, year_of(own.year));
        let header = std::iter::repeat_n(String::new(), labels);
        let header: Vec<_> = header.chain(table.columns.iter().map(title)).collect();
        let lines = lines(table, rows);
        let mut views = Vec::new();
        for (at, (group, name, row)) in lines.iter().enumerate() {
            let scope = OfRow {
                table,
                rows,
                row,
                year: own.year,
                profile: own.profile,
                depth: 0,
            };
            let mut cells = Vec::new();
            if labels == 2 {
                let same = lines[at..].iter().take_while(|l| l.0 == *group).count();
                let begins = at == 0 || lines[at - 1].0 != *group;
                cells.push(label(group, if begins { same } else { 0 }));
            }
            if labels > 0 {
                cells.push(label(name, 1));
            }
            let cell = |c| self.own_cell(&scope, c);
            cells.extend(table.columns.iter().map(cell));
            views.push(OwnRowView { cells });
        }
        if !table.sums.is_empty() && !lines.is_empty() {
            views.push(sums(own, table, rows, labels));
        }
        OwnTableView { header, height: views.len() + 1, rows: views }
    }

    fn own_cell(&self, scope: &OfRow, column: &TableColumn) -> OwnCellView {
        let text = match &column.formula {
            None => {
                let value = scope.row.cell(&column.name);
                self.own_text(value, &column.kind, "", scope.profile)
            }
            Some(_) => computed(scope, column),
        };
        OwnCellView { rowspan: 1, heading: false, style: style(&column.kind), text }
    }
}

/// What the formula of a column gives in a row.
fn computed(scope: &OfRow, column: &TableColumn) -> TextView {
    let state = scope.column(column).map(|r| r.state);
    let text = match state {
        Some(State::Given(datum)) => shown(&datum, column, scope.profile),
        _ => return TextView::default(),
    };
    TextView { paragraphs: vec![text], at: None }
}

/// A computed value: percentages to two places, amounts as the form fills them up.
fn shown(datum: &Datum, column: &TableColumn, profile: &Profile) -> String {
    match (datum, &column.kind) {
        (Datum::Number(number), Kind::Percent) => working::percentage(*number),
        (Datum::Number(number), Kind::Money) => amount(*number, profile),
        (Datum::Number(number), _) => working::shown(*number),
        (other, _) => working::of(other, false),
    }
}

/// An amount with the form's decimals, or as many as it has up to six.
fn amount(number: Decimal, profile: &Profile) -> String {
    let decimals = profile.money.decimals;
    let number = working::rounded(number, 6.max(decimals)).normalize();
    profile.money.group(match number.scale() >= decimals {
        true => number.to_string(),
        false => format!("{number:.*}", decimals as usize),
    })
}

/// How many columns of labels stand before those of a table.
fn labels(table: &TableForm) -> usize {
    match (table.groups.is_empty(), table.is_grouped()) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 2,
    }
}

/// The rows with their labels: fixed ones all, in the order of the form.
fn lines<'a>(
    table: &'a TableForm,
    rows: &'a [OwnRow],
) -> Vec<(&'a str, &'a str, OwnRow)> {
    if table.groups.is_empty() {
        return rows.iter().map(|r| ("", "", r.clone())).collect();
    }
    let row = |(group, name): (&'a str, &'a str)| {
        let found = rows.iter().find(|r| r.group == group && r.name == name);
        (group, name, found.cloned().unwrap_or_default())
    };
    table.rows().map(row).collect()
}

fn label(text: &str, rowspan: usize) -> OwnCellView {
    let text = TextView { paragraphs: vec![text.to_owned()], at: None };
    OwnCellView { rowspan, heading: true, style: "cell-label", text }
}

/// The row of sums, its word in the first column that is none of them.
fn sums(own: Own, table: &TableForm, rows: &[OwnRow], labels: usize) -> OwnRowView {
    let mut cells: Vec<OwnCellView> = Vec::new();
    for at in 0..labels {
        cells.push(label(if at == 0 { SUM } else { "" }, 1));
    }
    for (at, column) in table.columns.iter().enumerate() {
        let is_sum = table.sums.contains(&column.name);
        let text = match is_sum {
            true => sum(own, table, rows, column).unwrap_or_default(),
            false if labels == 0 && at == 0 => SUM.to_owned(),
            false => String::new(),
        };
        let paragraphs = if text.is_empty() { Vec::new() } else { vec![text] };
        let text = TextView { paragraphs, at: None };
        let style = if is_sum { style(&column.kind) } else { "cell-label" };
        cells.push(OwnCellView { rowspan: 1, heading: false, style, text });
    }
    OwnRowView { cells }
}

fn sum(
    own: Own,
    table: &TableForm,
    rows: &[OwnRow],
    column: &TableColumn,
) -> Option<String> {
    let number = |row| {
        let scope =
            OfRow { table, rows, row, year: own.year, profile: own.profile, depth: 0 };
        match scope.column(column)?.state {
            State::Given(Datum::Number(number)) => Some(number),
            _ => None,
        }
    };
    let mut numbers = rows.iter().filter_map(number).peekable();
    numbers.peek()?;
    let sum = numbers.try_fold(Decimal::ZERO, |a, n| a.checked_add(n))?;
    Some(shown(&Datum::Number(sum), column, own.profile))
}

/// The style of a value of a type.
pub fn style(kind: &Kind) -> &'static str {
    match kind {
        Kind::Money | Kind::Number | Kind::Percent => "cell-amount",
        Kind::Line | Kind::Text => "cell-text",
        _ => "cell-label",
    }
}

fn year_of(year: &Field<Year>) -> Option<i32> {
    year.value().map(|y| i32::from(y.0))
}

/// The own field of an indicator in a cell of its table.
pub fn of_indicator(
    places: &Places,
    own: &[OwnField],
    form: &FieldForm,
    profile: &Profile,
) -> TextView {
    places.own_text(value_of(own, &form.name), &form.kind, &form.default, profile)
}
