//! What the template of 自评 and 监控 sees.

use super::context::{DepartmentView, GoalsView, Places, TextView};
use crate::appraise::points::{percent, plain};
use crate::appraise::{
    Appraisal, FundAmount, FundResult, RowResult, appraise, project_of,
};
use crate::model::profile::{FundShown, OutcomeShown, Profile};
use crate::model::{Department, Field, Money, Month, Points, ReportKind};
use crate::text::source::Span;
use rust_decimal::Decimal;
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

    fn fund(&self, fund: &FundResult) -> FundView {
        let cell = |shown: FundShown| self.fund_cell(fund, shown);
        let cells = self.a.form.fund_columns.iter().map(|c| cell(c.shown)).collect();
        FundView { title: fund.form.title.clone(), cells }
    }

    fn fund_cell(&self, fund: &FundResult, shown: FundShown) -> TextView {
        let a = self.a;
        let is_main = a.main().is_some_and(|m| std::ptr::eq(m, fund));
        let amount = |which| self.amount(fund, which);
        let points = |field: Option<&Field<Points>>, computed: Option<String>| {
            let computed = computed.filter(|_| is_main);
            self.points(field.unwrap_or(&Field::Absent), computed)
        };
        let written = fund.written;
        match shown {
            FundShown::Initial => amount(FundAmount::Initial),
            FundShown::Budget => amount(FundAmount::Budget),
            FundShown::Spent => amount(FundAmount::Spent),
            FundShown::Expected => amount(FundAmount::Expected),
            FundShown::Weight => {
                points(written.map(|w| &w.weight), a.execution_weight().map(plain))
            }
            FundShown::Rate => points(written.map(|w| &w.rate), fund.rate.map(percent)),
            FundShown::Score => {
                points(written.map(|w| &w.score), a.execution().map(|e| plain(e.points)))
            }
        }
    }

    fn amount(&self, fund: &FundResult, which: FundAmount) -> TextView {
        let form = &self.profile.money;
        match fund.field(which) {
            Some(field) if !field.is_absent() => self.places.money(field, form),
            _ => fund.amount(which).map_or(TextView::default(), |amount| {
                let unit = self.profile.money.unit;
                let money = Money::parse(&amount.to_string(), unit);
                said(&money.map_or(amount.to_string(), |m| form.printed(&m)))
            }),
        }
    }

    /// What is written, else what is computed.
    fn points(&self, field: &Field<Points>, computed: Option<String>) -> TextView {
        match field {
            Field::Absent => computed.map_or(TextView::default(), |text| said(&text)),
            field => self.places.shown(field, ToString::to_string),
        }
    }

    fn columns(&self) -> Vec<ColumnView> {
        let width = |(least, most): (f32, f32)| match least == most {
            true => least.to_string(),
            false => format!("{least}~{most}"),
        };
        let month = self.a.month();
        let columns = self.a.form.columns.iter();
        columns
            .map(|c| ColumnView {
                title: of_month(&c.title, month),
                width: width(c.width),
            })
            .collect()
    }

    fn rows(&self) -> Vec<RowView> {
        let rows = &self.a.rows;
        let level1 =
            |r: &RowResult| r.indicator.map_or("", |i| i.level1.text()).to_owned();
        let level2 = |r: &RowResult| {
            (level1(r), r.indicator.map_or("", |i| i.level2.text()).to_owned())
        };
        let spans = self.a.form.columns.iter().map(|c| match c.shown {
            OutcomeShown::Level1 => runs(rows, |a, b| level1(a) == level1(b)),
            OutcomeShown::Level2 => runs(rows, |a, b| level2(a) == level2(b)),
            _ => vec![1; rows.len()],
        });
        let spans: Vec<_> = spans.collect();
        let row = |(i, result): (usize, &RowResult)| {
            let cells = self.a.form.columns.iter().zip(&spans).map(|(column, spans)| {
                let rowspan = spans[i];
                let text = match rowspan {
                    0 => TextView::default(),
                    _ => self.cell(result, column.shown),
                };
                let (heading, style) = style(column.shown);
                let names_row = column.shown == OutcomeShown::Name;
                CellView { rowspan, heading, names_row, style, text }
            });
            RowView { cells: cells.collect() }
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn cell(&self, row: &RowResult, shown: OutcomeShown) -> TextView {
        let (indicator, outcome) = (row.indicator, row.outcome);
        let target = |get: fn(&crate::model::Indicator) -> &Field<String>| {
            indicator.map(|i| self.places.line(get(i))).unwrap_or_default()
        };
        let line = |get: fn(&crate::model::Outcome) -> &Field<String>| {
            outcome.map(|o| self.places.line(get(o))).unwrap_or_default()
        };
        let absent = Field::Absent;
        match shown {
            OutcomeShown::Level1 => target(|i| &i.level1),
            OutcomeShown::Level2 => target(|i| &i.level2),
            OutcomeShown::Name if indicator.is_none() => line(|o| &o.name),
            OutcomeShown::Name => target(|i| &i.name),
            OutcomeShown::Target => indicator
                .map(|i| self.places.shown(&i.target, |t| t.text.trim().to_owned()))
                .unwrap_or_default(),
            OutcomeShown::Actual => line(|o| &o.actual),
            OutcomeShown::Expected => line(|o| &o.expected),
            OutcomeShown::Weight => {
                let field = outcome.map_or(&absent, |o| &o.weight);
                self.points(field, row.weight.map(plain))
            }
            OutcomeShown::Score => {
                let field = outcome.map_or(&absent, |o| &o.score);
                self.points(field, row.score().map(plain))
            }
            OutcomeShown::Chance => line(|o| &o.chance),
            OutcomeShown::Causes => outcome.map(|o| self.causes(o)).unwrap_or_default(),
            OutcomeShown::Measures => line(|o| &o.measures),
            OutcomeShown::Remark => line(|o| &o.remark),
            OutcomeShown::Reason => self.reason(outcome),
        }
    }

    fn causes(&self, outcome: &crate::model::Outcome) -> TextView {
        self.places.shown(&outcome.causes, |causes| {
            let names: Vec<_> = causes.iter().map(|c| c.value.trim()).collect();
            names.join("、")
        })
    }

    /// 偏差原因, with 改进措施 behind it where the form has no column of its own for them.
    fn reason(&self, outcome: Option<&crate::model::Outcome>) -> TextView {
        let Some(outcome) = outcome else { return TextView::default() };
        let mut reason = self.places.line(&outcome.reason);
        let apart = self.a.form.shows(OutcomeShown::Measures);
        let measures = outcome.measures.text().trim();
        if !apart && !measures.is_empty() {
            let text = format!("{MEASURES}{measures}");
            match reason.paragraphs.is_empty() {
                true => reason = TextView { paragraphs: vec![text], ..reason },
                false => reason.paragraphs.push(text),
            }
        }
        reason
    }

    /// 总分, 结论 and 说明, as far as there are any.
    fn footer(&self) -> Vec<Vec<FootCell>> {
        let (a, words) = (self.a, &self.a.form.words);
        let mut rows = Vec::new();
        if a.form.scoring.is_some() && a.is_scored() {
            rows.extend(self.total_row());
            let conclusion = match &a.report.conclusion {
                Field::Absent => said(a.conclusion().unwrap_or_default()),
                field => self.places.line(field),
            };
            rows.push(self.wide(&words.conclusion, conclusion, "cell-label"));
        }
        if let Field::Given(_) = &a.report.note {
            let note = self.places.text(&a.report.note);
            rows.push(self.wide(&words.note, note, "cell-text"));
        }
        rows
    }

    /// A row of a label over the two levels and a text over the rest.
    fn wide(&self, title: &str, text: TextView, style: &'static str) -> Vec<FootCell> {
        let count = self.a.form.columns.len();
        let label = if count > 3 { 2 } else { 1 };
        let head = FootCell {
            heading: true,
            colspan: label,
            style: "cell-label",
            text: said(title),
        };
        let colspan = count.saturating_sub(label).max(1);
        vec![head, FootCell { heading: false, colspan, style, text }]
    }

    /// The row of 总分, its sums in the columns of 分值 and 得分.
    fn total_row(&self) -> Option<Vec<FootCell>> {
        let columns = &self.a.form.columns;
        let sums =
            |c: OutcomeShown| matches!(c, OutcomeShown::Weight | OutcomeShown::Score);
        let first = columns.iter().position(|c| sums(c.shown)).filter(|at| *at > 0)?;
        let title = said(&self.a.form.words.total);
        let mut cells = vec![FootCell {
            heading: true,
            colspan: first,
            style: "cell-label",
            text: title,
        }];
        for column in &columns[first..] {
            let text = match column.shown {
                OutcomeShown::Weight => self.weights().map(|w| said(&plain(w))),
                OutcomeShown::Score => {
                    Some(self.points(&self.a.report.total, self.a.total().map(plain)))
                }
                _ => None,
            };
            cells.push(FootCell {
                heading: false,
                colspan: 1,
                style: "cell-label",
                text: text.unwrap_or_default(),
            });
        }
        Some(cells)
    }

    /// What all points add up to, those of the rate among them.
    fn weights(&self) -> Option<Decimal> {
        let rows: Option<Vec<_>> =
            self.a.reported()?.into_iter().map(|r| r.weight).collect();
        let weights = rows?.into_iter().chain([self.a.execution_weight()?]);
        Some(weights.fold(Decimal::ZERO, Decimal::saturating_add))
    }
}

/// What stands in front of 改进措施 in a column shared with 偏差原因.
pub const MEASURES: &str = "改进措施：";

/// A text that no file holds.
fn said(text: &str) -> TextView {
    let paragraphs = if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    TextView { paragraphs, at: None }
}

/// For each row how many rows its run of neighbours has; 0 inside a run.
fn runs(rows: &[RowResult], same: impl Fn(&RowResult, &RowResult) -> bool) -> Vec<usize> {
    let mut runs = vec![0; rows.len()];
    let mut start = 0;
    for i in 0..rows.len() {
        if i > start && !same(&rows[start], &rows[i]) {
            start = i;
        }
        runs[start] += 1;
    }
    runs
}

fn style(shown: OutcomeShown) -> (bool, &'static str) {
    use OutcomeShown::{Level1, Level2, Measures, Name, Reason, Remark};
    match shown {
        Level1 | Level2 => (true, "cell-label"),
        Name | Reason | Measures | Remark => (false, "cell-text"),
        _ => (false, "cell-label"),
    }
}
