use crate::check::target_words::TARGETS;
use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::TargetValue;

/// 检查什么：指标值里没有 XX、待定、若干、暂无、无、？ 之类占位的字样，也不是只有单位没有数（次、≥人次）。
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
pub const RULE: Rule = Rule { code: codes::I203, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref()?;
    let open = value.target.value == TargetValue::Placeholder;
    if !open && !says_nothing(value.written.value, row.name()) {
        return None;
    }
    let message = format!("指标值「{}」还没有定下来", value.written.value);
    Some(
        RULE.finding(value.written.span, message)
            .help("换成确定的目标值；定不下来的指标，换一个能定的指标"),
    )
}

/// Whether the value is 无, ？ or a unit without a number. 无 is right for accidents.
fn says_nothing(text: &str, name: &str) -> bool {
    let signs = |c: char| c.is_whitespace() || "≥≤><=＞＜＝≧≦".contains(c);
    let said = text.trim_matches(signs);
    let none = ["无", "没有", "空", "空白"].contains(&said);
    let asked = !said.is_empty() && said.chars().all(|c| "?？".contains(c));
    none && TARGETS.within("越少越好", name).is_none()
        || asked
        || TARGETS.of("单独的单位").contains(&said)
        || text.trim().chars().all(signs)
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn units_and_nothing_set_no_value() {
        for text in ["无", "？", "次", "≥", "≥人次", "%"] {
            assert!(says_nothing(text, "培训次数"), "{text}");
        }
        assert!(!says_nothing("无", "安全事故"));
        assert!(!says_nothing("5次", "培训次数"));
    }
}
