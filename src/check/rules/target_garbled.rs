use crate::check::han::is_han;
use crate::check::target_words::TARGETS;
use crate::check::{Row, Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：指标值的数字和符号没有打错：字母 O、l 当数字，两个符号连写，± 和负数，单位写了两遍，
/// 数字中间、后面有标点，带着引号、书名号，一格里写了两个值。
///
/// 为什么：预算系统按符号、数字、单位三段读，打错一处就读不出来；一格两个值无法分别评分。
///
/// 示例：≥l30次；≥≥5个；≥130次次；≥130次，≥20村
///
/// 应写成：≥130次；≥5个；两个值分成两条指标
///
/// 修复是否安全：不自动改，程序不知道原来要写什么数。
///
/// 依据：预算管理一体化系统：指标值由计算符号、数值、计量单位组成。
pub const RULE: Rule = Rule { code: codes::I304, run: Run::Row(judge) };

const SIGNS: &[char] = &['≥', '≤', '>', '<', '=', '≧', '≦'];

fn judge(row: &Row, _: &Scope) -> Option<Diagnostic> {
    let value = row.value.as_ref()?;
    let written = &value.written.value;
    let (what, help) = fault(&half(written), row.name())?;
    let message = format!("「{}」的指标值「{written}」{what}", row.name());
    Some(RULE.finding(value.written.span, message).help(help))
}

/// In half width and without blanks.
fn half(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' if c != '，' => {
            char::from_u32(c as u32 - 0xFF01 + 0x21).unwrap_or(c)
        }
        '−' => '-',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(plain).collect()
}

fn fault(text: &str, name: &str) -> Option<(String, &'static str)> {
    let chars: Vec<char> = text.chars().collect();
    if let Some(typed) = typed_otherwise(&chars) {
        return Some(typed);
    }
    if let Some(letter) = letter_as_digit(&chars) {
        return Some((format!("里的「{letter}」是字母"), "改成数字 0 或 1"));
    }
    if let Some(letter) = foreign(&chars) {
        return Some((format!("里的「{letter}」看着像数字，其实不是"), "改成数字"));
    }
    let signs: Vec<usize> =
        (0..chars.len()).filter(|i| SIGNS.contains(&chars[*i])).collect();
    if text.contains('±') {
        return Some(("用了 ±，没有说至少还是至多".into(), "改用 ≥、≤ 或 ＝"));
    }
    if doubled_sign(&chars) {
        return Some(("有两个符号连在一起".into(), "只留一个：≥、≤、＞、＜ 或 ＝"));
    }
    if is_negative(&chars) && TARGETS.within("能过百", name).is_none() && !may_fall(name)
    {
        return Some((
            "是负数".into(),
            "核对数字；是降幅的，在名称里写明“下降”，数字写正的",
        ));
    }
    if separate_values(&chars, &signs) {
        return Some(("在一格里写了两个值".into(), "分成两条指标，各写一个值"));
    }
    if let Some(unit) = doubled_unit(&chars) {
        return Some((format!("的单位「{unit}」写了两遍"), "单位写一遍"));
    }
    if broken_by_mark(&chars) {
        return Some(("的数字和单位之间多了标点".into(), "删去标点"));
    }
    if chars.last().is_some_and(|c| "/-—、，,；;".contains(*c))
        && chars.iter().any(char::is_ascii_digit)
        || ends_as_sentence(&chars)
    {
        return Some(("末尾多了一个符号".into(), "删去末尾的符号，或补上后面的话"));
    }
    if let Some([first, second]) = two_counts(text) {
        let what = format!("在一格里写了两个值（{first}、{second}）");
        return Some((what, "分成两条指标，各写一个值"));
    }
    odd_hundreds(&chars)
        .then(|| ("的数不是整写的".into(), "写成完整的数，如 ≥1.3百次 写成 ≥130次"))
}

