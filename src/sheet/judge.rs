//! What a table shows, and what it should.

use super::line::{Content, Kind, Repeat, Section};
use super::name::node;
use super::{Of, Slot, lower};
use crate::model::Profile;
use crate::model::profile::{FundForm, FundPath};

/// A field that a table does not show once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misplaced {
    /// Its name.
    pub name: String,
    /// Whether it is shown twice, and not nowhere.
    pub is_twice: bool,
}

/// What a table shows.
pub(crate) struct Shows {
    slots: Vec<Slot>,
    repeats: Vec<Repeat>,
}

impl Shows {
    /// What the table of a profile shows.
    pub(crate) fn of(profile: &Profile, of: Of) -> Shows {
        let sections = lower(profile, of);
        Shows { slots: slots(&sections), repeats: repeats(&sections) }
    }

    /// Whether it shows a value.
    pub(crate) fn has(&self, slot: &Slot) -> bool {
        self.slots.contains(slot)
    }

    /// Whether it shows a month of 支出计划.
    pub(crate) fn has_plan(&self) -> bool {
        self.slots.iter().any(|s| matches!(s, Slot::Month(_)))
    }

    fn has_own(&self, name: &str) -> bool {
        self.has(&Slot::Own(name.to_owned()))
            || self.repeats.contains(&Repeat::Own(name.to_owned()))
    }
}

/// Everything that a table should show and does not, or shows twice.
pub(crate) fn misplaced(profile: &Profile, of: Of) -> Vec<Misplaced> {
    let shows = Shows::of(profile, of);
    let mut found = Vec::new();
    let mut add = |name: String, is_twice| found.push(Misplaced { name, is_twice });
    for (i, slot) in shows.slots.iter().enumerate() {
        if !slot.is_free() && shows.slots[..i].contains(slot) {
            add(slot_name(profile, slot), true);
        }
    }
    for (i, repeat) in shows.repeats.iter().enumerate() {
        if shows.repeats[..i].contains(repeat) {
            add(repeat_name(repeat), true);
        }
    }
    let goals = if of == Of::Department { "年度总体目标" } else { "绩效目标" };
    let mut must = vec![(goals.to_owned(), shows.has(&Slot::Goals))];
    let indicators = shows.repeats.contains(&Repeat::Indicators(0));
    must.push(("绩效指标".to_owned(), indicators));
    if of != Of::Department {
        must.push(("项目名称".to_owned(), shows.has(&Slot::Name)));
        let mut paths = Vec::new();
        fund_paths(&profile.funds, &mut Vec::new(), &mut paths);
        must.extend(paths.into_iter().map(|path| {
            let slot = Slot::Fund(path);
            (slot_name(profile, &slot), shows.has(&slot))
        }));
    }
    let own = super::name::own(profile, of).into_iter();
    must.extend(own.map(|name| (name.to_owned(), shows.has_own(name))));
    for (name, _) in must.into_iter().filter(|m| !m.1) {
        add(name, false);
    }
    found
}

/// The name of a value in a profile.
pub(crate) fn slot_name(profile: &Profile, slot: &Slot) -> String {
    let name = match slot {
        Slot::Number => "序号",
        Slot::Year(_) => "年度",
        Slot::Department => "部门名称",
        Slot::UnitCode => "单位编码",
        Slot::UnitName => "单位名称",
        Slot::MoneyUnit => "金额单位",
        Slot::Code => "项目编码",
        Slot::Name => "项目名称",
        Slot::Purpose => "资金用途",
        Slot::Goals => "绩效目标",
        Slot::MidTermGoals => "中期目标",
        Slot::Month(_) => "支出计划",
        Slot::Own(name) => name,
        Slot::Fund(path) => return fund_name(profile, path),
    };
    name.to_owned()
}

/// The name of an amount, with that of its block where another has the same.
fn fund_name(profile: &Profile, path: &FundPath) -> String {
    let name = |path: &[usize]| node(&profile.funds, path).map_or("", |n| &n.name);
    let own = name(path);
    match super::name::fund(&profile.funds, own) {
        Some(first) if first != *path && path.len() > 1 => {
            format!("{}/{own}", name(&path[..1]))
        }
        _ => own.to_owned(),
    }
}

fn repeat_name(repeat: &Repeat) -> String {
    match repeat {
        Repeat::Indicators(_) => "绩效指标".into(),
        Repeat::Tasks => "主要任务".into(),
        Repeat::Own(name) => name.clone(),
    }
}

fn slots(sections: &[Section]) -> Vec<Slot> {
    let lines = sections.iter().flat_map(|s| &s.lines);
    let mut slots = Vec::new();
    for cell in lines.flat_map(|l| &l.cells) {
        match &cell.content {
            Content::Value(slot) => slots.push(slot.clone()),
            // a title may name the project again
            Content::Words(pattern) => {
                slots.extend(pattern.slots().filter(|s| **s != Slot::Name).cloned());
            }
            _ => {}
        }
    }
    slots
}

fn repeats(sections: &[Section]) -> Vec<Repeat> {
    let lines = sections.iter().flat_map(|s| &s.lines);
    let head = |kind: &Kind| match kind {
        Kind::Head(repeat) => Some(repeat.clone()),
        _ => None,
    };
    lines.filter_map(|l| head(&l.kind)).collect()
}

fn fund_paths(forms: &[FundForm], path: &mut FundPath, into: &mut Vec<FundPath>) {
    for (i, form) in forms.iter().enumerate() {
        path.push(i);
        into.push(path.clone());
        fund_paths(&form.parts, path, into);
        path.pop();
    }
}
