use crate::check::{Kind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::target::{Unit, Value, mentions_time};

/// 检查什么：时效指标的指标值是日期、期限，或及时率之类的百分比。
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
pub const RULE: Rule = Rule {
    code: "I504",
    title: "时效指标没有写时间",
    severity: Severity::Warning,
    run: Run::Row(judge),
};

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let timed = row.kind == Kind::Timeliness && row.is_named();
    let value = row.value.as_ref().filter(|_| timed)?;
    let written = &value.written.value;
    let fits = match &value.target.value {
        Value::Amount(a) => is_time(&a.unit) || mentions_time(written),
        Value::Range { unit, .. } => is_time(unit),
        Value::Date(_) | Value::Period => true,
        Value::Question | Value::Placeholder | Value::Overlong => true,
        Value::Words => row.repeats_itself() || mentions_time(written),
        Value::Product { .. } => false,
    };
    if fits {
        return None;
    }
    let year = scope.department.year.value().map_or(String::new(), |y| format!("{y}年"));
    let message = format!("时效指标「{}」的指标值「{written}」没有写时间", row.name());
    Some(
        Diagnostic::error(RULE.code, value.written.span, message).help(format!(
            "写完成日期、期限或及时率，如 {year}11月底前、≤5个工作日、100%"
        )),
    )
}

fn is_time(unit: &Unit) -> bool {
    // a missing unit is another rule's finding
    matches!(unit, Unit::Time(_) | Unit::Missing) || unit.is_share()
}
