//! Files of 自评 and 监控 in which everything is to be filled in.

use super::writer::Writer;
use crate::appraise::{approved, main_fund};
use crate::model::profile::{FundForm, ReportForm, Scoring};
use crate::model::{Indicator, Money, Profile, Project, ReportKind};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The text of a report on `targets`, those of a project or of the department as a whole,
/// in the form of `profile`; None where the form has no such table.
pub fn blank_report(
    targets: &Project,
    profile: &Profile,
    kind: ReportKind,
    whole: bool,
) -> Option<String> {
    let form = profile.report_form(kind)?;
    let mut w = Writer::default();
    if whole {
        w.entry("部门整体", "是");
    }
    if let Some(code) = targets.code.value() {
        w.entry("项目编码", code.as_str());
    }
    if !whole {
        w.required("项目名称", targets.name.text());
    }
    funds(&mut w, targets, profile, form, kind, whole);
    if kind == ReportKind::Evaluation {
        w.blank("完成情况", "对照年度目标，一条一项：- …");
    }
    let rows = targets.indicators.value().map_or(&[][..], |r| r);
    let weights = form.scoring.as_ref().map(|s| weights(rows, s));
    w.section("指标", |w| {
        for (i, row) in rows.iter().enumerate() {
            let weight = weights.as_ref().and_then(|all| all.get(i)).copied();
            w.items(|w| indicator(w, row, kind, weight));
        }
    });
    Some(w.finish())
}

fn funds(
    w: &mut Writer,
    targets: &Project,
    profile: &Profile,
    form: &ReportForm,
    kind: ReportKind,
    whole: bool,
) {
    let tree = form.fund_tree(whole);
    let main = main_fund(tree);
    let mut leaves = Vec::new();
    collect(tree, &mut leaves);
    let budget = targets.budget.value().filter(|_| !whole);
    let of = |f: &FundForm| {
        let is_main = main.is_some_and(|m| std::ptr::eq(m, f));
        approved(f, budget?, &profile.funds, is_main)
    };
    // a fund that the project has no money of is left out, all are asked for of the whole
    let mut found: Vec<_> = leaves.into_iter().map(|f| (f, of(f))).collect();
    found.retain(|(_, amount)| whole || amount.is_some_and(|a| !a.is_zero()));
    if found.is_empty() {
        found.extend(main.map(|m| (m, of(m))));
    }
    let unit = profile.money.unit;
    w.noted("资金", &format!("单位：{unit}"), |w| {
        for (fund, amount) in &found {
            w.section(&fund.name, |w| {
                let written = amount.map(|a| Money::parse(&a.to_string(), unit));
                match written.and_then(Result::ok) {
                    Some(money) => w.entry("全年预算数", money.as_written()),
                    None => w.blank("全年预算数", "调整以后的预算数"),
                }
                match kind {
                    ReportKind::Evaluation => w.blank("全年执行数", "全年支出了多少"),
                    ReportKind::Monitoring => {
                        w.blank("执行数", "从年初到月底支出了多少");
                        w.blank("全年预计", "预计全年支出多少");
                    }
                }
            });
        }
    });
}

/// The funds without parts.
fn collect<'f>(tree: &'f [FundForm], into: &mut Vec<&'f FundForm>) {
    for fund in tree {
        match fund.parts.is_empty() {
            true => into.push(fund),
            false => collect(&fund.parts, into),
        }
    }
}

fn indicator(w: &mut Writer, row: &Indicator, kind: ReportKind, weight: Option<Decimal>) {
    let target = row.target.value().map_or("", |t| t.text.trim());
    w.required("指标", row.name.text());
    match kind {
        ReportKind::Evaluation => {
            w.blank("完成值", &format!("指标值 {target}"));
            if let Some(weight) = weight {
                w.entry("分值", &weight.normalize().to_string());
            }
        }
        ReportKind::Monitoring => {
            w.blank("已完成", &format!("指标值 {target}"));
            w.blank("全年预计", "");
            w.blank("可能性", "确定能、有可能 或 完全不可能");
        }
    }
}

/// The points of each indicator: the approved 权重 where they add up with those of the
/// rate, else those of the form, shared out in whole points over each 一级指标.
fn weights(rows: &[Indicator], scoring: &Scoring) -> Vec<Decimal> {
    let rest = scoring.total.saturating_sub(scoring.execution);
    let own: Option<Vec<_>> =
        rows.iter().map(|r| Some(r.weight.value()?.number())).collect();
    let sum =
        |w: &[Decimal]| w.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add);
    if let Some(own) = own.filter(|o| sum(o) == rest) {
        return own;
    }
    let mut levels: Vec<&str> = rows.iter().map(|r| r.level1.text()).collect();
    levels.dedup();
    let fits = |scheme: &&Vec<(String, Decimal)>| {
        scheme.len() == levels.len()
            && scheme.iter().all(|s| levels.contains(&s.0.as_str()))
    };
    let Some(scheme) = scoring.weights.iter().find(fits) else {
        return shared(rest, rows.len());
    };
    let mut weights = vec![Decimal::ZERO; rows.len()];
    for (level, points) in scheme {
        let of_level = |i: &usize| rows[*i].level1.text() == level;
        let places: Vec<usize> = (0..rows.len()).filter(of_level).collect();
        for (at, share) in places.iter().zip(shared(*points, places.len())) {
            weights[*at] = share;
        }
    }
    weights
}

/// Whole points for `count` items that add up to `points`; the first get the rest.
fn shared(points: Decimal, count: usize) -> Vec<Decimal> {
    let Some(each) = points.checked_div(Decimal::from(count.max(1))).map(|e| e.floor())
    else {
        return Vec::new();
    };
    let given = each.saturating_mul(Decimal::from(count));
    let left = points.saturating_sub(given);
    let more = left.floor().to_usize().unwrap_or(0);
    let mut shares: Vec<_> = (0..count)
        .map(|i| if i < more { each.saturating_add(Decimal::ONE) } else { each })
        .collect();
    if let Some(first) = shares.first_mut() {
        *first = first.saturating_add(left.fract());
    }
    shares
}
