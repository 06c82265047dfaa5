//! What the budget year itself is for. Most often it is that of the work, also where
//! another year by the same words would be that of something which was.

use super::role::{Around, LISTS, YearRole, around, is_linked, is_staged, is_titled};
use std::ops::Range;

/// The role of the budget year at `range`; `all` are all years of the text.
pub fn of(
    text: &str,
    range: &Range<usize>,
    budget: u16,
    all: &[(Range<usize>, u16)],
) -> YearRole {
    let around = around(text, range);
    if is_titled(text, range, &around) || is_document(&around) {
        return YearRole::Source;
    }
    let linked = |(other, year): &&(Range<usize>, u16)| {
        *year != budget && is_linked(text, range, other)
    };
    let other_years = all.iter().any(|(_, year)| *year != budget);
    if all.iter().any(|o| linked(&o)) || other_years && is_staged(&around, budget) {
        return YearRole::Period;
    }
    if is_base(&around) {
        return YearRole::Base;
    }
    if LISTS.at_start("欠账", around.tail).is_some() {
        return YearRole::Arrears;
    }
    if is_past(&around) {
        return YearRole::Past;
    }
    YearRole::Work
}

/// `2026年中央一号文件`, and not 2026年学习贯彻…精神.
fn is_document(around: &Around) -> bool {
    let Some(word) = LISTS.within("会议和文件", around.tail) else { return false };
    let before = around.tail.split(word).next().unwrap_or_default();
    before.chars().count() <= 8 && LISTS.within("对文件做的事", before).is_none()
}

/// `较2026年`, `与2026年相比`, `2026年实际完成`.
fn is_base(around: &Around) -> bool {
    let compared = LISTS.at_end("前面是比较", around.front).is_some()
        && LISTS.at_end("前面其实不是比较", around.front).is_none();
    let joins = LISTS.at_end("也作连词的比较", around.front).is_some();
    let said = LISTS.within("比较的说法", around.behind).is_some();
    let behind = LISTS.at_start("后面是比较", around.tail).is_some();
    compared && (!joins || said) || behind && !around.tail.starts_with("平均")
}

/// `自2026年起`, `已于2026年1月`, `2026年签订的合同`.
fn is_past(around: &Around) -> bool {
    let front = around.front;
    let from = LISTS.at_end("前面是起止", front).is_some()
        && !front.ends_with("截至")
        && !front.ends_with("截止");
    let to = ["截至到", "截止到", "截止至"].iter().any(|w| front.ends_with(w));
    let until = around.tail.starts_with(['至', '到', '-', '—']);
    let since = ["起", "以来", "至今"].iter().any(|w| around.tail.starts_with(w));
    let done = LISTS
        .at_end("已经", front.trim_end_matches(['于', '在']))
        .or(LISTS.at_start("已经", around.tail))
        .is_some();
    let of_thing = LISTS.at_start("后面是办过的事", around.tail).is_some_and(|word| {
        word.ends_with('的') || around.tail[word.len()..].starts_with('的')
    });
    from && !to && !until || since || done || of_thing
}
