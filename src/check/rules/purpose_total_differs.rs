use crate::check::carry_over;
use crate::check::stated_total::{stated_fiscal, stated_totals};
use crate::check::sum::{differ_by_rounding, exact, total};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use crate::model::profile::Role;

/// 检查什么：资金用途里写的项目总额等于预算数：项目预算、共需资金、总投资、2026年安排、安排财政资金……
/// 大写的（捌万玖仟元）也认得。
///
/// 为什么：两个数印在同一张表里；不等多半是预算调整后用途没有跟着改。
///
/// 示例：预算数 15.75，资金用途写“项目预算总额17.5万元”。
///
/// 应写成：项目预算总额15.75万元；含上年结转的，写明“上年结转”，不再提示。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2015〕88号关于绩效目标与预算相匹配的要求。
pub const RULE: Rule = Rule { code: codes::A105, run: Run::ProjectOnce(judge) };

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    if project.is_classified() {
        return None;
    }
    let budget = scope.total(project)?;
    let purpose = project.purpose.written()?;
    let year = scope.department.year.value().map(|y| y.0);
    let mut stated = stated_totals(purpose.value, year);
    stated.extend(stated_fiscal(purpose.value, year).filter(|_| stated.is_empty()));
    let amounts: Vec<_> = stated.iter().map(|a| scope.amount(a.yuan)).collect();
    let wanted = budget.amount();
    let decimals = scope.profile.money.decimals;
    let fiscal = scope.amount_of(project, Role::Fiscal).and_then(|f| f.value());
    let fits = |a: &_| {
        *a == wanted
            || differ_by_rounding(*a, wanted, decimals)
            || fiscal.is_some_and(|f| f.amount() == *a)
    };
    let right = amounts.iter().any(fits) || total(amounts.iter().copied()) == wanted;
    if right || amounts.is_empty() || carry_over::is_stated(project) {
        return None;
    }
    let (amount, first) = (*amounts.first()?, stated.first()?);
    let unit = &scope.profile.money.unit;
    let message =
        format!("资金用途写的总额与预算数不符：{} ≠ {}", exact(amount), budget.value);
    let gap = exact(amount.saturating_sub(wanted).abs());
    let at = scope.place(purpose, first.range.clone());
    Some(
        RULE.finding(at, message)
            .label(format!("与预算数相差 {gap} {unit}"))
            .related(budget.span, "预算数")
            .help("核对预算批复，改成同一个数；确含上年结转的，写明“上年结转”"),
    )
}
