use crate::check::han::is_han;
use crate::check::text::{PlacedText, all};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};

/// 检查什么：汉字之间的逗号、分号、冒号、问号、叹号、句号用全角。数字、英文之间的不算。
///
/// 为什么：半角、全角混用，排出来间距不一，是送审前最常见的文字毛病。
///
/// 示例：更新查档大厅自助终端,印制开放目录。
///
/// 应写成：更新查档大厅自助终端，印制开放目录。
///
/// 修复是否安全：不安全，只换这一个标点，请看过再改。
///
/// 依据：GB/T 15834—2011《标点符号用法》。
pub const RULE: Rule = Rule { code: codes::T107, run: Run::Department(judge) };

/// Half-width marks and the full-width ones to write.
const MARKS: &[(char, char)] =
    &[(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('.', '。')];

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    all(scope).filter_map(|text| in_text(text, scope)).collect()
}

fn in_text((_, text): PlacedText, scope: &Scope) -> Option<Diagnostic> {
    let found = half_width(text.value);
    let &(at, mark, right) = found.first()?;
    let place = scope.place(text, at..at + 1);
    let around: String = around(text.value, at);
    let message = match found.len() {
        1 => format!("「{around}」里是半角的「{mark}」"),
        n => format!("「{around}」里是半角的「{mark}」，这段文字共有 {n} 处半角标点"),
    };
    let finding =
        RULE.finding(place, message).help(format!("汉字之间用全角标点，写成「{right}」"));
    Some(match place.range().len() {
        1 => finding.fix(place, right.to_string()),
        _ => finding,
    })
}

/// Where half-width marks stand between Chinese characters, and what to write.
fn half_width(text: &str) -> Vec<(usize, char, char)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |n| n.1);
        if c.is_ascii_punctuation()
            && let Some(mark) = MARKS.iter().find(|m| m.0 == c)
            && (is_han(before) || matches!(before, '）' | '”' | '》'))
            && (is_han(after) || matches!(after, '“' | '《' | '（'))
        {
            found.push((at, mark.0, mark.1));
        }
        before = c;
    }
    found
}

/// The mark with a few characters on both sides.
fn around(text: &str, at: usize) -> String {
    let front: Vec<_> = text[..at].chars().rev().take(4).collect();
    front.into_iter().rev().chain(text[at..].chars().take(5)).collect()
}

#[cfg(test)]
mod tests {
    use super::half_width;

    #[test]
    fn marks_between_chinese_are_found() {
        for text in ["更新终端,印制目录", "（甲）;乙", "内容:审核", "审核.印制"]
        {
            assert_eq!(half_width(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn numbers_and_latin_keep_theirs() {
        for text in ["1,200元", "8:30开馆", "V2.0版", "A,B两类", "3.5万", "甲，乙"]
        {
            assert!(half_width(text).is_empty(), "{text}");
        }
    }
}
