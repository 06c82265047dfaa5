//! What the form has.

use super::project::fit_one_row;
use crate::model::Profile;
use crate::model::profile::{Column, FundForm, FundRows, Shown, Tables};
use serde::Serialize;

#[derive(Serialize)]
pub struct ProfileView {
    name: String,
    money_unit: String,
    has_code: bool,
    has_purpose: bool,
    has_mid_term: bool,
    has_plan: bool,
    /// Whether all projects stand in one table.
    one_list: bool,
    /// Whether the funds stand side by side.
    funds_in_one_row: bool,
    /// The line above the rest of a table on its next page; empty, none.
    continued: String,
    /// The titles of all funds, each before its parts.
    fund_titles: Vec<String>,
    columns: Vec<ColumnView>,
    /// The line of the table whose points are no project's own.
    reserved: Option<ReservedView>,
}

#[derive(Serialize)]
pub struct ColumnView {
    /// The field's name in a profile.
    field: String,
    title: String,
    /// As `cols` takes it: `60`, or `60~92`.
    width: String,
}

#[derive(Serialize)]
struct ReservedView {
    name: String,
    points: String,
    /// Columns in front of the points.
    before: usize,
    /// Columns behind them.
    after: usize,
}

impl ProfileView {
    pub fn new(profile: &Profile) -> ProfileView {
        let mut fund_titles = Vec::new();
        titles(&profile.funds, &mut fund_titles);
        ProfileView {
            name: profile.name.clone(),
            money_unit: profile.money.unit.to_string(),
            has_code: profile.has_code,
            has_purpose: profile.has_purpose,
            has_mid_term: profile.has_mid_term,
            has_plan: !profile.plan_months.is_empty(),
            one_list: profile.tables == Tables::List,
            funds_in_one_row: profile.fund_rows == FundRows::One
                && fit_one_row(&profile.funds),
            continued: profile.continued.clone(),
            fund_titles,
            columns: columns(&profile.columns.iter().collect::<Vec<_>>(), profile),
            reserved: reserved(profile),
        }
    }
}

fn titles(funds: &[FundForm], into: &mut Vec<String>) {
    for fund in funds {
        into.push(fund.title.clone());
        titles(&fund.parts, into);
    }
}

/// The columns for templates.
pub fn columns(columns: &[&Column], profile: &Profile) -> Vec<ColumnView> {
    let width = |(least, most): (f32, f32)| match least == most {
        true => least.to_string(),
        false => format!("{least}~{most}"),
    };
    let view = |c: &&Column| ColumnView {
        field: profile.name_of(c.shown).to_owned(),
        title: c.title.clone(),
        width: width(c.width),
    };
    columns.iter().map(view).collect()
}

/// The reserved line, where the table has weights and room for a name before them.
fn reserved(profile: &Profile) -> Option<ReservedView> {
    let reserved = profile.weighting.as_ref()?.reserved.as_ref()?;
    let before = profile.columns.iter().position(|c| c.shown == Shown::Weight)?;
    (before > 0).then(|| ReservedView {
        name: reserved.name.clone(),
        points: reserved.points.normalize().to_string(),
        before,
        after: profile.columns.len() - before - 1,
    })
}
