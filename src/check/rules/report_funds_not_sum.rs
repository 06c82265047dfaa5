use crate::appraise::{Appraisal, FundAmount, FundResult};
use crate::check::report::differing_sum;
use crate::check::sum::{exact, written_out};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：自评、监控的资金里，总额的年初预算数、全年预算数、执行数、全年预计都等于各项之和；总额不写的由程序加。
///
/// 为什么：公开的自评表里常见总额没有填、各项却有数，执行率和得分就都是 0。
///
/// 示例：年度资金总额 0，其中本年财政拨款 90。
///
/// 应写成：年度资金总额 90，或不写总额。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：财预〔2020〕10号；部门预算项目支出绩效自评、运行监控的通行做法。
pub const RULE: Rule = Rule { code: codes::Z201, run: Run::Report(judge) };

fn judge(a: &Appraisal, scope: &Scope) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for fund in &a.funds {
        for which in FundAmount::ALL {
            findings.extend(mismatch(a, fund, which, scope));
        }
    }
    findings
}

fn mismatch(
    a: &Appraisal,
    fund: &FundResult,
    which: FundAmount,
    scope: &Scope,
) -> Option<Diagnostic> {
    let sum = differing_sum(a, fund, which)?;
    let total = fund.field(which)?.get()?;
    let parts = || fund.parts.iter().map(|p| &a.funds[*p]);
    let given: Vec<_> = parts().filter_map(|p| p.amount(which)).collect();
    let (name, what) = (fund.form.title.trim(), which.name());
    let unit = scope.profile.money.unit;
    let message = format!(
        "{name}的{what}对不上：{} ≠ {}",
        written_out(&given),
        exact(total.value.amount())
    );
    let gap = exact(total.value.amount().saturating_sub(sum).abs());
    let finding = RULE
        .finding(total.span, message)
        .label(format!("{name}，相差 {gap} {unit}"))
        .help(format!(
            "若各项无误，{name}的{what}应为 {}；也可不写，由程序加",
            exact(sum)
        ));
    let place = |p: &FundResult| Some((p.field(which)?.span()?, p.form.name.clone()));
    Some(parts().filter_map(place).fold(finding, |f, (at, name)| f.related(at, name)))
}
