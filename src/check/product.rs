//! Counts times unit prices in running text.

use crate::model::money::{AmountAt, amounts, is_noun};
use crate::text::clause::{is_stop, sentence_around};
use crate::text::number::{NumberAt, figures};
use rust_decimal::Decimal;
use std::ops::Range;

/// Counts times a unit price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// How many: `8人`, and perhaps `12个月`.
    pub counts: Vec<NumberAt>,
    /// The price of one.
    pub price: AmountAt,
    /// The total that the same sentence states.
    pub total: Option<AmountAt>,
}

impl Product {
    /// All counts times price, in 元.
    pub fn yuan(&self) -> Option<Decimal> {
        self.counts.iter().try_fold(self.price.yuan, |n, c| n.checked_mul(c.value))
    }
}

/// The products that `text` spells out: `3家×2万元`, `每场0.5万元，共12场`,
/// `8人，每人每月1000元，12个月`. None where a factor is a bound, rough or not given.
pub fn products(text: &str) -> Vec<Product> {
    let found = amounts(text);
    if found.is_empty() {
        return Vec::new();
    }
    let numbers = figures(text);
    let product = |price: &AmountAt| {
        let clause = text[..price.range.start].rsplit(is_stop).next().unwrap_or_default();
        let bounded =
            ["不超过", "最高", "最多", "至多", "至少", "上限", "不高于", "不低于"];
        if is_open(text, &price.range) || bounded.iter().any(|w| clause.contains(w)) {
            return None;
        }
        let sentence = sentence_around(text, price.range.start);
        // what other money pays for is no part of the project
        if text[sentence.clone()].contains("基本支出") {
            return None;
        }
        let counts = factors(text, price, &numbers)
            .or_else(|| counted(text, price, &sentence, &numbers))?;
        if counts.iter().any(|c| is_open(text, &c.range)) {
            return None;
        }
        let last = counts.iter().map(|c| c.range.end).max()?;
        let from = price.range.end.max(last);
        let total = found.iter().find(|a| {
            a.range.start >= from
                && a.range.start < sentence.end
                && is_total(&text[from..a.range.start])
        });
        Some(Product { counts, price: price.clone(), total: total.cloned() })
    };
    found.iter().filter_map(product).collect()
}

/// Whether a number is a bound or a rough one.
fn is_open(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end();
    let front = [
        "不超过",
        "不高于",
        "不低于",
        "不少于",
        "不多于",
        "至少",
        "至多",
        "最高",
        "最多",
        "最低",
        "约",
        "近",
        "超过",
        "超",
        "上限",
        "≤",
        "≥",
        "以内",
        "控制在",
        "-",
        "~",
        "～",
        "至",
    ];
    let rest = text[range.end..].trim_start();
    let unit =
        rest.trim_start_matches(|c: char| "个名位人家户场次期万元/每月天".contains(c));
    let behind =
        ["以内", "以上", "以下", "左右", "之内", "余", "多", "-", "~", "～", "至"];
    front.iter().any(|w| before.ends_with(w))
        || behind.iter().any(|w| rest.starts_with(w) || unit.starts_with(w))
}

/// Whether the words between a product and an amount say that the amount is its result.
fn is_total(between: &str) -> bool {
    let last = between.rsplit(is_stop).next().unwrap_or_default().trim();
    ["共计", "合计", "总计", "小计", "共需", "总额", "共", "计", "为", "=", "＝"]
        .iter()
        .any(|w| last.ends_with(w))
}

/// The numbers on both sides of signs of multiplication: 8 and 12 of
/// `8人×0.1万元×12个月`.
fn factors(text: &str, price: &AmountAt, numbers: &[NumberAt]) -> Option<Vec<NumberAt>> {
    let sign = ['×', '*', '✕', 'x', 'X'];
    let mut found = Vec::new();
    let mut before = text[..price.range.start].trim_end();
    while let Some(left) = before.strip_suffix(sign) {
        let left = left.trim_end_matches(|c: char| is_noun(c) || c == ' ');
        let number = numbers.iter().find(|n| n.range.end == left.len())?;
        found.insert(0, with_ten_thousands(text, number)?.1);
        before = text[..number.range.start].trim_end();
    }
    let slash = ['/', '／'];
    let mut after = text[price.range.end..].trim_start();
    loop {
        after = after.trim_start_matches(slash).trim_start_matches(is_noun).trim_start();
        if after.starts_with(slash) {
            continue;
        }
        let Some(right) = after.strip_prefix(sign) else { break };
        let at = text.len() - right.trim_start().len();
        let number = numbers.iter().find(|n| n.range.start == at)?;
        let (rest, number) = with_ten_thousands(text, number)?;
        found.push(number);
        after = rest;
    }
    (!found.is_empty()).then_some(found)
}

