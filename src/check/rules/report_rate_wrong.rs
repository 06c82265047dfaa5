use crate::appraise::points::percent;
use crate::appraise::{Appraisal, FundAmount, FundResult};
use crate::check::report::{is_consistent, is_rate};
use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：写了的执行率等于执行数 ÷ 全年预算数；按写出的小数位四舍五入，不足 100% 的不能进成 100%。
///
/// 为什么：执行率决定这一项的得分，也是审核时先看的数。
///
/// 示例：全年预算数 5.00，全年执行数 4.86，执行率 98%。
///
/// 应写成：执行率 97.2%，或不写。
///
/// 修复是否安全：按算出的改，改前要核对金额。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z203, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    a.funds.iter().filter_map(|f| finding(a, f)).collect()
}

fn finding(a: &Appraisal, fund: &FundResult) -> Option<Diagnostic> {
    let written = fund.written?.rate.get()?;
    let exact_rate = fund.rate?;
    if !is_consistent(a, fund) || is_rate(written.value.number(), exact_rate) {
        return None;
    }
    let (spent, budget) =
        (fund.amount(FundAmount::Spent)?, fund.amount(FundAmount::Budget)?);
    let right = percent(exact_rate);
    let message = format!(
        "{}的执行率不对：{} ÷ {} = {right} ≠ {}",
        fund.form.title.trim(),
        exact(spent),
        exact(budget),
        written.value
    );
    Some(
        RULE.finding(written.span, message)
            .help(format!("若金额无误，执行率应为 {right}；也可不写，由程序算"))
            .fix(written.span, right),
    )
}
