use crate::check::text::bare;
use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::TargetValue;

/// 检查什么：指标值不是把指标名称（或名称的大半）、绩效指标描述又写一遍。
///
/// 为什么：指标值要说明做到什么程度算完成；重复名称等于没有目标值，年终无法评价。
///
/// 示例：指标 市民素质提升程度，指标值 市民素质提升程度。
///
/// 应写成：指标值 较上年提高3个百分点，或 ≥15%。
///
/// 修复是否安全：不自动改，目标值要由单位自己定。
///
/// 依据：财预〔2015〕88号第十一条：指标应当细化、量化。
pub const RULE: Rule = Rule { code: codes::I201, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|_| row.repeats_itself() || is_in_name(row))?;
    let message = format!("指标值「{}」只是把指标又写了一遍", value.written.value);
    let named = row.indicator.name.span();
    let finding = RULE
        .finding(value.written.span, message)
        .help("写出做到什么程度算完成，如 ≥20次、≥95%、较上年提高3个百分点");
    Some(match named {
        Some(span) => finding.related(span, "指标"),
        None => finding,
    })
}

/// Whether the words are most of the name: 整理合格率 of 案卷整理合格率.
fn is_in_name(row: &Row) -> bool {
    let Some(value) = row.value.as_ref().filter(|v| v.target.value == TargetValue::Words)
    else {
        return false;
    };
    let (said, name) = (bare(value.written.value), bare(row.name()));
    let (length, whole) = (said.chars().count(), name.chars().count());
    length >= 4 && length * 5 >= whole * 3 && name.contains(&said)
}