/// For each thing that the unit price is for the one number of the sentence that counts
/// it. A price each year needs no count of years.
fn counted(
    text: &str,
    price: &AmountAt,
    sentence: &Range<usize>,
    numbers: &[NumberAt],
) -> Option<Vec<NumberAt>> {
    let mut found = Vec::new();
    for noun in price.per.as_ref()?.split('每') {
        let count = count_of(noun.trim(), text, sentence, numbers);
        match count {
            Some(count) => found.push(count),
            None if noun.starts_with('年') => {}
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The one number of the sentence that counts `noun`.
fn count_of(
    noun: &str,
    text: &str,
    sentence: &Range<usize>,
    numbers: &[NumberAt],
) -> Option<NumberAt> {
    let first = noun.chars().next()?;
    let people = ['人', '名', '位'];
    let fits = |rest: &str| match first {
        '月' => rest.starts_with("个月"),
        '日' | '天' => rest.starts_with('天'),
        _ if noun.starts_with("人次") => rest.starts_with("人次"),
        _ if people.contains(&first) => {
            rest.starts_with(people)
                && !rest.starts_with("人次")
                && !rest.starts_with("人份")
        }
        _ => {
            rest.strip_prefix('个').unwrap_or(rest).starts_with(first)
                || rest.starts_with(first)
        }
    };
    let inside =
        |n: &&NumberAt| n.range.start >= sentence.start && n.range.end < sentence.end;
    let mut counts = numbers.iter().filter(inside).filter_map(|n| {
        let (rest, number) = with_ten_thousands(text, n)?;
        fits(rest.trim_start()).then_some(number)
    });
    let one = counts.next()?;
    // the same count said twice is one
    counts.all(|c| c.value == one.value).then_some(one)
}

/// The number and what follows it; 3 of `3万页` is 30000.
fn with_ten_thousands<'t>(
    text: &'t str,
    number: &NumberAt,
) -> Option<(&'t str, NumberAt)> {
    let rest = text[number.range.end..].trim_start();
    let Some(rest) = rest.strip_prefix('万').filter(|r| !r.starts_with('元')) else {
        return Some((rest, number.clone()));
    };
    let value = number.value.checked_mul(Decimal::from(10_000))?;
    let range = number.range.start..text.len() - rest.len();
    Some((rest, NumberAt { range, value }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(text: &str) -> Option<(String, String, Option<String>)> {
        let found = products(text);
        assert!(found.len() < 2);
        let p = found.first()?;
        let plain = |d: Decimal| d.normalize().to_string();
        let total = p.total.as_ref().map(|t| plain(t.yuan));
        let counts: Vec<_> = p.counts.iter().map(|c| plain(c.value)).collect();
        Some((counts.join("×"), plain(p.price.yuan), total))
    }

    #[test]
    fn products_are_understood() {
        let some = |n: &str, p: &str, t: Option<&str>| {
            Some((n.to_owned(), p.to_owned(), t.map(str::to_owned)))
        };
        assert_eq!(product("3家×2万元"), some("3", "20000", None));
        assert_eq!(product("2万元/家×3家＝6万元"), some("3", "20000", Some("60000")));
        assert_eq!(product("每场0.5万元，共12场"), some("12", "5000", None));
        assert_eq!(
            product("给42家书店发放补贴，每家10.00万元，共计420.00万元，"),
            some("42", "100000", Some("4200000"))
        );
        assert_eq!(
            product("3个档案室，每个档案室2万元，共计6万元购置密集架"),
            some("3", "20000", Some("60000"))
        );
        assert_eq!(
            product("聘用讲解员8人，每人1200元/月，共12个月，共计11.52万元。"),
            some("8×12", "1200", Some("115200"))
        );
        assert_eq!(product("聘用讲解员8人×0.1万元×12个月"), some("8×12", "1000", None));
        assert_eq!(product("每人每月1000元，8人，12个月"), some("8×12", "1000", None));
        assert_eq!(product("招聘编外人员7人，每人每年1.4万元"), some("7", "14000", None));
        assert_eq!(product("聘请7名退休干部，人均1.5万元"), some("7", "15000", None));
        assert_eq!(product("聘请七名专家，每人1.5万元"), some("7", "15000", None));
        assert_eq!(product("扫描3万页，每页0.5元"), some("30000", "0.5", None));
        assert_eq!(product("0.5元×3万页"), some("30000", "0.5", None));
        assert_eq!(product("专家12人次，每人次500元"), some("12", "500", None));
        assert_eq!(product("终端4台，单价1.5万元"), some("4", "15000", None));
        assert_eq!(product("慰问40人，每人200元，共40人"), some("40", "200", None));
        assert_eq!(product("每镇1.5万元，7个镇"), some("7", "15000", None));
        assert_eq!(product("会议费550元/人/天×40人×2天"), some("40×2", "550", None));
        for open in [
            "给予5家企业奖励，每家不超过3万元",
            "培训约200人，每人500元",
            "补助8人，每人每月1000元",
            "至少7场，每场1万元",
            "人均公用经费1.2万元，在编35人，由基本支出保障",
            "每场1万元以内，7场",
            "5个县2个乡，每个3万元",
        ] {
            assert_eq!(product(open), None, "{open}");
        }
        assert_eq!(product("5个县2个乡，每个3万元"), None);
        assert_eq!(product("每年维护费3万元"), None);
    }
}
