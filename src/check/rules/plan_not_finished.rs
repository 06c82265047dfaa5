use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use rust_decimal::Decimal;

/// 检查什么：支出计划最后一期（12月底）是 100%。
///
/// 为什么：当年预算当年支出，年底累计应为全部预算。
///
/// 示例：12月底: 90%，或者 12月底 没有填。
///
/// 应写成：12月底: 100%
///
/// 修复是否安全：不自动改，可能前几期也要调整。
///
/// 依据：资金支出计划按累计比例填报；预算法实施条例关于当年支出的规定。
pub const RULE: Rule = Rule { code: codes::A203, run: Run::ProjectOnce(judge) };

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    let plan = project.plan.get()?;
    let last = scope.profile.plan_months.last()?;
    let milestone = plan.value.iter().find(|m| m.month.value == *last);
    let Some(milestone) = milestone else {
        let message = format!("支出计划没有写{last}，应为 100%");
        let help = format!("补上“{last}: 100%”");
        return Some(RULE.finding(plan.span, message).help(help));
    };
    if milestone.percent.is_absent() {
        let message = format!("{last}没有填，应为 100%");
        return Some(
            RULE.finding(milestone.month.span, message)
                .help(format!("写成“{last}: 100%”")),
        );
    }
    let percent = milestone.percent.get()?;
    // more than 100 % is another rule's finding
    if percent.number() >= Decimal::ONE_HUNDRED {
        return None;
    }
    let message = format!("{last}累计支出 {}，应为 100%", percent.value);
    Some(
        RULE.finding(percent.span, message)
            .help("年底累计应为全部预算；确有结转的，调整预算数"),
    )
}
