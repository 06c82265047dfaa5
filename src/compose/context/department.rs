//! The department, and the table of it as a whole.

use super::own::{Own, OwnView};
use super::places::{GoalsView, Places, TextView};
use super::profile::{ColumnView, columns};
use super::rows::{Of, RowView, rows};
use super::sheet::{SheetView, Source};
use crate::model::profile::{Owner, Place};
use crate::model::{Budget, Department, Exemption, Profile, Task};
use crate::sheet::Of as SheetOf;
use serde::Serialize;

#[derive(Serialize)]
pub struct DepartmentView {
    name: String,
    year: String,
    compiler: String,
    reviewer: String,
    draft: bool,
    /// The form's own fields of a department.
    fields: Vec<OwnView>,
}

#[derive(Serialize)]
pub struct ExemptionView {
    project: String,
    code: String,
    title: String,
    reason: TextView,
}

#[derive(Serialize)]
pub struct OverallTableView {
    goals: GoalsView,
    tasks: Vec<TaskView>,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
    /// The table by the 表样 of the form; None where templates make it.
    sheet: Option<SheetView>,
}

#[derive(Serialize)]
struct TaskView {
    name: TextView,
    content: TextView,
    /// One for each of `profile.fund_titles`.
    amounts: Vec<TextView>,
}

impl DepartmentView {
    pub fn new(
        department: &Department,
        profile: &Profile,
        places: &Places,
    ) -> DepartmentView {
        let own = Own { fields: &department.fields, year: &department.year, profile };
        let name = department.name.text().to_owned();
        DepartmentView {
            year: department.year.value().map_or(String::new(), |y| y.to_string()),
            compiler: department.compiler.value().unwrap_or(&name).clone(),
            reviewer: department.reviewer.text().to_owned(),
            draft: department.draft.value().copied().unwrap_or(false),
            fields: places.own_fields(own, Owner::Department, Place::Inside),
            name,
        }
    }
}

impl Places {
    pub fn exemption(&self, exemption: &Exemption) -> ExemptionView {
        ExemptionView {
            project: exemption.project.clone(),
            code: exemption.code.clone(),
            title: exemption.title.clone(),
            reason: self.spanned(&exemption.reason),
        }
    }

    pub fn overall_table(
        &self,
        department: &Department,
        profile: &Profile,
    ) -> Option<OverallTableView> {
        let table = department.overall_table.value()?;
        let tasks = table.tasks.value().map_or(&[][..], |t| t);
        let own: Vec<_> =
            profile.columns.iter().filter(|c| !c.shown.is_of_project()).collect();
        let indicators = table.targets.indicators.value().map_or(&[][..], |r| r);
        Some(OverallTableView {
            goals: self.goals(&table.targets.goals),
            tasks: tasks.iter().map(|t| self.task(t, profile)).collect(),
            columns: columns(&own, profile),
            rows: rows(self, &own, &Of::Department(profile), indicators),
            sheet: self.overall_sheet(department, profile),
        })
    }

    fn overall_sheet(
        &self,
        department: &Department,
        profile: &Profile,
    ) -> Option<SheetView> {
        let overall = department.overall_table.value()?;
        let source = Source {
            places: self,
            profile,
            department,
            of: SheetOf::Department,
            no: 0,
            project: &overall.targets,
            overall: Some(overall),
        };
        source.sheet()
    }

    fn task(&self, task: &Task, profile: &Profile) -> TaskView {
        let blank = Budget::default();
        let amounts = task.budget.value().unwrap_or(&blank).lines(&profile.funds);
        TaskView {
            name: self.line(&task.name),
            content: self.text(&task.content),
            amounts: amounts
                .iter()
                .map(|l| self.money(l.amount, &profile.money))
                .collect(),
        }
    }
}
