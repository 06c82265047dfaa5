use crate::check::cost_cap::caps;
use crate::check::stated_total::stated_totals;
use crate::check::sum::{differ_by_rounding, exact, total};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use crate::text::source::Span;
use rust_decimal::Decimal;

/// 检查什么：资金用途里的总额、成本指标之和与预算数只差四舍五入。
///
/// 为什么：表里的金额保留两位小数，正文写了更多位；数没有错，写成一样更好看。
///
/// 示例：预算数 16.63，资金用途写“项目预算总额16.625万元”。
///
/// 应写成：项目预算总额16.63万元。
///
/// 修复是否安全：不自动改，保留更精确的数也可以。
///
/// 依据：各版式金额的小数位。
pub const RULE: Rule = Rule { code: codes::A106, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    find(project, scope).unwrap_or_default()
}

fn find(project: &Project, scope: &Scope) -> Option<Vec<Diagnostic>> {
    if project.is_classified() {
        return None;
    }
    let budget = scope.total(project)?;
    let stated = in_purpose(project, scope).into_iter().chain(in_caps(project, scope));
    let decimals = scope.profile.money.decimals;
    let rounded = stated.filter(|s| differ_by_rounding(s.0, budget.amount(), decimals));
    let finding = |(amount, span, what): (Decimal, Span, &str)| {
        let message =
            format!("{what} {} 与预算数 {} 只差四舍五入", exact(amount), budget.value);
        RULE.finding(span, message)
            .related(budget.span, "预算数")
            .help(format!("数没有错；写成 {} 与表里一致更好", budget.value))
    };
    Some(rounded.map(finding).collect())
}

fn in_purpose(project: &Project, scope: &Scope) -> Vec<(Decimal, Span, &'static str)> {
    let Some(purpose) = project.purpose.written() else { return Vec::new() };
    let year = scope.department.year.value().map(|y| y.0);
    let stated = stated_totals(purpose.value, year).into_iter();
    let placed = stated.map(|a| {
        (scope.amount(a.yuan), scope.place(purpose, a.range), "资金用途里的总额")
    });
    placed.collect()
}

fn in_caps(project: &Project, scope: &Scope) -> Option<(Decimal, Span, &'static str)> {
    let found = caps(project)?.caps;
    let sum = total(found.iter().map(|c| scope.amount(c.yuan)));
    let what = if found.len() == 1 { "成本指标" } else { "成本指标之和" };
    Some((sum, found.first()?.target.span, what))
}
