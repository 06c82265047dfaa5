//! What templates see of a department. Names are the word list's.

mod department;
mod own;
mod places;
mod profile;
mod project;
mod rows;
mod sheet;

use crate::model::{Department, Profile, Project};
use crate::text::source::Span;
pub use department::DepartmentView;
use department::{ExemptionView, OverallTableView};
pub use places::{GoalsView, Places, TextView};
use places::{PassageView, SubGoalsView};
use profile::ProfileView;
use project::ProjectView;
pub use rows::runs;
use serde::Serialize;

/// The values of a department, ready for templates, and the places they come from.
#[derive(Serialize)]
pub struct Context {
    department: DepartmentView,
    overall_goals: Option<PassageView>,
    sub_goals: Option<SubGoalsView>,
    safeguards: Option<PassageView>,
    overall_table: Option<OverallTableView>,
    special_funds: Vec<ProjectView>,
    projects: Vec<ProjectView>,
    exemptions: Vec<ExemptionView>,
    profile: ProfileView,
    titles: std::collections::BTreeMap<&'static str, String>,
    #[serde(skip)]
    sources: Vec<Span>,
}

impl Context {
    /// The context of `department` in the form of `profile`.
    pub fn new(department: &Department, profile: &Profile) -> Context {
        let places = Places::default();
        let views = |projects: &[Project]| -> Vec<_> {
            let numbered = projects.iter().enumerate();
            numbered.map(|(i, p)| places.project(i + 1, p, department, profile)).collect()
        };
        Context {
            department: DepartmentView::new(department, profile, &places),
            overall_goals: places.passage(&department.overall_goals),
            sub_goals: places.sub_goals(&department.sub_goals),
            safeguards: places.passage(&department.safeguards),
            overall_table: places.overall_table(department, profile),
            special_funds: views(&department.special_funds),
            projects: views(&department.projects),
            exemptions: department
                .exemptions
                .iter()
                .map(|e| places.exemption(e))
                .collect(),
            profile: ProfileView::new(profile),
            titles: profile.titles.all().clone(),
            sources: places.all(),
        }
    }

    /// The places that the `at` numbers stand for.
    pub fn sources(&self) -> &[Span] {
        &self.sources
    }
}
