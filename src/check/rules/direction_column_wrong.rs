use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::{Sign, TargetValue};

/// 检查什么：“方向”一栏与指标值的符号一致：正向配 ≥、＞，反向配 ≤、＜；写了数的不是定性。
///
/// 为什么：系统按方向评分，方向与符号相反，完成得越好分数越低。
///
/// 示例：改厕抽查合格率 ≥96%，方向 反向指标
///
/// 应写成：方向 正向指标
///
/// 修复是否安全：不自动改，错的可能是符号。
///
/// 依据：预算管理一体化系统的指标方向（正向、反向）。
pub const RULE: Rule = Rule { code: codes::I407, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let direction = row.indicator.direction.get()?;
    let value = row.value.as_ref()?;
    let sign = value.target.sign;
    let says = |words: &[&str]| words.iter().any(|w| direction.value.contains(w));
    let forward = says(&["正向", "越大越好", "越高越好"]);
    let backward = says(&["反向", "负向", "逆向", "越小越好", "越低越好"]);
    let worded = says(&["定性"]) && matches!(value.target.value, TargetValue::Amount(_));
    let against = forward && sign.is_some_and(Sign::is_upper_bound)
        || backward && sign.is_some_and(Sign::is_lower_bound);
    if !against && !worded {
        return None;
    }
    let message = format!(
        "「{}」的方向是「{}」，指标值却是「{}」",
        row.name(),
        direction.value,
        value.written.value
    );
    Some(
        RULE.finding(direction.span, message)
            .related(value.written.span, "指标值")
            .help("正向指标用 ≥，反向指标用 ≤；看看方向和符号哪个写错了"),
    )
}
