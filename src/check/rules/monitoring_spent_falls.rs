use crate::appraise::{Appraisal, FundAmount, appraise};
use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：同一个项目后一个月的执行数不少于前一个月的：执行数是从年初累计的。
///
/// 为什么：累计数变少，不是写成了当月数，就是前一次写多了。
///
/// 示例：6 月底执行数 2.10，7 月底 0.30。
///
/// 应写成：7 月底写 2.40。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z304, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let all = appraise(scope.department, scope.profile);
    let mut all: Vec<_> = all.iter().filter(|a| a.month().is_some()).collect();
    all.sort_by_key(|a| a.month());
    let mut findings = Vec::new();
    for (at, later) in all.iter().enumerate() {
        let same = |e: &&&Appraisal| {
            e.month() < later.month()
                && e.report.is_whole() == later.report.is_whole()
                && e.targets.zip(later.targets).is_some_and(|(x, y)| std::ptr::eq(x, y))
        };
        if let Some(earlier) = all[..at].iter().rev().find(same) {
            findings.extend(falling(earlier, later));
        }
    }
    findings
}

fn falling(earlier: &Appraisal, later: &Appraisal) -> Option<Diagnostic> {
    let spent = |a: &Appraisal| a.main()?.amount(FundAmount::Spent);
    let (before, after) = (spent(earlier)?, spent(later)?);
    if after >= before {
        return None;
    }
    let place = |a: &Appraisal| a.main()?.field(FundAmount::Spent)?.span();
    let message = format!(
        "到 {} 的执行数 {} 少于到 {} 的 {}",
        later.month()?,
        exact(after),
        earlier.month()?,
        exact(before)
    );
    Some(
        RULE.finding(place(later).unwrap_or(later.report.span), message)
            .related(place(earlier).unwrap_or_default(), "前一次的执行数")
            .help("执行数从年初累计；写成当月数的加上以前的"),
    )
}
