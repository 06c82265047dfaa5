use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::Sign;
use rust_decimal::Decimal;

/// 检查什么：百分比的指标值不写 ≥100%。
///
/// 为什么：比率不会大于 100%，≥100% 就是 100%，多写的 ≥ 会被问为什么。
///
/// 示例：≥100%
///
/// 应写成：100%
///
/// 修复是否安全：安全，意思不变。
///
/// 依据：比率的定义；增长率之类可以超过 100% 的不在此列。
pub const RULE: Rule = Rule { code: codes::I403, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let bounded = row.is_named() && !row.may_exceed_hundred();
    let value = row.value.as_ref().filter(|v| bounded && v.is_percent())?;
    let amount = value.target.amount().filter(|a| a.number == Decimal::ONE_HUNDRED)?;
    if value.target.sign != Some(Sign::AtLeast) {
        return None;
    }
    let message = format!("指标值「{}」不会大于 100%", value.written.value);
    let normal = format!("{}%", amount.number.normalize());
    let finding = RULE
        .finding(value.written.span, message)
        .help("写成 100%；做不到全部的，写实际能达到的，如 ≥98%");
    Some(value.safe_fix(finding, &normal))
}
