use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::DateSpan;

/// 检查什么：指标值里的日期在预算年度之内；一段时间的，与预算年度相交（2025年11月至2026年3月）。
///
/// 为什么：文本多由上年的改成，年份忘了改最常见。结转项目也要在本年办完，日期同样不能早于本年。
///
/// 示例：2026 年度的项目写 2025年12月底前。
///
/// 应写成：2026年12月底前
///
/// 修复是否安全：不自动改，改成哪一天由单位定。
///
/// 依据：预算法第十八条：预算年度自公历一月一日起，至十二月三十一日止。
pub const RULE: Rule = Rule { code: codes::I505, run: Run::Row(judge) };

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|_| row.is_named())?;
    let span = value.target.dates()?;
    let year = scope.department.year.get()?;
    if meets(span, year.0) {
        return None;
    }
    let message = format!(
        "「{}」的指标值「{}」不在预算年度 {} 年之内",
        row.name(),
        value.written.value,
        year.value
    );
    Some(RULE.finding(value.written.span, message).related(year.span, "预算年度").help(
        format!("核对年份；跨年的项目写本年要完成的部分，如 {}年12月底前", year.value),
    ))
}

/// Whether the date, or a day of the time between two, is in the year.
fn meets(span: DateSpan, year: u16) -> bool {
    let from = span.from.year.unwrap_or(year);
    let to = span.to.map_or(from, |to| to.year.unwrap_or(from));
    from <= year && year <= to
}
