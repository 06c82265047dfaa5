use crate::check::carry_over;
use crate::check::cost_cap::caps;
use crate::check::sum::{differ_by_rounding, exact};
use crate::check::ten_thousand::hint;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

/// 检查什么：每个成本指标的上限不超过预算数。
///
/// 为什么：成本上限比全部预算还多，等于没有约束；多半是预算调减后成本指标没有跟着改。
///
/// 示例：预算数 6.80，成本指标 ≤8.76万元。
///
/// 应写成：≤6.80万元；多出的部分是上年结转的，在资金用途或描述里写明“上年结转1.96万元”，
/// 上限可以比预算数多出写明的这些。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2021〕101号关于成本指标的规定；各地审核中成本指标与预算数的核对。
pub const RULE: Rule = Rule { code: codes::A102, run: Run::Project(judge) };

/// The findings about the 成本指标 of a project.
pub fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    find(project, scope).unwrap_or_default()
}

fn find(project: &Project, scope: &Scope) -> Option<Vec<Diagnostic>> {
    if project.is_classified() {
        return None;
    }
    let total = scope.total(project)?;
    let unit = &scope.profile.money.unit;
    let decimals = scope.profile.money.decimals;
    let mut findings = Vec::new();
    for cap in caps(project)?.caps {
        let amount = scope.amount(cap.yuan);
        let budget = total.amount();
        let carried = || scope.amount(carry_over::stated_yuan(project));
        if amount <= budget
            || differ_by_rounding(amount, budget, decimals)
            || amount <= budget.saturating_add(carried())
        {
            continue;
        }
        let message = format!(
            "成本指标「{}」的上限 {} {unit}超过预算数 {}",
            cap.row.name.text(),
            exact(amount),
            total.value
        );
        let mut finding = RULE
            .finding(cap.target.span, message)
            .label(format!("多出 {} {unit}", exact(amount.saturating_sub(budget))))
            .related(total.span, "预算数")
            .help(
                "核对成本指标和预算数；确含上年结转的，在资金用途里写明“上年结转”和金额",
            );
        finding.help.extend(hint(amount, budget, scope.profile.money.unit));
        findings.push(finding);
    }
    Some(findings)
}
