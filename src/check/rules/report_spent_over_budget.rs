use crate::appraise::points::percent;
use crate::appraise::{Appraisal, FundAmount, FundResult};
use crate::check::report::is_consistent;
use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Field;

/// 检查什么：每项资金的执行数不大于全年预算数。
///
/// 为什么：没有预算不得支出；执行率超过 100% 的，不是漏了追加的预算，就是写错了单位。
///
/// 示例：全年预算数 5.00，全年执行数 5.40。
///
/// 应写成：追加了预算的，全年预算数写追加以后的数。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：预算法关于支出必须以经批准的预算为依据的规定。
pub const RULE: Rule = Rule { code: codes::Z202, run: Run::Report(judge) };

fn judge(a: &Appraisal, scope: &Scope) -> Vec<Diagnostic> {
    let over = |f: &&FundResult| is_over(f) && is_consistent(a, f);
    let parts_over = |f: &FundResult| f.parts.iter().any(|p| is_over(&a.funds[*p]));
    let funds = a.funds.iter().filter(over).filter(|f| !parts_over(f));
    funds.filter_map(|f| finding(a, f, scope)).collect()
}

fn is_over(fund: &FundResult) -> bool {
    let both = fund.amount(FundAmount::Spent).zip(fund.amount(FundAmount::Budget));
    both.is_some_and(|(spent, budget)| spent > budget)
}

fn finding(a: &Appraisal, fund: &FundResult, scope: &Scope) -> Option<Diagnostic> {
    let (spent, budget) =
        (fund.amount(FundAmount::Spent)?, fund.amount(FundAmount::Budget)?);
    let name = fund.form.title.trim();
    let at = fund.field(FundAmount::Spent)?.span().unwrap_or(a.report.span);
    let rate = fund.rate.map_or(String::new(), |r| format!("，执行率 {}", percent(r)));
    let message =
        format!("{name}的执行数 {} 大于全年预算数 {}{rate}", exact(spent), exact(budget));
    let gap = exact(spent.saturating_sub(budget));
    let related =
        fund.field(FundAmount::Budget).and_then(Field::span).unwrap_or_default();
    Some(
        RULE.finding(at, message)
            .label(format!("多 {gap} {}", scope.profile.money.unit))
            .related(related, "全年预算数")
            .help("追加了预算的，全年预算数写追加以后的数；否则改执行数"),
    )
}
