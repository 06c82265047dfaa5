//! Totals of a project that its 资金用途 states in words.

use super::phrase::words;
use super::words::Lists;
use crate::model::money::{AmountAt, amounts};
use crate::text::clause::{is_stop, sentence_around};
use std::sync::LazyLock;

/// The words of which such clauses consist, by what they say.
pub static TOTALS: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../data/words/totals.txt")));

/// The amounts of `text` that are plainly the whole project's: `项目预算总额17.5万元`.
/// Statements about another year than `year` are left out.
pub fn stated_totals(text: &str, year: Option<u16>) -> Vec<AmountAt> {
    let all = amounts(text);
    let is_total = |a: &&AmountAt| {
        a.per.is_none() && (names_project(text, a, year, &all) || adds_up(text, a, &all))
    };
    all.iter().filter(is_total).cloned().collect()
}

/// The amounts that are plainly the whole money of the treasury: `安排财政资金5万元`.
pub fn stated_fiscal(text: &str, year: Option<u16>) -> Option<AmountAt> {
    let [amount] = &amounts(text)[..] else { return None };
    let clause = clause_before(text, amount);
    let fiscal = TOTALS.within("财政的钱", clause)?;
    let rest = clause.replacen(fiscal, "资金", 1);
    let said = words(&without_year(&rest, year)?, TOTALS.of("项目总额"))?;
    let asked = said.iter().any(|w| ["安排", "申请", "需", "共", "合计"].contains(w));
    let begins = clause.len() == text[..amount.range.start].trim_end().len();
    ((asked || begins) && amount.per.is_none()).then(|| amount.clone())
}

/// `项目预算 5万元`, `预算总额5万元`, `2026年安排5万元`; `经费5万元` where it is the only
/// amount and begins the text.
fn names_project(
    text: &str,
    amount: &AmountAt,
    year: Option<u16>,
    all: &[AmountAt],
) -> bool {
    let alone = all.len() == 1;
    let clause = clause_before(text, amount);
    let Some(rest) = without_year(clause, year) else { return false };
    let Some(said) = words(&rest, TOTALS.of("项目总额")) else { return false };
    let has = |list: &str| said.iter().any(|w| TOTALS.of(list).contains(w));
    // 安排31万元用于托裱，7万元用于除虫
    if said.iter().all(|w| TOTALS.of("只是要钱").contains(w))
        && is_listed(text, amount, all)
    {
        return false;
    }
    // 共计5万元：场租2万元、资料3万元
    let divided = text[amount.range.end..].starts_with(['：', ':']);
    let begins =
        (alone || divided) && clause.len() == text[..amount.range.start].trim_end().len();
    let sums = ["总计", "合计", "共计", "总额"];
    let summed = said.iter().any(|w| sums.contains(w));
    has("花的钱") && (has("整个项目") || begins) || begins && summed
}

/// Whether another amount of the sentence follows, without a word that divides the first.
fn is_listed(text: &str, amount: &AmountAt, all: &[AmountAt]) -> bool {
    let sentence = sentence_around(text, amount.range.start);
    let behind = &text[amount.range.end..sentence.end];
    let divides = ["其中", "包括", "包含", "分别"].iter().any(|w| behind.contains(w));
    let others = all.iter().filter(|a| a.range.start > amount.range.start);
    !divides && others.clone().any(|a| sentence.contains(&a.range.start))
}

/// The clause in front of an amount.
fn clause_before<'t>(text: &'t str, amount: &AmountAt) -> &'t str {
    let before = text[..amount.range.start].trim_end_matches([' ', '：', ':']);
    before.rsplit(is_stop).next().unwrap_or_default().trim()
}

/// The clause without the budget year; None where it speaks of another.
fn without_year(clause: &str, year: Option<u16>) -> Option<String> {
    let year = year.map_or(String::new(), |y| y.to_string());
    let rest = match year.is_empty() {
        true => clause.to_owned(),
        false => clause.replace(&year, ""),
    };
    let other = ["上年", "去年", "往年"].iter().any(|w| rest.contains(w));
    (!other && !rest.contains(|c: char| c.is_ascii_digit())).then_some(rest)
}

/// `A 3万元、B 4万元，共计7万元`: the last amount of all, after two or more.
fn adds_up(text: &str, amount: &AmountAt, all: &[AmountAt]) -> bool {
    let sentence = sentence_around(text, amount.range.start);
    let clause = text[sentence.start..amount.range.start].rsplit(is_stop).next();
    let words = clause.unwrap_or_default().trim();
    let others = all.iter().filter(|a| *a != amount);
    let before = others.clone().filter(|a| a.per.is_none()).count() >= 2;
    TOTALS.of("加起来").contains(&words)
        && before
        && others.clone().all(|a| {
            sentence.contains(&a.range.start) && a.range.start < amount.range.start
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(text: &str) -> Vec<&str> {
        let found = stated_totals(text, Some(2025));
        found.into_iter().map(|a| &text[a.range]).collect()
    }

    #[test]
    fn the_project_itself_is_meant() {
        for text in [
            "项目预算总额 5万元，由市级安排。",
            "项目预算5万元，其中：会议费",
            "项目经费共5万元，按季发放",
            "预算总额为5万元",
            "2025年预算安排5万元",
            "所需资金合计：5万元",
            "总投资5万元，用于布展",
            "共需资金5万元",
            "需资金5万元，用于布展",
            "经费5万元，用于布展",
            "2025年安排5万元，用于布展",
            "全部费用5万元",
            "总费用为5万元",
            "年度资金总额5万元",
            "项目预算伍万元",
            "项目预算5万元，用于节约用电",
            "场租2万元、资料3万元，共计5万元",
            "场租2万元、资料3万元，以上合计5万元",
            "涉及资金5万元",
            "预计支出5万元",
            "预计需要资金5万元，用于布展",
            "县财政安排5万元用于布展",
            "该项经费共计5万元",
            "项目概算5万元",
            "申报金额5万元",
            "安排专项经费5万元开展布展",
            "统筹资金5万元，用于布展",
            "通过投入5万元，完成布展",
        ] {
            assert_eq!(totals(text).len(), 1, "{text}");
        }
        assert_eq!(totals("场租2万元、资料3万元，共计5万元"), ["5万元"]);
    }

    #[test]
    fn parts_prices_and_other_years_are_not_meant() {
        for text in [
            "培训预算5万元",
            "财政资金5万元",
            "上年结转资金5万元",
            "2024年预算安排5万元",
            "购置电脑3台，共计5万元；会议费2万元",
            "科普经费5万元",
            "场租经费2万元，其余经费5万元",
            "契约5万元",
            "项目预算每家5万元",
            "安排3万元用于布展，2万元用于宣传",
        ] {
            assert_eq!(totals(text), [""; 0], "{text}");
        }
    }
}
