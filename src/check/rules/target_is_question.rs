use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::TargetValue;

/// 检查什么：指标值不是问句，也不是“是/否”。
///
/// 为什么：指标值是年初定下的目标，问句没有说目标是什么。
///
/// 示例：是否按时完成；是/否
///
/// 应写成：2026年9月底前；100%；≤5.00万元
///
/// 修复是否安全：不自动改，目标值要由单位自己定。
///
/// 依据：财预〔2015〕88号第十一条：指标应当细化、量化。
pub const RULE: Rule = Rule { code: codes::I202, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|v| v.target.value == TargetValue::Question)?;
    let message = format!("指标值「{}」是问句，没有说目标是什么", value.written.value);
    Some(
        RULE.finding(value.written.span, message)
            .help("把答案写成目标：时间写日期，金额写上限，完成情况写百分比，如 100%"),
    )
}
