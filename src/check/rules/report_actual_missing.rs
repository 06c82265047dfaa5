use crate::appraise::{Appraisal, FundAmount};
use crate::check::report::about;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{FundUse, Indicator, Outcome, ReportKind};

/// 检查什么：自评里每条指标都写了完成值；自评、监控都写了执行数。
///
/// 为什么：没有完成值就不知道完成了没有，也算不出得分。
///
/// 示例：{指标: 会议次数, 分值: 20}
///
/// 应写成：{指标: 会议次数, 完成值: 5次, 分值: 20}
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z207, run: Run::Report(judge) };

fn judge(a: &Appraisal, _: &Scope) -> Vec<Diagnostic> {
    let mut findings: Vec<_> = unspent(a).into_iter().collect();
    if a.report.kind != ReportKind::Evaluation {
        return findings;
    }
    let blank = |o: &&Outcome| {
        o.actual.is_absent() || o.actual.value().is_some_and(|t| t.trim().is_empty())
    };
    let rows = a.rows.iter().filter(|r| r.indicator.is_some());
    let rows = rows.filter_map(|r| Some((r.indicator?, r.outcome.filter(blank)?)));
    let finding = |(indicator, o): (&Indicator, &Outcome)| {
        let message = format!("指标「{}」没有写完成值", o.name.text());
        let at = o.name.span().unwrap_or(o.span);
        RULE.finding(at, message)
            .label(format!("指标值 {}", indicator.target.text()))
            .help("补上“完成值: …”；定性指标写 达成预期指标 等")
    };
    findings.extend(rows.map(finding));
    findings
}

/// What was spent, where nothing is said of it.
fn unspent(a: &Appraisal) -> Option<Diagnostic> {
    let broken = |f: &FundUse| f.spent.is_broken();
    let unread = a.report.funds.is_broken() || a.report.fund_uses().iter().any(broken);
    if unread || a.main()?.amount(FundAmount::Spent).is_some() {
        return None;
    }
    let at = a.report.funds.span().unwrap_or(a.report.span);
    let message = format!("{}没有写执行数", about(a));
    let help = "在“资金”里补上执行数；没有支出的写 0";
    Some(RULE.finding(at, message).help(help))
}
