//! A number in the ways that Word writes one.

use crate::word::xml::XmlElement;

/// The name of a level's format. A format that only newer programs know stands in an
/// `AlternateContent`, with one for all in its fallback.
pub fn name(level: &XmlElement) -> String {
    let direct = level.part_value("numFmt");
    let choice = || {
        let choice = level.part("AlternateContent")?.part("Choice")?.part("numFmt")?;
        let own = choice.local_attribute("format");
        // 01, 02, 03, …
        own.filter(|f| f.starts_with("01")).map(|_| "decimalZero".to_owned())
    };
    direct.or_else(choice).unwrap_or_else(|| "decimal".to_owned())
}

/// A number in a format; in one that is not known as digits.
pub fn show(format: &str, number: usize) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => {
            number.to_string().chars().map(full_width).collect()
        }
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting"
        | "ideographDigitalCounting" => counted(number, &DIGITS, "十百千", "零"),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            let digit = |c: char| DIGITS[c.to_digit(10).unwrap_or(0) as usize];
            number
                .to_string()
                .chars()
                .map(digit)
                .map(|d| if d == '零' { '〇' } else { d })
                .collect()
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            counted(number, &LEGAL, "拾佰仟", "零")
        }
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            enclosed(number, '①', 20)
        }
        "decimalEnclosedParen" => enclosed(number, '⑴', 20),
        "decimalEnclosedFullstop" => enclosed(number, '⒈', 20),
        "ideographEnclosedCircle" => enclosed(number, '㊀', 10),
        "ordinal" | "ordinalText" | "cardinalText" => number.to_string(),
        _ => number.to_string(),
    }
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

fn full_width(c: char) -> char {
    char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c)
}

/// A to Z, then AA to ZZ: the letter is repeated.
fn letters(number: usize, first: char) -> String {
    let Some(rest) = number.checked_sub(1).filter(|n| *n < 780) else {
        return number.to_string();
    };
    let letter = char::from_u32(u32::from(first) + (rest % 26) as u32).unwrap_or(first);
    std::iter::repeat_n(letter, rest / 26 + 1).collect()
}

fn roman(mut number: usize) -> String {
    const PARTS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3_999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, sign) in PARTS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// A number below ten thousand in Chinese; 十一 and not 一十一.
fn counted(number: usize, digits: &[char; 10], units: &str, zero: &str) -> String {
    if number == 0 || number > 9_999 {
        return if number == 0 { zero.to_owned() } else { number.to_string() };
    }
    let text = number.to_string();
    let units: Vec<char> = units.chars().collect();
    let mut out = String::new();
    let mut gap = false;
    for (i, c) in text.chars().enumerate() {
        let digit = c.to_digit(10).unwrap_or(0) as usize;
        let power = text.len() - 1 - i;
        if digit == 0 {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push_str(zero);
        }
        let bare_ten = number < 20 && power == 1 && digits[1] == '一';
        if !bare_ten {
            out.push(digits[digit]);
        }
        out.extend(power.checked_sub(1).and_then(|p| units.get(p)));
    }
    out
}

fn cycle(number: usize, signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    let at = number.checked_sub(1).and_then(|n| signs.get(n % signs.len()));
    at.map_or_else(|| number.to_string(), char::to_string)
}

/// The number-th sign of a row that begins with `first`.
fn enclosed(number: usize, first: char, last: usize) -> String {
    let sign = (1..=last)
        .contains(&number)
        .then(|| char::from_u32(u32::from(first) + number as u32 - 1));
    sign.flatten().map_or_else(|| number.to_string(), |c| c.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_every_way() {
        for (format, number, text) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("chineseCounting", 11, "十一"),
            ("chineseCountingThousand", 20, "二十"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("japaneseCounting", 10, "十"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographTraditional", 2, "乙"),
            ("ideographZodiac", 13, "子"),
            ("decimalEnclosedCircleChinese", 3, "③"),
            ("decimalEnclosedCircle", 21, "21"),
            ("decimalFullWidth", 10, "１０"),
            ("upperLetter", 27, "AA"),
            ("lowerLetter", 2, "b"),
            ("upperRoman", 4, "IV"),
            ("lowerRoman", 19, "xix"),
            ("none", 1, ""),
            ("其他", 7, "7"),
        ] {
            assert_eq!(show(format, number), text, "{format}");
        }
    }
}
