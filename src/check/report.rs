//! What the rules about 自评 and 监控 share.

use crate::appraise::points::round;
use crate::appraise::{Appraisal, FundAmount, FundResult};
use crate::check::sum::total;
use crate::model::profile::Scoring;
use crate::model::{Field, Indicator};
use crate::text::source::{Span, Spanned};
use crate::yaml::load::nearest;
use rust_decimal::Decimal;

/// What a report is about: 项目「会议费」, or 部门整体.
pub fn subject(a: &Appraisal) -> String {
    if a.report.is_whole() {
        return "部门整体".to_owned();
    }
    let name = a.targets.map_or(a.report.name.text(), |t| t.name.text());
    format!("项目「{name}」")
}

/// The report itself: 项目「会议费」的自评.
pub fn about(a: &Appraisal) -> String {
    let month = a.month().map_or(String::new(), |m| format!("{m} "));
    format!("{}的{month}{}", subject(a), a.report.kind.name())
}

/// The indicators reported that are not approved ones, each with the approved one that is
/// most likely meant and not reported otherwise.
pub fn strangers<'a>(a: &'a Appraisal) -> Vec<(&'a Spanned<String>, Option<&'a str>)> {
    let approved = a.targets.and_then(|t| t.indicators.value());
    let Some(approved) = approved else { return Vec::new() };
    let known = |name: &str| approved.iter().any(|i| i.name.text().trim() == name);
    let mut free: Vec<&str> = a
        .rows
        .iter()
        .filter(|r| r.outcome.is_none())
        .filter_map(|r| Some(r.indicator?.name.value()?.trim()))
        .collect();
    let over = a.rows.iter().filter(|r| r.indicator.is_none());
    let names = over.filter_map(|r| r.outcome?.name.get());
    let strange = names.filter(|n| !known(n.value.trim()));
    let mut found = Vec::new();
    for name in strange {
        let near = nearest(&name.value, free.iter().copied());
        free.retain(|f| Some(*f) != near);
        found.push((name, near));
    }
    found
}

/// The sum of the parts of a fund, where an amount that is written differs from it.
pub fn differing_sum(
    a: &Appraisal,
    fund: &FundResult,
    which: FundAmount,
) -> Option<Decimal> {
    let total_of = fund.field(which)?.value()?.amount();
    let parts = || fund.parts.iter().map(|p| &a.funds[*p]);
    if parts().any(|p| p.field(which).is_some_and(Field::is_broken)) {
        return None;
    }
    // what follows from the approved budget is not what the author wrote of the parts
    let written = parts().any(|p| p.field(which).is_some_and(|f| f.get().is_some()));
    let sum = total(parts().filter_map(|p| p.amount(which)));
    (written && sum != total_of).then_some(sum)
}

/// Whether the amounts of a fund, and of what it is a part of, add up.
pub fn is_consistent(a: &Appraisal, fund: &FundResult) -> bool {
    let at = a.funds.iter().position(|f| std::ptr::eq(f, fund));
    let above = |f: &&FundResult| at.is_some_and(|at| f.parts.contains(&at));
    let adds_up = |f: &FundResult| {
        FundAmount::ALL.iter().all(|w| differing_sum(a, f, *w).is_none())
    };
    adds_up(fund) && a.funds.iter().filter(above).all(adds_up)
}

/// Whether a written rate is the exact one, rounded to the places it has; what is less
/// than 100 % never becomes 100 %.
pub fn is_rate(written: Decimal, exact: Decimal) -> bool {
    let hundred = Decimal::ONE_HUNDRED;
    let jumps = exact != hundred && written == hundred;
    written == exact || round(exact, written.scale().min(6)) == written && !jumps
}

/// The points of a 一级指标, or of the rate of execution.
pub struct LevelPoints {
    /// Its name.
    pub name: String,
    /// The points of its indicators.
    pub points: Decimal,
    /// The first of them that is written.
    pub at: Option<Span>,
    /// Whether it is the rate of execution.
    pub is_execution: bool,
}

/// The points of the rate and of each 一级指标 in their order; None where some are not
/// known, or nothing is scored.
pub fn levels(a: &Appraisal) -> Option<Vec<LevelPoints>> {
    let reported = a.reported().filter(|_| a.is_scored())?;
    let written = a.main().and_then(|m| m.written);
    let mut levels = vec![LevelPoints {
        name: "预算执行率".to_owned(),
        points: a.execution_weight()?,
        at: written.and_then(|w| w.weight.span()),
        is_execution: true,
    }];
    for row in reported {
        let name = row
            .indicator
            .map_or("名称不对的指标", |i: &Indicator| i.level1.text());
        let (points, at) = (row.weight?, row.outcome.and_then(|o| o.weight.span()));
        match levels.iter_mut().find(|l| l.name == name && !l.is_execution) {
            Some(level) => {
                level.points = level.points.saturating_add(points);
                level.at = level.at.or(at);
            }
            None => levels.push(LevelPoints {
                name: name.to_owned(),
                points,
                at,
                is_execution: false,
            }),
        }
    }
    Some(levels)
}

/// The scheme of points for exactly these 一级指标.
pub fn scheme<'s>(
    scoring: &'s Scoring,
    levels: &[LevelPoints],
) -> Option<&'s [(String, Decimal)]> {
    let names: Vec<_> =
        levels.iter().filter(|l| !l.is_execution).map(|l| l.name.as_str()).collect();
    let fits = |scheme: &&Vec<(String, Decimal)>| {
        scheme.len() == names.len()
            && scheme.iter().all(|s| names.contains(&s.0.as_str()))
    };
    scoring.weights.iter().find(fits).map(Vec::as_slice)
}
