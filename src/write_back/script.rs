//! Differences of two departments → edits of the files of a third.
//!
//! `before` and `after` are the built text and the edited one, both imported; `base` is the
//! department that was built, with its places.

use super::yaml::Yaml;
use super::{indicators, passages};
use crate::model::profile::FundForm;
use crate::model::{Budget, Department, Field, Milestone, Money, Profile, Project};
use crate::text::source::{FileId, Sources, Span};
use crate::verify::{Change, align, tight};
use crate::yaml::format::{self, Key};
use crate::yaml::tree::NodeId;
use std::collections::{BTreeMap, BTreeSet};

/// The files of a department while they are edited.
pub struct Files<'s> {
    sources: &'s Sources,
    yaml: BTreeMap<FileId, Yaml<'s>>,
    wanted: &'s [Change],
    /// The edits that are not to be made, by their numbers.
    refused: &'s BTreeSet<usize>,
    /// How many edits were asked for.
    asked: usize,
    /// The numbers of those that were made.
    made: Vec<usize>,
}

impl<'s> Files<'s> {
    /// The file that holds a place; None for places that no file holds.
    pub fn at(&mut self, span: Span) -> Option<&mut Yaml<'s>> {
        if span.is_none() {
            return None;
        }
        let sources = self.sources;
        let new = || Yaml::new(&sources.get(span.file).text);
        Some(self.yaml.entry(span.file).or_insert_with(new))
    }

    /// Whether to edit a text from `old` to `new`: not where it did not change so indeed,
    /// as of a text that the import misread on one side, because a label was edited.
    /// Every edit asks once, and the same edits ask in the same order in every run.
    pub fn wants(&mut self, old: &str, new: &str) -> bool {
        let number = self.asked;
        self.asked += 1;
        let changed = self.has(old, new, |c| &c.old) || self.has(new, old, |c| &c.new);
        let wanted = changed && !self.refused.contains(&number);
        self.made.extend(wanted.then_some(number));
        wanted
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

    /// The map whose first key stands at a place.
    pub fn map(&mut self, head: Span) -> Option<(&mut Yaml<'s>, NodeId)> {
        let yaml = self.at(head)?;
        let map = yaml.map_at(head.range())?;
        Some((yaml, map))
    }
}

/// Files after an edit.
pub struct Edited {
    /// The paths and new texts of those that change.
    pub files: Vec<(String, String)>,
    /// The numbers of the edits that were made.
    pub made: Vec<usize>,
}

/// The files that change, with their new texts; None where edits touch each other.
/// `wanted` is how the edited text differs from the built one; `refused` edits are left
/// out.
pub fn edit(
    sources: &Sources,
    wanted: &[Change],
    refused: &BTreeSet<usize>,
    profile: &Profile,
    [base, before, after]: [&Department; 3],
) -> Option<Edited> {
    let (yaml, made) = (BTreeMap::new(), Vec::new());
    let mut files = Files { sources, yaml, wanted, refused, asked: 0, made };
    department(&mut files, base, before, after);
    projects(&mut files, &profile.funds, [base, before, after]);
    overall_table(&mut files, [base, before, after]);
    let mut changed = Vec::new();
    for (file, yaml) in files.yaml {
        let source = sources.get(file);
        let text = yaml.finish()?;
        if text != source.text {
            changed.push((source.path.clone(), text));
        }
    }
    Some(Edited { files: changed, made: files.made })
}

