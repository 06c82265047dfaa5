//! A project and its table.

use super::own::{Own, OwnView};
use super::places::{GoalsView, Places, TextView};
use super::rows::{Of, RowView, rows};
use super::sheet::{SheetView, Source};
use crate::model::profile::{FundForm, MoneyForm, Owner, Place, Shown};
use crate::model::{Budget, Department, FundLine, Profile, Project};
use crate::sheet::Of as SheetOf;
use serde::Serialize;

#[derive(Serialize)]
pub struct ProjectView {
    no: usize,
    unit_code: String,
    unit_name: String,
    name: TextView,
    /// The labelled values at the head of the table, two in a row.
    head: Vec<Vec<HeadView>>,
    /// Own fields before the table.
    texts_before: Vec<OwnView>,
    /// Own fields as rows of the table.
    texts_inside: Vec<OwnView>,
    /// Each block of the budget.
    funds: Vec<FundView>,
    /// Rows that the funds need, each part in one of its own.
    fund_rows: usize,
    purpose: TextView,
    plan: Vec<MilestoneView>,
    goals: GoalsView,
    mid_term_goals: GoalsView,
    rows: Vec<RowView>,
    /// The table by the 表样 of the form; None where templates make it.
    sheet: Option<SheetView>,
    /// Whether the reserved line is one of the project's own rows.
    has_reserved: bool,
}

#[derive(Serialize)]
struct HeadView {
    title: String,
    text: TextView,
    style: &'static str,
}

#[derive(Serialize)]
struct MilestoneView {
    month: String,
    percent: TextView,
}

/// An amount: a block of the budget, or a part of one.
#[derive(Serialize)]
struct FundView {
    title: String,
    amount: TextView,
    /// Width of the label where all stand in one row, of [`LINE`] in all.
    label_width: usize,
    /// Width of the amount there.
    amount_width: usize,
    /// How deep a part stands in its block, from 1.
    depth: usize,
    parts: Vec<FundView>,
}

/// Width of the table behind its first column, and what widths are multiples of.
const LINE: usize = 384;
const STEP: usize = 16;
/// Widest label, in steps.
const WIDEST_LABEL: usize = 6;

/// Narrowest amount, in steps.
const NARROWEST_AMOUNT: usize = 3;

impl Places {
    /// The project `no` of its list.
    pub fn project(
        &self,
        no: usize,
        project: &Project,
        department: &Department,
        profile: &Profile,
    ) -> ProjectView {
        let unit = department.unit_of(project);
        let indicators = project.indicators.value().map_or(&[][..], |r| r);
        let columns: Vec<_> = profile.columns.iter().collect();
        let of = Of::Project { no, project, department, profile };
        let funds = self.funds(project, profile);
        let own = Own { fields: &project.fields, year: &department.year, profile };
        ProjectView {
            no,
            unit_code: project.unit.text().to_owned(),
            unit_name: unit.map_or(String::new(), |u| u.name.text().to_owned()),
            name: self.text(&project.name),
            head: self.head(project, profile, own),
            texts_before: self.own_fields(own, Owner::Project, Place::Before),
            texts_inside: self.own_fields(own, Owner::Project, Place::Inside),
            fund_rows: funds.iter().map(|f| f.parts.len().max(1)).sum(),
            funds,
            purpose: self.text(&project.purpose),
            plan: self.plan(project, profile),
            goals: self.goals(&project.goals),
            mid_term_goals: self.goals(&project.mid_term_goals),
            rows: rows(self, &columns, &of, indicators),
            sheet: self.sheet(no, project, department, profile),
            has_reserved: has_reserved(project, profile),
        }
    }

    /// The table by the 表样. 专项资金 belong to no unit.
    fn sheet(
        &self,
        no: usize,
        project: &Project,
        department: &Department,
        profile: &Profile,
    ) -> Option<SheetView> {
        let of = if project.is_of_unit() { SheetOf::Project } else { SheetOf::Special };
        let (places, overall) = (self, None);
        Source { places, profile, department, of, no, project, overall }.sheet()
    }

