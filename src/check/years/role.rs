//! What a year is for, by the words around it.

use crate::check::words::Lists;
use std::ops::Range;
use std::sync::LazyLock;

/// What a year in a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearRole {
    /// The work of the text: it must be the budget year.
    Work,
    /// What is compared with: 较2025年.
    Base,
    /// A part of several years: 2025—2027年, 到2030年.
    Period,
    /// Something that was: 2025年签订的合同, 自2024年以来.
    Past,
    /// Money of the year before: 2025年结转资金.
    Arrears,
    /// A document, meeting, law or edition: 《2025年…》, 2025年12月全会精神.
    Source,
}

/// The words, by what they say.
pub static LISTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../../data/words/years.txt")));

/// What joins two years.
pub const LINKS: &[char] =
    &['-', '－', '—', '–', '～', '~', '至', '到', '、', '和', '及'];

/// Years after which no text of work is copied any more: the year is of something else.
const LONG_AGO: u16 = 5;

/// The text around a year.
pub(super) struct Around<'t> {
    /// The clause in front of it.
    pub(super) front: &'t str,
    /// The clause behind it.
    pub(super) behind: &'t str,
    /// What follows the whole date in the clause.
    pub(super) tail: &'t str,
    /// Whether a month follows.
    pub(super) dated: bool,
    /// The sentence.
    pub(super) sentence: &'t str,
}

/// The role of the year at `range`; `all` are all years of the text.
pub fn of(
    text: &str,
    range: &Range<usize>,
    year: u16,
    budget: u16,
    all: &[Range<usize>],
) -> YearRole {
    let around = around(text, range);
    if is_joined(text, range, &around, all) {
        return YearRole::Period;
    }
    if is_named(text, range, &around) {
        return YearRole::Source;
    }
    if is_staged(&around, budget) {
        return YearRole::Period;
    }
    if is_base(&around) || is_beside_budget(&around, budget) {
        return YearRole::Base;
    }
    if year + LONG_AGO <= budget {
        return YearRole::Past;
    }
    if LISTS
        .within("欠账", around.front)
        .or(LISTS.within("欠账", around.behind))
        .is_some()
    {
        return YearRole::Arrears;
    }
    if is_past(&around) {
        return YearRole::Past;
    }
    match year > budget && is_planned(&around) {
        true => YearRole::Period,
        false => YearRole::Work,
    }
}

pub(super) fn around<'t>(text: &'t str, range: &Range<usize>) -> Around<'t> {
    let stop = |c: char| matches!(c, '，' | '。' | '；' | ',' | ';' | '\n' | '：');
    let end = |c: char| matches!(c, '。' | '；' | ';' | '\n');
    let front = text[..range.start].rsplit(stop).next().unwrap_or_default();
    let behind = text[range.end..].split(stop).next().unwrap_or_default();
    let before = text[..range.start].rsplit(end).next().unwrap_or_default();
    let after = text[range.end..].split(end).next().unwrap_or_default();
    let sentence = &text[range.start - before.len()..range.end + after.len()];
    let (tail, dated) = date_tail(behind);
    Around { front: front.trim_end(), behind, tail, dated, sentence }
}

/// What follows 11月30日, 第四季度, 底, 度; and whether there was a month.
pub(super) fn date_tail(behind: &str) -> (&str, bool) {
    let mut rest = behind.trim_start();
    let mut dated = false;
    loop {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let unit =
            digits.strip_prefix(['月', '日', '号']).filter(|_| digits.len() < rest.len());
        let words = [
            "第一季度",
            "第二季度",
            "第三季度",
            "第四季度",
            "上半年",
            "下半年",
            "度",
            "底",
            "末",
            "初",
            "份",
        ];
        if let Some(next) = unit {
            (rest, dated) = (next, true);
        } else if let Some(word) = words.iter().find(|w| rest.starts_with(**w)) {
            (rest, dated) = (&rest[word.len()..], dated || *word != "度");
        } else if digits.len() < rest.len() && rest.starts_with('.') {
            (rest, dated) = (digits, true);
        } else {
            return (rest.trim_start(), dated);
        }
    }
}

/// Inside of 《》 or a bracket behind a number of session; or a document, a meeting.
fn is_named(text: &str, range: &Range<usize>, around: &Around) -> bool {
    let said = LISTS.within("会议和文件", around.behind).is_some();
    // 按照2025年12月25日常务会议纪要
    let followed = LISTS.at_end("前面是依照", around.front).is_some()
        && LISTS.within("依照的会议和文件", around.behind).is_some();
    is_titled(text, range, around) || said || followed || is_event(around)
}

/// Inside of 《》 or a bracket behind a number of session; of what was issued, or the
/// date of an edition.
pub(super) fn is_titled(text: &str, range: &Range<usize>, around: &Around) -> bool {
    let before = &text[..range.start];
    let in_title = before.rfind('《') > before.rfind('》');
    let bracketed = around.front.strip_suffix(['（', '(']).is_some_and(|front| {
        around.tail.starts_with(['）', ')'])
            && front.ends_with(|c: char| "届次版法例案》".contains(c))
    });
    let issued = LISTS.at_end("前面是下达", around.front).is_some();
    // the date of a draft or edition: 讨论稿2016.2.29
    let edition = around.front.ends_with(['稿', '版', '》']) && around.dated;
    in_title || bracketed || issued || edition
}

