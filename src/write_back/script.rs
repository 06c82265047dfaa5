//! Differences of two departments → edits of a third.
//!
//! `before` and `after` are the built text and the edited one, both imported; `base` is the
//! department that was built. The edits name their places by address.

use super::{indicators, own, passages};
use crate::model::profile::FundForm;
use crate::model::{Budget, Department, Field, Milestone, Money, Profile, Project};
use crate::verify::{Change, align, tight};
use crate::yaml::edit::{Address, Edit};

/// The edits that are wanted of a department.
pub struct Wishes<'w> {
    wanted: &'w [Change],
    edits: Vec<Edit>,
}

impl Wishes<'_> {
    /// Whether a text became another indeed: not one that the import misread on one side,
    /// because a label was edited.
    pub fn is_changed(&self, old: &str, new: &str) -> bool {
        self.has(old, new, |c| &c.old) || self.has(new, old, |c| &c.new)
    }

    /// Whether a line of `text` that `other` has not is one of the changed texts.
    fn has(&self, text: &str, other: &str, side: fn(&Change) -> &String) -> bool {
        let other: Vec<_> = other.lines().map(tight).collect();
        let lines = text.lines().map(tight);
        let mut lines = lines.filter(|l| !l.is_empty() && !other.contains(l));
        lines.any(|line| self.wanted.iter().any(|c| tight(side(c)).contains(&line)))
    }

    /// Whether a text was emptied indeed: one that became what its field cannot hold is
    /// imported as nothing too.
    fn empties(&self, old: &str) -> bool {
        let old = tight(old);
        let emptied = |c: &&Change| c.new.is_empty() && tight(&c.old).contains(&old);
        self.wanted.iter().any(|c| emptied(&c))
    }

    /// Asks for an edit.
    pub fn ask(&mut self, edit: Edit) {
        self.edits.push(edit);
    }

    /// Asks for what makes a field say `new`, where it became so.
    pub fn field(&mut self, at: Address, optional: bool, old: &str, new: &str) {
        if old == new || !self.is_changed(old, new) {
            return;
        }
        if !new.is_empty() {
            self.ask(Edit::set(at, new));
        } else if optional && self.empties(old) {
            self.ask(Edit::clear(at));
        }
    }
}

/// The edits that make `base` say what `after` says and `before` does not. `wanted` is how
/// the edited text differs from the built one.
pub fn wishes(wanted: &[Change], profile: &Profile, ends: [&Department; 3]) -> Vec<Edit> {
    let mut wishes = Wishes { wanted, edits: Vec::new() };
    department(&mut wishes, ends);
    projects(&mut wishes, &profile.funds, ends);
    overall_table(&mut wishes, ends);
    wishes.edits
}

fn top(key: &str) -> Address {
    Address::department().then(key)
}

fn department(wishes: &mut Wishes, [base, before, after]: [&Department; 3]) {
    type Get = fn(&Department) -> String;
    let fields: [(&str, bool, Get); 5] = [
        ("部门名称", false, |d| d.name.text().to_owned()),
        ("编制单位", true, |d| d.compiler.text().to_owned()),
        ("审核单位", true, |d| d.reviewer.text().to_owned()),
        ("年度", false, year),
        ("草案", true, |d| switch(&d.draft).to_owned()),
    ];
    for (key, optional, get) in fields {
        wishes.field(top(key), optional, &get(before), &get(after));
    }
    let units = base.units.iter().zip(&before.units).zip(&after.units);
    for (index, ((base, before), after)) in units.enumerate() {
        let unit = top("单位").then(index);
        for (key, base, before, after) in [
            ("单位编码", &base.code, &before.code, &after.code),
            ("单位名称", &base.name, &before.name, &after.name),
        ] {
            if base.get().is_some() {
                let at = unit.clone().then(key);
                wishes.field(at, false, before.text(), after.text());
            }
        }
    }
    let (b, old, new) = (base, before, after);
    let at = top("总体绩效目标");
    passages::edit(
        wishes,
        at,
        [&b.overall_goals, &old.overall_goals, &new.overall_goals],
    );
    passages::edit(
        wishes,
        top("分项绩效目标"),
        [&b.sub_goals, &old.sub_goals, &new.sub_goals],
    );
    passages::edit(
        wishes,
        top("工作保障措施"),
        [&b.safeguards, &old.safeguards, &new.safeguards],
    );
}

fn year(department: &Department) -> String {
    department.year.value().map_or(String::new(), ToString::to_string)
}

