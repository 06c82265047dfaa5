//! The rows of a department.

use super::Survey;
use super::funds::{Funds, amount};
use super::sheet::{SheetCell, SheetKind, SheetRow};
use crate::diagnostic::{Diagnostic, Label};
use crate::model::profile::Role;
use crate::model::{Department, Indicator, Passage, Profile, Project, Target};
use crate::text::source::Sources;
use crate::yaml::load::Loaded;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The rows of each sheet.
pub(super) fn rows(
    path: &str,
    survey: &Survey,
    loaded: &Loaded,
    sources: &Sources,
) -> BTreeMap<SheetKind, Vec<SheetRow>> {
    let mut rows: BTreeMap<SheetKind, Vec<SheetRow>> = BTreeMap::new();
    rows.insert(SheetKind::Departments, vec![department(path, survey, loaded)]);
    rows.insert(SheetKind::Units, units(survey));
    let findings = loaded.diagnostics.iter();
    let findings = findings.map(|d| finding_row(&survey.name, d, &d.primary, sources));
    rows.insert(SheetKind::Findings, findings.collect());
    if let (Some(department), Some(profile)) = (&loaded.department, &loaded.profile) {
        let table = Tables { name: &survey.name, department, profile, sources };
        let projects = || department.projects.iter();
        rows.insert(SheetKind::Projects, projects().map(|p| table.project(p)).collect());
        rows.insert(
            SheetKind::Indicators,
            projects().flat_map(|p| table.indicators(p)).collect(),
        );
        rows.insert(SheetKind::Plan, projects().flat_map(|p| table.plan(p)).collect());
    }
    rows
}

/// The row in 部门 of a department that could not be read at all.
pub fn unread_row(path: &str, why: &str) -> SheetRow {
    let mut row = vec![SheetCell::Blank; 12];
    row[0] = path.into();
    row[10] = path.into();
    row[11] = why.into();
    row
}

/// The row in 问题 of a finding, at one of its places.
pub fn finding_row(
    name: &str,
    d: &Diagnostic,
    at: &Label,
    sources: &Sources,
) -> SheetRow {
    let source = sources.get(at.span.file);
    let position = source.position(at.span.range().start);
    vec![
        name.into(),
        d.severity.chinese().into(),
        d.code.name.into(),
        d.code.title.into(),
        d.message.as_str().into(),
        d.help.join("\n").as_str().into(),
        source.path.as_str().into(),
        SheetCell::Count(position.line),
        SheetCell::Count(position.column),
    ]
}

fn year(survey: &Survey) -> SheetCell {
    survey.year.map_or(SheetCell::Blank, |y| SheetCell::Count(y.into()))
}

fn amounts(funds: &Funds) -> [SheetCell; 3] {
    [funds.total, funds.fiscal, funds.other].map(SheetCell::Number)
}

fn department(path: &str, survey: &Survey, loaded: &Loaded) -> SheetRow {
    let form = loaded.department.as_ref().map_or("", |d| d.profile.text());
    let unread = survey.funds.unread;
    let note = match (survey.is_read, unread) {
        (false, _) => "部门文件读不出来，没有计入".to_owned(),
        (_, 0) => String::new(),
        _ => format!("{unread} 个项目的金额读不出来，没有计入"),
    };
    let mut row = vec![survey.name.as_str().into(), year(survey), form.into()];
    row.push(SheetCell::Count(survey.units.len()));
    row.push(SheetCell::Count(survey.funds.projects));
    row.extend(amounts(&survey.funds));
    row.push(SheetCell::Count(survey.summary.errors));
    row.push(SheetCell::Count(survey.summary.warnings));
    row.extend([path.into(), note.as_str().into()]);
    row
}

fn units(survey: &Survey) -> Vec<SheetRow> {
    let unit = |unit: &super::UnitFunds| {
        let mut row: SheetRow = vec![survey.name.as_str().into(), year(survey)];
        row.extend([unit.code.as_str().into(), unit.name.as_str().into()]);
        row.push(SheetCell::Count(unit.funds.projects));
        row.extend(amounts(&unit.funds));
        row.push(if unit.funds.unread == 0 {
            SheetCell::Blank
        } else {
            SheetCell::Count(unit.funds.unread)
        });
        row
    };
    survey.units.iter().map(unit).collect()
}

