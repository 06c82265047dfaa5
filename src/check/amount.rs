//! Amounts of money in running text, and counts times unit prices.

use crate::model::MoneyUnit;
use rust_decimal::Decimal;
use std::ops::Range;

/// An amount of money that a text names, such as 17.5万元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// Its bytes in the text: number and unit.
    pub range: Range<usize>,
    /// The amount in 元.
    pub yuan: Decimal,
    /// For a unit price, what one pays it for: 家 of `每家10万元`, 次 of `500元/次`.
    pub per: Option<String>,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its value.
    pub value: Decimal,
}

/// Most digits of a number that is still an amount of a budget.
const MAX_DIGITS: usize = 18;

/// All amounts in `text`, in reading order.
pub fn amounts(text: &str) -> Vec<Amount> {
    numbers(text).into_iter().filter_map(|n| amount(text, n)).collect()
}

/// All plain numbers in `text`: digits with at most one point, `1,000` included.
pub fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at + number_length(&bytes[at..]);
        let before = bytes[..at].last().copied().unwrap_or(b' ');
        let digits: String = text[at..end].chars().filter(|c| *c != ',').collect();
        let alone = !before.is_ascii_alphanumeric() && before != b'.';
        if alone
            && digits.len() <= MAX_DIGITS
            && let Ok(value) = Decimal::from_str_exact(&digits)
        {
            found.push(Number { range: at..end, value });
        }
        at = end;
    }
    found
}

fn number_length(bytes: &[u8]) -> usize {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    let mut point = false;
    loop {
        if digit(end) {
            end += 1;
        } else if bytes.get(end) == Some(&b'.') && !point && digit(end + 1) {
            point = true;
            end += 1;
        } else if bytes.get(end) == Some(&b',')
            && !point
            && (1..=3).all(|i| digit(end + i))
            && !digit(end + 4)
        {
            end += 1;
        } else {
            return end;
        }
    }
}

fn amount(text: &str, number: Number) -> Option<Amount> {
    let rest = text[number.range.end..].trim_start_matches(' ');
    let (word, after) = MoneyUnit::leading(rest)?;
    // 4万人 is a count, 4万 at the end of a clause is money
    let ends = !after.chars().next().is_some_and(char::is_alphanumeric);
    if !(word.is_certain || word.unit == MoneyUnit::WAN && ends) {
        return None;
    }
    let end = text.len() - after.len();
    let range = number.range.start..end;
    let yuan = word.unit.convert(number.value, MoneyUnit::YUAN)?;
    let per = per_before(&text[..range.start]).or_else(|| per_after(after));
    Some(Amount { range, yuan, per })
}

/// 家 of `…，每家` in front of an amount.
fn per_before(before: &str) -> Option<String> {
    let clause = before.rsplit(is_stop).next().unwrap_or_default();
    let (_, noun) = clause.rsplit_once('每')?;
    (!noun.is_empty()).then(|| noun.trim().to_owned())
}

/// 次 of `/次` behind an amount.
fn per_after(after: &str) -> Option<String> {
    let noun = after.trim_start().strip_prefix(['/', '／', '每'])?.trim_start();
    let noun: String = noun.chars().take_while(|c| c.is_alphabetic()).collect();
    (!noun.is_empty()).then_some(noun)
}

/// Whether a clause ends at `c`.
pub fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '、' | '：' | ',' | ';' | ':' | '\n' | '（' | '）')
}

/// A count times a unit price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// How many.
    pub count: Number,
    /// The price of one.
    pub price: Amount,
    /// The total that the same sentence states.
    pub total: Option<Amount>,
}

impl Product {
    /// Count times price, in 元.
    pub fn yuan(&self) -> Option<Decimal> {
        self.count.value.checked_mul(self.price.yuan)
    }
}

