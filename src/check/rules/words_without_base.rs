use crate::check::{Kind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::target::{Value, has_base};

/// 检查什么：提升、改善、保障之类的文字，写明和什么比、达到什么程度。
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
pub const RULE: Rule = Rule {
    code: "I603",
    title: "定性的指标值没有比较的对象",
    severity: Severity::Info,
    run: Run::Row(judge),
};

/// Words of a change or an effort.
const EFFORTS: &[&str] = &[
    "提升", "提高", "改善", "增强", "保障", "促进", "推动", "推进", "加强", "扩大",
    "发挥", "优化", "完善", "巩固", "提供",
];

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    // words of these kinds have rules of their own
    if matches!(row.kind, Kind::Cost | Kind::Timeliness) || row.repeats_itself() {
        return None;
    }
    let value = row.value.as_ref().filter(|v| v.target.value == Value::Words)?;
    let written = &value.written.value;
    let effort = EFFORTS.iter().find(|e| written.contains(*e))?;
    if has_base(written) {
        return None;
    }
    let message = format!("指标值「{written}」没有说{effort}到什么程度");
    Some(
        Diagnostic::error(RULE.code, value.written.span, message)
            .help(format!("写明比较的对象或程度，如 较上年{effort}、≥95%、达到良好以上")),
    )
}
