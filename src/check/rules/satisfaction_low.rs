use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use rust_decimal::Decimal;

/// 检查什么：满意度的目标值不低于 60%。
///
/// 为什么：多半是小数点点错了（9.1% 应为 91%）；真有这么低的，等于没有要求。
///
/// 示例：村级档案员满意度 ≥9.1%
///
/// 应写成：村级档案员满意度 ≥91%
///
/// 修复是否安全：不自动改，程序不知道原来要写多少。
///
/// 依据：审核实践；各地通常要求 80% 至 95%。
pub const RULE: Rule = Rule { code: codes::I408, run: Run::Row(judge) };

/// The least share, in %, that is a goal.
const LEAST: i64 = 60;

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref().filter(|_| row.is_satisfaction())?;
    let upper = value.target.sign.is_some_and(|s| s.is_upper_bound());
    let low = value.target.highest().is_some_and(|n| n < Decimal::from(LEAST));
    if !low || upper || !value.is_percent() || !row.name().contains("满意") {
        return None;
    }
    let message =
        format!("「{}」的指标值「{}」低于 {LEAST}%", row.name(), value.written.value);
    Some(
        RULE.finding(value.written.span, message)
            .help("核对小数点；满意度通常定在 85% 到 98%"),
    )
}
