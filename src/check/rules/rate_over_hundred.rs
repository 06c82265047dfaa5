use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use rust_decimal::Decimal;

/// 检查什么：比率和满意度不超过 100%（增长率之类除外）。
///
/// 为什么：完成率、合格率、满意度最多是 100%；超出多半是多打了零或漏了小数点。
///
/// 示例：合格率 ≥950%
///
/// 应写成：合格率 ≥95%
///
/// 修复是否安全：不安全，改的是数。
///
/// 依据：比率的定义。
pub const RULE: Rule = Rule { code: codes::I402, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let bounded = row.is_rate() && !row.may_exceed_hundred();
    let value = row.value.as_ref().filter(|v| bounded && v.is_percent())?;
    let number = value.target.highest().filter(|n| *n > Decimal::ONE_HUNDRED)?;
    let (name, written) = (row.name(), &value.written.value);
    let message = format!("「{name}」的指标值「{written}」超过 100%");
    let finding = RULE.finding(value.written.span, message);
    let tenth = number / Decimal::TEN;
    let hundredth = number / Decimal::ONE_HUNDRED;
    let likely = [tenth, hundredth]
        .into_iter()
        .find(|n| (Decimal::from(50)..=Decimal::ONE_HUNDRED).contains(n));
    Some(match likely {
        Some(likely) => finding.help(format!("是不是 {}%？", likely.normalize())),
        None => finding.help("比率最高是 100%；要考核超额完成，换成数量指标"),
    })
}
