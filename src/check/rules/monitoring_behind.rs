use crate::appraise::points::percent;
use crate::appraise::{self, Appraisal, FundAmount};
use crate::check::report::is_consistent;
use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Field;

/// 检查什么：监控的执行率没有明显落后：与时间进度相比低于 60% 红色预警，低于 80% 黄色预警；版式另定了各月进度的，按各月进度。
///
/// 为什么：预算执行慢的项目要提前处理，年底突击花钱或大量结转都会被追问。
///
/// 示例：7 月底执行率 20%，时间进度 58.33%。
///
/// 应写成：加快支出，或调减预算；确有原因的用“# 允许 Z301: 理由”说明。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z301, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    find(a).into_iter().collect()
}

fn find(a: &Appraisal) -> Option<Diagnostic> {
    let (month, warning, main) = (a.month()?, a.warning()?, a.main()?);
    let (rate, wanted) = (a.rate()?, a.wanted_rate()?);
    if !is_consistent(a, main) {
        return None;
    }
    let spent = exact(main.amount(FundAmount::Spent)?);
    let budget = exact(main.amount(FundAmount::Budget)?);
    let of = appraise::points::rate(rate, wanted)?;
    let due = match a.form.progress.is_empty() {
        true => "时间进度",
        false => "应到进度",
    };
    let message = format!(
        "{}：到 {} 月底执行率 {spent} ÷ {budget} = {}，是{due} {} 的 {}，低于 {}",
        warning.name,
        month.month,
        percent(rate),
        percent(wanted),
        percent(of),
        percent(warning.at)
    );
    let at = main.field(FundAmount::Spent).and_then(Field::span).unwrap_or(a.report.span);
    let help = "加快支出或调减预算；确有原因的，在这一行上面写“# 允许 Z301: 理由”";
    Some(RULE.finding(at, message).help(help))
}
