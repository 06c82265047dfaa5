use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::target::Value;

/// 检查什么：指标值里没有 XX、待定、若干、暂无 之类占位的字样。
///
/// 为什么：占位的字样多半是从模板里带来的，忘了填。
///
/// 示例：≥XX次
///
/// 应写成：≥20次
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条：指标应当细化、量化。
pub const RULE: Rule = Rule {
    code: "I203",
    title: "指标值还没有定",
    severity: Severity::Warning,
    run: Run::Row(judge),
};

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|v| v.target.value == Value::Placeholder)?;
    let message = format!("指标值「{}」还没有定下来", value.written.value);
    Some(
        Diagnostic::error(RULE.code, value.written.span, message)
            .help("换成确定的目标值；定不下来的指标，换一个能定的指标"),
    )
}