fn department(
    files: &mut Files,
    base: &Department,
    before: &Department,
    after: &Department,
) {
    let Some(head) = base.span else { return };
    let year = |d: &Department| d.year.value().map_or(String::new(), ToString::to_string);
    let draft = |d: &Department| switch(&d.draft);
    let mut set = |key, at: Option<Span>, old: &str, new: &str| {
        field(files, head, format::DEPARTMENT, key, at, old, new);
    };
    set("部门名称", base.name.span(), before.name.text(), after.name.text());
    set("编制单位", base.compiler.span(), before.compiler.text(), after.compiler.text());
    set("审核单位", base.reviewer.span(), before.reviewer.text(), after.reviewer.text());
    set("年度", base.year.span(), &year(before), &year(after));
    set("草案", base.draft.span(), draft(before), draft(after));
    for ((base, before), after) in base.units.iter().zip(&before.units).zip(&after.units)
    {
        for (base, before, after) in [
            (&base.code, &before.code, &after.code),
            (&base.name, &before.name, &after.name),
        ] {
            let wanted =
                before.text() != after.text() && files.wants(before.text(), after.text());
            if let Some(span) = base.span().filter(|_| wanted)
                && let Some(yaml) = files.at(span)
            {
                yaml.set(span.range(), after.text());
            }
        }
    }
    let (b, old, new) = (base, before, after);
    passages::edit(files, &b.overall_goals, &old.overall_goals, &new.overall_goals);
    passages::edit(files, &b.sub_goals, &old.sub_goals, &new.sub_goals);
    passages::edit(files, &b.safeguards, &old.safeguards, &new.safeguards);
}

/// 是 where a switch is on; off and left out print the same.
fn switch(field: &Field<bool>) -> &'static str {
    if field.value().copied().unwrap_or(false) { "是" } else { "否" }
}

/// 部门整体绩效目标表: its goals and indicators.
fn overall_table(files: &mut Files, departments: [&Department; 3]) {
    let [Some(base), Some(before), Some(after)] =
        departments.map(|d| d.overall_table.value())
    else {
        return;
    };
    passages::edit(
        files,
        &base.targets.goals,
        &before.targets.goals,
        &after.targets.goals,
    );
    indicators::edit(
        files,
        [&base.targets.indicators, &before.targets.indicators, &after.targets.indicators],
    );
}

/// Projects are paired by code and name. One more or less is no edit of a file.
fn projects(
    files: &mut Files,
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
            project(files, form, three);
        }
    }
}

fn code(project: &Project) -> &str {
    project.code.value().map_or("", |c| c.as_str())
}

fn project(files: &mut Files, form: &[FundForm], [base, before, after]: [&Project; 3]) {
    let mut set = |key, at: Option<Span>, old: &str, new: &str| {
        field(files, base.span, format::PROJECT, key, at, old, new);
    };
    set("单位", base.unit.span(), before.unit.text(), after.unit.text());
    set("项目编码", base.code.span(), code(before), code(after));
    set("项目名称", base.name.span(), before.name.text(), after.name.text());
    set("资金用途", base.purpose.span(), before.purpose.text(), after.purpose.text());
    budget(files, form, [&base.budget, &before.budget, &after.budget]);
    plan(files, base, before, after);
    texts(files, base, before, after);
    passages::edit(files, &base.goals, &before.goals, &after.goals);
    let (mid, old, new) =
        (&base.mid_term_goals, &before.mid_term_goals, &after.mid_term_goals);
    passages::edit(files, mid, old, new);
    indicators::edit(files, [&base.indicators, &before.indicators, &after.indicators]);
}

/// The amounts of a budget, node by node of the form.
fn budget(
    files: &mut Files,
    form: &[FundForm],
    [base, before, after]: [&Field<Budget>; 3],
) {
    let (Some(base), Some(before), Some(after)) =
        (base.get(), before.value(), after.value())
    else {
        return;
    };
    let written = |amount: &Field<Money>| {
        amount.value().map_or(String::new(), |m| m.as_written().to_owned())
    };
    let lines = base.value.lines(form);
    let names: Vec<_> = lines.iter().map(|l| l.form.name.as_str()).collect();
    // parts that stand below a name have their own maps
    let flat = base.value.funds.iter().all(|f| f.parts.is_empty());
    let built = before.lines(form).into_iter().zip(after.lines(form));
    for (line, (old, new)) in lines.iter().zip(built) {
        let (at, key) = (line.amount.span(), line.form.name.as_str());
        let (old, new) = (written(old.amount), written(new.amount));
        if at.is_some() || flat {
            entry(files, base.span, (&names, true), key, at, &old, &new);
        }
    }
}

