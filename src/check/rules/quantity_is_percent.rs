use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：数量指标的指标值是数量，不是百分比。
///
/// 为什么：数量指标说做多少，比例说明做得怎样，应放在质量指标或时效指标里。
///
/// 示例：数量指标 组织活动次数 ≥90%
///
/// 应写成：数量指标 组织活动次数 ≥20次
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条关于数量指标的规定。
pub const RULE: Rule = Rule { code: codes::I501, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let counted = row.kind == IndicatorKind::Quantity && row.is_named();
    let value = row.value.as_ref().filter(|v| counted && v.is_percent())?;
    let (name, written) = (row.name(), &value.written.value);
    let message = format!("数量指标「{name}」的指标值「{written}」是百分比，不是数量");
    let help = match row.is_rate() {
        true => format!("「{name}」是比率，移到质量指标或时效指标；数量指标写做多少"),
        false => "写数量和单位，如 ≥20次、≥3个".to_owned(),
    };
    Some(RULE.finding(value.written.span, message).help(help))
}
