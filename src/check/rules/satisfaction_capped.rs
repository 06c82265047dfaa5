use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::Sign;

/// 检查什么：满意度的指标值不用 ≤、＜。
///
/// 为什么：满意度越高越好，≤90% 是说最多让九成人满意，多半是选错了符号。
///
/// 示例：使用部门满意度 ≤90%
///
/// 应写成：使用部门满意度 ≥90%
///
/// 修复是否安全：不安全，意思反过来了，请确认后再改。
///
/// 依据：满意度指标为正向指标；财预〔2020〕10号。
pub const RULE: Rule = Rule { code: codes::I404, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|_| row.is_satisfaction())?;
    let sign = value.target.sign.filter(|s| s.is_upper_bound())?;
    let amount = value.target.amount()?;
    let (name, written) = (row.name(), &value.written.value);
    let message = format!(
        "「{name}」的指标值「{written}」方向反了：满意度越高越好，不用 {}",
        sign.symbol()
    );
    let finding = RULE
        .finding(value.written.span, message)
        .help(format!("是不是 ≥{}%？", amount.number));
    Some(match value.with_sign(Sign::AtLeast) {
        Some(turned) => value.fix(finding, &turned),
        None => finding,
    })
}
