use crate::appraise::{Appraisal, FundAmount, FundResult};
use crate::check::report::{about, is_consistent};
use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Field;

/// 检查什么：部门整体的资金里，版式“收支相等”列出的两项相等。
///
/// 为什么：部门预算收支平衡；公开的整体自评表里常有一边漏填。
///
/// 示例：收入总额 1200.00，支出总额 1180.00。
///
/// 应写成：两边都是 1200.00。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：预算法关于部门预算收支平衡的规定。
pub const RULE: Rule = Rule { code: codes::Z215, run: Run::Report(judge) };

fn judge(a: &Appraisal, scope: &Scope) -> Vec<Diagnostic> {
    if !a.report.is_whole() {
        return Vec::new();
    }
    let fund = |name: &String| a.funds.iter().find(|f| f.form.name == *name);
    let balanced: Vec<_> = a.form.balanced.iter().filter_map(fund).collect();
    let mut findings = Vec::new();
    for pair in balanced.windows(2) {
        for which in FundAmount::ALL {
            findings.extend(unequal(a, pair[0], pair[1], which, scope));
        }
    }
    findings
}

fn unequal(
    a: &Appraisal,
    one: &FundResult,
    other: &FundResult,
    which: FundAmount,
    scope: &Scope,
) -> Option<Diagnostic> {
    let (first, second) = (one.amount(which)?, other.amount(which)?);
    if first == second || !is_consistent(a, one) || !is_consistent(a, other) {
        return None;
    }
    let place = |f: &FundResult| f.field(which).and_then(Field::span);
    let at = place(other).or(place(one)).unwrap_or(a.report.span);
    let (one_name, other_name) = (one.form.title.trim(), other.form.title.trim());
    let message = format!(
        "{}的{}不相等：{one_name} {} ≠ {other_name} {}",
        about(a),
        which.name(),
        exact(first),
        exact(second)
    );
    let gap = exact(first.saturating_sub(second).abs());
    Some(
        RULE.finding(at, message)
            .label(format!("相差 {gap} {}", scope.profile.money.unit))
            .help("核对两边有没有漏填的一项"),
    )
}
