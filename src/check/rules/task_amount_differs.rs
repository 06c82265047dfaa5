use crate::check::stated_total::stated_totals;
use crate::check::sum::{differ_by_rounding, exact};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::money::{AmountAt, amounts};
use crate::model::profile::Role;
use crate::model::{Field, Money, Task};
use crate::text::source::Spanned;

/// 检查什么：部门整体绩效目标表里，主要任务的名称和内容写的总额等于这一行的预算，写的任何一笔不超过它。
///
/// 为什么：两个数印在同一行；预算调整以后，内容里的金额最容易忘了改。
///
/// 示例：任务内容写“安排资金120.00万元”，这一行的预算是 102.00。
///
/// 应写成：安排资金102.00万元。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2015〕88号关于绩效目标与预算相匹配的要求；审核实践。
pub const RULE: Rule = Rule { code: codes::A116, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let tasks = scope.department.overall_table.value().and_then(|t| t.tasks.value());
    let tasks = tasks.into_iter().flatten();
    tasks.flat_map(|t| in_task(t, scope).into_iter().flatten()).collect()
}

fn in_task(task: &Task, scope: &Scope) -> Option<Vec<Diagnostic>> {
    let budget = task.budget.value()?.by_role(&scope.profile.funds, Role::Total).get()?;
    let texts = [&task.name, &task.content].into_iter().filter_map(Field::written);
    Some(texts.filter_map(|text| in_text(text, budget, scope)).collect())
}

fn in_text(
    text: Spanned<&str>,
    budget: &Spanned<Money>,
    scope: &Scope,
) -> Option<Diagnostic> {
    let year = scope.department.year.value().map(|y| y.0);
    let wanted = budget.amount();
    let decimals = scope.profile.money.decimals;
    let stated = stated_totals(text.value, year);
    let differs = |a: &AmountAt| {
        let amount = scope.amount(a.yuan);
        amount != wanted && !differ_by_rounding(amount, wanted, decimals)
    };
    let wrong = match stated.iter().all(differs) {
        true => stated.into_iter().next(),
        false => None,
    };
    let larger =
        |a: &AmountAt| a.per.is_none() && scope.amount(a.yuan) > wanted && differs(a);
    let whole =
        |a: &AmountAt| !TOTAL.iter().any(|w| text.value[..a.range.start].contains(w));
    let amounts = amounts(text.value);
    let found = wrong.or_else(|| amounts.into_iter().find(|a| larger(a) && whole(a)))?;
    let message = format!(
        "主要任务里写的 {} 与这一行的预算 {} 不符",
        exact(scope.amount(found.yuan)),
        budget.value
    );
    Some(
        RULE.finding(scope.place(text, found.range), message)
            .related(budget.span, "预算")
            .help("核对预算批复，改成同一个数；几年的总投资，写明“总投资……，本年安排……”"),
    )
}

/// Words of money of other years, or that the task brings in.
const TOTAL: &[&str] =
    &["总投资", "累计", "上年", "三年", "五年", "产值", "收入", "带动"];
