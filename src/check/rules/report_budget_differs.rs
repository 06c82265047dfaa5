use crate::appraise::{Appraisal, FundAmount, FundResult, approved};
use crate::check::report::is_consistent;
use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：自评写的年初预算数与项目文件批复的预算相同。
///
/// 为什么：年初预算数就是批复的数；调整在全年预算数里。
///
/// 示例：批复的预算数 5.00，自评的年初预算数 6.00。
///
/// 应写成：年初预算数 5.00，全年预算数写调整以后的。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z214, run: Run::Report(judge) };

fn judge(a: &Appraisal, scope: &Scope) -> Vec<Diagnostic> {
    let whole = a.report.is_whole();
    let Some(budget) = a.targets.filter(|_| !whole).and_then(|t| t.budget.value()) else {
        return Vec::new();
    };
    let main = a.main().map(|m| m.form);
    let finding = |fund: &FundResult| {
        let written = fund.field(FundAmount::Initial)?.get()?;
        let is_main = main.is_some_and(|m| std::ptr::eq(m, fund.form));
        let right = approved(fund.form, budget, &scope.profile.funds, is_main)?;
        if written.value.amount() == right || !is_consistent(a, fund) {
            return None;
        }
        let name = fund.form.title.trim();
        let message = format!(
            "{name}的年初预算数 {} 与批复的 {} 不同",
            exact(written.value.amount()),
            exact(right)
        );
        let place = a.targets.and_then(|t| t.budget.span()).unwrap_or_default();
        Some(
            RULE.finding(written.span, message)
                .related(place, "批复的预算")
                .help("年初预算数写批复的数，也可不写；调整写在全年预算数里"),
        )
    };
    a.funds.iter().filter_map(finding).collect()
}