/// The products that `text` spells out: `3家×2万元`, `每场0.5万元，共12场`.
pub fn products(text: &str) -> Vec<Product> {
    let found = amounts(text);
    let numbers = numbers(text);
    let product = |price: &Amount| {
        let sentence = sentence_around(text, price.range.start);
        let count = multiplied(text, price, &numbers)
            .or_else(|| counted(text, price, &sentence, &numbers))?;
        let from = price.range.end.max(count.range.end);
        let total = found.iter().find(|a| {
            a.range.start >= from
                && a.range.start < sentence.end
                && is_total(&text[from..a.range.start])
        });
        Some(Product { count, price: price.clone(), total: total.cloned() })
    };
    found.iter().filter_map(product).collect()
}

/// The bytes of the sentence that holds the byte `at`.
pub fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let ends = ['。', '；', ';', '\n'];
    let start = text[..at].rfind(ends).map_or(0, |i| i + char_at(text, i));
    let end = text[at..].find(ends).map_or(text.len(), |i| at + i);
    start..end
}

fn char_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Whether the words between a product and an amount say that the amount is its result.
fn is_total(between: &str) -> bool {
    let last = between.rsplit(is_stop).next().unwrap_or_default().trim();
    ["共计", "合计", "总计", "共需", "共", "计", "=", "＝"]
        .iter()
        .any(|w| last.ends_with(w))
}

/// The number on the other side of a sign of multiplication.
fn multiplied(text: &str, price: &Amount, numbers: &[Number]) -> Option<Number> {
    let sign = ['×', '*', '✕', 'x', 'X'];
    let before = text[..price.range.start].trim_end();
    if let Some(left) = before.strip_suffix(sign) {
        let left = left.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ');
        return numbers.iter().find(|n| n.range.end == left.len()).cloned();
    }
    let after = text[price.range.end..].trim_start();
    let noun = |c: char| c.is_alphabetic() && !sign.contains(&c);
    let after = after.trim_start_matches(['/', '／']).trim_start_matches(noun);
    let right = after.strip_prefix(sign)?.trim_start();
    let at = text.len() - right.len();
    numbers.iter().find(|n| n.range.start == at).cloned()
}

/// The one number of the sentence that counts what the unit price is for.
fn counted(
    text: &str,
    price: &Amount,
    sentence: &Range<usize>,
    numbers: &[Number],
) -> Option<Number> {
    let classifier = price.per.as_ref()?.chars().next()?;
    let mut counts = numbers.iter().filter(|n| {
        n.range.start >= sentence.start
            && n.range.end < sentence.end
            && text[n.range.end..].trim_start().starts_with(classifier)
    });
    let first = counts.next()?;
    counts.next().is_none().then(|| first.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Vec<String> {
        amounts(text).iter().map(|a| a.yuan.normalize().to_string()).collect()
    }

    #[test]
    fn amounts_are_numbers_with_a_unit_of_money() {
        assert_eq!(yuan("全部预算 17.5 万元，由市级安排"), ["175000"]);
        assert_eq!(yuan("补贴合计4万，按季发放"), ["40000"]);
        assert_eq!(yuan("培训1.5万人次，劳务费500元/次"), ["500"]);
        assert_eq!(yuan("1,200元、2.5亿元、A3元、1.2.3元"), ["1200", "250000000"]);
    }

    #[test]
    fn places_are_those_of_the_author() {
        let text = "预算 17.5 万元";
        assert_eq!(&text[amounts(text)[0].range.clone()], "17.5 万元");
    }

    fn product(text: &str) -> Option<(String, String, Option<String>)> {
        let found = products(text);
        assert!(found.len() < 2);
        let p = found.first()?;
        let plain = |d: Decimal| d.normalize().to_string();
        let total = p.total.as_ref().map(|t| plain(t.yuan));
        Some((plain(p.count.value), plain(p.price.yuan), total))
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
        assert_eq!(product("5个县2个乡，每个3万元"), None);
        assert_eq!(product("每年维护费3万元"), None);
    }
}
