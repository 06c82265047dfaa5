use crate::check::target_words::{TARGETS, has_numeral};
use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::TargetValue;

/// 检查什么：数量指标的指标值有数。不是“按计划执行”“多次”“数次”“据实”“根据实际情况确定”。
///
/// 为什么：数量指标说做多少；没有数，年终无法核对。“据实核定”“以批复数为准”说明了数从哪里来，不算。
///
/// 示例：下乡指导次数，指标值 按计划执行
///
/// 应写成：≥130次
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条：绩效指标应当细化、量化，数量指标反映预期完成的数量。
pub const RULE: Rule = Rule { code: codes::I204, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    if row.kind != IndicatorKind::Quantity || !row.is_named() || row.repeats_itself() {
        return None;
    }
    let value = row.value.as_ref()?;
    let written = value.written.value;
    let worded = matches!(value.target.value, TargetValue::Words | TargetValue::Period);
    let plain = ["一定", "一批", "一些", "一系列", "进一步", "统一", "逐一"]
        .iter()
        .fold(written.to_owned(), |text, word| text.replace(word, ""));
    // 以批复数为准 says where the number comes from, 以实际为准 does not
    let open = written.contains("实际") && !written.contains(['核', '批']);
    let said = !open && TARGETS.within("没有数", written).is_some();
    if !worded || has_numeral(&plain) || said {
        return None;
    }
    let message = format!("数量指标「{}」的指标值「{written}」没有数", row.name());
    Some(RULE.finding(value.written.span, message).help(
        "写数量和单位，如 ≥20次；确要按实际核定的，写“据实核定”并在描述里写明怎么核",
    ))
}
