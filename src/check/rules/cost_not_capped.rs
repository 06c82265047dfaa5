use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::Sign;

/// 检查什么：成本指标的金额不用 ≥、＞。
///
/// 为什么：成本要控制上限，≥5万元 是说至少花 5 万元，多半是选错了符号。
///
/// 示例：成本指标 会议费支出 ≥5.00万元
///
/// 应写成：成本指标 会议费支出 ≤5.00万元
///
/// 修复是否安全：不安全，意思反过来了，请确认后再改。
///
/// 依据：成本指标为反向指标；财预〔2021〕101号。
pub const RULE: Rule = Rule { code: codes::I503, run: Run::Row(judge) };

/// Words of money that is better more than less.
const SAVINGS: &[&str] = &["节约", "节省", "节支", "压减", "减少", "降低", "核减"];

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let cost =
        row.kind == IndicatorKind::Cost && row.is_named() && !row.speaks_of(SAVINGS);
    let value = row.value.as_ref().filter(|_| cost)?;
    let sign = value.target.sign.filter(|s| s.is_lower_bound())?;
    let amount = value.target.amount()?;
    amount.unit.money()?;
    let message = format!(
        "成本指标「{}」的指标值「{}」方向反了：成本控制上限，不用 {}",
        row.name(),
        value.written.value,
        sign.symbol()
    );
    let finding = RULE
        .finding(value.written.span, message)
        .help("改用 ≤；确实是节约额的，在指标名称里写明“节约”");
    Some(match value.with_sign(Sign::AtMost) {
        Some(turned) => value.fix(finding, &turned),
        None => finding,
    })
}
