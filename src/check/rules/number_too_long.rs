use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::TargetValue;

/// 检查什么：指标值的数字不超过 15 位整数，连小数一共不超过 18 位。
///
/// 为什么：没有这么大的数，多半是两个数连在一起，或者多按了几个键；程序不拿它与别的数比较。
///
/// 示例：≤2021749507708920928.83亿元
///
/// 应写成：≤2021.74亿元
///
/// 修复是否安全：不自动改，程序不知道原来要写什么数。
///
/// 依据：预算管理一体化系统：指标值的数值长度有限。
pub const RULE: Rule = Rule { code: codes::I305, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|v| v.target.value == TargetValue::Overlong)?;
    let written = &value.written.value;
    let message = format!("「{}」的指标值「{written}」数字太长，不像一个数", row.name());
    Some(
        RULE.finding(value.written.span, message)
            .help("核对是不是把两个数连在了一起；大数用单位写短，如 ≤5.00亿元"),
    )
}