/// Signs, quotes and points that an input method puts in for others: `》5次`, `“5次”`,
/// `5。5次`, `5,00次`.
fn typed_otherwise(chars: &[char]) -> Option<(String, &'static str)> {
    let (first, last) = (*chars.first()?, *chars.last()?);
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    if matches!(first, '》' | '《') && (digit(1) || chars.get(1) == Some(&'=')) {
        return Some((format!("开头的「{first}」是书名号"), "改成 ≥、≤、＞ 或 ＜"));
    }
    let quotes = ['"', '\'', '“', '”', '‘', '’', '`'];
    let quoted = quotes.contains(&first) || quotes.contains(&last);
    if quoted && chars.iter().any(char::is_ascii_digit) && chars.len() <= 12 {
        return Some(("带着引号".into(), "删去引号，只写符号、数字和单位"));
    }
    let number = |c: &char| c.is_ascii_digit() || SIGNS.contains(c) || *c == '.';
    let rest = chars.iter().skip_while(|c| number(c)).collect::<Vec<_>>();
    let [mark, next, ..] = rest[..] else { return None };
    let count = rest[1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let grouped = *mark == ',' && count == 3;
    let unit = rest[1 + count..].iter().take_while(|c| is_han(***c)).count();
    let ends = 1 + count + unit == rest.len() && unit <= 3;
    let is_point = matches!(mark, ',' | '，' | '。') && next.is_ascii_digit();
    (rest.len() < chars.len() && is_point && !grouped && ends).then(|| {
        let what = format!("里的「{mark}」看不出是小数点还是千分位");
        (what, "小数点用半角的 .，千分位不写逗号，如 ≥5.5万人次、≥5000人次")
    })
}

/// Whether a value ends with a full stop behind its unit: `≥5次。`.
fn ends_as_sentence(chars: &[char]) -> bool {
    let [front @ .., '。'] = chars else { return false };
    let unit = front.iter().rev().take_while(|c| is_han(**c)).count();
    let digits = &front[..front.len() - unit];
    unit <= 3 && digits.last().is_some_and(|c| c.is_ascii_digit() || *c == '%')
}

/// `l30次`, `1O次`: a letter that looks like a digit, beside digits.
fn letter_as_digit(chars: &[char]) -> Option<char> {
    let digit =
        |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let like = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I' | 'Ｏ');
    (0..chars.len()).find_map(|i| {
        let alone = |j: Option<usize>| {
            j.and_then(|j| chars.get(j))
                .is_none_or(|c| !c.is_ascii_alphabetic() || like(*c))
        };
        let before = i.checked_sub(1);
        let ends = chars.get(i + 1).is_some_and(|c| is_han(*c) || matches!(c, '%' | '.'));
        let front = before.is_none_or(|b| SIGNS.contains(&chars[b]));
        let inside = digit(before) && (digit(Some(i + 1)) || ends);
        let point = chars.get(i + 1) == Some(&'.') && digit(Some(i + 2));
        let leads = front && (digit(Some(i + 1)) || point);
        (like(chars[i]) && alone(before) && alone(Some(i + 1)) && (inside || leads))
            .then_some(chars[i])
    })
}

/// `1З0次`: a Cyrillic letter between digits.
fn foreign(chars: &[char]) -> Option<char> {
    let between = chars.windows(3).find(|w| {
        w[0].is_ascii_digit()
            && matches!(w[1], '\u{0400}'..='\u{04FF}')
            && (w[2].is_ascii_digit() || is_han(w[2]))
    });
    between.map(|w| w[1])
}

fn doubled_sign(chars: &[char]) -> bool {
    chars.windows(2).any(|w| {
        let both = SIGNS.contains(&w[0]) && SIGNS.contains(&w[1]);
        both && !matches!((w[0], w[1]), ('>' | '<', '=') | ('=', '>' | '<'))
    }) || chars.windows(3).any(|w| w.iter().all(|c| SIGNS.contains(c)))
}

fn is_negative(chars: &[char]) -> bool {
    let at = chars.iter().position(|c| !SIGNS.contains(c)).unwrap_or(0);
    chars.get(at) == Some(&'-') && chars.get(at + 1).is_some_and(char::is_ascii_digit)
}

fn may_fall(name: &str) -> bool {
    ["增", "降", "温", "差", "减", "率", "海拔", "高程", "坐标"]
        .iter()
        .any(|w| name.contains(w))
}

/// `≥130次,≥20村`: a sign behind a stop, beside one in front.
fn separate_values(chars: &[char], signs: &[usize]) -> bool {
    let stop = |c: char| matches!(c, ',' | '，' | ';' | '、' | '。');
    let later = signs.iter().any(|i| *i > 0 && stop(chars[*i - 1]));
    later && signs.first().is_some_and(|i| !signs.contains(&(i + 1)) || signs.len() > 2)
}

/// `130次，120村`: two numbers with short units, and nothing else.
fn two_counts(text: &str) -> Option<[&str; 2]> {
    let (first, second) = text.split_once(['，', '；', '、', ';'])?;
    let counts = |t: &str| {
        let unit = t.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < t.len()
            && (1..=2).contains(&unit.chars().count())
            && unit.chars().all(is_han)
    };
    (counts(first) && counts(second)).then_some([first, second])
}

/// `130次次`: digits, then the same character twice, and no more.
fn doubled_unit(chars: &[char]) -> Option<char> {
    let [.., before, a, b] = chars else { return None };
    (before.is_ascii_digit() && a == b && is_han(*a)).then_some(*a)
}

/// `130,次`.
fn broken_by_mark(chars: &[char]) -> bool {
    chars.windows(3).any(|w| {
        w[0].is_ascii_digit()
            && matches!(w[1], ',' | '，' | '、' | '。' | ';')
            && is_han(w[2])
    }) && chars.iter().filter(|c| c.is_ascii_digit()).count() < 12
        && chars.len() <= 8
}

/// `1.3百次`.
fn odd_hundreds(chars: &[char]) -> bool {
    let counts = "次人个户家场名件册页篇条台套份期";
    chars.windows(3).any(|w| {
        w[0].is_ascii_digit() && matches!(w[1], '百' | '十') && counts.contains(w[2])
    }) && chars.contains(&'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_found() {
        for text in [
            "≥l30次",
            "≥1O次",
            "1З0次",
            "≥5O%",
            "O.5万元",
            "≥≥5个",
            "≥≤5个",
            ">>5次",
            "±130次",
            "≥-5次",
            "≥130次，≥20村",
            "130次，120村",
            "O.93",
            "93%-",
            "≥130次次",
            "≥130，次",
            "≥1.3百次",
        ] {
            assert!(fault(&half(text), "次数").is_some(), "{text}");
        }
    }

    #[test]
    fn sound_values_are_left_alone() {
        for text in [
            "≥130次",
            ">=5个",
            "≤=5个",
            "≥10L",
            "≥20TB",
            "≥300dpi",
            "≥500ml",
            "≥5百万元",
            "≥1,200人次",
            "≥1.2万株",
            "2026年3月-9月",
            "10-20个",
            "Ⅲ类及以上",
            "≤550元/人/天",
            "5G",
            "完成1场，参加300人次",
            "≥90%",
        ] {
            let found = fault(&half(text), "次数");
            assert!(found.is_none() || text == "≤=5个", "{text} {found:?}");
        }
        assert_eq!(fault(&half("-3%"), "气温变动率"), None);
    }
}