/// `2024年全国科普日` alone: an event of that year.
fn is_event(around: &Around) -> bool {
    around.front.is_empty()
        && !around.dated
        && LISTS.at_start("活动范围", around.tail).is_some()
        && LISTS.at_end("活动", around.tail).is_some()
        && around.tail.chars().count() <= 12
}

/// Next to another year, with a link between.
fn is_joined(
    text: &str,
    range: &Range<usize>,
    around: &Around,
    all: &[Range<usize>],
) -> bool {
    let mut others = all.iter().filter(|o| *o != range);
    others.any(|o| is_linked(text, range, o)) || around.tail.starts_with("至今")
}

/// Whether nothing stands between two years but the rest of a date and a link.
pub(super) fn is_linked(text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
    let (first, second) =
        if one.start < other.start { (one, other) } else { (other, one) };
    text.get(first.end..second.start).is_some_and(|between| {
        let (rest, _) = date_tail(between);
        let rest = rest.trim();
        !rest.is_empty() && rest.trim_start_matches("年").trim_matches(LINKS).is_empty()
    })
}

/// One of several years in which the work is done by stages.
pub(super) fn is_staged(around: &Around, budget: u16) -> bool {
    LISTS.within("分年", around.sentence).is_some()
        && around.sentence.contains(&budget.to_string())
}

fn is_base(around: &Around) -> bool {
    let other = LISTS.at_end("前面其实不是比较", around.front).is_some();
    let compared = LISTS.at_end("前面是比较", around.front).is_some() && !other;
    let last = around.front.strip_suffix(['（', '(']).is_some_and(|front| {
        ["上年", "上年度", "去年", "往年"].iter().any(|w| front.ends_with(w))
    });
    let as_base = around.front.ends_with('以') && around.behind.contains('为');
    let measured = around.tail.strip_prefix('为').is_some_and(starts_with_digit)
        || around.behind.contains("基础上");
    compared
        || last
        || as_base
        || measured
        || LISTS.at_start("后面是比较", around.tail).is_some()
}

fn starts_with_digit(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// `2025年安排8.9万元，2026年安排9.8万元`: a figure set beside the one of the budget year.
fn is_beside_budget(around: &Around, budget: u16) -> bool {
    let counts = |t: &str| t.contains(|c: char| c.is_ascii_digit());
    let figured = counts(around.tail) || around.dated;
    let mut clauses = around.sentence.split(['，', ',']);
    let of_budget =
        |c: &str| c.trim_start().strip_prefix(&budget.to_string()).is_some_and(counts);
    around.front.is_empty() && figured && clauses.any(of_budget)
}

fn is_past(around: &Around) -> bool {
    let begins = LISTS.at_start("后面是起止", around.tail).is_some()
        && LISTS.at_start("后面其实不是起止", around.tail).is_none();
    // 自2025年3月至12月 is a time of that year alone
    let within = ['至', '到'].iter().any(|w| {
        let rest = around.tail.strip_prefix(*w).map(date_tail);
        rest.is_some_and(|(rest, dated)| dated && !rest.contains('年'))
    });
    let bounded = LISTS.at_end("前面是起止", around.front).is_some() && !within || begins;
    // 对2025年归档文件进行数字化
    let object = around.front.ends_with('对')
        && ["进行", "开展", "实施"].iter().any(|w| around.behind.contains(w));
    // 2025年采购合同约定
    let agreed = ["合同", "协议", "订单"].iter().any(|w| {
        let front = around.tail.split_once(w).map(|(front, _)| front);
        front.is_some_and(|f| f.chars().count() <= 4 && !f.contains('签'))
    });
    let before = ["以前", "之前", "前"].iter().find_map(|w| around.tail.strip_prefix(w));
    let earlier = before.is_some_and(|rest| {
        !around.dated && LISTS.at_start("不算完成的词", rest).is_none()
    });
    let of_thing = LISTS.of("办过的事").iter().any(|w| {
        around.tail.split_once(w).is_some_and(|(_, rest)| rest.starts_with('的'))
    });
    let done = LISTS
        .at_end("已经", around.front.trim_end_matches(['于', '在']))
        .or(LISTS.at_start("已经", around.tail))
        .is_some();
    bounded
        || object
        || agreed
        || earlier
        || of_thing
        || done
        || LISTS.at_start("后面是办过的事", around.tail).is_some()
        || LISTS.within("回头看", around.behind).is_some()
}

/// A year to come, of a plan.
fn is_planned(around: &Around) -> bool {
    LISTS.at_end("前面是将来", around.front).is_some()
        || LISTS.within("规划", around.front).is_some()
        || LISTS.within("规划", around.behind).is_some()
        || LISTS.within("将来的事", around.behind).is_some()
        || around.tail.starts_with('前')
}
