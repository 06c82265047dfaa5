use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use rust_decimal::Decimal;

/// 检查什么：支出计划的每个百分比在 0% 到 100% 之间。
///
/// 为什么：累计支出不会超过预算；超出的多半是小数点或百分号填错。
///
/// 示例：6月底: 6000%
///
/// 应写成：6月底: 60%
///
/// 修复是否安全：不安全，改的是数。
///
/// 依据：资金支出计划按累计比例填报。
pub const RULE: Rule = Rule { code: codes::A201, run: Run::Project(judge) };

fn judge(project: &Project, _: &Scope) -> Vec<Diagnostic> {
    let plan = project.plan.value().map_or(&[][..], |p| p);
    let mut findings = Vec::new();
    for milestone in plan {
        let Some(percent) = milestone.percent.get() else { continue };
        let number = percent.number();
        if (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&number) {
            continue;
        }
        let month = &milestone.month.value;
        let message = format!("{month}累计支出 {} 不在 0%～100% 之间", percent.value);
        let finding = RULE.finding(percent.span, message);
        let scaled = (number / Decimal::ONE_HUNDRED).normalize();
        let likely = scaled > Decimal::ONE && scaled <= Decimal::ONE_HUNDRED;
        findings.push(match likely {
            true => finding
                .label(format!("是不是 {scaled}%？"))
                .fix(percent.span, format!("{scaled}%")),
            false => finding.help("写到这个月底累计支出占预算数的百分比"),
        });
    }
    findings
}
