use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Percent, Project};
use rust_decimal::Decimal;

/// 检查什么：支出计划按月份先后不减少。
///
/// 为什么：表里填的是累计数，累计数只会持平或增加；减少说明填成了当期数。
///
/// 示例：6月底 60%，10月底 30%
///
/// 应写成：6月底 60%，10月底 90%
///
/// 修复是否安全：不自动改。
///
/// 依据：资金支出计划按累计比例填报。
pub const RULE: Rule = Rule { code: codes::A202, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    let plan = project.plan.value().map_or(&[][..], |p| p);
    let months = scope.profile.plan_months.iter();
    let in_order = months.filter_map(|m| plan.iter().find(|p| p.month.value == *m));
    // what is out of range is another rule's finding
    let in_range =
        |p: &Percent| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&p.number());
    let given = in_order.filter_map(|m| Some((&m.month.value, m.percent.get()?)));
    let given: Vec<_> = given.filter(|(_, p)| in_range(&p.value)).collect();
    let mut findings = Vec::new();
    for pair in given.windows(2) {
        let [(month0, before), (month, percent)] = pair else { continue };
        if percent.number() >= before.number() {
            continue;
        }
        let message = format!(
            "累计支出计划变小了：{month0} {}，{month} {}",
            before.value, percent.value
        );
        findings.push(
            RULE.finding(percent.span, message)
                .label("累计数只能持平或增加")
                .related(before.span, month0.as_str())
                .help("各月都填从年初算起的累计百分比，不填当期数"),
        );
    }
    findings
}
