use crate::check::stated_total::{stated_fiscal, stated_totals};
use crate::check::sub_goal::of_projects;
use crate::check::sum::exact;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::money::amounts;
use crate::model::profile::Role;

/// 检查什么：分项绩效目标里写的项目金额等于第二部分这个项目的预算数（或财政资金）。
///
/// 为什么：第一部分和第二部分说的是同一个项目；预算调整以后，分项里的金额最容易忘了改。
///
/// 示例：分项写“安排资金46.20万元”，项目的预算数是 42.60。
///
/// 应写成：安排资金42.60万元。
///
/// 修复是否安全：不自动改，程序不知道哪个数是对的。
///
/// 依据：文本第一部分与第二部分的勾稽关系。
pub const RULE: Rule = Rule { code: codes::A113, run: Run::Department(judge) };

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let year = scope.department.year.value().map(|y| y.0);
    let mut findings = Vec::new();
    for (project, texts) in of_projects(scope) {
        let Some(budget) = scope.total(project) else { continue };
        let fiscal = scope.amount_of(project, Role::Fiscal).and_then(|f| f.value());
        for text in texts {
            if amounts(text.value).is_empty() {
                continue;
            }
            let mut stated = stated_totals(text.value, year);
            stated.extend(stated_fiscal(text.value, year).filter(|_| stated.is_empty()));
            let fits = |yuan| {
                let amount = scope.amount(yuan);
                amount == budget.amount() || fiscal.is_some_and(|f| f.amount() == amount)
            };
            if stated.iter().any(|a| fits(a.yuan)) {
                continue;
            }
            let Some(first) = stated.first() else { continue };
            let message = format!(
                "分项写的金额与项目「{}」的预算数不符：{} ≠ {}",
                project.name.text(),
                exact(scope.amount(first.yuan)),
                budget.value
            );
            let at = scope.place(text, first.range.clone());
            findings.push(
                RULE.finding(at, message)
                    .related(budget.span, "预算数")
                    .help("核对预算批复，两处改成同一个数"),
            );
        }
    }
    findings
}
