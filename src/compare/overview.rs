//! What became of many departments: a line each, and all of them.

use super::columns::aligned;
use super::comparison::{Comparison, Status, Total};
use super::wording::{change_of_sum, sum};
use crate::model::profile::MoneyForm;
use rust_decimal::Decimal;
use serde::Serialize;

/// The departments of two folders, one after the other.
#[derive(Debug, Clone, Default)]
pub struct ChangeOverview {
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    name: String,
    /// None of one in which nothing differs.
    status: Option<Status>,
    projects: (usize, usize),
    budget: Option<Total>,
    money: MoneyForm,
}

#[derive(Serialize)]
struct Sums {
    departments: usize,
    changed: usize,
    added: usize,
    removed: usize,
    budget: Option<Money>,
}

#[derive(Serialize)]
struct Money {
    unit: String,
    before: String,
    after: String,
    increase: String,
}

impl ChangeOverview {
    /// Adds a department by the name it goes by; `status` is None where nothing differs.
    pub fn add(
        &mut self,
        name: &str,
        status: Option<Status>,
        comparison: &Comparison,
        money: &MoneyForm,
    ) {
        self.rows.push(Row {
            name: name.to_owned(),
            status,
            projects: comparison.projects_count,
            budget: comparison.budget().cloned(),
            money: money.clone(),
        });
    }

    /// Puts the departments of `other` behind these.
    pub fn append(&mut self, other: ChangeOverview) {
        self.rows.extend(other.rows);
    }

    /// How many departments became `status`.
    pub fn count(&self, status: Option<Status>) -> usize {
        self.rows.iter().filter(|r| r.status == status).count()
    }

    /// The departments that differ and the sum of all, in lines for people.
    pub fn to_text(&self) -> String {
        let total = self.total();
        let budget = match &total {
            Some(total) => format!("预算数（{}）", total.money.unit),
            None => "预算数".to_owned(),
        };
        let head = ["部门", "类型", "项目数", "", &budget, "", "增减"];
        let mut lines = vec![head.map(str::to_owned)];
        let differing = self.rows.iter().filter(|r| r.status.is_some());
        lines.extend(differing.map(|r| r.line(total.is_none())));
        lines.extend(total.map(|t| t.line(false)));
        let lines = aligned(&lines, 2);
        lines.iter().map(|l| l.trim_end().to_owned() + "\n").collect()
    }

    /// The sums as a JSON object; amounts are texts.
    pub fn to_json(&self) -> String {
        let budget = self.total().and_then(|row| {
            let (total, places) = (row.budget?, row.money.decimals);
            Some(Money {
                unit: row.money.unit.to_string(),
                before: sum(total.before, places),
                after: sum(total.after, places),
                increase: change_of_sum(total.before, total.after, places),
            })
        });
        let sums = Sums {
            departments: self.rows.len(),
            changed: self.count(Some(Status::Changed)),
            added: self.count(Some(Status::Added)),
            removed: self.count(Some(Status::Removed)),
            budget,
        };
        serde_json::to_string_pretty(&sums).unwrap_or_default()
    }

    /// All departments, where their amounts are in the same unit.
    fn total(&self) -> Option<Row> {
        let first = self.rows.first()?;
        let money = &first.money;
        if self.rows.iter().any(|r| r.money.unit != money.unit) {
            return None;
        }
        let add = |of: fn(&Total) -> Decimal| {
            let amounts = self.rows.iter().filter_map(|r| r.budget.as_ref()).map(of);
            amounts.fold(Decimal::ZERO, |sum, amount| sum.saturating_add(amount))
        };
        let (before, after) = (add(|t| t.before), add(|t| t.after));
        let projects = self.rows.iter().map(|r| r.projects);
        let projects = projects.fold((0, 0), |s, p| (s.0 + p.0, s.1 + p.1));
        Some(Row {
            name: format!("全部 {} 个部门", self.rows.len()),
            status: None,
            projects,
            budget: Some(Total { path: Vec::new(), role: None, before, after }),
            money: money.clone(),
        })
    }
}

impl Row {
    fn line(&self, with_unit: bool) -> [String; 7] {
        let (old, new) = self.projects;
        let places = self.money.decimals;
        let none = Total {
            path: Vec::new(),
            role: None,
            before: Decimal::ZERO,
            after: Decimal::ZERO,
        };
        let budget = self.budget.as_ref().unwrap_or(&none);
        let unit = if with_unit { self.money.unit.name() } else { "" };
        [
            self.name.clone(),
            self.status.map_or("", Status::chinese).to_owned(),
            old.to_string(),
            format!("→ {new}"),
            sum(budget.before, places),
            format!("→ {}{unit}", sum(budget.after, places)),
            change_of_sum(budget.before, budget.after, places),
        ]
    }
}
