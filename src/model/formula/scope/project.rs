//! A project.

use super::indicator::OfIndicator;
use super::row::{NOTHING, OfRow};
use super::{Datum, DatumKind, Reading, Scope, State};
use crate::model::own::{OwnRow, value_of};
use crate::model::profile::{FieldForm, FundForm, Owner, Role};
use crate::model::{
    Budget, Field, Goals, Indicator, Money, Passage, Percent, Profile, Project, Year,
};
use crate::text::source::Span;
use rust_decimal::Decimal;

/// A project: its fields, the names of its funds, its months, its lists.
#[derive(Clone, Copy)]
pub struct OfProject<'a> {
    /// The project.
    pub project: &'a Project,
    /// The budget year.
    pub year: &'a Field<Year>,
    /// The form.
    pub profile: &'a Profile,
}

/// Names of lists that are counted.
const GOALS: [&str; 2] = ["绩效目标", "目标"];
const MID_TERM_GOALS: &str = "中期目标";
const INDICATORS: [&str; 2] = ["绩效指标", "指标"];
/// The months of the plan.
const PLAN: &str = "支出计划";

/// An indicator of nothing, to judge expressions by.
static NO_INDICATOR: std::sync::LazyLock<Indicator> =
    std::sync::LazyLock::new(Indicator::default);

impl<'a> OfProject<'a> {
    fn own(&self, name: &str) -> Option<&'a FieldForm> {
        self.profile.field(Owner::Project, name)
    }

    fn rows(&self, name: &str) -> &'a [OwnRow] {
        let found = self.project.fields.iter().find(|f| f.name.value == name);
        found.and_then(|f| f.rows()).unwrap_or_default()
    }

    fn indicators(&self) -> &'a [Indicator] {
        self.project.indicators.value().map_or(&[][..], |r| r)
    }

    /// An amount by the names of its blocks, or by its own where only one has it.
    fn fund(&self, path: &[&str]) -> Option<Reading> {
        let at = fund_at(&self.profile.funds, path)?;
        let blank = Budget::default();
        let budget = self.project.budget.value().unwrap_or(&blank);
        let lines = budget.lines(&self.profile.funds);
        let amount = lines.get(at)?.amount;
        let broken = self.project.budget.is_broken();
        Some(money(if broken { &Field::Broken } else { amount }))
    }

    fn role(&self, name: &str) -> Option<Reading> {
        let role = Role::ALL.into_iter().find(|r| r.name() == name)?;
        let blank = Budget::default();
        let budget = self.project.budget.value().unwrap_or(&blank);
        let broken = self.project.budget.is_broken();
        let amount = budget.by_role(&self.profile.funds, role);
        Some(money(if broken { &Field::Broken } else { amount }))
    }

    fn month(&self, month: &str) -> Option<Reading> {
        if !self.profile.plan_months.iter().any(|m| m == month) {
            return None;
        }
        let plan = self.project.plan.value().map_or(&[][..], |p| p);
        let found = plan.iter().find(|m| m.month.value == month);
        let percent = found.map_or(&Field::Absent, |m| &m.percent);
        let part = |p: &Percent| {
            Datum::Number(
                p.number().checked_div(Decimal::ONE_HUNDRED).unwrap_or_default(),
            )
        };
        let reading = Reading::of(percent, DatumKind::Number, part);
        Some(Reading { is_percent: true, ..reading })
    }

    fn single(&self, name: &str) -> Option<Reading> {
        let p = self.project;
        Some(match name {
            "年度" => Reading::year(self.year),
            "项目名称" => Reading::text(&p.name),
            "项目编码" => {
                Reading::of(&p.code, DatumKind::Text, |c| Datum::Text(c.to_string()))
            }
            "单位" => Reading::text(&p.unit),
            "资金用途" => Reading::text(&p.purpose),
            "绩效目标" => said(&p.goals),
            MID_TERM_GOALS => said(&p.mid_term_goals),
            _ => return None,
        })
    }

    /// How many items a list of texts has.
    fn goals(&self, name: &str) -> Option<&'a Field<Goals>> {
        match name {
            MID_TERM_GOALS => Some(&self.project.mid_term_goals),
            name if GOALS.contains(&name) => Some(&self.project.goals),
            _ => None,
        }
    }

    fn table_rows(&self, path: &[&str]) -> Option<Vec<OfRow<'a>>> {
        let (name, inner) = path.split_first()?;
        let field = self.own(name)?;
        OfRow::below(field, self.rows(name), inner, self.year, self.profile)
    }
}

/// The place of an amount in the form's order.
fn fund_at(forms: &[FundForm], path: &[&str]) -> Option<usize> {
    fn walk(forms: &[FundForm], above: &[&str], at: &mut usize, found: &mut Found) {
        for form in forms {
            let path: Vec<&str> =
                above.iter().copied().chain([form.name.as_str()]).collect();
            found.push((path.iter().map(|n| (*n).to_owned()).collect(), *at));
            *at += 1;
            walk(&form.parts, &path, at, found);
        }
    }
    type Found = Vec<(Vec<String>, usize)>;
    let mut found = Vec::new();
    walk(forms, &[], &mut 0, &mut found);
    let ends = |names: &[String]| {
        names.len() >= path.len()
            && names[names.len() - path.len()..].iter().eq(path.iter())
    };
    let mut matching = found.iter().filter(|f| ends(&f.0));
    let first = matching.next()?;
    let exact = found.iter().find(|f| f.0.iter().eq(path.iter()));
    match (exact, matching.next()) {
        (Some(exact), _) => Some(exact.1),
        (None, None) => Some(first.1),
        (None, Some(_)) => None,
    }
}

