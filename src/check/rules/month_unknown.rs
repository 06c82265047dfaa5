use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use crate::yaml::load::nearest;

/// 检查什么：支出计划的月份是表里有的月份。
///
/// 为什么：表里没有的月份印不出来，写了也会丢。
///
/// 示例：9月底: 75%；三月末: 25%
///
/// 应写成：10月底: 75%；3月底: 25%
///
/// 修复是否安全：月份是表里的、只是写法不同的（３月底、三月末）改了是安全的；3月份、第一季度
/// 改成 3月底要核对；别的不自动改。
///
/// 依据：各版式的资金支出计划栏。
pub const RULE: Rule = Rule { code: codes::S206, run: Run::Project(judge) };

fn judge(project: &Project, scope: &Scope) -> Vec<Diagnostic> {
    let months = &scope.profile.plan_months;
    let Some(plan) = project.plan.value() else { return Vec::new() };
    if months.is_empty() {
        return Vec::new();
    }
    let unknown = plan.iter().filter(|m| !months.contains(&m.month.value));
    unknown
        .map(|milestone| {
            let month = &milestone.month;
            let message = format!("支出计划里没有「{}」这一栏", month.value);
            let finding = RULE
                .finding(month.span, message)
                .help(format!("可写的月份：{}", months.join("、")));
            match nearest(month, months.iter().map(String::as_str)) {
                Some(near) => finding.label(format!("是「{near}」吗？")),
                None => finding,
            }
        })
        .collect()
}
