use crate::check::{Kind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};

/// 检查什么：指标值的符号用 ≥ ≤ ＞ ＜ ＝，数字半角，百分比写 %，成本写 万元。
///
/// 为什么：同一张表里写法不一，预算系统也认不出 100百分比、>= 之类的写法。
///
/// 示例：≥90百分比；'>=90%'；≤115万
///
/// 应写成：≥90%；≥90%；≤115万元
///
/// 修复是否安全：安全，只改写法，不改数。
///
/// 依据：预算管理一体化系统绩效指标的符号和计量单位。
pub const RULE: Rule = Rule {
    code: "I301",
    title: "指标值写法不规范",
    severity: Severity::Warning,
    run: Run::Row(judge),
};

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref()?;
    let written = &value.written.value;
    let normal = value.target.normal_form(row.kind == Kind::Cost);
    let normal = normal.as_deref().unwrap_or(written);
    // some forms print another sign behind a number
    let sign = &scope.profile.percent_sign;
    let normal = match value.is_percent() {
        true => normal.replace("(%)", "%").replace('%', sign),
        false => normal.to_owned(),
    };
    if normal == *written {
        return None;
    }
    let message = format!("指标值「{written}」写法不规范，应写成「{normal}」");
    let finding = Diagnostic::error(RULE.code, value.written.span, message)
        .help("符号用 ≥ ≤ ＞ ＜ ＝，数字用半角，百分比写 %，金额写全单位");
    Some(value.safe_fix(finding, &normal))
}
