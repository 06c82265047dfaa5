//! 自评 and 监控 of a department: a row for each, and what they come to together.

use super::sheet::{SheetCell, SheetRow};
use crate::appraise::points::round;
use crate::appraise::{Appraisal, FundAmount, appraise};
use crate::model::{Department, Profile, ReportKind};
use crate::text::source::Sources;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What the reports of a department, or of several, come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReportTotals {
    /// 全年预算数 of the projects evaluated.
    pub budget: Decimal,
    /// 全年执行数 of the projects evaluated.
    pub spent: Decimal,
    /// How many 自评 there are.
    pub evaluations: usize,
    /// The points of those that are known, added up.
    pub points: Decimal,
    /// How many points are known.
    pub scored: usize,
    /// How many have each 结论.
    pub conclusions: BTreeMap<String, usize>,
    /// How many 监控 there are.
    pub monitorings: usize,
    /// How many 监控 have each warning.
    pub warnings: BTreeMap<String, usize>,
}

impl ReportTotals {
    /// What was spent of the budget, in per cent.
    pub fn rate(&self) -> Option<Decimal> {
        crate::appraise::points::rate(self.spent, self.budget)
    }

    /// The average of the points.
    pub fn average(&self) -> Option<Decimal> {
        let average = self.points.checked_div(Decimal::from(self.scored))?;
        Some(round(average, 2))
    }

    /// Whether there is no report at all.
    pub fn is_empty(&self) -> bool {
        self.evaluations + self.monitorings == 0
    }

    /// Adds those of another department.
    pub fn add(&mut self, other: &ReportTotals) {
        self.budget = self.budget.saturating_add(other.budget);
        self.spent = self.spent.saturating_add(other.spent);
        self.evaluations += other.evaluations;
        self.points = self.points.saturating_add(other.points);
        self.scored += other.scored;
        self.monitorings += other.monitorings;
        let sum = |all: &mut BTreeMap<String, usize>, more: &BTreeMap<String, usize>| {
            for (name, count) in more {
                *all.entry(name.clone()).or_default() += count;
            }
        };
        sum(&mut self.conclusions, &other.conclusions);
        sum(&mut self.warnings, &other.warnings);
    }

    /// Counts by name in one line: `优 2，良 1`.
    pub fn counted(counts: &BTreeMap<String, usize>) -> String {
        let each: Vec<_> = counts.iter().map(|(n, c)| format!("{n} {c}")).collect();
        each.join("，")
    }
}

/// The rows of the reports of a department called `name`, and what they come to. Money is
/// counted in 万元.
pub(super) fn reports(
    name: &str,
    department: &Department,
    profile: &Profile,
    sources: &Sources,
) -> (Vec<SheetRow>, ReportTotals) {
    let mut totals = ReportTotals::default();
    let mut rows = Vec::new();
    let wan = |amount: Decimal| {
        let unit = profile.money.unit;
        unit.convert(amount, crate::model::MoneyUnit::WAN).unwrap_or(amount)
    };
    for a in appraise(department, profile) {
        let amount = |which| Some(wan(a.main()?.amount(which)?));
        let (budget, spent) = (amount(FundAmount::Budget), amount(FundAmount::Spent));
        count(&mut totals, &a, budget, spent);
        let code = a.targets.and_then(|t| t.code.value()).map_or("", |c| c.as_str());
        let subject = match a.report.is_whole() {
            true => "部门整体",
            false => a.targets.map_or(a.report.name.text(), |t| t.name.text()),
        };
        let month = a.month().map_or(String::new(), |m| m.to_string());
        let warning = a.warning().map_or("", |w| w.name.as_str());
        let path = sources.get(a.report.span.file).path.as_str();
        let is_evaluation = a.report.kind == ReportKind::Evaluation;
        let total = a.total().filter(|_| is_evaluation);
        let conclusion = a.conclusion().filter(|_| is_evaluation).unwrap_or_default();
        rows.push(vec![
            name.into(),
            a.report.kind.name().into(),
            month.as_str().into(),
            code.into(),
            subject.into(),
            budget.into(),
            spent.into(),
            a.rate().map_or(SheetCell::Blank, |r| SheetCell::Percent(round(r, 2))),
            total.into(),
            conclusion.into(),
            warning.into(),
            path.into(),
        ]);
    }
    (rows, totals)
}

fn count(
    totals: &mut ReportTotals,
    a: &Appraisal,
    budget: Option<Decimal>,
    spent: Option<Decimal>,
) {
    match a.report.kind {
        ReportKind::Evaluation => {
            totals.evaluations += 1;
            // the department as a whole has the money of its projects once more
            if let (Some(budget), Some(spent), false) =
                (budget, spent, a.report.is_whole())
            {
                totals.budget = totals.budget.saturating_add(budget);
                totals.spent = totals.spent.saturating_add(spent);
            }
            if let Some(total) = a.total() {
                totals.points = totals.points.saturating_add(total);
                totals.scored += 1;
            }
            if let Some(conclusion) = a.conclusion() {
                *totals.conclusions.entry(conclusion.to_owned()).or_default() += 1;
            }
        }
        ReportKind::Monitoring => {
            totals.monitorings += 1;
            if let Some(warning) = a.warning() {
                *totals.warnings.entry(warning.name.clone()).or_default() += 1;
            }
        }
    }
}
