use crate::check::sum::{self, exact};
use crate::check::ten_thousand::hint;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Budget, Field, FundLine, Money, MoneyUnit, Project};
use crate::text::source::Spanned;
use rust_decimal::Decimal;

/// 检查什么：预算数等于财政资金加其他资金，一分不差；版式的“资金”里有“其中”的各级都查，部门整体绩效目标表的主要任务也查。
///
/// 为什么：三个数印在同一行，审核时首先核对；不等说明有一处填错。
///
/// 示例：预算数 33.51，财政资金 27.00，其他资金 5.00。
///
/// 应写成：预算数 32.00，财政资金 27.00，其他资金 5.00。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2015〕88号；各地预算绩效目标表的勾稽关系。
pub const RULE: Rule = Rule { code: codes::A101, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let mut findings: Vec<_> =
        scope.tables().flat_map(|p| of_project(p, scope)).collect();
    let tasks = scope.department.overall_table.value().and_then(|t| t.tasks.value());
    for task in tasks.into_iter().flatten() {
        findings.extend(in_budget(&task.budget, scope));
    }
    findings
}

/// The amounts of a project that are not the sums of their parts.
pub fn of_project(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    in_budget(&project.budget, scope)
}

fn in_budget(budget: &Field<Budget>, scope: &Scope) -> Vec<Diagnostic> {
    let Some(budget) = budget.value() else { return Vec::new() };
    let sums = budget.sums(&scope.profile.funds);
    let unit = scope.profile.money.unit;
    sums.iter().filter_map(|(whole, parts)| mismatch(whole, parts, unit)).collect()
}

/// An amount that is not the sum of its parts.
fn mismatch(whole: &FundLine, parts: &[FundLine], unit: MoneyUnit) -> Option<Diagnostic> {
    let total = whole.amount.get()?;
    let given: Vec<_> = parts.iter().filter_map(|p| Some((p, p.amount.get()?))).collect();
    if parts.iter().any(|p| p.amount.is_broken()) || given.is_empty() {
        return None;
    }
    let sum = sum::total(given.iter().map(|g| g.1.amount()));
    if total.amount() == sum {
        return None;
    }
    let name = &whole.form.name;
    let gap = exact(total.amount().saturating_sub(sum));
    let message = format!("{name}对不上：{} ≠ {}", working(parts, sum), total.value);
    let mut finding = RULE
        .finding(total.span, message)
        .label(format!("{name}，相差 {gap} {unit}"))
        .help(format!("若各项资金无误，{name}应为 {}", exact(sum)));
    let amounts = given.iter().map(|g| g.1.amount());
    let hints = amounts.filter_map(|part| hint(total.amount(), part, unit));
    finding.help.extend(hints.take(1));
    let part = |f: Diagnostic, (p, m): &(&FundLine, &Spanned<Money>)| {
        f.related(m.span, p.form.name.as_str())
    };
    Some(given.iter().fold(finding, part))
}

/// The sum written out; of a single part what is missing beside it.
fn working(parts: &[FundLine], sum: Decimal) -> String {
    let amounts: Vec<_> =
        parts.iter().filter_map(|p| p.amount.value()).map(ToString::to_string).collect();
    let missing = parts.iter().filter(|p| p.amount.value().is_none());
    let missing: Vec<_> = missing.map(|p| p.form.name.as_str()).collect();
    let only = parts.iter().find(|p| p.amount.value().is_some());
    match (&amounts[..], only) {
        ([amount], Some(only)) if !missing.is_empty() => {
            format!("{} {amount}，没有{}", only.form.name, missing.join("、"))
        }
        _ => format!("{} = {}", amounts.join(" + "), exact(sum)),
    }
}
