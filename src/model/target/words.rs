//! What words say: questions, things left open, times, bases of comparison.

/// Beginnings of a question.
const ASKS: &[&str] =
    &["是否", "能否", "可否", "有无", "是不是", "会不会", "有没有", "是/否", "有/无"];
/// Ends of a question.
const ASKED: &[&str] = &["?", "吗", "与否", "是否"];
/// Texts that only offer the two answers.
const CHOICES: &[&str] = &["是或否", "是、否", "是|否", "是\\否", "是-否", "是(否)"];
/// Marks of something left open, wherever they stand.
const OPEN: &[&str] =
    &["待定", "若干", "暂无", "××", "ХХ", "**", "○○", "□□", "__", "TBD", "tbd", "***"];
/// Texts that are as good as none.
const NOTHING: &[&str] = &["/", "-", "—", "——", "…", "……", "...", "略", "同上", "N/A"];
/// Words in front of a number that say over what time it counts, or nothing.
const SCOPES: &[&str] = &[
    "全年",
    "年均",
    "每年",
    "每季度",
    "每季",
    "每月",
    "每周",
    "每日",
    "每天",
    "共计",
    "合计",
    "总计",
    "大约",
    "约",
    "共",
];
/// Times that name no date and no number.
const PERIODS: &[&str] =
    &["全年", "全年度", "常年", "长期", "全天", "全天候", "全周期", "年度"];
/// Words of time.
const TIME: &[&str] = &[
    "月", "季度", "年底", "年末", "年内", "全年", "半年", "天", "日", "小时", "分钟",
    "当年", "每年", "汛期", "学期", "节前", "长期", "常年",
];
/// Words that name what a change is measured against, or a graded result.
const BASES: &[&str] = &[
    "较上",
    "较去",
    "较往",
    "较同",
    "较前",
    "较基",
    "较计划",
    "相比",
    "比上",
    "对比",
    "同比",
    "环比",
    "比例",
    "比重",
    "同期",
    "上年",
    "去年",
    "往年",
    "逐年",
    "达到",
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "以上",
    "以下",
    "以内",
    "百分",
    "标准",
    "位于",
    "前列",
    "名次",
    "排名",
    "等级",
    "合格",
    "优秀",
    "良好",
    "全覆盖",
    "全部",
    "零",
];

/// Whether a folded text asks instead of setting a value.
pub fn is_question(text: &str) -> bool {
    ASKS.iter().any(|a| text.starts_with(a))
        || ASKED.iter().any(|a| text.ends_with(a) && text.len() > a.len())
        || CHOICES.contains(&text)
}

/// Whether a folded text leaves the value open.
pub fn is_placeholder(text: &str) -> bool {
    text.is_empty()
        || NOTHING.contains(&text)
        || OPEN.iter().any(|o| text.contains(o))
        || has_crosses(text)
}

/// `XX` or `xx` that is no part of a word.
fn has_crosses(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.into_iter().any(|w| w.len() >= 2 && w.bytes().all(|b| b | 0x20 == b'x'))
}

/// Whether a folded text is a time without date or number, such as 每季度.
pub fn is_period(text: &str) -> bool {
    let each = text.strip_prefix('每').map(|t| t.strip_prefix('个').unwrap_or(t));
    let each = each.is_some_and(|t| {
        matches!(t, "年" | "年度" | "季" | "季度" | "月" | "半年" | "旬" | "周" | "天")
            || matches!(t, "日" | "学期" | "月底" | "季度末" | "月初" | "工作日")
    });
    each || PERIODS.contains(&text)
}

/// The text without a word that says over what time its number counts.
pub fn strip_scope(text: &str) -> &str {
    let rest = SCOPES.iter().find_map(|s| text.strip_prefix(s));
    let number = |t: &str| {
        t.starts_with(|c: char| c.is_ascii_digit() || "≥≤≧≦<>=不至超".contains(c))
    };
    rest.filter(|r| number(r)).unwrap_or(text)
}

/// Whether words name a time: 印发后至11月底, 汛期前.
pub fn mentions_time(text: &str) -> bool {
    TIME.iter().any(|t| text.contains(t))
}

/// Whether words name what a change is measured against: 较上年提升, 达到良好.
pub fn has_base(text: &str) -> bool {
    text.contains(|c: char| c.is_numeric()) || BASES.iter().any(|b| text.contains(b))
}
