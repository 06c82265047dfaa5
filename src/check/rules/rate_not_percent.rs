use crate::check::target_words::{TARGETS, has_numeral};
use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::{TargetUnit, TargetValue, has_base};
use rust_decimal::Decimal;

/// 检查什么：名称以“率”“比例”“占比”结尾的指标和满意度，指标值的单位是 %。
///
/// 为什么：率是比例；写成多少人、多少天，说的就不是这个指标。
///
/// 示例：指标 工资发放准确率，指标值 1人。
///
/// 应写成：100%；要考核的确实是人数，就把指标改名为 发放人数。
///
/// 修复是否安全：不自动改。
///
/// 依据：财预〔2015〕88号第十一条；指标名称与计量单位应一致。
pub const RULE: Rule = Rule { code: codes::I401, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let share = TARGETS.at_end("比率的名称", row.name()).is_some();
    let value = row.value.as_ref().filter(|_| row.is_rate() || share)?;
    let fits = match &value.target.value {
        // 满意度评分 is in points
        TargetValue::Amount(a) if row.name().ends_with(['分', '值']) => {
            a.number >= Decimal::ZERO
        }
        TargetValue::Amount(a) => a.unit.is_share() || a.unit == TargetUnit::Missing,
        TargetValue::Range { unit, .. } => {
            unit.is_share() || *unit == TargetUnit::Missing
        }
        TargetValue::Product { .. } | TargetValue::Date(_) | TargetValue::Period => false,
        TargetValue::Words => says(row, value.written.value),
        TargetValue::Question | TargetValue::Placeholder | TargetValue::Overlong => true,
    };
    if fits {
        return None;
    }
    let (name, written) = (row.name(), &value.written.value);
    let message = format!("「{name}」应以百分比表示，指标值却是「{written}」");
    let finding = RULE
        .finding(value.written.span, message)
        .help("写成百分比，如 ≥95%；若考核的是数量或时间，把指标名称改成与之相符的");
    Some(finding.related(row.indicator.name.span()?, "指标"))
}

/// Whether words say how large the share is, or are told by another rule: 良 is not.
fn says(row: &Row, text: &str) -> bool {
    !row.name().ends_with('率')
        || row.repeats_itself()
        || has_numeral(text)
        || has_base(text)
        || TARGETS.within("空泛", text).or(TARGETS.within("有凭据", text)).is_some()
        || TARGETS.of("空泛的一个字").contains(&text)
        || text.chars().count() > 4
}
