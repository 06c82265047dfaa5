use crate::check::{IndicatorKind, Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::numeral;
use rust_decimal::Decimal;

/// 检查什么：指标值的符号用 ≥ ≤ ＞ ＜ ＝，数字半角，百分比写 %，成本写 万元。
///
/// 为什么：同一张表里写法不一，预算系统也认不出 100百分比、>= 之类的写法。
///
/// 示例：≥90百分比；'>=90%'；≤115万；不少于130次；百分之九十三
///
/// 应写成：≥90%；≥90%；≤115万元；≥130次；93%
///
/// 修复是否安全：安全，只改写法，不改数。
///
/// 依据：预算管理一体化系统绩效指标的符号和计量单位。
pub const RULE: Rule = Rule { code: codes::I301, run: Run::Row(judge) };

fn judge(row: &Row, scope: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref()?;
    let written = &value.written.value;
    let normal = value.target.normal_form(row.kind == IndicatorKind::Cost);
    let spelled = normal.is_none().then(|| spelled(written)).flatten();
    let normal = normal.or(spelled);
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
    let finding = RULE
        .finding(value.written.span, message)
        .help("符号用 ≥ ≤ ＞ ＜ ＝，数字用半角，百分比写 %，金额写全单位");
    Some(value.safe_fix(finding, &normal))
}

/// Words in front of a number, and the sign to write instead.
const SIGNS: &[(&str, &str)] = &[
    ("大于或等于", "≥"),
    ("大于等于", "≥"),
    ("小于或等于", "≤"),
    ("小于等于", "≤"),
    ("不少于", "≥"),
    ("不低于", "≥"),
    ("不小于", "≥"),
    ("不超过", "≤"),
    ("不高于", "≤"),
    ("不大于", "≤"),
    ("不多于", "≤"),
];

/// `不少于130次` as ≥130次, `百分之九十三` as 93%.
fn spelled(text: &str) -> Option<String> {
    let found = SIGNS.iter().find_map(|(w, sign)| Some((*sign, text.strip_prefix(*w)?)));
    let (sign, rest) = found.unwrap_or(("", text));
    if let Some(share) = rest.strip_prefix("百分之") {
        let number = match share {
            "百" | "一百" => "100".to_owned(),
            _ if share.chars().all(|c| c.is_ascii_digit() || c == '.') => {
                share.to_owned()
            }
            _ => numeral::value(share)?.to_string(),
        };
        return (!number.is_empty()).then(|| format!("{sign}{number}%"));
    }
    if let Some(tenths) = rest.strip_suffix("成").or(rest.strip_suffix("成以上")) {
        let number = numeral::value(tenths).filter(|n| *n <= 10.into())? * Decimal::TEN;
        let sign = if rest.ends_with("以上") { "≥" } else { sign };
        return Some(format!("{sign}{number}%"));
    }
    if let Some((sign, rest)) =
        text.char_indices().nth(1).map(|(at, _)| text.split_at(at))
        && "≥≤＞＜＝".contains(sign)
        && let Some((range, number)) = numeral::numerals(rest).into_iter().next()
        && range.start == 0
    {
        return Some(format!("{sign}{number}{}", &rest[range.end..]));
    }
    let counted = rest.starts_with(|c: char| c.is_ascii_digit());
    let single = !rest.contains(['，', '、', '；', ',', '月', '年', '日', '×']);
    (!sign.is_empty() && counted && single).then(|| format!("{sign}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn words_have_signs() {
        assert_eq!(spelled("不少于130次").as_deref(), Some("≥130次"));
        assert_eq!(spelled("百分之九十三").as_deref(), Some("93%"));
        assert_eq!(spelled("不低于百分之九十").as_deref(), Some("≥90%"));
        assert_eq!(spelled("九成以上").as_deref(), Some("≥90%"));
        assert_eq!(spelled("≥一百三十次").as_deref(), Some("≥130次"));
        for text in ["90%以上", "不低于上年", "不晚于11月底", "不超过预算", "≥5次"]
        {
            assert_eq!(spelled(text), None, "{text}");
        }
    }
}
