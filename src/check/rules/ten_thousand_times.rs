use super::{cost_cap_above_budget, cost_caps_not_budget};
use crate::check::cost_cap::caps;
use crate::check::sum::total;
use crate::check::ten_thousand::{cause, hint};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Money, Project};
use crate::text::source::Spanned;
use rust_decimal::Decimal;

/// 检查什么：预算数与自己的成本指标、与本部门其他项目没有差一万倍。
///
/// 为什么：版式以万元计，照着以元计的批复填，数就大了一万倍；各项一起填错时，加起来仍然对得上，
/// 只有与别的数比才看得出。
///
/// 示例：预算数 98000.00（万元），本部门其他项目最多 40.00。
///
/// 应写成：预算数 9.80；确实这么大的，用免查说明写明理由。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：各版式表头的金额单位。
pub const RULE: Rule = Rule { code: codes::A110, run: Run::ProjectOnce(judge) };

/// Fewest other projects that say what is usual in a department.
const FEWEST: usize = 3;
/// How many times the largest of all others an amount must be to be odd.
const ODD: i64 = 1_000;
/// How many times as large as the others the amount in the other unit may still be.
const USUAL: i64 = 10;

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    if project.is_classified() {
        return None;
    }
    let budget = scope.total(project).filter(|b| !b.amount().is_zero())?;
    let found = caps(project)?;
    let sum = total(found.caps.iter().map(|c| scope.amount(c.yuan)));
    let form = scope.profile.money.unit;
    if let Some(hint) = hint(budget.amount(), sum, form) {
        // the same two amounts may be a finding already, which says so too
        let told = cost_caps_not_budget::judge(project, scope).is_some()
            || !cost_cap_above_budget::judge(project, scope).is_empty();
        let first = found.caps.first().filter(|_| !told)?;
        let message = format!("预算数与成本指标差一万倍：{hint}");
        return Some(
            RULE.finding(budget.span, message)
                .related(first.target.span, "成本指标")
                .help("核对预算数和成本指标，改成同一个单位"),
        );
    }
    // caps of the same size say that the budget is meant
    let agrees = !sum.is_zero() && is_odd(budget.amount(), &[sum], 100).is_none();
    if agrees { None } else { beside_others(project, budget, scope) }
}

/// A 预算数 that is far from those of all other projects of the department.
fn beside_others(
    project: &Project,
    budget: &Spanned<Money>,
    scope: &Scope,
) -> Option<Diagnostic> {
    let others = scope.department.projects.iter().filter(|p| !std::ptr::eq(*p, project));
    let others = others.filter_map(|p| scope.total(p));
    let others: Vec<_> = others.filter(|m| !m.amount().is_zero()).collect();
    let amounts: Vec<_> = others.iter().map(|m| m.amount()).collect();
    if others.len() < FEWEST {
        return None;
    }
    let nearest = is_odd(budget.amount(), &amounts, ODD)?;
    let nearest = others.iter().find(|m| m.amount() == nearest)?;
    let form = scope.profile.money.unit;
    let (this, other) = (&budget.value, &nearest.value);
    let how = if budget.amount() > nearest.amount() { "最多" } else { "最少" };
    let message = format!(
        "预算数 {this} 与本部门其他项目（{how} {other}）差得太远：{}",
        cause(form)
    );
    let help = format!("核对预算批复；确是 {this} {form}的，用免查说明写明理由");
    let finding = RULE.finding(budget.span, message);
    Some(finding.related(nearest.span, how).help(help))
}

/// The nearest of `others`, where `amount` is at least `times` as large or as small as
/// each of them, and in the other unit would be one of them.
fn is_odd(amount: Decimal, others: &[Decimal], times: i64) -> Option<Decimal> {
    let (least, most) = (*others.iter().min()?, *others.iter().max()?);
    let (ten_thousand, usual) = (Decimal::from(10_000), Decimal::from(USUAL));
    let is_times = |large: Decimal, small: Decimal| {
        large.checked_div(small).is_some_and(|r| r >= Decimal::from(times))
    };
    let is_usual = |amount: Decimal| {
        let (low, high) = (least.checked_div(usual), most.checked_mul(usual));
        low.is_some_and(|l| l <= amount) && high.is_some_and(|h| amount <= h)
    };
    if is_times(amount, most) && is_usual(amount / ten_thousand) {
        return Some(most);
    }
    let fits = is_times(least, amount) && is_usual(amount.checked_mul(ten_thousand)?);
    fits.then_some(least)
}
