use crate::check::target_words::{TARGETS, has_numeral};
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::{TargetUnit, TargetValue};

/// 检查什么：成本指标的指标值是金额，或成本节约、控制的比例；用文字的要说得清界线（以中标价为准、不超过上年）。
/// “控制在预算内”“按规定执行”“厉行节约”“合同价”说不出花多少钱。
///
/// 为什么：成本指标说花多少钱；写成次数、日期或执行率，看不出成本。
///
/// 示例：成本指标 按照预算执行 ≥95%
///
/// 应写成：成本指标 活动总成本 ≤5.00万元
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条、财预〔2021〕101号关于成本指标的规定。
pub const RULE: Rule = Rule { code: codes::I502, run: Run::Row(judge) };

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let cost = row.kind == IndicatorKind::Cost && row.is_named();
    let value = row.value.as_ref().filter(|_| cost)?;
    let written = &value.written.value;
    let fits = match &value.target.value {
        TargetValue::Amount(a) => is_cost(&a.unit, row),
        TargetValue::Range { unit, .. } => is_cost(unit, row),
        TargetValue::Product { .. } | TargetValue::Question => true,
        TargetValue::Placeholder | TargetValue::Overlong => true,
        TargetValue::Words => {
            row.repeats_itself()
                || has_numeral(written)
                || TARGETS.within("成本有凭据", written).is_some()
        }
        TargetValue::Date(_) | TargetValue::Period => false,
    };
    if fits {
        return None;
    }
    let unit = &scope.profile.money.unit;
    let message = format!("成本指标「{}」的指标值「{written}」不是金额", row.name());
    Some(
        RULE.finding(value.written.span, message)
            .help(format!("写金额上限，如 ≤5.00{unit}；考核进度的移到时效指标")),
    )
}

fn is_cost(unit: &TargetUnit, row: &Row) -> bool {
    // a missing unit is another rule's finding
    *unit == TargetUnit::Missing
        || unit.money().is_some()
        || unit.is_share() && row.speaks_of(TARGETS.of("成本可用比率"))
        || matches!(unit, TargetUnit::Other(name) if name.contains('元'))
}
