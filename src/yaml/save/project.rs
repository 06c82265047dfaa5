//! 项目/*.yaml.

use super::department::write_passage;
use super::writer::Writer;
use super::{indicators, own};
use crate::model::profile::{Profile, Shown};
use crate::model::{Budget, Field, Fund, Money, Project, WHOLE};

/// The text of a project's file in a form, where that is known.
pub fn write(project: &Project, form: Option<&Profile>) -> String {
    let unit = form.map(|f| f.money.unit.name());
    let has_purpose = form.is_none_or(|f| f.has_purpose || f.shows(Shown::Purpose));
    let mut w = Writer::default();
    w.required("单位", project.unit.text());
    if let Some(code) = project.code.value() {
        w.entry("项目编码", code.as_str());
    }
    w.required("项目名称", project.name.text());
    w.switch("涉密", &project.classified);
    match project.budget.value() {
        Some(found) => budget(&mut w, found, unit),
        None => w.missing("预算"),
    }
    match has_purpose {
        true => w.required("资金用途", project.purpose.text()),
        false => w.optional("资金用途", &project.purpose),
    }
    plan(&mut w, project);
    own::write(&mut w, &project.fields);
    match project.goals.value() {
        Some(goals) => write_passage(&mut w, "绩效目标", goals, |w, g| w.item(g)),
        None => w.missing("绩效目标"),
    }
    if let Some(goals) = project.mid_term_goals.value() {
        write_passage(&mut w, "中期目标", goals, |w, g| w.item(g));
    }
    indicators::write(&mut w, project.indicators.value());
    w.finish()
}

/// An entry of 专项资金, into an item that is begun.
pub fn write_special_fund(w: &mut Writer, fund: &Project) {
    w.required("名称", fund.name.text());
    match fund.budget.value() {
        Some(found) => budget(w, found, None),
        None => w.missing("预算"),
    }
    w.optional("资金用途", &fund.purpose);
    own::write(w, &fund.fields);
    match fund.goals.value() {
        Some(goals) => write_passage(w, "绩效目标", goals, |w, g| w.item(g)),
        None => w.missing("绩效目标"),
    }
    if let Some(goals) = fund.mid_term_goals.value() {
        write_passage(w, "中期目标", goals, |w, g| w.item(g));
    }
    indicators::write(w, fund.indicators.value());
}

/// 预算 with the amounts in the author's order.
pub fn budget(w: &mut Writer, budget: &Budget, unit: Option<&str>) {
    let amounts = |w: &mut Writer| budget.funds.iter().for_each(|f| fund(w, f));
    match unit {
        Some(unit) => w.noted("预算", &format!("单位：{unit}"), amounts),
        None => w.section("预算", amounts),
    }
}

fn fund(w: &mut Writer, fund: &Fund) {
    if fund.parts.is_empty() {
        return w.required(&fund.name, amount(&fund.amount));
    }
    w.section(&fund.name, |w| {
        w.required(WHOLE, amount(&fund.amount));
        fund.parts.iter().for_each(|part| self::fund(w, part));
    });
}

fn amount(field: &Field<Money>) -> &str {
    field.value().map_or("", Money::as_written)
}

fn plan(w: &mut Writer, project: &Project) {
    let Some(plan) = project.plan.value() else { return };
    if plan.is_empty() {
        return;
    }
    w.section("支出计划", |w| {
        for milestone in plan {
            match milestone.percent.value() {
                Some(percent) => w.entry(&milestone.month, &percent.to_string()),
                None => w.missing(&milestone.month),
            }
        }
    });
}
