use crate::check::target_words::TARGETS;
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::Sign;

/// 检查什么：指标值不是 ≥0、≥0%；数量指标不是 0。
///
/// 为什么：≥0 什么都不做也完成了，等于没有目标。事故、差错一类越少越好的，写 0 是对的。
///
/// 示例：案卷整理合格率 ≥0%
///
/// 应写成：案卷整理合格率 ≥93%
///
/// 修复是否安全：不自动改，多半是漏了数字。
///
/// 依据：财预〔2015〕88号第十一条：绩效指标应当细化、量化、可衡量。
pub const RULE: Rule = Rule { code: codes::I205, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|_| row.is_named())?;
    value.target.amount().filter(|a| a.number.is_zero())?;
    let sign = value.target.sign;
    let fewer = TARGETS.within("越少越好", row.name()).is_some();
    let open = sign == Some(Sign::AtLeast);
    let nothing =
        row.kind == IndicatorKind::Quantity && !sign.is_some_and(Sign::is_upper_bound);
    if !(open || nothing && !fewer && sign != Some(Sign::More)) {
        return None;
    }
    let written = &value.written.value;
    let message = format!("「{}」的指标值「{written}」是零，不做也算完成", row.name());
    Some(
        RULE.finding(value.written.span, message)
            .help("写上要做到的数；是零容忍的（事故、差错），写成 ＝0 或 ≤0"),
    )
}
