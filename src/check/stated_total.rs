//! Totals of a project that its 资金用途 states in words.

use super::amount::{Amount, amounts, is_stop, sentence_around};

/// Words between what is counted and its amount that say how it was added up.
const SUMMED: &[&str] = &["总额", "总计", "合计", "共计", "总共", "共"];
/// Words that may stand there and say nothing.
const LINKS: &[&str] = &["为", "约", "是", "达", "金额", "安排", "：", ":"];
/// What may stand in front of 预算, 经费 or 资金 without making it a part of the project.
const WHOLE: &[&str] = &["项目", "总", "年", "年度", "所需", "申请"];

/// The amounts of `text` that are plainly the whole project's: `项目预算总额17.5万元`.
/// Statements about another year than `year` are left out.
pub fn stated_totals(text: &str, year: Option<u16>) -> Vec<Amount> {
    let all = amounts(text);
    let is_total = |a: &&Amount| {
        a.per.is_none() && (names_project(text, a, year) || adds_up(text, a, &all))
    };
    all.iter().filter(is_total).cloned().collect()
}

/// `项目预算 5万元`, `预算总额5万元`, `项目经费共5万元`.
fn names_project(text: &str, amount: &Amount, year: Option<u16>) -> bool {
    let before = text[..amount.range.start].trim_end_matches([' ', '：', ':']);
    let clause = before.rsplit(is_stop).next().unwrap_or_default();
    let (words, summed) = strip_links(clause.trim());
    let budget = words.strip_suffix("预算资金").or(words.strip_suffix("预算"));
    let (head, needs_whole) = match budget {
        Some(head) => (head, false),
        None => {
            let money = words.strip_suffix("经费").or(words.strip_suffix("资金"));
            let Some(head) = money else { return false };
            (head, !summed)
        }
    };
    let whole = WHOLE.iter().any(|w| head.ends_with(w));
    (whole || head.is_empty() && !needs_whole) && is_of_year(head, year)
}

/// The words in front of an amount without links; and whether they say that it is a sum.
fn strip_links(clause: &str) -> (&str, bool) {
    let mut rest = clause;
    let mut summed = false;
    loop {
        let word = |w: &&&str| rest.ends_with(**w);
        if let Some(found) = SUMMED.iter().find(word) {
            summed = true;
            rest = rest[..rest.len() - found.len()].trim_end();
        } else if let Some(found) = LINKS.iter().find(word) {
            rest = rest[..rest.len() - found.len()].trim_end();
        } else {
            return (rest, summed);
        }
    }
}

fn is_of_year(head: &str, year: Option<u16>) -> bool {
    let digits: String = head.chars().filter(char::is_ascii_digit).collect();
    let other = ["上年", "去年", "往年"].iter().any(|w| head.contains(w));
    !other && (digits.is_empty() || year.is_some_and(|y| digits == y.to_string()))
}

/// `A 3万元、B 4万元，共计7万元`: the last amount of all, after two or more.
fn adds_up(text: &str, amount: &Amount, all: &[Amount]) -> bool {
    let sentence = sentence_around(text, amount.range.start);
    let clause = text[sentence.start..amount.range.start].rsplit(is_stop).next();
    let words = clause.unwrap_or_default().trim();
    let others = all.iter().filter(|a| *a != amount);
    let before = others.clone().filter(|a| a.per.is_none()).count() >= 2;
    ["共计", "合计", "总计"].contains(&words)
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
            "场租2万元、资料3万元，共计5万元",
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
            "项目预算每家5万元",
        ] {
            assert_eq!(totals(text), [""; 0], "{text}");
        }
    }
}
