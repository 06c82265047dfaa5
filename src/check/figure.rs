//! What a number in running text counts: `修复档案不少于3200页`, `举办五期培训班`, `满意度达到90%`.

use super::han::is_han;
use crate::text::clause::is_stop;
use crate::text::number::{NumberAt, figures};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// A number with its unit and the words around it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The bytes of number and unit.
    pub range: Range<usize>,
    /// The number; 3.2万 is 32000.
    pub value: Decimal,
    /// The unit, as a [`kind`].
    pub unit: &'static str,
    /// Pairs of characters of the words around.
    pub words: HashSet<[char; 2]>,
    /// Whether it counts what is added: 新增目录7200条.
    pub is_added: bool,
}

/// Units, longer ones first, and the one that stands for all of a kind.
const UNITS: &[(&str, &str)] = &[
    ("人次", "人次"),
    ("班次", "班次"),
    ("场次", "场"),
    ("平方米", "平方米"),
    ("㎡", "平方米"),
    ("公里", "公里"),
    ("公顷", "公顷"),
    ("课时", "课时"),
    ("小时", "小时"),
    ("%", "%"),
    ("％", "%"),
    ("人", "人"),
    ("名", "人"),
    ("位", "人"),
    ("次", "次"),
    ("场", "场"),
    ("期", "期"),
    ("页", "页"),
    ("卷", "卷"),
    ("件", "件"),
    ("亩", "亩"),
    ("户", "户"),
    ("村", "村"),
    ("条", "条"),
    ("篇", "篇"),
    ("台", "台"),
    ("套", "套"),
    ("家", "家"),
    ("座", "座"),
    ("支", "支"),
    ("处", "处"),
    ("所", "所"),
    ("项", "项"),
    ("份", "份"),
    ("册", "册"),
    ("首", "首"),
    ("株", "株"),
    ("吨", "吨"),
    ("个", "个"),
    ("天", "天"),
    ("批", "批"),
    ("块", "块"),
    ("辆", "辆"),
    ("盏", "盏"),
    ("间", "间"),
    ("种", "种"),
    ("眼", "眼"),
    ("棵", "棵"),
];

/// The unit a text begins with, as the one of its kind, and its length in bytes.
pub fn kind(text: &str) -> Option<(&'static str, usize)> {
    UNITS.iter().find(|u| text.starts_with(u.0)).map(|u| (u.1, u.0.len()))
}

/// The figures of a text that say how much is done, as a whole: not those of each, of a
/// part, of another time, rough ones or ranges.
pub fn figures_of(text: &str) -> Vec<Figure> {
    let numbers = figures(text);
    numbers.into_iter().filter_map(|n| figure(text, n)).collect()
}

fn figure(text: &str, number: NumberAt) -> Option<Figure> {
    let rest = text[number.range.end..].trim_start();
    let (rest, worth) = match rest.strip_prefix('万') {
        Some(rest) => (rest, Decimal::from(10_000)),
        None => (rest, Decimal::ONE),
    };
    let (unit, length) = kind(rest)?;
    let end = text.len() - rest.len() + length;
    let clause = clause(text, number.range.start, end);
    let front = &text[clause.start..number.range.start];
    let behind = &text[end..clause.end];
    if is_part(front, behind) || is_small_word(&text[number.range.clone()], unit) {
        return None;
    }
    let words = pairs(front).into_iter().chain(pairs(behind)).collect();
    Some(Figure {
        range: number.range.start..end,
        value: number.value.checked_mul(worth)?,
        unit,
        words,
        is_added: front.contains("新增"),
    })
}

/// The clause around the bytes.
fn clause(text: &str, start: usize, end: usize) -> Range<usize> {
    let from = text[..start]
        .rfind(is_stop)
        .map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8));
    let to = text[end..].find(is_stop).map_or(text.len(), |i| end + i);
    from..to
}

/// Words in front of a figure by which it is of each, of a part, of another time or rough.
const PARTIAL: &[&str] = &[
    "每",
    "其中",
    "分别",
    "各",
    "平均",
    "人均",
    "户均",
    "上年",
    "去年",
    "同期",
    "较",
    "比",
    "累计",
    "第",
    "前",
    "余",
    "现有",
    "已",
    "提高",
    "增长",
    "提升",
    "下降",
    "降低",
    "百分点",
    "步行",
    "之一",
    "半径",
    "岁",
    "以来",
    "原有",
    "占",
    "超过",
    "达到国家",
    "一次",
    "一批",
];
/// Words behind a figure that do the same.
const PARTIAL_BEHIND: &[&str] = &[
    "余",
    "多",
    "以下",
    "左右",
    "~",
    "-",
    "—",
    "至",
    "～",
    "百分",
    "制",
    "级",
    "类",
    "性",
    "以上学",
];

/// Words that only hold one of [`PARTIAL`].
const LIKES: &[&str] = &["比例", "比重", "比赛", "占比", "各类", "各项", "提前", "目前"];

fn without_likes(front: &str) -> Cow<'_, str> {
    let found = LIKES.iter().filter(|w| front.contains(**w));
    found.fold(Cow::Borrowed(front), |text, word| text.replace(word, "").into())
}

/// Whether 约 or 近 stands right in front; 契约 and 节约 say nothing of the kind.
fn is_rough(front: &str) -> bool {
    let front = front.trim_end();
    let other = ["契约", "节约", "附近"].iter().any(|w| front.ends_with(w));
    front.ends_with(['约', '近']) && !other
}

/// Whether the figure is of each, of a part, of another time or rough.
fn is_part(front: &str, behind: &str) -> bool {
    let plain = without_likes(front);
    is_rough(front)
        || PARTIAL.iter().any(|w| plain.contains(w))
        || PARTIAL_BEHIND.iter().any(|w| behind.starts_with(w))
        || behind.contains("以内")
        || front.ends_with(|c: char| "~-—～至满".contains(c))
}

/// 一个, 两册 and the like are words rather than figures.
fn is_small_word(number: &str, unit: &str) -> bool {
    matches!(number, "一" | "两" | "二" | "半" | "三" | "百" | "千" | "万")
        || unit == "个"
            && number.chars().all(|c| !c.is_ascii_digit())
            && number.chars().count() == 1
}

/// Pairs of neighbouring Chinese characters.
pub fn pairs(text: &str) -> HashSet<[char; 2]> {
    let chars: Vec<char> = text.chars().collect();
    let both = chars.windows(2).filter(|w| w.iter().all(|c| is_han(*c)));
    both.map(|w| [w[0], w[1]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let found = figures_of(text);
        found.iter().map(|f| format!("{}{}", f.value.normalize(), f.unit)).collect()
    }

    #[test]
    fn figures_have_a_value_and_a_kind() {
        assert_eq!(read("修复档案不少于3600页；合格率100%。"), ["3600页", "100%"]);
        assert_eq!(read("选派110名特派员"), ["110人"]);
        assert_eq!(read("举办五期培训班，培训3.2万亩"), ["5期", "32000亩"]);
        assert_eq!(read("修复地图1200页、契约2000页"), ["1200页", "2000页"]);
        assert_eq!(read("接待读者不少于10万人次"), ["100000人次"]);
    }

    #[test]
    fn parts_and_comparisons_are_left_out() {
        for text in [
            "每村2次",
            "其中市级60人",
            "较上年增加20人",
            "编印图文集两册",
            "约200人次",
            "购置近30台",
            "三个村",
            "100余人次",
            "2026年",
            "5万元",
            "提高6个百分点",
            "第3期",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
