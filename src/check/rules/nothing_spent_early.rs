use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Field, Project};
use rust_decimal::Decimal;

/// 检查什么：支出计划不是到 10月底还没有花、或只花了一成以内，全部压到年底。
///
/// 为什么：支出进度要求各月均衡，压到年底的容易年终突击花钱或形成结转。
///
/// 示例：只写 12月底: 100%，前几个月都空着或写 0%。
///
/// 应写成：按实际安排写，如 6月底: 40%，10月底: 80%，12月底: 100%；确在年底支付的（如取暖费）可不改。
///
/// 修复是否安全：不自动改。
///
/// 依据：财政部门关于加快预算执行进度的要求。
pub const RULE: Rule = Rule { code: codes::A204, run: Run::ProjectOnce(judge) };

/// A share, in %, that is as good as nothing by October.
const LITTLE: Decimal = Decimal::TEN;

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    let plan = project.plan.get()?;
    let (last, early) = scope.profile.plan_months.split_last()?;
    let share = |month: &String| plan.value.iter().find(|m| m.month.value == *month);
    let is_little = |month: &String| match share(month).map(|m| &m.percent) {
        None | Some(Field::Absent) => true,
        Some(Field::Broken) => false,
        Some(Field::Given(percent)) => percent.number() <= LITTLE,
    };
    let spent = share(last)?.percent.get()?;
    if early.is_empty() || spent.number().is_zero() || !early.iter().all(is_little) {
        return None;
    }
    let month = early.last()?;
    let by_then = share(month).and_then(|m| m.percent.value());
    let message = match by_then.filter(|p| !p.number().is_zero()) {
        Some(by_then) => {
            format!("到{month}只支出 {by_then}，{last}一次到 {}", spent.value)
        }
        None => format!("到{month}还没有支出，{last}一次到 {}", spent.value),
    };
    Some(
        RULE.finding(spent.span, message)
            .help("按实际安排填各月累计；确在年底支付的可不改"),
    )
}
