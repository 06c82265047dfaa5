//! 部门.yaml.

use super::writer::Writer;
use super::{indicators, own, project};
use crate::model::{Department, Field, Item, OverallTable, Passage, SubGoal, Task};

/// The text of 部门.yaml.
pub fn write(department: &Department) -> String {
    let mut w = Writer::default();
    let year = department.year.value().map(ToString::to_string);
    w.required("版式", department.profile.text());
    w.required("年度", &year.unwrap_or_default());
    w.required("部门名称", department.name.text());
    w.optional("编制单位", &department.compiler);
    w.optional("审核单位", &department.reviewer);
    w.switch("草案", &department.draft);
    w.switch("摘录", &department.extract);
    units(&mut w, department);
    own::write(&mut w, &department.fields);
    passage(&mut w, "总体绩效目标", &department.overall_goals, item);
    passage(&mut w, "分项绩效目标", &department.sub_goals, sub_goal);
    passage(&mut w, "工作保障措施", &department.safeguards, item);
    if let Some(table) = department.overall_table.value() {
        w.gap();
        w.section("部门整体绩效目标表", |w| overall_table(w, table));
    }
    if !department.special_funds.is_empty() {
        w.gap();
        w.section("专项资金", |w| {
            let funds = department.special_funds.iter();
            funds.for_each(|f| w.items(|w| project::write_special_fund(w, f)));
        });
    }
    w.finish()
}

fn overall_table(w: &mut Writer, table: &OverallTable) {
    match table.targets.goals.value() {
        Some(goals) => write_passage(w, "年度总体目标", goals, |w, g| w.item(g)),
        None => w.missing("年度总体目标"),
    }
    if let Some(tasks) = table.tasks.value().filter(|t| !t.is_empty()) {
        w.section("主要任务", |w| tasks.iter().for_each(|t| w.items(|w| task(w, t))));
    }
    indicators::write(w, table.targets.indicators.value());
}

fn task(w: &mut Writer, task: &Task) {
    w.required("任务", task.name.text());
    w.optional("内容", &task.content);
    if let Some(budget) = task.budget.value() {
        project::budget(w, budget, None);
    }
}

fn units(w: &mut Writer, department: &Department) {
    if department.units.is_empty() {
        return w.empty_list("单位");
    }
    w.section("单位", |w| {
        for unit in &department.units {
            w.items(|w| {
                w.required("单位编码", unit.code.text());
                w.required("单位名称", unit.name.text());
            });
        }
    });
}

/// A passage after an empty line; one that was not given is left out.
fn passage<I>(
    w: &mut Writer,
    key: &str,
    field: &Field<Passage<I>>,
    item: impl Fn(&mut Writer, &I),
) {
    let Some(passage) = field.value() else { return };
    w.gap();
    write_passage(w, key, passage, item);
}

/// A passage: a text, or a list whose items `item` writes.
pub fn write_passage<I>(
    w: &mut Writer,
    key: &str,
    passage: &Passage<I>,
    item: impl Fn(&mut Writer, &I),
) {
    match passage {
        Passage::Text(text) => w.required(key, text),
        Passage::Items(items) if items.is_empty() => w.empty_list(key),
        Passage::Items(items) => {
            w.section(key, |w| items.iter().for_each(|i| item(w, i)));
        }
    }
}

fn item(w: &mut Writer, item: &Item) {
    if item.title.text().trim().is_empty() {
        return w.item(item.content.text());
    }
    w.items(|w| {
        w.entry("标题", item.title.text());
        w.required("内容", item.content.text());
    });
}

fn sub_goal(w: &mut Writer, sub_goal: &SubGoal) {
    let labelled = [&sub_goal.name, &sub_goal.goal, &sub_goal.indicators];
    if labelled.iter().all(|f| f.text().trim().is_empty()) {
        return w.item(sub_goal.content.text());
    }
    w.items(|w| {
        w.required("名称", sub_goal.name.text());
        w.optional("绩效目标", &sub_goal.goal);
        w.optional("绩效指标", &sub_goal.indicators);
        w.optional("内容", &sub_goal.content);
    });
}
