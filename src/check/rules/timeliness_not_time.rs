use crate::check::target_words::TARGETS;
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::{TargetUnit, TargetValue, mentions_time};

/// 检查什么：时效指标的指标值是日期、期限，或及时率之类的百分比；名称是完成时间、日期、期限的，不能写百分比。
/// 名称是及时性、频率的，可以写“及时”“每周1次”。
///
/// 为什么：时效指标说什么时候完成；写“按要求实施”之类，年终无法判断是否按时。
///
/// 示例：时效指标 工作完成时间 按合同规定实施
///
/// 应写成：时效指标 工作完成时间 2026年10月底前
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条关于时效指标的规定。
pub const RULE: Rule = Rule { code: codes::I504, run: Run::Row(judge) };

/// Periods without an end.
const ENDLESS: &[&str] = &["长期", "中长期", "持续", "常年", "长年", "永久"];

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let timed = row.kind == IndicatorKind::Timeliness && row.is_named();
    let value = row.value.as_ref().filter(|_| timed)?;
    let written = &value.written.value;
    let dated = TARGETS.at_end("时间的名称", row.name()).is_some();
    let fits = match &value.target.value {
        // a share is no answer to 完成时间
        TargetValue::Amount(a) if dated && a.unit.is_share() => false,
        TargetValue::Amount(a) => {
            is_time(&a.unit) || mentions_time(written) || written.starts_with("每")
        }
        TargetValue::Range { unit, .. } => is_time(unit),
        // 长期 is no time at which something is done
        TargetValue::Period => !(dated && ENDLESS.contains(written)),
        TargetValue::Date(_) => true,
        TargetValue::Question | TargetValue::Placeholder | TargetValue::Overlong => true,
        TargetValue::Words => {
            row.repeats_itself()
                || mentions_time(written)
                || written.ends_with('前') && !written.ends_with("提前")
                || is_prompt(row.name(), written)
        }
        TargetValue::Product { .. } => false,
    };
    if fits {
        return None;
    }
    let year = scope.department.year.value().map_or(String::new(), |y| format!("{y}年"));
    let message = format!("时效指标「{}」的指标值「{written}」没有写时间", row.name());
    Some(
        RULE.finding(value.written.span, message).help(format!(
            "写完成日期、期限或及时率，如 {year}11月底前、≤5个工作日、100%"
        )),
    )
}

/// `及时` for 救助及时性, `每周一次` for 推送频率.
fn is_prompt(name: &str, written: &str) -> bool {
    let prompt = TARGETS.within("及时的名称", name).is_some()
        && TARGETS.within("及时", written).is_some();
    prompt || TARGETS.within("时间的词", written).is_some()
}

fn is_time(unit: &TargetUnit) -> bool {
    // a missing unit is another rule's finding
    matches!(unit, TargetUnit::Time(_) | TargetUnit::Missing) || unit.is_share()
}
