use crate::check::target_words::TARGETS;
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::{TargetValue, has_base};

/// 检查什么：提升、改善、有效、显著、长期、稳定之类的文字，写明和什么比、达到什么程度或等级。词表见 data/words/targets.txt。
///
/// 为什么：“有效提升”没有比较的对象，年终怎么说都可以。
///
/// 示例：进一步提升
///
/// 应写成：较上年提升5个百分点；达到良好以上
///
/// 修复是否安全：不自动改，目标值要由单位自己定。
///
/// 依据：财预〔2015〕88号第十一条：不能以量化形式表述的，可采用定性表述，但应具有可衡量性。
pub const RULE: Rule = Rule { code: codes::I603, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    // words of these kinds have rules of their own
    let other = matches!(
        row.kind,
        IndicatorKind::Cost | IndicatorKind::Timeliness | IndicatorKind::Quantity
    );
    if other || row.repeats_itself() {
        return None;
    }
    let value = row.value.as_ref()?;
    let written = value.written.value;
    let empty = match value.target.value {
        TargetValue::Words => empty_word(written)?,
        // 长期 says how long, where one asks for it
        TargetValue::Period if !lasts(row.name()) => written,
        _ => return None,
    };
    if has_base(written) || TARGETS.within("有凭据", written).is_some() {
        return None;
    }
    let message = format!("指标值「{written}」只说“{empty}”，没有比较的对象或程度");
    Some(
        RULE.finding(value.written.span, message)
            .help("写明比较的对象、程度或等级，如 较上年提升、≥95%、达到良好以上"),
    )
}

/// The word by which a text says nothing that can be measured.
fn empty_word(text: &str) -> Option<&'static str> {
    let whole = TARGETS.of("空泛的一个字").iter().find(|w| text == **w).copied();
    TARGETS.within("空泛", text).or(whole)
}

/// Whether the name asks how long something lasts.
fn lasts(name: &str) -> bool {
    ["期", "时间", "时长", "持续", "影响", "年限", "长效", "作用", "寿命"]
        .iter()
        .any(|w| name.contains(w))
}
