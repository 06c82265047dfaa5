use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::Sign;
use rust_decimal::Decimal;

/// 检查什么：满意度的指标值是不是 100%。
///
/// 为什么：人人满意很难做到，也很难证明；通常写 ≥90% 到 ≥98%。
///
/// 示例：科技工作者满意度 100%
///
/// 应写成：科技工作者满意度 ≥95%
///
/// 修复是否安全：不自动改，目标值要由单位自己定。
///
/// 依据：审核惯例：满意度目标低于 100%。
pub const RULE: Rule = Rule { code: codes::I405, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|_| row.is_satisfaction())?;
    let full = value.is_percent() && value.target.highest() == Some(Decimal::ONE_HUNDRED);
    // ≥100% is another rule's finding
    let exact = matches!(value.target.sign, None | Some(Sign::Exactly));
    if !(full && exact) {
        return None;
    }
    let name = row.name();
    let message = format!("「{name}」定为 {}，很难做到人人满意", value.written.value);
    Some(
        RULE.finding(value.written.span, message)
            .help("按往年调查结果定，通常写 ≥90% 到 ≥98%"),
    )
}
