//! What the template of 自评 and 监控 sees.

mod footer;
mod funds;
mod rows;

use crate::appraise::{Appraisal, appraise, project_of};
use crate::compose::context::{DepartmentView, GoalsView, Places, TextView};
use crate::model::profile::Profile;
use crate::model::{Department, Month, ReportKind};
use crate::text::source::Span;
use serde::Serialize;

/// Which reports a document holds: the form, and of 监控 the month.
pub type Reports = (ReportKind, Option<Month>);

/// The values of some reports, ready for the template, and the places they come from.
#[derive(Serialize)]
pub struct Context {
    department: DepartmentView,
    heading: String,
    money_unit: String,
    continued: String,
    contents_title: String,
    reports: Vec<ReportView>,
    #[serde(skip)]
    sources: Vec<Span>,
}

#[derive(Serialize)]
struct ReportView {
    no: usize,
    name: TextView,
    title: String,
    unit: String,
    /// The labelled values at the head, two in a row.
    head: Vec<Vec<Labelled>>,
    funds_title: String,
    fund_columns: Vec<String>,
    funds: Vec<FundView>,
    goals_title: String,
    wanted_title: String,
    done_title: String,
    goals: GoalsView,
    done: GoalsView,
    has_done: bool,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
    footer: Vec<Vec<FootCell>>,
}

#[derive(Serialize)]
struct Labelled {
    title: String,
    text: TextView,
}

#[derive(Serialize)]
struct FundView {
    title: String,
    cells: Vec<TextView>,
}

#[derive(Serialize)]
struct ColumnView {
    title: String,
    width: String,
}

#[derive(Serialize)]
struct RowView {
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    rowspan: usize,
    heading: bool,
    names_row: bool,
    style: &'static str,
    text: TextView,
}

/// A cell of a row below the indicators.
#[derive(Serialize)]
struct FootCell {
    heading: bool,
    colspan: usize,
    style: &'static str,
    text: TextView,
}

/// The title of a document: 部门名称, year and form.
pub fn title(department: &Department, profile: &Profile, which: Reports) -> String {
    let year = department.year.value().map_or(String::new(), |y| format!("{y}年"));
    format!("{}{year}{}", department.name.text(), heading(profile, which))
}

fn heading(profile: &Profile, which: Reports) -> String {
    let form = profile.report_form(which.0);
    form.map_or(String::new(), |f| of_month(&f.title, which.1))
}

/// A printed text with the month in it.
fn of_month(text: &str, month: Option<Month>) -> String {
    text.replace("{月}", &month.map_or(String::new(), |m| m.month.to_string()))
}

impl Context {
    /// The reports of `department` that `which` names, the whole first, then in the order
    /// of the projects.
    pub fn new(department: &Department, profile: &Profile, which: Reports) -> Context {
        let places = Places::default();
        let all = appraise(department, profile);
        let wanted = |a: &&Appraisal| {
            a.report.kind == which.0 && (which.1.is_none() || a.month() == which.1)
        };
        let mut found: Vec<&Appraisal> = all.iter().filter(wanted).collect();
        found.sort_by_key(|a| match a.report.is_whole() {
            true => 0,
            false => project_of(department, a.report).map_or(usize::MAX, |at| at + 1),
        });
        let view = |(i, a): (usize, &&Appraisal)| {
            Viewer { places: &places, a, department, profile }.view(i + 1)
        };
        let reports = found.iter().enumerate().map(view).collect();
        Context {
            department: DepartmentView::new(department, profile, &places),
            heading: heading(profile, which),
            money_unit: profile.money.unit.to_string(),
            continued: profile.continued.clone(),
            contents_title: profile.titles.get("contents").to_owned(),
            reports,
            sources: places.all(),
        }
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// The places that the `at` numbers stand for.
    pub fn sources(&self) -> &[Span] {
        &self.sources
    }
}

/// Makes the view of one report.
struct Viewer<'v, 'a> {
    places: &'v Places,
    a: &'v Appraisal<'a>,
    department: &'v Department,
    profile: &'v Profile,
}

impl Viewer<'_, '_> {
    fn view(&self, no: usize) -> ReportView {
        let (a, form) = (self.a, self.a.form);
        let whole = a.report.is_whole();
        let title = if whole { &form.whole_title } else { &form.title };
        let month = a.month();
        let words = &form.words;
        let done = self.places.goals(&a.report.done);
        let goals = a.targets.map(|t| self.places.goals(&t.goals)).unwrap_or_default();
        ReportView {
            no,
            name: self.name(),
            title: of_month(title, month),
            unit: self.unit(),
            head: self.head(),
            funds_title: words.funds.clone(),
            fund_columns: form
                .fund_columns
                .iter()
                .map(|c| of_month(&c.title, month))
                .collect(),
            funds: a.funds.iter().map(|f| self.fund(f)).collect(),
            goals_title: words.goals.clone(),
            wanted_title: words.wanted.clone(),
            done_title: words.done.clone(),
            goals,
            done,
            has_done: a.report.kind == ReportKind::Evaluation,
            columns: self.columns(),
            rows: self.rows(),
            footer: self.footer(),
        }
    }

    fn name(&self) -> TextView {
        match self.a.report.is_whole() {
            true => said(self.department.name.text()),
            false => match self.a.targets {
                Some(project) => self.places.line(&project.name),
                None => self.places.line(&self.a.report.name),
            },
        }
    }

    fn unit(&self) -> String {
        let unit = self.a.targets.and_then(|t| self.department.unit_of(t));
        match unit.filter(|_| !self.a.report.is_whole()) {
            Some(unit) => format!("{}{}", unit.code.text(), unit.name.text()),
            None => self.department.name.text().to_owned(),
        }
    }

    /// 项目名称 and 项目编码, 主管部门 and 实施单位.
    fn head(&self) -> Vec<Vec<Labelled>> {
        let (a, words) = (self.a, &self.a.form.words);
        let labelled = |title: &str, text| Labelled { title: title.to_owned(), text };
        let department = labelled(&words.department, said(self.department.name.text()));
        if a.report.is_whole() {
            return vec![vec![labelled("部门名称", said(self.department.name.text()))]];
        }
        let titles = &self.profile.titles;
        let unit = a.targets.and_then(|t| self.department.unit_of(t));
        let unit = unit.map(|u| self.places.line(&u.name)).unwrap_or_default();
        let name = labelled(titles.get("name"), self.name());
        let mut first = vec![name];
        if let Some(code) = a.targets.filter(|t| t.code.get().is_some()) {
            let text = self.places.shown(&code.code, ToString::to_string);
            first.push(labelled(titles.get("code"), text));
        }
        vec![first, vec![department, labelled(&words.unit, unit)]]
    }
}

/// What stands in front of 改进措施 in a column shared with 偏差原因.
pub const MEASURES: &str = "改进措施：";

/// A text that no file holds.
fn said(text: &str) -> TextView {
    let paragraphs = if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    TextView { paragraphs, at: None }
}
