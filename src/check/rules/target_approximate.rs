use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::target::TargetValue;

/// 检查什么：指标值不是约数：130次左右、约130次、130余次、近200人、上百次。
///
/// 为什么：约数没有界线，完成 120 次算不算完成说不清。
///
/// 示例：130余次
///
/// 应写成：≥130次
///
/// 修复是否安全：不自动改，上下限由单位定。
///
/// 依据：财预〔2015〕88号第十一条：绩效指标应当细化、量化、可衡量。
pub const RULE: Rule = Rule { code: codes::I303, run: Run::Row(judge) };

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref()?;
    if matches!(value.target.value, TargetValue::Placeholder | TargetValue::Question) {
        return None;
    }
    let written = &value.written.value;
    written.find([
        '左', '上', '约', '大', '近', '余', '多', '将', '来', '几', '数', '十', '百',
    ])?;
    let word = approximate(written)?;
    let message = format!("「{}」的指标值「{written}」是约数（{word}）", row.name());
    Some(RULE.finding(value.written.span, message).help("写明界线，如 ≥130次、≤5万元"))
}

/// The word that makes a number a rough one.
fn approximate(text: &str) -> Option<&'static str> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digit = |c: Option<char>| {
        c.is_some_and(|c| {
            c.is_ascii_digit()
                || "一二三四五六七八九十百千万０１２３４５６７８９".contains(c)
        })
    };
    let behind = ["左右", "上下"].into_iter().find(|w| {
        text.find(w).is_some_and(|at| text[..at].chars().any(|c| digit(Some(c))))
    });
    let front = ["大约", "大概", "将近", "接近", "约为", "约", "近", "上"]
        .into_iter()
        .find(|w| {
            text.match_indices(w).any(|(at, _)| {
                let next = text[at + w.len()..].chars().next();
                let start = at == 0 || text[..at].ends_with(['≥', '≤', '，', '：']);
                let counts = *w != "上" || next.is_some_and(|c| "百千万".contains(c));
                start && digit(next) && counts && !text[at + w.len()..].contains('年')
            })
        });
    let some = ["几十", "几百", "几千", "数十", "数百", "数千", "好几"];
    let some = some.into_iter().find(|w| text.contains(w));
    let inside = ["余", "多", "来"].into_iter().find(|w| {
        text.match_indices(w).any(|(at, _)| {
            let rest = &text[at + w.len()..];
            digit(text[..at].chars().next_back())
                && !rest.is_empty()
                && !rest.starts_with(['于', '少', '自', '源', '年'])
        })
    });
    behind.or(front).or(inside).or(some)
}

#[cfg(test)]
mod tests {
    use super::approximate;

    #[test]
    fn rough_numbers_are_told() {
        for text in [
            "130次左右",
            "约130次",
            "130余次",
            "近200人",
            "100多次",
            "上百次",
            "大约5 万元",
            "约为130次",
            "几十次",
            "130来次",
        ] {
            assert!(approximate(text).is_some(), "{text}");
        }
        for text in [
            "≥130次",
            "不多于5次",
            "近3年平均",
            "约定时间内",
            "多次",
            "5月上旬",
            "余款结清",
        ] {
            assert_eq!(approximate(text), None, "{text}");
        }
    }
}