/// The texts under the form's own labels.
fn texts(files: &mut Files, base: &Project, before: &Project, after: &Project) {
    let text = |project: &Project, name: &str| {
        let found = project.texts.iter().find(|t| t.name.value == name);
        found.map_or(String::new(), |t| t.text.text().to_owned())
    };
    let Some(head) = base.texts.first().map(|t| t.name.span) else { return };
    let order: Vec<_> = base.texts.iter().map(|t| t.name.value.as_str()).collect();
    for given in &base.texts {
        let name = given.name.value.as_str();
        let (old, new) = (text(before, name), text(after, name));
        entry(files, head, (&order, true), name, given.text.span(), &old, &new);
    }
}

fn plan(files: &mut Files, base: &Project, before: &Project, after: &Project) {
    let months = |project: &Project| -> Vec<Milestone> {
        project.plan.value().cloned().unwrap_or_default()
    };
    let percent = |plan: &[Milestone], month: &str| {
        let found = plan.iter().find(|m| m.month.value == month);
        found.and_then(|m| m.percent.value()).map_or(String::new(), ToString::to_string)
    };
    let (old, new) = (months(before), months(after));
    let changed: Vec<_> = new
        .iter()
        .chain(old.iter().filter(|m| new.iter().all(|n| n.month.value != m.month.value)))
        .map(|m| m.month.value.clone())
        .filter(|month| percent(&old, month) != percent(&new, month))
        .collect();
    let Some(given) = base.plan.get() else {
        let entries: Vec<_> =
            changed.iter().map(|m| format!("{m}: {}", percent(&new, m))).collect();
        let order: Vec<_> = format::PROJECT.iter().map(|k| k.name).collect();
        if let Some((yaml, map)) = files.map(base.span).filter(|_| !entries.is_empty()) {
            let value = format!("{{{}}}", entries.join(", "));
            yaml.put_written(map, &order, "支出计划", &value);
        }
        return;
    };
    let order: Vec<String> = new.iter().map(|m| m.month.value.clone()).collect();
    let order: Vec<&str> = order.iter().map(String::as_str).collect();
    for month in &changed {
        let milestone = given.value.iter().find(|m| m.month.value == *month);
        let at = milestone.and_then(|m| m.percent.span());
        let (old, new) = (percent(&old, month), percent(&new, month));
        entry(files, given.span, (&order, true), month, at, &old, &new);
    }
}

/// Writes a field of a map with known keys, when it was changed.
pub fn field(
    files: &mut Files,
    head: Span,
    keys: &[Key],
    key: &str,
    at: Option<Span>,
    old: &str,
    new: &str,
) {
    let order: Vec<_> = keys.iter().map(|k| k.name).collect();
    let optional = keys.iter().any(|k| k.name == key && !k.required);
    entry(files, head, (&order, optional), key, at, old, new);
}

/// Writes the entry of a map: `at` is where its value stands, if it does.
fn entry(
    files: &mut Files,
    head: Span,
    (order, optional): (&[&str], bool),
    key: &str,
    at: Option<Span>,
    old: &str,
    new: &str,
) {
    if old == new || !files.wants(old, new) {
        return;
    }
    match at.filter(|span| !span.is_none()) {
        Some(_) if new.is_empty() => {
            let wanted = optional && files.empties(old);
            if let Some((yaml, map)) = files.map(head).filter(|_| wanted) {
                yaml.take_out(map, key);
            }
        }
        Some(span) => {
            if let Some(yaml) = files.at(span) {
                yaml.set(span.range(), new);
            }
        }
        None if new.is_empty() => {}
        None => {
            if let Some((yaml, map)) = files.map(head) {
                yaml.put(map, order, key, new);
            }
        }
    }
}
