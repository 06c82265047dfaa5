//! Amounts that are ten thousand times others: 元 taken for 万元, or the other way round.

use super::sum::exact;
use crate::model::MoneyUnit;
use rust_decimal::Decimal;

/// How far two amounts may be from a ratio of 10,000 and still be one, counted in the
/// other unit: caps leave out a part of a budget, or round it.
const LEAST: i64 = 5_000;
const MOST: i64 = 20_000;

/// What a reader should know of an amount that is some 10,000 times another one, or a
/// 10,000th of it, in a form of this unit; None where it is not.
pub fn hint(amount: Decimal, other: Decimal, form: MoneyUnit) -> Option<String> {
    let (large, small) = (amount.max(other), amount.min(other));
    if small <= Decimal::ZERO {
        return None;
    }
    let ratio = large.checked_div(small)?;
    let fits = (Decimal::from(LEAST)..=Decimal::from(MOST)).contains(&ratio);
    fits.then(|| {
        let (large, small) = (exact(large), exact(small));
        format!("{large} 是 {small} 的一万倍左右：{}", cause(form))
    })
}

/// What most likely made an amount 10,000 times too large or too small.
pub fn cause(form: MoneyUnit) -> &'static str {
    match form {
        MoneyUnit::WAN => "多半把元当成了万元，这里以万元计，50000 元写 5.00",
        MoneyUnit::YUAN => "多半把万元当成了元，这里以元计，5 万元写 50000.00",
        _ => "多半弄错了单位，请核对表头的金额单位",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_some_ten_thousand_times_is_told() {
        let told = |a: &str, b: &str| {
            let decimal = |t| Decimal::from_str_exact(t).unwrap();
            hint(decimal(a), decimal(b), MoneyUnit::WAN).is_some()
        };
        assert!(told("98000", "9.8") && told("9.8", "98000") && told("98000", "9.5"));
        for (a, b) in [("98000", "98"), ("5", "5"), ("0", "5"), ("5", "0"), ("0", "0")] {
            assert!(!told(a, b), "{a} {b}");
        }
        assert!(!told("79228162514264337593543950335", "0.0000000000000000000000000001"));
    }
}
