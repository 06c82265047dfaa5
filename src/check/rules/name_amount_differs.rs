use crate::check::sum::{differ_by_rounding, exact};
use crate::check::{Rule, Run, Scope, carry_over};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use crate::model::money::{AmountAt, amounts};
use crate::model::profile::Role;

/// 检查什么：项目名称里写的金额等于预算数（或财政资金）。名称里“50万元以下设备”之类的界线不算。
///
/// 为什么：名称和预算数印在同一张表里；预算调整以后，名称里的金额最容易忘了改。
///
/// 示例：项目名称 查档大厅改造经费（12.80万元），预算数 9.80。
///
/// 应写成：查档大厅改造经费（9.80万元），或者名称里不写金额。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2015〕88号关于绩效目标与预算相匹配的要求；审核实践。
pub const RULE: Rule = Rule { code: codes::A115, run: Run::ProjectOnce(judge) };

/// What may follow the amount of a whole project in its name.
const BEHIND: &[&str] = &["经费", "资金", "补助", "奖补", "项目", "专项"];

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    if project.is_classified() || carry_over::is_stated(project) {
        return None;
    }
    let name = project.name.written()?;
    let [amount] = &amounts(name.value)[..] else { return None };
    let budget = scope.total(project)?;
    let stated = scope.amount(amount.yuan);
    let decimals = scope.profile.money.decimals;
    let fits = |a| a == stated || differ_by_rounding(stated, a, decimals);
    let fiscal = scope.amount_of(project, Role::Fiscal).and_then(|f| f.value());
    let right = fits(budget.amount()) || fiscal.is_some_and(|f| fits(f.amount()));
    if right || !is_whole(name.value, amount) {
        return None;
    }
    let message =
        format!("项目名称里的金额与预算数不符：{} ≠ {}", exact(stated), budget.value);
    Some(
        RULE.finding(scope.place(name, amount.range.clone()), message)
            .related(budget.span, "预算数")
            .help("核对预算批复，改成同一个数；名称里也可以不写金额"),
    )
}

/// Whether the amount of a name is what the project costs.
fn is_whole(name: &str, amount: &AmountAt) -> bool {
    let rest = name[amount.range.end..].trim_start_matches(['）', ')', ' ']);
    let bracketed = name[..amount.range.start].trim_end().ends_with(['（', '(']);
    let front = name[..amount.range.start].trim_end();
    let open = ["超过", "不足", "满", "每", "单价", "约", "超", "低于", "高于"];
    amount.per.is_none()
        && !open.iter().any(|w| front.ends_with(w))
        && (rest.is_empty() || bracketed || BEHIND.iter().any(|w| rest.starts_with(w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_in_a_name_are_no_budget() {
        let whole = |name: &str| amounts(name).iter().any(|a| is_whole(name, a));
        assert!(whole("改造经费（12.8万元）") && whole("改造经费15万元"));
        assert!(!whole("50万元以下设备购置经费") && !whole("单价5万元设备"));
    }
}
