//! What templates see of a department. Names are the word list's.

use crate::model::{
    Department, Exemption, Field, Indicator, Item, Money, Passage, Profile, Project,
    SubGoal,
};
use crate::source::{Span, Spanned};
use serde::Serialize;
use std::cell::RefCell;

/// The values of a department, ready for templates, and the places they come from.
#[derive(Serialize)]
pub struct Context {
    department: DepartmentView,
    overall_goals: Option<PassageView>,
    sub_goals: Option<SubGoalsView>,
    safeguards: Option<PassageView>,
    projects: Vec<ProjectView>,
    exemptions: Vec<ExemptionView>,
    profile: ProfileView,
    #[serde(skip)]
    sources: Vec<Span>,
}

#[derive(Serialize)]
struct ProfileView {
    money_unit: String,
    has_code: bool,
    has_basis: bool,
}

#[derive(Serialize)]
struct DepartmentView {
    name: String,
    year: String,
    compiler: String,
    reviewer: String,
    draft: bool,
}

/// A text in paragraphs, and the number of its place for `at="…"`.
#[derive(Serialize, Default)]
struct TextView {
    paragraphs: Vec<String>,
    at: Option<usize>,
}

#[derive(Serialize)]
struct PassageView {
    text: Option<TextView>,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    title: Option<TextView>,
    content: TextView,
}

#[derive(Serialize)]
struct SubGoalsView {
    text: Option<TextView>,
    items: Vec<SubGoalView>,
}

#[derive(Serialize)]
struct SubGoalView {
    name: Option<TextView>,
    goal: Option<TextView>,
    indicators: Option<TextView>,
    content: Option<TextView>,
}

#[derive(Serialize)]
struct ProjectView {
    no: usize,
    unit_code: String,
    unit_name: String,
    code: TextView,
    name: TextView,
    total: TextView,
    fiscal: TextView,
    other: TextView,
    purpose: TextView,
    plan: Vec<MilestoneView>,
    goals: GoalsView,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct ExemptionView {
    project: String,
    code: String,
    title: String,
    reason: TextView,
}

#[derive(Serialize)]
struct MilestoneView {
    month: String,
    percent: TextView,
}

#[derive(Serialize)]
struct GoalsView {
    text: Option<TextView>,
    items: Vec<TextView>,
}

#[derive(Serialize)]
struct RowView {
    level1: String,
    /// Rows the 一级指标 covers from here on; 0 where it began further up.
    span1: usize,
    level2: String,
    span2: usize,
    name: TextView,
    description: TextView,
    target: TextView,
    basis: TextView,
}

impl Context {
    /// The context of `department` in the form of `profile`.
    pub fn new(department: &Department, profile: &Profile) -> Context {
        let places = Places::default();
        let numbered = department.projects.iter().enumerate();
        let project =
            |(i, p): (usize, &Project)| places.project(i + 1, p, department, profile);
        let name = department.name.text().to_owned();
        let compiler = department.compiler.value().unwrap_or(&name).clone();
        Context {
            overall_goals: places.passage(&department.overall_goals),
            sub_goals: places.sub_goals(&department.sub_goals),
            safeguards: places.passage(&department.safeguards),
            projects: numbered.map(project).collect(),
            exemptions: department
                .exemptions
                .iter()
                .map(|e| places.exemption(e))
                .collect(),
            department: DepartmentView {
                name,
                year: department.year.value().map_or(String::new(), |y| y.to_string()),
                compiler,
                reviewer: department.reviewer.text().to_owned(),
                draft: department.draft.value().copied().unwrap_or(false),
            },
            profile: ProfileView {
                money_unit: profile.money.unit.clone(),
                has_code: profile.has_code,
                has_basis: profile.has_basis,
            },
            sources: places.0.into_inner(),
        }
    }

    /// The places that the `at` numbers stand for.
    pub fn sources(&self) -> &[Span] {
        &self.sources
    }
}

/// Collects the places of values and numbers them.
#[derive(Default)]
struct Places(RefCell<Vec<Span>>);

impl Places {
    fn number(&self, span: Span) -> Option<usize> {
        if span.is_none() {
            return None;
        }
        let mut places = self.0.borrow_mut();
        places.push(span);
        Some(places.len() - 1)
    }

    fn spanned(&self, text: &Spanned<String>) -> TextView {
        TextView { paragraphs: paragraphs(text), at: self.number(text.span) }
    }

    fn text(&self, field: &Field<String>) -> TextView {
        self.given(field).unwrap_or_default()
    }

    fn given(&self, field: &Field<String>) -> Option<TextView> {
        field.get().map(|text| self.spanned(text))
    }

    fn money(&self, field: &Field<Money>, decimals: u32) -> TextView {
        self.shown(field, |m| m.printed(decimals))
    }

