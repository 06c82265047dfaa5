//! The overview page: one file of HTML that needs nothing else.

use super::Survey;
use super::funds::{Funds, grouped};
use super::reports::ReportTotals;
use crate::appraise::points::{plain, round};
use crate::compose::TemplateFault;
use crate::diagnostic::{Code, Severity, Summary};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tera::Tera;

const TEMPLATE: &str = include_str!("../../templates/html/summary.html");

/// What the page tells: counts and sums, a line for each department, unit and rule.
#[derive(Debug, Default)]
pub struct Overview {
    years: BTreeSet<u16>,
    departments: Vec<DepartmentLine>,
    units: Vec<UnitLine>,
    rules: BTreeMap<(&'static Code, Severity), RuleCount>,
    shared: Vec<SharedLine>,
    reports: Vec<ReportLine>,
    report_totals: ReportTotals,
    summary: Summary,
    funds: Funds,
}

/// A department as the run found it.
#[derive(Debug, Clone, Copy)]
pub enum Departmental<'a> {
    /// It was read, as far as it can be.
    Read(&'a Survey),
    /// It could not be, and why.
    Unread(&'a str),
}

/// A fault that several departments share.
#[derive(Debug, Clone, Serialize)]
pub struct SharedLine {
    /// The rule's code.
    pub code: &'static Code,
    /// Its weight, in Chinese.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where: `file:line:column`, with what stands there.
    pub places: Vec<String>,
}

#[derive(Debug, Serialize)]
struct DepartmentLine {
    name: String,
    path: String,
    projects: usize,
    money: Amounts,
    errors: usize,
    warnings: usize,
    note: String,
}

#[derive(Debug, Serialize)]
struct UnitLine {
    department: String,
    code: String,
    name: String,
    projects: usize,
    money: Amounts,
}

/// What the reports of a department come to, as text.
#[derive(Debug, Serialize)]
struct ReportLine {
    department: String,
    evaluations: usize,
    budget: String,
    spent: String,
    rate: String,
    average: String,
    conclusions: String,
    monitorings: usize,
    warnings: String,
}

impl ReportLine {
    fn of(department: &str, totals: &ReportTotals) -> ReportLine {
        let shown = |number: Option<Decimal>| number.map_or(String::new(), plain);
        ReportLine {
            department: department.to_owned(),
            evaluations: totals.evaluations,
            budget: grouped(totals.budget),
            spent: grouped(totals.spent),
            rate: shown(totals.rate().map(|r| round(r, 2))),
            average: shown(totals.average()),
            conclusions: ReportTotals::counted(&totals.conclusions),
            monitorings: totals.monitorings,
            warnings: ReportTotals::counted(&totals.warnings),
        }
    }
}

/// Amounts as text; the page sorts them by their digits.
#[derive(Debug, Serialize)]
struct Amounts {
    total: String,
    fiscal: String,
    other: String,
}

#[derive(Debug, Default)]
struct RuleCount {
    findings: usize,
    departments: usize,
}

#[derive(Serialize)]
struct RuleLine {
    code: &'static str,
    title: &'static str,
    severity: &'static str,
    findings: usize,
    departments: usize,
}

#[derive(Serialize)]
struct Page<'a> {
    years: &'a BTreeSet<u16>,
    departments: &'a [DepartmentLine],
    units: &'a [UnitLine],
    rules: Vec<RuleLine>,
    shared: &'a [SharedLine],
    reports: &'a [ReportLine],
    report_totals: ReportLine,
    projects: usize,
    unread: usize,
    files: usize,
    errors: usize,
    warnings: usize,
    money: Amounts,
}

impl From<&Funds> for Amounts {
    fn from(funds: &Funds) -> Amounts {
        let [total, fiscal, other] =
            [funds.total, funds.fiscal, funds.other].map(grouped);
        Amounts { total, fiscal, other }
    }
}

impl Overview {
    /// Adds the department at `path`.
    pub fn add(&mut self, path: &str, department: Departmental) {
        let (survey, note) = match department {
            Departmental::Read(survey) if survey.is_read => (survey, ""),
            Departmental::Read(survey) => (survey, "部门文件读不出来，没有计入"),
            Departmental::Unread(why) => {
                (&Survey { name: path.into(), ..Survey::default() }, why)
            }
        };
        self.years.extend(survey.year);
        self.summary += survey.summary;
        self.funds = self.funds.plus(survey.funds);
        for (rule, count) in &survey.codes {
            let all = self.rules.entry(*rule).or_default();
            all.findings += count;
            all.departments += 1;
        }
        self.departments.push(DepartmentLine {
            name: survey.name.clone(),
            path: path.to_owned(),
            projects: survey.funds.projects,
            money: (&survey.funds).into(),
            errors: survey.summary.errors,
            warnings: survey.summary.warnings,
            note: note.to_owned(),
        });
        if !survey.reports.is_empty() {
            self.reports.push(ReportLine::of(&survey.name, &survey.reports));
            self.report_totals.add(&survey.reports);
        }
        self.units.extend(survey.units.iter().map(|unit| UnitLine {
            department: survey.name.clone(),
            code: unit.code.clone(),
            name: unit.name.clone(),
            projects: unit.funds.projects,
            money: (&unit.funds).into(),
        }));
    }

