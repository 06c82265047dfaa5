use crate::check::{Kind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Project;
use crate::model::target::Value;

/// 检查什么：时效指标的日期在预算年度之内；结转项目可以从立项的年份算起。
///
/// 为什么：文本多由上年的改成，年份忘了改最常见。
///
/// 示例：2026 年度的项目写 2025年12月底前。
///
/// 应写成：2026年12月底前
///
/// 修复是否安全：不自动改，结转项目可能确是上年的日期。
///
/// 依据：预算法第十八条：预算年度自公历一月一日起，至十二月三十一日止。
pub const RULE: Rule = Rule {
    code: "I505",
    title: "时效指标的日期不在预算年度内",
    severity: Severity::Warning,
    run: Run::Row(judge),
};

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let timed = row.kind == Kind::Timeliness && row.is_named();
    let value = row.value.as_ref().filter(|_| timed)?;
    let Value::Date(span) = value.target.value else { return None };
    let year = scope.department.year.get()?;
    let earliest = first_year(row.project, year.0)?;
    span.years().find(|y| !(earliest..=year.0).contains(y))?;
    let message = format!(
        "「{}」的指标值「{}」不在预算年度 {} 年之内",
        row.name(),
        value.written.value,
        year.value
    );
    Some(
        Diagnostic::error(RULE.code, value.written.span, message)
            .related(year.span, "预算年度")
            .help(format!(
                "核对年份；跨年的项目写本年要完成的部分，如 {}年12月底前",
                year.value
            )),
    )
}

/// The first year whose dates are right: of a carry-over, that of its code. None where
/// the code is broken.
fn first_year(project: &Project, year: u16) -> Option<u16> {
    if project.code.is_broken() {
        return None;
    }
    let given = project.code.value().and_then(|c| c.year());
    let named = project.name.text().contains("结转").then_some(year.saturating_sub(1));
    Some(given.into_iter().chain(named).chain([year]).min().unwrap_or(year))
}