    fn shown<T>(&self, field: &Field<T>, show: impl Fn(&T) -> String) -> TextView {
        let Some(value) = field.get() else { return TextView::default() };
        TextView { paragraphs: vec![show(&value.value)], at: self.number(value.span) }
    }

    fn passage(&self, field: &Field<Passage<Item>>) -> Option<PassageView> {
        let item = |i: &Item| ItemView {
            title: self.given(&i.title),
            content: self.text(&i.content),
        };
        let (text, items) = match &field.get()?.value {
            Passage::Text(text) => (Some(self.spanned(text)), Vec::new()),
            Passage::Items(items) => (None, items.iter().map(item).collect()),
        };
        Some(PassageView { text, items })
    }

    fn sub_goals(&self, field: &Field<Passage<SubGoal>>) -> Option<SubGoalsView> {
        let item = |g: &SubGoal| SubGoalView {
            name: self.given(&g.name),
            goal: self.given(&g.goal),
            indicators: self.given(&g.indicators),
            content: self.given(&g.content),
        };
        let (text, items) = match &field.get()?.value {
            Passage::Text(text) => (Some(self.spanned(text)), Vec::new()),
            Passage::Items(items) => (None, items.iter().map(item).collect()),
        };
        Some(SubGoalsView { text, items })
    }

    fn project(
        &self,
        no: usize,
        project: &Project,
        department: &Department,
        profile: &Profile,
    ) -> ProjectView {
        let unit = department.unit_of(project);
        let decimals = profile.money.decimals;
        let budget = project.budget.value();
        let money = |pick: fn(&crate::model::Budget) -> &Field<Money>| {
            budget.map(|b| self.money(pick(b), decimals)).unwrap_or_default()
        };
        ProjectView {
            no,
            unit_code: project.unit.text().to_owned(),
            unit_name: unit.map_or(String::new(), |u| u.name.text().to_owned()),
            code: self.shown(&project.code, ToString::to_string),
            name: self.text(&project.name),
            total: money(|b| &b.total),
            fiscal: money(|b| &b.fiscal),
            other: money(|b| &b.other),
            purpose: self.text(&project.purpose),
            plan: self.plan(project, profile),
            goals: self.goals(&project.goals),
            rows: self.rows(project.indicators.value().map_or(&[], |r| r)),
        }
    }

    fn exemption(&self, exemption: &Exemption) -> ExemptionView {
        ExemptionView {
            project: exemption.project.clone(),
            code: exemption.code.clone(),
            title: exemption.title.clone(),
            reason: self.spanned(&exemption.reason),
        }
    }

    /// The months of the form; what the author wrote for each.
    fn plan(&self, project: &Project, profile: &Profile) -> Vec<MilestoneView> {
        let written = project.plan.value().map_or(&[][..], |p| p);
        let view = |month: &String| {
            let found = written.iter().find(|m| m.month.value == *month);
            let percent = found
                .map(|m| self.shown(&m.percent, ToString::to_string))
                .unwrap_or_default();
            MilestoneView { month: month.clone(), percent }
        };
        profile.plan_months.iter().map(view).collect()
    }

    fn goals(&self, field: &Field<Passage<Spanned<String>>>) -> GoalsView {
        match field.value() {
            None => GoalsView { text: None, items: Vec::new() },
            Some(Passage::Text(text)) => {
                GoalsView { text: Some(self.spanned(text)), items: Vec::new() }
            }
            Some(Passage::Items(items)) => {
                let items = items.iter().map(|i| self.spanned(i)).collect();
                GoalsView { text: None, items }
            }
        }
    }

    fn rows(&self, rows: &[Indicator]) -> Vec<RowView> {
        let level1 = runs(rows, |a, b| a.level1.text() == b.level1.text());
        let level2 = runs(rows, |a, b| {
            a.level1.text() == b.level1.text() && a.level2.text() == b.level2.text()
        });
        let row = |(i, r): (usize, &Indicator)| RowView {
            level1: r.level1.text().to_owned(),
            span1: level1[i],
            level2: r.level2.text().to_owned(),
            span2: level2[i],
            name: self.text(&r.name),
            description: match r.description.is_absent() {
                true => self.text(&r.name),
                false => self.text(&r.description),
            },
            target: self.text(&r.target),
            basis: self.text(&r.basis),
        };
        rows.iter().enumerate().map(row).collect()
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

/// For each row how many rows its run of equal neighbours has; 0 inside a run.
fn runs(rows: &[Indicator], same: impl Fn(&Indicator, &Indicator) -> bool) -> Vec<usize> {
    let mut runs = vec![0; rows.len()];
    let mut start = 0;
    for i in 0..rows.len() {
        if !same(&rows[start], &rows[i]) {
            start = i;
        }
        runs[start] += 1;
    }
    runs
}
