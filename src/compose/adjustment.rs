//! What the templates of the 绩效目标调整对照表 see.

use crate::compare::{Comparison, Content, Leaf, Node, ProjectChange, Status, label};
use crate::compare::{change_of_sum, found_by, sum, value};
use crate::model::profile::MoneyForm;
use crate::text::source::Span;
use serde::Serialize;

/// The values of a comparison, ready for templates, and the places they come from.
#[derive(Serialize)]
pub struct AdjustmentContext {
    department_name: String,
    heading: String,
    /// The years, where they differ.
    years: Option<[String; 2]>,
    money_unit: String,
    /// Whether a project that differs has a code.
    has_codes: bool,
    sums: Vec<SumView>,
    projects: Vec<OverviewView>,
    department: Vec<RowView>,
    changed: Vec<ProjectView>,
    added: Vec<ListedView>,
    removed: Vec<ListedView>,
    #[serde(skip)]
    sources: Vec<Span>,
}

#[derive(Serialize)]
struct SumView {
    name: String,
    before: String,
    after: String,
    change: String,
}

/// A project in the overview of all that differ.
#[derive(Serialize)]
struct OverviewView {
    name: String,
    code: String,
    unit: String,
    status: &'static str,
    before: String,
    after: String,
    change: String,
}

/// A project that is in both versions.
#[derive(Serialize)]
struct ProjectView {
    name: String,
    code: String,
    unit: String,
    note: Option<String>,
    rows: Vec<RowView>,
    at: Option<usize>,
}

/// A single difference, by the group it stands in and its name there.
#[derive(Serialize)]
struct RowView {
    group: String,
    /// Rows the group covers from here on; 0 where it began further up.
    span: usize,
    name: Option<String>,
    is_amount: bool,
    before: Vec<String>,
    after: Vec<String>,
    change: String,
    at: Option<usize>,
}

/// A project that is new or gone.
#[derive(Serialize)]
struct ListedView {
    name: String,
    code: String,
    unit: String,
    budget: String,
    purpose: Vec<String>,
    at: Option<usize>,
}

/// The title of the files: the department and what the 对照表 is called.
pub fn title(comparison: &Comparison) -> String {
    format!("{}{}", name(comparison), heading(comparison))
}

fn name<'a>(comparison: &Comparison<'a>) -> &'a str {
    comparison.new.field("部门名称").and_then(Node::text).unwrap_or_default()
}

fn heading(comparison: &Comparison) -> String {
    let year = comparison.new.field("年度").and_then(Node::text);
    let year = year.filter(|y| !y.is_empty());
    let year = year.map_or(String::new(), |y| format!("{y}年"));
    format!("{year}部门预算绩效目标调整对照表")
}

impl AdjustmentContext {
    /// The context of `comparison`, with amounts as `money` wants them.
    pub fn new(comparison: &Comparison, money: &MoneyForm) -> AdjustmentContext {
        let mut places = Places(Vec::new());
        let of = |status| comparison.projects_that(status);
        AdjustmentContext {
            department_name: name(comparison).to_owned(),
            heading: heading(comparison),
            years: comparison.years().map(|years| years.map(str::to_owned)),
            money_unit: money.unit.to_string(),
            has_codes: comparison
                .projects
                .iter()
                .any(|p| !p.text(label::CODE).is_empty()),
            sums: sums(comparison, money.decimals),
            projects: comparison
                .projects
                .iter()
                .map(|p| overview(p, comparison))
                .collect(),
            department: places.rows(&comparison.department),
            changed: of(Status::Changed).map(|p| places.project(p)).collect(),
            added: of(Status::Added).map(|p| places.listed(p)).collect(),
            removed: of(Status::Removed).map(|p| places.listed(p)).collect(),
            sources: places.0,
        }
    }

    /// The places that the `at` numbers stand for.
    pub fn sources(&self) -> &[Span] {
        &self.sources
    }
}

