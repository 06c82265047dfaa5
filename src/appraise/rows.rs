//! The indicators of a report, each beside the approved one of its name, and its points.

use super::measure::{Measured, measure};
use super::points::{Reached, at_least, at_most, share};
use crate::model::profile::{Grade, ReportForm, Scoring};
use crate::model::target::Sign;
use crate::model::{Field, Indicator, Outcome, Points, Project, Report};
use rust_decimal::Decimal;

/// An approved indicator and what is reported of it; one of both may be missing.
#[derive(Debug, Clone)]
pub struct RowResult<'a> {
    /// The approved indicator.
    pub indicator: Option<&'a Indicator>,
    /// What is reported.
    pub outcome: Option<&'a Outcome>,
    /// The points it can bring.
    pub weight: Option<Decimal>,
    /// The points it brings by the table of rules.
    pub judged: Judged,
}

/// What the table of rules makes of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Judged {
    /// Nothing: something that it needs is missing or was told already.
    Nothing,
    /// These points.
    Points(Reached),
    /// Points between two numbers, which a person gives, and why.
    Between(Decimal, Decimal, String),
    /// The value cannot be held against the target; why.
    Incomparable(String),
}

impl RowResult<'_> {
    /// The points: those written, else those computed; none where they are not known.
    pub fn score(&self) -> Option<Decimal> {
        match self.outcome.map(|o| &o.score) {
            Some(Field::Given(points)) => Some(points.number()),
            Some(Field::Broken) => None,
            _ => match &self.judged {
                Judged::Points(reached) => Some(reached.points),
                _ => None,
            },
        }
    }
}

/// The rows of a report: the approved indicators in their order, then what is reported
/// of others.
pub fn rows<'a>(
    report: &'a Report,
    form: &'a ReportForm,
    targets: Option<&'a Project>,
) -> Vec<RowResult<'a>> {
    let approved = targets.and_then(|t| t.indicators.value()).map_or(&[][..], |r| r);
    let mut left: Vec<&Outcome> = report.rows().iter().collect();
    let mut rows = Vec::new();
    for indicator in approved {
        let named = |o: &&Outcome| {
            o.name.value().is_some()
                && o.name.text().trim() == indicator.name.text().trim()
        };
        let at = left.iter().position(named);
        rows.push((Some(indicator), at.map(|at| left.remove(at))));
    }
    rows.extend(left.into_iter().map(|o| (None, Some(o))));
    let scored = is_scored(report);
    let row = |(indicator, outcome): (Option<&'a Indicator>, Option<&'a Outcome>)| {
        let scoring = form.scoring.as_ref().filter(|_| scored);
        let weight = weight(outcome.map(|o| &o.weight), indicator.map(|i| &i.weight));
        let judged = match (indicator, outcome, scoring, weight) {
            (Some(i), Some(o), Some(s), Some(w)) => judge(i, o, s, w),
            _ => Judged::Nothing,
        };
        RowResult { indicator, outcome, weight: weight.filter(|_| scored), judged }
    };
    rows.into_iter().map(row).collect()
}

/// Whether a report gives points at all: forms are handed in that do not.
pub fn is_scored(report: &Report) -> bool {
    let said = |o: &Outcome| !o.weight.is_absent() || !o.score.is_absent();
    let funds = report.fund_uses().iter();
    let of_rate =
        |f: &crate::model::FundUse| !f.weight.is_absent() || !f.score.is_absent();
    report.rows().iter().any(said)
        || funds.clone().any(of_rate)
        || !report.total.is_absent()
}

/// 分值 where it is written, else the approved 权重.
fn weight(
    written: Option<&Field<Points>>,
    approved: Option<&Field<Points>>,
) -> Option<Decimal> {
    match written {
        Some(Field::Given(points)) => Some(points.number()),
        Some(Field::Broken) => None,
        _ => Some(approved?.value()?.number()),
    }
}

fn judge(
    indicator: &Indicator,
    outcome: &Outcome,
    scoring: &Scoring,
    w: Decimal,
) -> Judged {
    let (Some(target), Some(actual)) = (indicator.target.get(), outcome.actual.get())
    else {
        return Judged::Nothing;
    };
    let decimals = scoring.decimals;
    let (text, done) = (target.value.text.trim(), actual.value.trim());
    if let Some(grade) = grade_of(done, &scoring.grades) {
        return graded(grade, w, decimals);
    }
    match measure(indicator, &target.value, done) {
        Measured::Numbers { t, a, sign: Sign::AtMost | Sign::Less } => {
            Judged::Points(at_most(a, t, w, scoring.excess, decimals))
        }
        Measured::Numbers { t, a, sign: Sign::Exactly } if t.is_zero() && a > t => {
            let why = format!("指标值是 {text}，完成值是 {done}，没有比例可算");
            Judged::Between(Decimal::ZERO, w, why)
        }
        Measured::Numbers { t, a, .. } => Judged::Points(at_least(a, t, w, decimals)),
        Measured::Within(why) => Judged::Points(Reached {
            points: w,
            working: format!("{why}，得满分 {}", super::points::plain(w)),
        }),
        Measured::Differs(why) => Judged::Incomparable(why),
        Measured::Words if text == done => Judged::Points(Reached {
            points: w,
            working: format!("完成值与指标值相同，得满分 {}", super::points::plain(w)),
        }),
        Measured::Words => {
            Judged::Between(Decimal::ZERO, w, format!("「{done}」没有算法可套"))
        }
    }
}

/// The grade that a value names, whole or in its first words.
fn grade_of<'g>(done: &str, grades: &'g [Grade]) -> Option<&'g Grade> {
    let short = |g: &&Grade| {
        done == g.name || done.chars().count() >= 4 && g.name.starts_with(done)
    };
    grades.iter().find(short)
}

fn graded(grade: &Grade, w: Decimal, decimals: u32) -> Judged {
    let least = share(w, grade.from, decimals);
    let most = share(w, grade.to, decimals);
    let why = format!(
        "「{}」得分值的 {}%～{}%",
        grade.name,
        super::points::plain(grade.from),
        super::points::plain(grade.to)
    );
    Judged::Between(least, most, why)
}
