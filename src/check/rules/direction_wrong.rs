use crate::check::target_words::TARGETS;
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::{Sign, TargetValue};

/// 检查什么：数量、质量、效益指标的符号与名称一致：做得越多越好的用 ≥，差错、事故一类越少越好的用 ≤。
///
/// 为什么：≤130次 是说最多做 130 次，做 0 次也算完成。名称里写明控制、限额的（控制用车数量 ≤5辆）是对的。
///
/// 示例：下乡指导次数 ≤130次；案卷整理合格率 ≤93%
///
/// 应写成：下乡指导次数 ≥130次；案卷整理合格率 ≥93%
///
/// 修复是否安全：不安全，意思反过来了，请确认后再改。
///
/// 依据：预算管理一体化系统的指标方向（正向、反向）；审核实践。
pub const RULE: Rule = Rule { code: codes::I406, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    if !matches!(
        row.kind,
        IndicatorKind::Quantity | IndicatorKind::Quality | IndicatorKind::Other
    ) || !row.is_named()
    {
        return None;
    }
    let value = row.value.as_ref()?;
    let sign = value.target.sign?;
    let TargetValue::Amount(amount) = &value.target.value else { return None };
    if amount.number.is_zero() || amount.unit.money().is_some() {
        return None;
    }
    // most values say ≥, against which only the name of a fault speaks
    let name = row.name();
    if sign.is_lower_bound() && !(name.ends_with('率') && is_fault_rate(name)) {
        return None;
    }
    let right = wanted(row).filter(|right| turned(sign, *right))?;
    let message = format!(
        "「{}」的指标值「{}」方向反了：这个指标是越{}越好",
        row.name(),
        value.written.value,
        if right == Sign::AtLeast { "多" } else { "少" }
    );
    let finding = RULE.finding(value.written.span, message).help(format!(
        "改用 {}；确是限额的，在指标名称里写明，如 控制用车数量",
        right.symbol()
    ));
    Some(match value.with_sign(right) {
        Some(text) => value.fix(finding, &text),
        None => finding,
    })
}

fn turned(sign: Sign, right: Sign) -> bool {
    match right {
        Sign::AtLeast => sign.is_upper_bound(),
        _ => sign.is_lower_bound(),
    }
}

/// The sign that the name asks for, where it decides.
fn wanted(row: &Row) -> Option<Sign> {
    let name = row.name();
    if TARGETS.at_end("减少的幅度", name).is_some() {
        return Some(Sign::AtLeast);
    }
    let fewer = TARGETS.within("越少越好", name).is_some();
    let more = TARGETS.within("越多越好", name).is_some();
    match (fewer, more, row.kind) {
        (false, true, _) | (false, false, IndicatorKind::Quantity) => {
            let limited = TARGETS.within("越少越好", row.indicator.description.text());
            limited.is_none_or(|_| more).then_some(Sign::AtLeast)
        }
        (false, false, IndicatorKind::Other)
            if TARGETS.at_end("数量的名称", name).is_some() =>
        {
            Some(Sign::AtLeast)
        }
        (true, false, _) if name.ends_with('率') && is_fault_rate(name) => {
            Some(Sign::AtMost)
        }
        _ => None,
    }
}

/// A share of something bad: 差错率, 投诉率. Not 投诉办结率.
fn is_fault_rate(name: &str) -> bool {
    let stem = name.trim_end_matches('率').trim_end_matches("发生");
    [
        "差错",
        "错误",
        "失误",
        "事故",
        "故障",
        "投诉",
        "死亡",
        "发病",
        "返修",
        "返工",
        "超标",
        "流失",
        "漏检",
        "漏损",
        "辍学",
        "不合格",
    ]
    .iter()
    .any(|w| stem.ends_with(w))
}
