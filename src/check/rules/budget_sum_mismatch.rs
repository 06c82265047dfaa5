use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Project;
use rust_decimal::Decimal;

/// 检查什么：预算数等于财政资金加其他资金，一分不差。
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
pub const RULE: Rule = Rule {
    code: "A101",
    title: "预算数不等于财政资金加其他资金",
    severity: Severity::Error,
    run: Run::ProjectOnce(judge),
};

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    let budget = project.budget.value()?;
    let (total, fiscal) = (budget.total.get()?, budget.fiscal.get()?);
    if budget.other.is_broken() {
        return None;
    }
    let other = budget.other.value().map_or(Decimal::ZERO, |m| m.amount());
    let sum = fiscal.amount().saturating_add(other);
    if total.amount() == sum {
        return None;
    }
    let unit = &scope.profile.money.unit;
    let gap = exact(total.amount().saturating_sub(sum));
    let sum_written = match budget.other.value() {
        Some(other) => format!("{} + {other} = {}", fiscal.value, exact(sum)),
        None => format!("财政资金 {}，没有其他资金", fiscal.value),
    };
    let message = format!("预算数对不上：{sum_written} ≠ {}", total.value);
    let mut finding = Diagnostic::error(RULE.code, total.span, message)
        .label(format!("预算数，相差 {gap} {unit}"))
        .related(fiscal.span, "财政资金")
        .help(format!("若各项资金无误，预算数应为 {}", exact(sum)));
    if let Some(other) = budget.other.get() {
        finding = finding.related(other.span, "其他资金");
    }
    Some(finding)
}
