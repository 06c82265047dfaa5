use crate::check::target_words::TARGETS;
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::TargetUnit;
use rust_decimal::Decimal;

/// 检查什么：指标值的数字后面有计量单位。容积率、性别比、指数、系数一类本来没有单位的不算。
///
/// 为什么：没有单位，90 是 90% 还是 90 次说不清楚；预算系统里单位是必填项。
///
/// 示例：≥90
///
/// 应写成：≥90%，或 ≥90次
///
/// 修复是否安全：不自动改，程序不知道是什么单位。
///
/// 依据：预算管理一体化系统：定量指标必须填计量单位。
pub const RULE: Rule = Rule { code: codes::I302, run: Run::Row(judge) };

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref()?;
    value.target.unit().filter(|u| **u == TargetUnit::Missing)?;
    // an index or a ratio of two numbers of a kind has none
    let zero = value.target.highest().is_some_and(|n| n.is_zero());
    let none = zero && TARGETS.within("越少越好", row.name()).is_some();
    if none || TARGETS.within("没有单位", row.name()).is_some() {
        return None;
    }
    let written = &value.written.value;
    let unit = match row.kind {
        _ if row.is_rate() => "%",
        IndicatorKind::Cost => scope.profile.money.unit.name(),
        IndicatorKind::Timeliness if is_year(value.target.highest()) => "年12月底前",
        IndicatorKind::Timeliness => "天",
        _ => "次",
    };
    let message = format!("指标值「{written}」只有数字，没有单位");
    Some(
        RULE.finding(value.written.span, message)
            .help(format!("在数字后面写上单位，如 {written}{unit}")),
    )
}

fn is_year(number: Option<Decimal>) -> bool {
    number.is_some_and(|n| (Decimal::from(2000)..Decimal::from(2100)).contains(&n))
}
