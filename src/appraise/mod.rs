//! Reports → what they come to: each joined to its project and targets, with the amounts,
//! rates, points, totals, conclusions and warnings that follow.
//!
//! What is written stands as it is; what is not written is computed. Rules hold both
//! against each other, templates print them, summaries add them up.

mod funds;
mod measure;
pub mod points;
mod rows;

pub use funds::{FundAmount, FundResult, approved, main_fund};
pub use measure::{Measured, measure};
pub use rows::{Judged, RowResult, is_scored};

use crate::model::profile::{ReportForm, Threshold};
use crate::model::{Department, Field, Month, Profile, Project, Report};
use points::{Reached, execution};
use rust_decimal::Decimal;

/// A report and what it comes to.
#[derive(Debug, Clone)]
pub struct Appraisal<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its form.
    pub form: &'a ReportForm,
    /// The project, or the targets of the department as a whole; none where it belongs
    /// to nothing.
    pub targets: Option<&'a Project>,
    /// The funds in the order of the form, each before its parts.
    pub funds: Vec<FundResult<'a>>,
    /// The approved indicators in their order, then what is reported of others.
    pub rows: Vec<RowResult<'a>>,
}

/// Every report that the form has a table for, in the order of the files.
pub fn appraise<'a>(
    department: &'a Department,
    profile: &'a Profile,
) -> Vec<Appraisal<'a>> {
    let one = |report: &'a Report| {
        let form = profile.report_form(report.kind)?;
        let targets = targets_of(department, report);
        let approved =
            targets.filter(|_| !report.is_whole()).map(|t| (t, &profile.funds[..]));
        Some(Appraisal {
            report,
            form,
            targets,
            funds: funds::funds(report, form, approved),
            rows: rows::rows(report, form, targets),
        })
    };
    department.reports.iter().filter_map(one).collect()
}

/// The place of the project that a report belongs to: by 项目编码, else by 项目名称.
pub fn project_of(department: &Department, report: &Report) -> Option<usize> {
    if report.is_whole() {
        return None;
    }
    let mut projects = department.projects.iter();
    match report.code.value() {
        Some(code) => projects.position(|p| {
            p.code.value().is_some_and(|c| c.as_str().trim() == code.trim())
        }),
        None => {
            let name = report.name.value()?.trim();
            projects.position(|p| p.name.value().is_some_and(|n| n.trim() == name))
        }
    }
}

/// The targets that a report is about.
pub fn targets_of<'d>(
    department: &'d Department,
    report: &Report,
) -> Option<&'d Project> {
    if report.is_whole() {
        return department.overall_table.value().map(|t| &t.targets);
    }
    project_of(department, report).map(|at| &department.projects[at])
}

impl<'a> Appraisal<'a> {
    /// The fund whose rate counts.
    pub fn main(&self) -> Option<&FundResult<'a>> {
        let main = main_fund(self.form.fund_tree(self.report.is_whole()))?;
        self.funds.iter().find(|f| std::ptr::eq(f.form, main))
    }

    /// The rate of execution in per cent.
    pub fn rate(&self) -> Option<Decimal> {
        self.main()?.rate
    }

    /// Whether points are given.
    pub fn is_scored(&self) -> bool {
        self.form.scoring.is_some() && is_scored(self.report)
    }

    /// 分值 of the rate: written, else that of the form.
    pub fn execution_weight(&self) -> Option<Decimal> {
        let scoring = self.form.scoring.as_ref().filter(|_| self.is_scored())?;
        match self.main().and_then(|m| m.written).map(|w| &w.weight) {
            Some(Field::Given(points)) => Some(points.number()),
            Some(Field::Broken) => None,
            _ => Some(scoring.execution),
        }
    }

    /// The points of the rate by the table of rules.
    pub fn execution(&self) -> Option<Reached> {
        let scoring = self.form.scoring.as_ref()?;
        Some(execution(self.rate()?, self.execution_weight()?, scoring))
    }

    /// The points of the rate: written, else computed.
    pub fn execution_score(&self) -> Option<Decimal> {
        match self.main().and_then(|m| m.written).map(|w| &w.score) {
            Some(Field::Given(points)) => Some(points.number()),
            Some(Field::Broken) => None,
            _ => self.execution().map(|e| e.points),
        }
    }

    /// The rows that are reported; None where some are missing or too many, so that sums
    /// over them say nothing. A row under a wrong name stands for the one that is missing.
    pub fn reported(&self) -> Option<Vec<&RowResult<'a>>> {
        let missing = self.rows.iter().filter(|r| r.outcome.is_none()).count();
        let others = self.rows.iter().filter(|r| r.indicator.is_none()).count();
        let rows: Vec<_> = self.rows.iter().filter(|r| r.outcome.is_some()).collect();
        (missing == others && !rows.is_empty()).then_some(rows)
    }

    /// The points of every part, that of the rate first; none where one is not known.
    pub fn scores(&self) -> Option<Vec<Decimal>> {
        let reported = self.reported().filter(|_| self.is_scored())?;
        let rate = self.execution_score();
        let rate = match self.execution_weight() {
            Some(w) if w.is_zero() => Some(Decimal::ZERO),
            _ => rate,
        };
        let rows = reported.into_iter().map(RowResult::score);
        std::iter::once(rate).chain(rows).collect()
    }

    /// 总分 as it follows from its parts.
    pub fn computed_total(&self) -> Option<Decimal> {
        Some(self.scores()?.into_iter().fold(Decimal::ZERO, Decimal::saturating_add))
    }

    /// 总分: written, else computed.
    pub fn total(&self) -> Option<Decimal> {
        match &self.report.total {
            Field::Given(total) => Some(total.number()),
            Field::Broken => None,
            Field::Absent => self.computed_total(),
        }
    }

    /// 结论 that follows from the total.
    pub fn conclusion(&self) -> Option<&'a str> {
        let total = self.total()?;
        let scoring = self.form.scoring.as_ref()?;
        scoring.conclusions.iter().find(|c| total >= c.at).map(|c| c.name.as_str())
    }

    /// The rate that should have been reached by the month, in per cent.
    pub fn wanted_rate(&self) -> Option<Decimal> {
        let month = self.report.month.value()?.month;
        if self.form.progress.is_empty() {
            let share = Decimal::from(month).checked_mul(Decimal::ONE_HUNDRED)?;
            return share.checked_div(Decimal::from(12));
        }
        let mut due = self.form.progress.iter().rev();
        due.find(|p| p.month <= month).map(|p| p.rate)
    }

    /// The gravest warning of the rate, of 监控.
    pub fn warning(&self) -> Option<&'a Threshold> {
        let (rate, wanted) = (self.rate()?, self.wanted_rate()?);
        let below = |w: &&Threshold| {
            // rate / wanted < at / 100, without dividing
            let left = rate.checked_mul(Decimal::ONE_HUNDRED);
            let right = wanted.checked_mul(w.at);
            left.zip(right).is_some_and(|(left, right)| left < right)
        };
        self.form.warnings.iter().find(below)
    }

    /// The month it is about, of 监控.
    pub fn month(&self) -> Option<Month> {
        self.report.month.value().copied()
    }
}