struct Tables<'a> {
    name: &'a str,
    department: &'a Department,
    profile: &'a Profile,
    sources: &'a Sources,
}

impl Tables<'_> {
    fn project(&self, project: &Project) -> SheetRow {
        let year = self.department.year.value().map(|y| usize::from(y.0));
        let rows = project.indicators.value().map_or(0, Vec::len);
        let [code, name] = identity(project);
        let [unit, unit_name] = self.unit(project);
        let mut row =
            vec![self.name.into(), year.map_or(SheetCell::Blank, SheetCell::Count)];
        row.extend([unit, unit_name, code, name]);
        row.push(if project.is_classified() { "是" } else { "" }.into());
        row.extend(self.budget(project));
        row.push(project.purpose.text().into());
        row.push(goals(project).as_str().into());
        row.push(SheetCell::Count(rows));
        row.push(self.sources.get(project.span.file).path.as_str().into());
        row
    }

    /// 预算数, 财政资金 and 其他资金, each where it could be read.
    fn budget(&self, project: &Project) -> [SheetCell; 3] {
        [Role::Total, Role::Fiscal, Role::Other]
            .map(|role| self.amount(project, role).into())
    }

    fn amount(&self, project: &Project, role: Role) -> Option<Decimal> {
        amount(project, self.profile, role).ok().flatten()
    }

    fn unit(&self, project: &Project) -> [SheetCell; 2] {
        let name = self.department.unit_of(project).map_or("", |u| u.name.text());
        [project.unit.text().into(), name.into()]
    }

    fn indicators(&self, project: &Project) -> Vec<SheetRow> {
        let row = |r: &Indicator| {
            let [code, name] = identity(project);
            let mut row = vec![self.name.into(), code, name];
            let fields = [&r.level1, &r.level2, &r.name, &r.description];
            row.extend(fields.map(|f| f.text().into()));
            row.push(r.target.text().into());
            row.extend(understood(r.target.value()));
            row.push(r.basis.text().into());
            row
        };
        project.indicators.value().into_iter().flatten().map(row).collect()
    }

    fn plan(&self, project: &Project) -> Vec<SheetRow> {
        let total = self.amount(project, Role::Total);
        let mut rows = Vec::new();
        for milestone in project.plan.value().into_iter().flatten() {
            let Some(share) = milestone.percent.value().map(|p| p.number()) else {
                continue;
            };
            let [code, name] = identity(project);
            let [unit, unit_name] = self.unit(project);
            let spent = total.and_then(|t| t.checked_mul(share)?.checked_div(100.into()));
            rows.push(vec![
                self.name.into(),
                unit,
                unit_name,
                code,
                name,
                total.into(),
                milestone.month.as_str().into(),
                SheetCell::Percent(share),
                spent.map(|s| s.normalize()).into(),
            ]);
        }
        rows
    }
}

fn identity(project: &Project) -> [SheetCell; 2] {
    let code = project.code.value().map_or("", |c| c.as_str());
    [code.into(), project.name.text().into()]
}

fn goals(project: &Project) -> String {
    match project.goals.value() {
        Some(Passage::Text(text)) => text.value.clone(),
        Some(Passage::Items(items)) => {
            items.iter().map(|i| i.as_str()).collect::<Vec<_>>().join("\n")
        }
        None => String::new(),
    }
}

/// Sign, number and unit of a 指标值, where it is a number.
fn understood(target: Option<&Target>) -> [SheetCell; 3] {
    let amount = target.and_then(|t| Some((t, t.amount()?)));
    let Some((target, amount)) = amount else { return [const { SheetCell::Blank }; 3] };
    let sign = target.sign.map_or("", |s| s.symbol());
    [sign.into(), SheetCell::Number(amount.number), target.split().unit.into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_numbers_with_their_units() {
        let number = |n: i64, scale| SheetCell::Number(Decimal::new(n, scale));
        let cases = [
            ("≥90%", ["≥".into(), number(90, 0), "%".into()]),
            ("≤5.00万元", ["≤".into(), number(500, 2), "万元".into()]),
            ("12次", [SheetCell::Blank, number(12, 0), "次".into()]),
            ("较上年提升", [const { SheetCell::Blank }; 3]),
        ];
        for (text, expected) in cases {
            assert_eq!(understood(Some(&Target::parse(text))), expected, "{text}");
        }
    }
}
