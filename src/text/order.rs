//! The order of names.

use std::cmp::Ordering;

/// Names in the order people expect: 2 before 10.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let (Some(x), Some(y)) = (a.peek().copied(), b.peek().copied()) else {
            return a.peek().is_some().cmp(&b.peek().is_some());
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            number(&mut a).cmp(&number(&mut b))
        } else {
            a.next();
            b.next();
            x.cmp(&y)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The digits in front, as a key that sorts by value.
fn number(chars: &mut std::iter::Peekable<std::str::Chars>) -> (usize, String, usize) {
    let mut digits = String::new();
    while let Some(c) = chars.next_if(char::is_ascii_digit) {
        digits.push(c);
    }
    let value = digits.trim_start_matches('0').to_owned();
    (value.len(), value, digits.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_comes_before_ten() {
        let mut names = ["10-甲", "2-乙", "1-丙", "02-丁", "甲", "2"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["1-丙", "2", "2-乙", "02-丁", "10-甲", "甲"]);
    }
}
