use crate::check::carry_over;
use crate::check::cost_cap::{Cap, Caps, caps};
use crate::check::sum::{differ_by_rounding, exact, total, written_out};
use crate::check::ten_thousand::hint;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use rust_decimal::Decimal;

/// 检查什么：几个成本指标的上限加起来等于预算数；只有一个、写的是项目总成本的，等于预算数。
///
/// 为什么：成本指标把预算分到各项开支，加起来对不上，说明漏了一项或有一项填错。
///
/// 示例：≤7.15万元、≤10万元、≤16万元，预算数 33.51。
///
/// 应写成：各项之和与预算数一致：7.15 + 10.00 + 16.00 = 33.15。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2021〕101号关于成本指标的规定；各地审核中成本指标与预算数的核对。
pub const RULE: Rule = Rule { code: codes::A103, run: Run::ProjectOnce(judge) };

/// Words of a name that say that a lone 成本指标 is about the whole project.
const WHOLE: &[&str] = &["预算", "总", "项目成本", "项目资金", "全部", "全年"];

/// The finding about the 成本指标 of a project, where there is one.
pub fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    if project.is_classified() {
        return None;
    }
    let budget = scope.total(project)?;
    let found = caps(project)?;
    let addends: Vec<_> = found.caps.iter().map(|c| scope.amount(c.yuan)).collect();
    if is_right(&found, &addends, budget.amount(), scope.profile.money.decimals)
        || carry_over::is_stated(project)
    {
        return None;
    }
    let first = found.caps.first()?;
    let unit = &scope.profile.money.unit;
    let sum = written_out(&addends);
    let gap = budget.amount().saturating_sub(total(addends.iter().copied())).abs();
    let message = match addends.len() {
        1 => {
            format!("成本指标只有 {sum} {unit}，预算数是 {0}：{sum} ≠ {0}", budget.value)
        }
        _ => format!("成本指标之和对不上预算数：{sum} ≠ {}", budget.value),
    };
    let mut finding = RULE
        .finding(first.target.span, message)
        .label(format!("{}，相差 {} {unit}", exact(addends[0]), exact(gap)))
        .related(budget.span, "预算数")
        .help("核对各项成本，看是否漏了一项；确含上年结转的，在资金用途里写明“上年结转”");
    let sum = total(addends.iter().copied());
    let hint = hint(budget.amount(), sum, scope.profile.money.unit);
    finding.help.extend(hint);
    for (cap, amount) in found.caps.iter().zip(&addends).skip(1) {
        finding = finding.related(cap.target.span, exact(*amount));
    }
    Some(finding)
}

/// Whether the caps fit the budget, as far as they are all there.
fn is_right(found: &Caps, addends: &[Decimal], budget: Decimal, decimals: u32) -> bool {
    let sum = total(addends.iter().copied());
    let is_equal = |a: Decimal| a == budget || differ_by_rounding(a, budget, decimals);
    // a cap above the budget is a finding of its own
    if is_equal(sum) || addends.iter().any(|a| *a > budget) {
        return true;
    }
    if sum < budget {
        return !found.complete || addends.len() == 1 && !is_whole(&found.caps[0]);
    }
    // one total, and what it is made of
    addends.iter().any(|a| is_equal(*a)) && sum.saturating_sub(budget) <= budget
}

fn is_whole(cap: &Cap) -> bool {
    let name = cap.row.name.text();
    WHOLE.iter().any(|w| name.contains(w))
}
