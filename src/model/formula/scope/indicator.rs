//! An indicator.

use super::{Datum, DatumKind, Reading, Scope, State};
use crate::model::own::value_of;
use crate::model::profile::Owner;
use crate::model::target::TargetUnit;
use crate::model::{Field, Indicator, Profile, Target, Year};
use crate::text::source::Span;
use rust_decimal::Decimal;

/// An indicator among those of its project.
#[derive(Clone, Copy)]
pub struct OfIndicator<'a> {
    /// All of the project.
    pub rows: &'a [Indicator],
    /// This one.
    pub row: &'a Indicator,
    /// The budget year.
    pub year: &'a Field<Year>,
    /// The form.
    pub profile: &'a Profile,
}

/// The names of an indicator's built-in fields.
const NAMES: [&str; 8] =
    ["一级指标", "二级指标", "三级指标", "描述", "指标值", "权重", "依据", "备注"];

impl OfIndicator<'_> {
    /// 指标值: the number that it sets; a percentage is a part of one.
    fn target(&self) -> Reading {
        let text = &self.row.target;
        let shown = text.value().map_or(String::new(), |t| t.text.trim().to_owned());
        let given = match text {
            Field::Absent => State::Blank,
            Field::Broken => State::Broken,
            Field::Given(_) => State::Given(Datum::Text(shown.clone())),
        };
        let span = text.span().unwrap_or(Span::NONE);
        let reading = Reading::new(DatumKind::Number, given, shown, span);
        let number = text.value().and_then(number);
        let state = match (&reading.state, number) {
            (State::Given(_), Some(number)) => State::Given(Datum::Number(number)),
            // words are judged by other rules
            (State::Given(_), None) => State::Blank,
            (other, _) => other.clone(),
        };
        Reading { kind: DatumKind::Number, state, ..reading }
    }
}

fn number(target: &Target) -> Option<Decimal> {
    let amount = target.amount()?;
    match amount.unit {
        TargetUnit::Percent => amount.number.checked_div(Decimal::ONE_HUNDRED),
        _ => Some(amount.number),
    }
}

impl Scope for OfIndicator<'_> {
    fn get(&self, path: &[&str]) -> Option<Reading> {
        let [name] = path else { return None };
        let row = self.row;
        let levels = self.profile.levels.iter();
        Some(match *name {
            "年度" => Reading::year(self.year),
            "一级指标" => Reading {
                words: levels.map(|l| l.name.clone()).collect(),
                ..Reading::text(&row.level1)
            },
            "二级指标" => Reading {
                words: levels.flat_map(|l| l.children.clone()).collect(),
                ..Reading::text(&row.level2)
            },
            "三级指标" | "指标" => Reading::text(&row.name),
            "描述" => Reading::text(&row.description),
            "指标值" => self.target(),
            "权重" => {
                let number = |p: &crate::model::Points| Datum::Number(p.number());
                Reading::of(&row.weight, DatumKind::Number, number)
            }
            "方向" => Reading::text(&row.direction),
            "依据" => Reading::text(&row.basis),
            "备注" => Reading::text(&row.remark),
            name => {
                let field = self.profile.field(Owner::Indicator, name)?;
                let value = value_of(&row.own, name);
                return Reading::own(value, &field.kind, &field.default, self.profile);
            }
        })
    }

    fn items(&self, path: &[&str]) -> Option<Vec<Box<dyn Scope + '_>>> {
        let here = |row| Box::new(OfIndicator { row, ..*self }) as Box<dyn Scope + '_>;
        path.is_empty().then(|| self.rows.iter().map(here).collect())
    }

    fn item(&self, path: &[&str]) -> Option<Box<dyn Scope + '_>> {
        path.is_empty().then(|| Box::new(*self) as Box<dyn Scope + '_>)
    }

    fn names(&self) -> Vec<String> {
        let own = self.profile.fields_of(Owner::Indicator);
        let own = own.map(|f| f.name.clone());
        NAMES.iter().map(|n| (*n).to_owned()).chain(own).collect()
    }

    fn span(&self) -> Span {
        self.row.span
    }
}
