use crate::check::han::is_han;
use crate::check::text::{PlacedText, all};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：括号、书名号、引号成对。
///
/// 为什么：少半个括号，多半是改文字时删掉了一半，有时后面的话也跟着丢了。
///
/// 示例：地图及早期文书（含拓片。
///
/// 应写成：地图及早期文书（含拓片）。
///
/// 修复是否安全：不自动改，程序不知道另一半该在哪里。
///
/// 依据：GB/T 15834—2011《标点符号用法》。
pub const RULE: Rule = Rule { code: codes::T108, run: Run::Department(judge) };

/// Opening marks and what closes them; half-width brackets count as full-width ones.
const PAIRS: &[(char, char)] = &[
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('“', '”'),
    ('‘', '’'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
];

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    all(scope).filter_map(|text| in_text(text, scope)).collect()
}

fn in_text((_, text): PlacedText, scope: &Scope) -> Option<Diagnostic> {
    let (at, mark) = unpaired(text.value)?;
    let place = scope.place(text, at..at + mark.len_utf8());
    let opens = PAIRS.iter().find(|p| p.0 == full(mark));
    let closes = PAIRS.iter().find(|p| p.1 == full(mark));
    let message = match (opens, closes) {
        (Some(pair), _) => format!("「{mark}」后面没有「{}」", pair.1),
        (None, Some(pair)) => format!("「{mark}」前面没有「{}」", pair.0),
        (None, None) => return None,
    };
    Some(
        RULE.finding(place, message)
            .help("补上另一半，或删去这一半；看看中间的话是不是丢了"),
    )
}

/// The first mark without its other half.
fn unpaired(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if is_han(c) {
            continue;
        }
        let mark = full(c);
        if let Some(pair) = PAIRS.iter().find(|p| p.0 == mark) {
            open.push((at, c, pair.1));
        } else if PAIRS.iter().any(|p| p.1 == mark) {
            match open.last() {
                Some(last) if last.2 == mark => {
                    open.pop();
                }
                _ if mark == '）' && (numbers(&text[..at]) || counts_on(text, at)) => {}
                // ’ is also an apostrophe
                _ if mark == '’' => {}
                Some(last) => return Some((last.0, last.1)),
                None => return Some((at, c)),
            }
        }
    }
    open.first().map(|o| (o.0, o.1))
}

/// Half-width brackets as full-width ones.
fn full(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        c => c,
    }
}

/// Whether a number that counts items ends here: `1）`, `一）`.
fn numbers(before: &str) -> bool {
    let rest = before.trim_end_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
    });
    let stop = |c: char| "，。；：、\n ".contains(c);
    rest.len() < before.len() && (rest.is_empty() || rest.ends_with(stop))
}

/// Whether a digit stands in front and the text counts 1） and 2）.
fn counts_on(text: &str, at: usize) -> bool {
    let digit = text[..at].ends_with(|c: char| c.is_ascii_digit());
    let has = |n: char| ['）', ')'].iter().any(|b| text.contains(&format!("{n}{b}")));
    digit && has('1') && has('2')
}

#[cfg(test)]
mod tests {
    use super::unpaired;

    #[test]
    fn the_half_without_the_other_is_found() {
        for (text, mark) in [
            ("早期文书（含拓片。", '（'),
            ("含拓片）。", '）'),
            ("按《管理办法执行", '《'),
            ("“一次告知、一窗受理，老人", '“'),
            ("（甲“乙）丙”", '“'),
        ] {
            assert_eq!(unpaired(text).map(|u| u.1), Some(mark), "{text}");
        }
    }

    #[test]
    fn pairs_and_numbers_of_items_are_right() {
        for text in [
            "（甲（乙）丙）",
            "《甲〈乙〉》",
            "“甲‘乙’”",
            "1）召开会议；2）印制资料",
            "审核劳务1）初审；2）复审",
            "甲(乙）",
            "it’s",
            "",
        ] {
            assert_eq!(unpaired(text), None, "{text}");
        }
    }
}
