//! 项目/*.yaml.

use super::department::write_passage;
use super::indicators;
use super::writer::Writer;
use crate::model::{Budget, Field, Money, Project};

/// The text of a project's file; `unit` is the unit of money, where it is known.
pub fn write(project: &Project, unit: Option<&str>) -> String {
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
    w.required("资金用途", project.purpose.text());
    plan(&mut w, project);
    match project.goals.value() {
        Some(goals) => write_passage(&mut w, "绩效目标", goals, |w, g| w.item(g)),
        None => w.missing("绩效目标"),
    }
    indicators::write(&mut w, project);
    w.finish()
}

fn budget(w: &mut Writer, budget: &Budget, unit: Option<&str>) {
    let amounts = |w: &mut Writer| {
        w.required("预算数", amount(&budget.total));
        w.required("财政资金", amount(&budget.fiscal));
        if let Some(other) = budget.other.value() {
            w.entry("其他资金", other.as_written());
        }
    };
    match unit {
        Some(unit) => w.noted("预算", &format!("单位：{unit}"), amounts),
        None => w.section("预算", amounts),
    }
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
