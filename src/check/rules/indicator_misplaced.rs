use crate::check::target_words::TARGETS;
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::{TargetUnit, TargetValue};

/// 检查什么：质量指标里没有放数量（人数、次数），效益指标里没有放成本（经费支出 ≤42.60万元）。
///
/// 为什么：质量说做得怎样，效益说带来什么；数量、花费各有自己的位置，放错了等于缺一类。
///
/// 示例：质量指标 参加修复人数 ≥20人
///
/// 应写成：移到数量指标；质量指标写 修复质量合格率 100%
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条关于数量、质量、时效、成本指标的规定；财预〔2021〕101号。
pub const RULE: Rule = Rule { code: codes::I409, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|_| row.is_named())?;
    let TargetValue::Amount(amount) = &value.target.value else { return None };
    let name = row.name();
    let counted = matches!(amount.unit, TargetUnit::Other(_)) && !amount.unit.is_share();
    let quantity = row.kind == IndicatorKind::Quality
        && counted
        && amount.unit.money().is_none()
        && TARGETS.at_end("数量的名称", name).is_some()
        && TARGETS.within("越少越好", name).is_none();
    let capped = value.target.sign.is_some_and(|s| s.is_upper_bound());
    let cost = row.kind == IndicatorKind::Other
        && row.indicator.level1.text().starts_with("效益")
        && amount.unit.money().is_some()
        && capped
        && TARGETS.within("花钱的名称", name).is_some()
        && TARGETS.within("省钱的名称", name).is_none();
    let (place, home) = match (quantity, cost) {
        (true, _) => ("质量指标", "数量指标"),
        (_, true) => ("效益指标", "成本指标"),
        _ => return None,
    };
    let message = format!(
        "「{name} {}」说的是{}，放在了{place}里",
        value.written.value,
        &home[..6]
    );
    Some(
        RULE.finding(row.indicator.name.span()?, message)
            .help(format!("移到{home}；{place}写做得怎样、带来什么")),
    )
}