fn money(field: &Field<Money>) -> Reading {
    Reading::of(field, DatumKind::Number, |m| Datum::Number(m.amount()))
}

/// Goals as one text.
fn said(goals: &Field<Goals>) -> Reading {
    let text = |g: &Goals| match g {
        Passage::Text(text) => text.value.clone(),
        Passage::Items(items) => {
            items.iter().map(|i| i.value.as_str()).collect::<Vec<_>>().join("\n")
        }
    };
    let state = match goals {
        Field::Absent => State::Blank,
        Field::Broken => State::Broken,
        Field::Given(goals) => State::Given(Datum::Text(text(goals))),
    };
    let span = goals.span().unwrap_or(Span::NONE);
    Reading::new(DatumKind::Text, state, String::new(), span)
}

impl Scope for OfProject<'_> {
    fn get(&self, path: &[&str]) -> Option<Reading> {
        if let [name] = path {
            if let Some(field) = self.own(name) {
                let value = value_of(&self.project.fields, name);
                return Reading::own(value, &field.kind, &field.default, self.profile);
            }
            if let Some(found) = self.single(name).or_else(|| self.role(name)) {
                return Some(found);
            }
        }
        match path {
            [PLAN, month] => return self.month(month),
            [name, row @ .., column] if !row.is_empty() => {
                let field = self.own(name);
                let rows = self.rows(name);
                let fixed = field
                    .and_then(|f| OfRow::fixed(f, rows, row, self.year, self.profile));
                if let Some(row) = fixed {
                    return row.get(&[column]);
                }
            }
            _ => {}
        }
        self.fund(path)
    }

    fn items(&self, path: &[&str]) -> Option<Vec<Box<dyn Scope + '_>>> {
        if let [name] = path {
            if INDICATORS.contains(name) {
                let rows = self.indicators();
                let of = |row| OfIndicator {
                    rows,
                    row,
                    year: self.year,
                    profile: self.profile,
                };
                let boxed = |row| Box::new(of(row)) as Box<dyn Scope + '_>;
                return Some(rows.iter().map(boxed).collect());
            }
            if let Some(goals) = self.goals(name) {
                let count = match goals.value() {
                    Some(Passage::Items(items)) => items.len(),
                    Some(Passage::Text(_)) => 1,
                    None => 0,
                };
                let item = |_| Box::new(Bare(self.project.span)) as Box<dyn Scope + '_>;
                return Some((0..count).map(item).collect());
            }
        }
        let rows = self.table_rows(path)?;
        Some(rows.into_iter().map(|r| Box::new(r) as Box<dyn Scope + '_>).collect())
    }

    fn item(&self, path: &[&str]) -> Option<Box<dyn Scope + '_>> {
        let [name, ..] = path else { return None };
        if path.len() == 1 && INDICATORS.contains(name) {
            let (year, profile) = (self.year, self.profile);
            return Some(Box::new(OfIndicator {
                rows: &[],
                row: &NO_INDICATOR,
                year,
                profile,
            }));
        }
        if path.len() == 1 && self.goals(name).is_some() {
            return Some(Box::new(Bare(Span::NONE)));
        }
        self.table_rows(path)?;
        let table = self.own(name)?.table()?;
        let (year, profile) = (self.year, self.profile);
        Some(Box::new(OfRow { table, rows: &[], row: &NOTHING, year, profile, depth: 0 }))
    }

    fn names(&self) -> Vec<String> {
        fn funds(forms: &[FundForm], names: &mut Vec<String>) {
            for form in forms {
                names.push(form.name.clone());
                funds(&form.parts, names);
            }
        }
        let own = self.profile.fields_of(Owner::Project);
        let mut names: Vec<String> = own.map(|f| f.name.clone()).collect();
        funds(&self.profile.funds, &mut names);
        let more = ["年度", "预算数", "项目名称", "资金用途", "绩效目标", "绩效指标"];
        names.extend(more.map(str::to_owned));
        let months = self.profile.plan_months.iter();
        names.extend(months.map(|m| format!("{PLAN}.{m}")));
        names
    }

    fn span(&self) -> Span {
        self.project.span
    }
}

/// An item without names, which is only counted.
struct Bare(Span);

impl Scope for Bare {
    fn get(&self, _: &[&str]) -> Option<Reading> {
        None
    }

    fn items(&self, _: &[&str]) -> Option<Vec<Box<dyn Scope + '_>>> {
        None
    }

    fn item(&self, _: &[&str]) -> Option<Box<dyn Scope + '_>> {
        None
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    fn span(&self) -> Span {
        self.0
    }
}
