//! 分项绩效目标 that speak of a project, by its name.

use super::Scope;
use super::text::bare;
use crate::model::{Passage, Project};
use crate::text::source::Spanned;
use std::collections::HashMap;

/// Each project that an item of 分项绩效目标 names, with the texts of that item.
pub fn of_projects<'a>(scope: &'a Scope) -> Vec<(&'a Project, Vec<Spanned<&'a str>>)> {
    let department = scope.department;
    let Some(Passage::Items(goals)) = department.sub_goals.value() else {
        return Vec::new();
    };
    let open = department.projects.iter().filter(|p| !p.is_classified());
    let mut names: HashMap<String, Vec<&Project>> = HashMap::new();
    for project in open {
        names.entry(bare(project.name.text())).or_default().push(project);
    }
    let pair = |goal: &'a crate::model::SubGoal| {
        // a name that two units use says nothing about which is meant
        let [project] = names.get(&bare(goal.name.text()))?[..] else { return None };
        let fields = [&goal.goal, &goal.indicators, &goal.content];
        Some((project, fields.into_iter().filter_map(|f| f.written()).collect()))
    };
    goals.iter().filter_map(pair).collect()
}
