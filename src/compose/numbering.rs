//! 一、 （一） 1. — numbers in the pattern of a profile.

/// The number `n` written in `pattern`: its 一 or 1 is replaced.
pub fn numbered(pattern: &str, n: usize) -> String {
    if pattern.contains('一') {
        return pattern.replace('一', &chinese(n));
    }
    pattern.replace('1', &n.to_string())
}

/// What stands between a number and its text: a blank where both would else read as one
/// number, such as `1.` and `2026年`.
pub fn apart(number: &str, text: &str) -> &'static str {
    let digit = text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let open = number.ends_with(|c: char| c == '.' || c.is_ascii_digit());
    if digit && open { " " } else { "" }
}

/// A number below 10,000 in Chinese; a larger one in digits.
pub fn chinese(n: usize) -> String {
    const DIGITS: [&str; 10] =
        ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if n == 0 || n >= 10_000 {
        return n.to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for (value, unit) in UNITS {
        match n / value % 10 {
            0 => gap = !out.is_empty(),
            1 if value == 10 && out.is_empty() => out.push_str(unit),
            digit => {
                if std::mem::take(&mut gap) {
                    out.push_str(DIGITS[0]);
                }
                out.push_str(DIGITS[digit]);
                out.push_str(unit);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_spoken() {
        let cases = [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")];
        for (n, text) in cases {
            assert_eq!(chinese(n), text);
        }
        assert_eq!(chinese(105), "一百零五");
        assert_eq!(chinese(1010), "一千零一十");
        assert_eq!(chinese(2000), "二千");
        assert_eq!(chinese(12_345), "12345");
    }

    #[test]
    fn a_number_and_a_year_are_kept_apart() {
        assert_eq!(apart("1.", "2026年会议费"), " ");
        assert_eq!(apart("1.", "会议费"), "");
        assert_eq!(apart("（一）", "2026年会议费"), "");
        assert_eq!(apart("1、", "2026年会议费"), "");
    }

    #[test]
    fn patterns_keep_their_brackets() {
        assert_eq!(numbered("（一）", 12), "（十二）");
        assert_eq!(numbered("1、", 12), "12、");
        assert_eq!(numbered("一、", 3), "三、");
    }
}