fn sums(comparison: &Comparison, decimals: u32) -> Vec<SumView> {
    let (old, new) = comparison.projects_count;
    let count = SumView {
        name: "项目数（个）".into(),
        before: old.to_string(),
        after: new.to_string(),
        change: change_of_sum(old.into(), new.into(), 0),
    };
    let of_total = |total: &crate::compare::Total| SumView {
        name: total.path.join("·"),
        before: sum(total.before, decimals),
        after: sum(total.after, decimals),
        change: change_of_sum(total.before, total.after, decimals),
    };
    let mut sums = vec![count];
    if comparison.years().is_some() {
        sums.extend(fates(comparison));
    }
    sums.extend(comparison.totals.iter().map(of_total));
    sums
}

/// From one year to the next: how many projects go on, are new, have ended.
fn fates(comparison: &Comparison) -> [SumView; 3] {
    let [going_on, added, ended] = comparison.fates().map(|n| n.to_string());
    let view = |name: &str, before: &str, after: &str| SumView {
        name: name.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        change: String::new(),
    };
    [
        view("其中：延续（个）", &going_on, &going_on),
        view("新增（个）", "", &added),
        view("结束（个）", &ended, ""),
    ]
}

fn overview(project: &ProjectChange, comparison: &Comparison) -> OverviewView {
    let [before, after] = project.budget();
    let text = |n: Option<&Node>| n.and_then(Node::text).unwrap_or_default().to_owned();
    let change = Leaf { path: Vec::new(), before, after }.increase().unwrap_or_default();
    OverviewView {
        name: project.text(label::NAME).to_owned(),
        code: project.text(label::CODE).to_owned(),
        unit: project.text("单位").to_owned(),
        status: comparison.word(project.status()),
        before: text(before),
        after: text(after),
        change,
    }
}

/// Collects the places of values and numbers them.
struct Places(Vec<Span>);

impl Places {
    fn number(&mut self, node: Option<&Node>) -> Option<usize> {
        let span = node.map(|n| n.span).filter(|s| !s.is_none())?;
        self.0.push(span);
        Some(self.0.len() - 1)
    }

    fn rows(&mut self, leaves: &[Leaf]) -> Vec<RowView> {
        let mut rows: Vec<RowView> = leaves.iter().map(|l| self.row(l)).collect();
        let mut start = 0;
        for i in 0..rows.len() {
            if rows[i].group != rows[start].group || rows[i].name.is_none() {
                start = i;
            }
            rows[start].span += 1;
        }
        rows
    }

    fn row(&mut self, leaf: &Leaf) -> RowView {
        let path = leaf.shown_path();
        let (group, names) = path.split_first().unwrap_or((&"", &[]));
        let amount = |n: &Node| matches!(n.content, Content::Money(..));
        RowView {
            group: (*group).to_owned(),
            span: 0,
            name: (!names.is_empty()).then(|| names.join("：")),
            is_amount: leaf.after.or(leaf.before).is_some_and(amount),
            before: value(leaf.before),
            after: value(leaf.after),
            change: leaf.increase().unwrap_or_default(),
            at: self.number(leaf.after.or(leaf.before)),
        }
    }

    fn project(&mut self, project: &ProjectChange) -> ProjectView {
        let [before, after] = project.names();
        ProjectView {
            name: project.text(label::NAME).to_owned(),
            code: project.text(label::CODE).to_owned(),
            unit: project.text("单位").to_owned(),
            note: found_by(project.matched, before, after),
            at: self.number(project.after),
            rows: self.rows(&project.changes),
        }
    }

    fn listed(&mut self, project: &ProjectChange) -> ListedView {
        let node = project.after.or(project.before);
        let [before, after] = project.budget();
        let budget = after.or(before).and_then(Node::text);
        ListedView {
            name: project.text(label::NAME).to_owned(),
            code: project.text(label::CODE).to_owned(),
            unit: project.text("单位").to_owned(),
            budget: budget.unwrap_or_default().to_owned(),
            purpose: value(node.and_then(|n| n.field("资金用途"))),
            at: self.number(node),
        }
    }
}
