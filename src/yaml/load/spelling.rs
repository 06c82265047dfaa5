//! Short values in other spellings than the format's.

use unicode_normalization::UnicodeNormalization;

/// What may stand around a short value and says nothing.
const AROUND: [char; 12] =
    ['“', '”', '‘', '’', '"', '\'', '`', '。', '，', ',', '；', ';'];

/// A short value in half width, without quotes and punctuation around it; digits for the
/// Chinese digits of a year.
pub fn plain(text: &str) -> String {
    let text: String = text.trim().trim_matches(AROUND).nfkc().collect();
    let text = text.trim().trim_end_matches('度').trim_end_matches('年');
    let digits = "〇一二三四五六七八九";
    let year = text.chars().count() == 4
        && text.chars().all(|c| c == '零' || digits.contains(c) || c.is_ascii_digit());
    if !year {
        return text.to_owned();
    }
    let digit = |c: char| match digits.chars().position(|d| d == c) {
        Some(at) => char::from_digit(at as u32, 10).unwrap_or(c),
        None if c == '零' => '0',
        None => c,
    };
    text.chars().map(digit).collect()
}

/// 是 or 否 in other words.
pub fn answer(text: &str) -> Option<&'static str> {
    let word = plain(text).to_lowercase();
    match word.as_str() {
        "是" | "有" | "对" | "是的" | "yes" | "y" | "on" | "真" | "√" | "1" | "t" => {
            Some("是")
        }
        "否" | "无" | "没有" | "不是" | "不" | "非" | "no" | "n" | "off" | "假" | "×"
        | "x" | "0" | "f" => Some("否"),
        _ => None,
    }
}

/// Names that other forms, budget systems and English speakers have for keys.
const OTHER_NAMES: [(&str, &str); 32] = [
    ("指标值确定依据", "依据"),
    ("指标值依据", "依据"),
    ("确定依据", "依据"),
    ("目标值确定依据", "依据"),
    ("绩效指标描述", "描述"),
    ("指标描述", "描述"),
    ("指标说明", "描述"),
    ("指标名称", "指标"),
    ("三级指标", "指标"),
    ("绩效指标名称", "指标"),
    ("目标值", "指标值"),
    ("年度指标值", "指标值"),
    ("绩效指标值", "指标值"),
    ("预算金额", "预算数"),
    ("预算总额", "预算数"),
    ("项目总额", "预算数"),
    ("项目预算", "预算"),
    ("项目资金", "预算"),
    ("用途", "资金用途"),
    ("资金支出计划", "支出计划"),
    ("支出进度", "支出计划"),
    ("项目绩效目标", "绩效目标"),
    ("年度绩效目标", "绩效目标"),
    ("年度目标", "绩效目标"),
    ("预算单位", "单位"),
    ("项目单位", "单位"),
    ("name", "项目名称"),
    ("code", "项目编码"),
    ("unit", "单位"),
    ("budget", "预算"),
    ("year", "年度"),
    ("department", "部门名称"),
];

/// The key that goes by `name` elsewhere.
pub fn other_name(name: &str) -> Option<&'static str> {
    let plain = plain(name).to_lowercase();
    OTHER_NAMES.iter().find(|n| n.0 == plain).map(|n| n.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same_become_the_usual_one() {
        for year in ["２０２６", "二〇二六", "二零二六年", "“2026”", "2026年度", "2026。"]
        {
            assert_eq!(plain(year), "2026", "{year}");
        }
        assert_eq!(answer("不是。"), Some("否"));
        assert_eq!(answer("ＹＥＳ"), Some("是"));
        assert_eq!(answer("待定"), None);
    }
}
