//! 上年结转: money of the year before that a project still spends.

use super::text::of_project;
use crate::model::money::amounts;
use crate::model::{Fund, Project};
use rust_decimal::Decimal;

/// Words in front of 结转 that say that there is none, or should be none.
const DENIED: &[&str] = &[
    "不", "无", "没有", "未", "避免", "减少", "防止", "严控", "控制", "压减", "杜绝",
    "清理",
];

/// Whether the project says that money is carried over: in its name, texts or amounts.
pub fn is_stated(project: &Project) -> bool {
    has_fund(project) || of_project(project).iter().any(|t| says(t.1.value))
}

/// Whether a text says that money is carried over.
pub fn says(text: &str) -> bool {
    places(text).next().is_some()
}

/// The amounts that are said to be carried over, in 元, apart from what the budget holds
/// as such.
pub fn stated_yuan(project: &Project) -> Decimal {
    let texts = of_project(project);
    let found = texts.iter().flat_map(|t| carried(t.1.value));
    found.max().unwrap_or_default()
}

/// Whether the budget has an amount of that name.
fn has_fund(project: &Project) -> bool {
    fn holds(funds: &[Fund]) -> bool {
        funds.iter().any(|f| {
            f.name.value.contains("结转")
                && f.amount.value().is_none_or(|m| !m.amount().is_zero())
                || holds(&f.parts)
        })
    }
    project.budget.value().is_some_and(|b| holds(&b.funds))
}

/// The bytes behind each 结转 that is meant.
fn places(text: &str) -> impl Iterator<Item = usize> {
    let words = ["结转", "上年结余", "上年度结余", "去年结余"];
    let found = words.into_iter().flat_map(move |w| text.match_indices(w));
    found
        .filter(|(at, _)| {
            let before = text[..*at].trim_end_matches("资金").trim_end_matches("形成");
            !DENIED.iter().any(|d| before.ends_with(d))
        })
        .map(|(at, word)| at + word.len())
}

/// Amounts right behind 结转.
fn carried(text: &str) -> Vec<Decimal> {
    let found = amounts(text);
    let near = |at: usize| {
        let next = found.iter().find(|a| a.range.start >= at)?;
        let between = &text[at..next.range.start];
        (between.chars().count() <= 8 && !between.contains(['。', '；']))
            .then_some(next.yuan)
    };
    places(text).filter_map(near).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carried_over_money_is_told_from_the_stock_phrase() {
        for text in ["上年结转资金28.15万元", "加工费（上年结转）", "使用上年结余3万元"]
        {
            assert!(says(text), "{text}");
        }
        for text in ["结余资金按规定上缴", "年底不形成结转", "严控结转规模", "12月底转账"]
        {
            assert!(!says(text), "{text}");
        }
        assert_eq!(
            carried("含上年结转资金1.96万元，用于尾款2万元"),
            [Decimal::from(19_600)]
        );
    }
}
