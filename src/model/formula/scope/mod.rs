//! What names stand for: the fields of a project, a department, an indicator, a row.

mod department;
mod indicator;
mod project;
mod row;

pub use department::OfDepartment;
pub use indicator::OfIndicator;
pub use project::OfProject;
pub use row::OfRow;

use crate::model::own::{Day, OwnValue};
use crate::model::profile::Kind;
use crate::model::{Field, Profile, Year};
use crate::text::source::Span;
use rust_decimal::Decimal;

/// What an expression is judged over.
pub trait Scope {
    /// The value that a name stands for; None where there is no such name.
    fn get(&self, path: &[&str]) -> Option<Reading>;

    /// The items of a list, each a scope of its own; None where there is no such list.
    fn items(&self, path: &[&str]) -> Option<Vec<Box<dyn Scope + '_>>>;

    /// An item of a list that may have none, to judge expressions over its items by.
    fn item(&self, path: &[&str]) -> Option<Box<dyn Scope + '_>>;

    /// Every name, in the order of the form.
    fn names(&self) -> Vec<String>;

    /// Where the thing itself stands.
    fn span(&self) -> Span;
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatumKind {
    /// A number, an amount, a percentage.
    Number,
    /// A date.
    Date,
    /// A text.
    Text,
    /// 是 or 否, and what a comparison gives.
    Truth,
}

/// A value to reckon with.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// A number; 90% is 0.9.
    Number(Decimal),
    /// A date.
    Date(Day),
    /// A text.
    Text(String),
    /// 是 or 否.
    Truth(bool),
}

/// What stands under a name.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// A value.
    Given(Datum),
    /// Nothing.
    Blank,
    /// Something that could not be read, or is of another kind than it should be.
    Broken,
}

/// A name's value.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What kind of value the form has there.
    pub kind: DatumKind,
    /// Whether a number is shown as a percentage.
    pub is_percent: bool,
    /// The value.
    pub state: State,
    /// As written.
    pub shown: String,
    /// Where.
    pub span: Span,
    /// The words that may stand there, if only some may.
    pub words: Vec<String>,
}

impl Reading {
    /// A value as `shown`, standing at `span`.
    pub fn new(kind: DatumKind, state: State, shown: String, span: Span) -> Reading {
        Reading { kind, is_percent: false, state, shown, span, words: Vec::new() }
    }

    /// A count, which no file holds.
    pub fn count(count: usize) -> Reading {
        let number = Datum::Number(Decimal::from(count));
        let state = State::Given(number);
        Reading::new(DatumKind::Number, state, count.to_string(), Span::NONE)
    }

    /// The budget year.
    pub fn year(year: &Field<Year>) -> Reading {
        Reading::of(year, DatumKind::Number, |y| Datum::Number(y.0.into()))
    }

    /// A text.
    pub fn text(field: &Field<String>) -> Reading {
        Reading::of(field, DatumKind::Text, |t| Datum::Text(t.trim().to_owned()))
    }

    /// A field as `datum` understands it.
    pub fn of<T: std::fmt::Display>(
        field: &Field<T>,
        kind: DatumKind,
        datum: impl Fn(&T) -> Datum,
    ) -> Reading {
        let span = field.span().unwrap_or(Span::NONE);
        let (state, shown) = match field {
            Field::Absent => (State::Blank, String::new()),
            Field::Broken => (State::Broken, String::new()),
            Field::Given(value) => (State::Given(datum(&value.value)), value.to_string()),
        };
        let blank = matches!(&state, State::Given(Datum::Text(text)) if text.is_empty());
        Reading::new(kind, if blank { State::Blank } else { state }, shown, span)
    }

    /// A field of the form's own; what is not written is its default.
    pub fn own(
        field: &Field<OwnValue>,
        kind: &Kind,
        default: &str,
        profile: &Profile,
    ) -> Option<Reading> {
        let implied = || OwnValue::parse(kind, default, profile.money.unit).ok();
        let (value, span) = match field {
            Field::Given(value) => (Some(value.value.clone()), value.span),
            Field::Absent if !default.is_empty() => (implied(), Span::NONE),
            _ => (None, Span::NONE),
        };
        let blank = if field.is_broken() { State::Broken } else { State::Blank };
        let state = value.as_ref().map_or(blank, state);
        let shown = value.map_or(String::new(), |v| v.as_written());
        let reading = Reading::new(kind_of(kind)?, state, shown, span);
        Some(Reading {
            is_percent: *kind == Kind::Percent,
            words: match kind {
                Kind::Choice(choice) => choice.options.clone(),
                _ => Vec::new(),
            },
            ..reading
        })
    }
}

fn state(value: &OwnValue) -> State {
    let percent = |n: Decimal| n.checked_div(Decimal::ONE_HUNDRED).unwrap_or(n);
    State::Given(match value {
        OwnValue::Text(text) if text.trim().is_empty() => return State::Blank,
        OwnValue::Text(text) => Datum::Text(text.trim().to_owned()),
        OwnValue::Switch(on) => Datum::Truth(*on),
        OwnValue::Date(day) => Datum::Date(day.clone()),
        OwnValue::Money(money) => Datum::Number(money.amount()),
        OwnValue::Number(number) => Datum::Number(number.number()),
        OwnValue::Percent(p) => Datum::Number(percent(p.number())),
        OwnValue::Table(_) => return State::Broken,
    })
}

/// What a type is to expressions; None of a table.
pub fn kind_of(kind: &Kind) -> Option<DatumKind> {
    Some(match kind {
        Kind::Line | Kind::Text | Kind::Choice(_) => DatumKind::Text,
        Kind::Switch { .. } => DatumKind::Truth,
        Kind::Date => DatumKind::Date,
        Kind::Money | Kind::Number | Kind::Percent => DatumKind::Number,
        Kind::Table(_) => return None,
    })
}

impl DatumKind {
    /// The word in messages.
    pub fn name(self) -> &'static str {
        match self {
            DatumKind::Number => "数",
            DatumKind::Date => "日期",
            DatumKind::Text => "文字",
            DatumKind::Truth => "是或否",
        }
    }
}