    /// 项目编码, 项目名称 and the short texts, two in a row.
    fn head(&self, project: &Project, profile: &Profile, own: Own) -> Vec<Vec<HeadView>> {
        let title = |field| profile.titles.get(field).to_owned();
        let mut cells = Vec::new();
        // 专项资金 belong to no unit and have no code
        if profile.has_code && !project.unit.is_absent() {
            let text = self.shown(&project.code, |c| c.known().to_owned());
            cells.push(HeadView { title: title("code"), text, style: "cell-label" });
        }
        let text = self.line(&project.name);
        cells.push(HeadView { title: title("name"), text, style: "cell-text" });
        for OwnView { title, text, .. } in
            self.own_fields(own, Owner::Project, Place::Head)
        {
            let paragraphs = vec![text.paragraphs.concat()];
            let text = TextView { paragraphs, at: text.at };
            cells.push(HeadView { title, text, style: "cell-text" });
        }
        let mut cells = cells.into_iter().peekable();
        let mut rows = Vec::new();
        while cells.peek().is_some() {
            rows.push(cells.by_ref().take(2).collect());
        }
        rows
    }

    /// The budget in its blocks; without one they are blank.
    fn funds(&self, project: &Project, profile: &Profile) -> Vec<FundView> {
        let blank = Budget::default();
        let budget = project.budget.value().unwrap_or(&blank);
        let lines = budget.lines(&profile.funds);
        let labels = lines.iter().map(|l| steps(l.form)).sum();
        let rest = (LINE / STEP).saturating_sub(labels);
        let mut blocks: Vec<FundView> = Vec::new();
        for (i, line) in lines.iter().enumerate() {
            // the first ones take what is left over
            let share = rest / lines.len() + usize::from(i < rest % lines.len());
            let view = self.fund(line, share * STEP, &profile.money);
            match blocks.last_mut() {
                Some(block) if line.depth > 0 => block.parts.push(view),
                _ => blocks.push(view),
            }
        }
        blocks
    }

    fn fund(&self, line: &FundLine, amount_width: usize, form: &MoneyForm) -> FundView {
        FundView {
            title: line.form.title.clone(),
            amount: self.money(line.amount, form),
            label_width: steps(line.form) * STEP,
            amount_width,
            depth: line.depth,
            parts: Vec::new(),
        }
    }

    /// The months of the form; what the author wrote for each.
    fn plan(&self, project: &Project, profile: &Profile) -> Vec<MilestoneView> {
        let written = project.plan.value().map_or(&[][..], |p| p);
        let view = |month: &String| {
            let found = written.iter().find(|m| m.month.value == *month);
            let percent = found
                .map(|m| self.shown(&m.percent, ToString::to_string))
                .unwrap_or_default();
            MilestoneView { month: month.clone(), percent }
        };
        profile.plan_months.iter().map(view).collect()
    }
}

/// Whether all funds of a form fit in one row.
pub fn fit_one_row(funds: &[FundForm]) -> bool {
    fn count(funds: &[FundForm]) -> (usize, usize) {
        funds.iter().fold((0, 0), |(amounts, labels), fund| {
            let inside = count(&fund.parts);
            (amounts + 1 + inside.0, labels + steps(fund) + inside.1)
        })
    }
    let (amounts, labels) = count(funds);
    labels + amounts * NARROWEST_AMOUNT <= LINE / STEP
}

/// Width of a fund's label where all stand in one row, in steps: one a character.
fn steps(form: &FundForm) -> usize {
    form.title.chars().count().min(WIDEST_LABEL)
}

/// Whether an indicator of the project is the reserved line itself.
pub fn has_reserved(project: &Project, profile: &Profile) -> bool {
    let reserved = profile.weighting.as_ref().and_then(|w| w.reserved.as_ref());
    let rows = project.indicators.value().map_or(&[][..], |r| r);
    profile.shows(Shown::Weight)
        && reserved.is_some_and(|r| rows.iter().any(|i| i.name.text() == r.name))
}