    /// Adds a fault that `departments` share.
    pub fn share(&mut self, line: SharedLine, severity: Severity, departments: usize) {
        let all = self.rules.entry((line.code, severity)).or_default();
        all.findings += 1;
        all.departments += departments;
        match severity {
            Severity::Error => self.summary.errors += 1,
            Severity::Warning => self.summary.warnings += 1,
            Severity::Info => {}
        }
        self.shared.push(line);
    }

    /// The latest 年度.
    pub fn year(&self) -> Option<u16> {
        self.years.last().copied()
    }

    /// All findings, counted.
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// The funds of all departments.
    pub fn funds(&self) -> Funds {
        self.funds
    }

    /// The page.
    ///
    /// # Errors
    /// A template that cannot be rendered, which is a fault of the program.
    pub fn html(&self) -> Result<String, TemplateFault> {
        let line =
            |((code, severity), count): (&(&'static Code, Severity), &RuleCount)| {
                RuleLine {
                    code: code.name,
                    title: code.title,
                    severity: severity.chinese(),
                    findings: count.findings,
                    departments: count.departments,
                }
            };
        let mut rules: Vec<_> = self.rules.iter().map(line).collect();
        rules.sort_by_key(|r| std::cmp::Reverse(r.findings));
        let page = Page {
            years: &self.years,
            departments: &self.departments,
            units: &self.units,
            rules,
            shared: &self.shared,
            reports: &self.reports,
            report_totals: ReportLine::of("合计", &self.report_totals),
            projects: self.funds.projects,
            unread: self.funds.unread,
            files: self.summary.files,
            errors: self.summary.errors,
            warnings: self.summary.warnings,
            money: (&self.funds).into(),
        };
        let mut engine = Tera::new();
        engine.autoescape_on([".html"]);
        engine.add_raw_templates([("summary.html", TEMPLATE)])?;
        Ok(engine.render("summary.html", &tera::Context::from_serialize(&page)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_authors_write_is_text_on_the_page() {
        let mut overview = Overview::default();
        let name = "<script>alert(1)</script>&\"局\"".to_owned();
        let survey = Survey { name, is_read: true, ..Survey::default() };
        overview.add("甲/<b>", Departmental::Read(&survey));
        overview.add("乙", Departmental::Unread("读取 <乙> 失败"));
        let html = overview.html().unwrap();
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;"), "{html}");
        assert!(html.contains("甲/&lt;b&gt;") && html.contains("读取 &lt;乙&gt; 失败"));
        assert_eq!(html.matches("<script").count(), 1);
        for outside in ["http:", "https:", "src=", "@import", "url("] {
            assert!(!html.contains(outside), "{outside}");
        }
    }
}