/// 是 where a switch is on; off and left out print the same.
fn switch(field: &Field<bool>) -> &'static str {
    if field.value().copied().unwrap_or(false) { "是" } else { "否" }
}

/// 部门整体绩效目标表: its goals and indicators.
fn overall_table(wishes: &mut Wishes, departments: [&Department; 3]) {
    let [Some(base), Some(before), Some(after)] =
        departments.map(|d| d.overall_table.value().map(|t| &t.targets))
    else {
        return;
    };
    let table = || top("部门整体绩效目标表");
    let goals = [&base.goals, &before.goals, &after.goals];
    passages::edit(wishes, table().then("年度总体目标"), goals);
    let rows = [&base.indicators, &before.indicators, &after.indicators];
    indicators::edit(wishes, &table().then("绩效指标"), rows);
}

/// Projects are paired by code and name. One more or less is no edit of a file.
fn projects(
    wishes: &mut Wishes,
    form: &[FundForm],
    [base, before, after]: [&Department; 3],
) {
    if base.projects.len() != before.projects.len() {
        return;
    }
    let keys = |d: &Department| -> Vec<String> {
        let key = |p: &Project| format!("{} {}", code(p), p.name.text());
        d.projects.iter().map(key).collect()
    };
    let (old, new) = (keys(before), keys(after));
    for pair in align::align(&old, &new, |i, j| align::likeness(&old[i], &new[j])) {
        if let (Some(i), Some(j)) = pair {
            let three = [&base.projects[i], &before.projects[i], &after.projects[j]];
            project(wishes, form, &Address::project(base.projects[i].ordinal), three);
        }
    }
}

fn code(project: &Project) -> &str {
    project.code.value().map_or("", |c| c.known())
}

fn project(
    wishes: &mut Wishes,
    form: &[FundForm],
    at: &Address,
    [base, before, after]: [&Project; 3],
) {
    let own_at = at.clone();
    let at = |key: &str| at.clone().then(key);
    wishes.field(at("单位"), false, before.unit.text(), after.unit.text());
    wishes.field(at("项目编码"), true, code(before), code(after));
    wishes.field(at("项目名称"), false, before.name.text(), after.name.text());
    wishes.field(at("资金用途"), true, before.purpose.text(), after.purpose.text());
    budget(wishes, form, &at("预算"), [&base.budget, &before.budget, &after.budget]);
    plan(wishes, &at("支出计划"), before, after);
    let own = [&base.fields, &before.fields, &after.fields];
    own::edit(wishes, &own_at, own.map(Vec::as_slice));
    passages::edit(wishes, at("绩效目标"), [&base.goals, &before.goals, &after.goals]);
    let mid = [&base.mid_term_goals, &before.mid_term_goals, &after.mid_term_goals];
    passages::edit(wishes, at("中期目标"), mid);
    let rows = [&base.indicators, &before.indicators, &after.indicators];
    indicators::edit(wishes, &at("绩效指标"), rows);
}

/// The amounts of a budget, node by node of the form.
fn budget(
    wishes: &mut Wishes,
    form: &[FundForm],
    at: &Address,
    [base, before, after]: [&Field<Budget>; 3],
) {
    let (Some(base), Some(before), Some(after)) =
        (base.value(), before.value(), after.value())
    else {
        return;
    };
    let written = |amount: &Field<Money>| {
        amount.value().map_or(String::new(), |m| m.as_written().to_owned())
    };
    let mut above: Vec<&str> = Vec::new();
    let built = before.lines(form).into_iter().zip(after.lines(form));
    for (line, (old, new)) in base.lines(form).iter().zip(built) {
        above.truncate(line.depth);
        above.push(&line.form.name);
        let at = above.iter().fold(at.clone(), |at, name| at.then(*name));
        wishes.field(at, true, &written(old.amount), &written(new.amount));
    }
}

fn plan(wishes: &mut Wishes, at: &Address, before: &Project, after: &Project) {
    let months = |project: &Project| -> Vec<Milestone> {
        project.plan.value().cloned().unwrap_or_default()
    };
    let percent = |plan: &[Milestone], month: &str| {
        let found = plan.iter().find(|m| m.month.value == month);
        found.and_then(|m| m.percent.value()).map_or(String::new(), ToString::to_string)
    };
    let (old, new) = (months(before), months(after));
    let gone = old.iter().filter(|m| new.iter().all(|n| n.month.value != m.month.value));
    for month in new.iter().chain(gone) {
        let month = month.month.value.as_str();
        let at = at.clone().then(month);
        wishes.field(at, true, &percent(&old, month), &percent(&new, month));
    }
}
