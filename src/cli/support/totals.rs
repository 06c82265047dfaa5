//! `check --totals`: the funds of each unit, each department and all, as a table.

use jixiao::summarize::{Funds, UnitFunds, by_unit, grouped};
use jixiao::yaml::load::Loaded;
use unicode_width::UnicodeWidthStr;

/// The funds of some departments.
#[derive(Default)]
pub struct Totals(Vec<(String, Vec<UnitFunds>)>);

/// The columns behind the name.
const HEAD: [&str; 4] = ["项目", "预算数", "财政资金", "其他资金"];

impl Totals {
    /// Adds a department, as far as it could be read.
    pub fn add(&mut self, loaded: &Loaded) {
        if let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) {
            let name = department.name.text().trim().to_owned();
            self.0.push((name, by_unit(department, profile)));
        }
    }

    /// Adds those of others behind these.
    pub fn extend(&mut self, others: Totals) {
        self.0.extend(others.0);
    }

    /// The table: amounts in 万元, the units of a department below it.
    pub fn table(&self) -> String {
        let mut lines = vec![("单位（万元）".to_owned(), HEAD.map(str::to_owned))];
        let mut all = Funds::default();
        for (name, units) in &self.0 {
            let funds: Funds = units.iter().map(|u| u.funds).sum();
            lines.push((name.clone(), cells(&funds)));
            for unit in units {
                lines
                    .push((format!("  {} {}", unit.code, unit.name), cells(&unit.funds)));
            }
            all = all.plus(funds);
        }
        lines.push((format!("全部 {} 个部门", self.0.len()), cells(&all)));
        let mut table = aligned(&lines);
        if all.unread > 0 {
            table.push_str(&format!(
                "另有 {} 个项目的金额读不出来，没有计入\n",
                all.unread
            ));
        }
        table
    }
}

fn cells(funds: &Funds) -> [String; 4] {
    let [total, fiscal, other] = [funds.total, funds.fiscal, funds.other].map(grouped);
    [funds.projects.to_string(), total, fiscal, other]
}

/// Names on the left, numbers on the right of their columns; a Chinese character is as
/// wide as two digits.
fn aligned(lines: &[(String, [String; 4])]) -> String {
    let name_width = lines.iter().map(|l| l.0.width()).max().unwrap_or(0);
    let mut widths = [0; 4];
    for (_, cells) in lines {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = cell.width().max(*width);
        }
    }
    let line = |(name, cells): &(String, [String; 4])| {
        let mut line = format!("{name}{}", " ".repeat(name_width - name.width()));
        for (cell, width) in cells.iter().zip(widths) {
            line.push_str(&" ".repeat(2 + width - cell.width()));
            line.push_str(cell);
        }
        line + "\n"
    };
    lines.iter().map(line).collect()
}
