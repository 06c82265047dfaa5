//! Money added up, in 万元, exactly.

use crate::model::profile::Role;
use crate::model::{Department, Field, MoneyUnit, Profile, Project};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The budgets of some projects together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Funds {
    /// How many projects.
    pub projects: usize,
    /// Those of them with an amount that could not be read; it is in no sum.
    pub unread: usize,
    /// 预算数, in 万元.
    pub total: Decimal,
    /// 财政资金, in 万元.
    pub fiscal: Decimal,
    /// 其他资金, in 万元.
    pub other: Decimal,
}

/// The funds of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFunds {
    /// 单位编码; empty for projects whose unit is not listed.
    pub code: String,
    /// 单位名称.
    pub name: String,
    /// Its funds.
    pub funds: Funds,
}

impl Funds {
    /// Those of one project: each amount that could be read.
    pub fn of(project: &Project, profile: &Profile) -> Funds {
        let mut funds = Funds { projects: 1, ..Funds::default() };
        let mut read = |role: Role| match amount(project, profile, role) {
            Ok(amount) => amount.unwrap_or_default(),
            Err(Unread) => {
                funds.unread = 1;
                Decimal::ZERO
            }
        };
        let [total, fiscal, other] =
            [Role::Total, Role::Fiscal, Role::Other].map(&mut read);
        Funds { total, fiscal, other, ..funds }
    }

    /// With `more` added. A sum beyond all money there is counts as unread.
    pub fn plus(self, more: Funds) -> Funds {
        let projects = self.projects + more.projects;
        let sum = || {
            Some(Funds {
                projects,
                unread: self.unread + more.unread,
                total: self.total.checked_add(more.total)?,
                fiscal: self.fiscal.checked_add(more.fiscal)?,
                other: self.other.checked_add(more.other)?,
            })
        };
        sum().unwrap_or(Funds { projects, unread: self.unread + more.projects, ..self })
    }
}

impl std::iter::Sum for Funds {
    fn sum<I: Iterator<Item = Funds>>(funds: I) -> Funds {
        funds.fold(Funds::default(), Funds::plus)
    }
}

/// An amount that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread;

/// What plays `role` in the budget of a project, in 万元; None where nothing does, or may
/// be left out.
pub fn amount(
    project: &Project,
    profile: &Profile,
    role: Role,
) -> Result<Option<Decimal>, Unread> {
    let budget = project.budget.value().ok_or(Unread)?;
    match budget.by_role(&profile.funds, role) {
        Field::Given(money) => wan(money.amount(), profile).map(Some).ok_or(Unread),
        Field::Absent if role != Role::Total => Ok(None),
        _ => Err(Unread),
    }
}

/// An amount of the profile's unit in 万元; None where that is beyond all money.
fn wan(amount: Decimal, profile: &Profile) -> Option<Decimal> {
    let wan = profile.money.unit.convert(amount, MoneyUnit::WAN)?;
    Some(wan.normalize())
}

/// An amount as people read it: two decimals, or as many as there are.
pub fn printed(amount: Decimal) -> String {
    let amount = amount.normalize();
    if amount.scale() < 2 { format!("{amount:.2}") } else { amount.to_string() }
}

/// As [`printed`], with a comma before each three digits.
pub fn grouped(amount: Decimal) -> String {
    let text = printed(amount);
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        let behind = whole.len() - i;
        if i > 0 && behind.is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{rest}")
}

/// The funds of each unit in the order of the list, then those of projects without a
/// listed unit.
pub fn by_unit(department: &Department, profile: &Profile) -> Vec<UnitFunds> {
    let mut places = HashMap::new();
    let mut units = Vec::new();
    for (i, unit) in department.units.iter().enumerate() {
        let (code, name) = (unit.code.text().to_owned(), unit.name.text().to_owned());
        places.entry(unit.code.text()).or_insert(i);
        units.push(UnitFunds { code, name, funds: Funds::default() });
    }
    let mut rest = Funds::default();
    for project in &department.projects {
        let place = project.unit.value().and_then(|code| places.get(code.as_str()));
        let sum = place.map_or(&mut rest, |i| &mut units[*i].funds);
        *sum = sum.plus(Funds::of(project, profile));
    }
    if rest.projects > 0 {
        let name = "（没有列出的单位）".to_owned();
        units.push(UnitFunds { code: String::new(), name, funds: rest });
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Sources;
    use crate::yaml::load::profile::built_in;
    use crate::yaml::load::{File, Input, load};

    fn project(total: &str, fiscal: &str, other: Option<&str>) -> Project {
        let other = other.map_or(String::new(), |o| format!(", 其他资金: {o}"));
        let text = format!(
            "版式: hebei\n年度: 2026\n部门名称: 甲\n项目:\n  \
             - 预算: {{预算数: {total}, 财政资金: {fiscal}{other}}}\n"
        );
        let file = File { path: "甲.yaml".into(), bytes: Ok(text.into_bytes()) };
        let input = Input { department: Some(file), ..Input::default() };
        load(&input, &mut Sources::default()).department.unwrap().projects.remove(0)
    }

    #[test]
    fn sums_are_exact_in_either_unit() {
        let mut profile = built_in("hebei").unwrap();
        let sum = |profile: &Profile| -> Funds {
            let all = [project("0.1", "0.1", None), project("0.2", "0.05", Some("0.15"))];
            all.iter().map(|p| Funds::of(p, profile)).sum()
        };
        let wan = sum(&profile);
        assert_eq!((wan.projects, wan.unread), (2, 0));
        assert_eq!(
            [wan.total, wan.fiscal, wan.other].map(printed),
            ["0.30", "0.15", "0.15"]
        );
        profile.money.unit = MoneyUnit::YUAN;
        assert_eq!(printed(sum(&profile).total), "0.00003");
    }

    #[test]
    fn digits_are_grouped() {
        for (text, expected) in [
            ("0", "0.00"),
            ("999.9", "999.90"),
            ("1000", "1,000.00"),
            ("1234567.0625", "1,234,567.0625"),
        ] {
            assert_eq!(grouped(text.parse().unwrap()), expected);
        }
    }

    #[test]
    fn what_cannot_be_added_is_counted() {
        let profile = built_in("hebei").unwrap();
        let huge = Funds::of(&project(&"9".repeat(15), "1", None), &profile);
        let all: Funds = std::iter::repeat_n(huge, 100_000).sum();
        assert_eq!(all.projects, 100_000);
        let broken = Project { budget: Field::Broken, ..project("1", "1", None) };
        assert_eq!(Funds::of(&broken, &profile).unread, 1);
        let most = Funds { projects: 1, total: Decimal::MAX, ..Funds::default() };
        assert_eq!(most.plus(most), Funds { projects: 2, unread: 1, ..most });
    }
}
