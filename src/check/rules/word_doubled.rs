use crate::check::han::is_han;
use crate::check::text::{PlacedText, all};
use crate::check::words::Lists;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use std::ops::Range;
use std::sync::LazyLock;

/// 检查什么：没有把一个词连着写两遍。
///
/// 为什么：多半是复制或修改时留下的；重叠词（一个一个、许多许多）、两个词相接（大学生学生会）不算。
/// 的的、与与 一类单字也查。
///
/// 示例：征求各方意见意见。
///
/// 应写成：征求各方意见。
///
/// 修复是否安全：不安全，也可能是漏了标点或别的字。
///
/// 依据：公文文字规范。
pub const RULE: Rule = Rule { code: codes::T103, run: Run::Department(judge) };

/// Longest doubled word, in characters.
const LONGEST: usize = 8;

/// Words that are rightly said twice, one a line; `#` begins a comment.
const REDUPLICATED: &str = include_str!("../../../data/words/reduplicated.txt");

/// Words that meet others and only look doubled.
static MEETING: LazyLock<Lists> =
    LazyLock::new(|| Lists::read(include_str!("../../../data/words/doubled.txt")));
/// Single characters that never stand twice in a row, but for the phrases of the list.
const SINGLE: &[char] = &['的', '与', '及', '将', '被', '把', '从'];

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    all(scope).flat_map(|text| in_text(text, scope)).collect()
}

fn in_text((_, text): PlacedText, scope: &Scope) -> Vec<Diagnostic> {
    let mut found = doubled(text.value);
    found.extend(single(text.value));
    let finding = |range: Range<usize>| {
        let both = &text.value[range.clone()];
        let word = &both[..both.len() / 2];
        let at = scope.place(text, range.clone());
        RULE.finding(at, format!("「{word}」连着写了两遍"))
            .help(format!("删去一个「{word}」；若是两个词相连，中间加标点或改写"))
    };
    found.into_iter().map(finding).collect()
}

/// The bytes of words of two and more Chinese characters that stand twice in a row.
fn doubled(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let mut found = Vec::new();
    let mut at = 0;
    while at + 4 <= chars.len() {
        let longest = LONGEST.min((chars.len() - at) / 2);
        let same = |n: &usize| (0..*n).all(|k| chars[at + k].1 == chars[at + n + k].1);
        let word = |n: &usize| chars[at..at + n].iter().map(|c| c.1).collect::<String>();
        match (2..=longest).find(|n| same(n) && is_word(&word(n))) {
            Some(n) => {
                let range = chars[at].0..end(at + 2 * n);
                if !meets(text, &range) {
                    found.push(range);
                }
                at += 2 * n;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether two words meet here: 大学生＋学生会, or a set phrase holds both.
fn meets(text: &str, range: &Range<usize>) -> bool {
    let half = range.len() / 2;
    let (front, behind) = (&text[..range.start + half], &text[range.start + half..]);
    let word = &text[range.start..range.start + half];
    let longer = |list: &str, stands: &dyn Fn(&str) -> bool| {
        let mut words = MEETING.of(list).iter();
        words.any(|w| w.len() > word.len() && w.contains(word) && stands(w))
    };
    longer("前词", &|w| w.ends_with(word) && front.ends_with(w))
        || longer("后词", &|w| w.starts_with(word) && behind.starts_with(w))
        || in_phrase(text, range)
}

fn in_phrase(text: &str, range: &Range<usize>) -> bool {
    let holds = |phrase: &&str| {
        let mut places = text.match_indices(*phrase);
        places.any(|(at, _)| at <= range.start && range.end <= at + phrase.len())
    };
    MEETING.of("整句").iter().any(holds)
}

/// The bytes of `的的` and the like.
fn single(text: &str) -> Vec<Range<usize>> {
    let mut before = None;
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let range = at.saturating_sub(c.len_utf8())..at + c.len_utf8();
        if before == Some(c) && SINGLE.contains(&c) && !in_phrase(text, &range) {
            found.push(range);
        }
        before = Some(c);
    }
    found
}

fn is_word(word: &str) -> bool {
    let Some(first) = word.chars().next() else { return false };
    let one_by_one = first == '一' && word.chars().count() == 2;
    let right = one_by_one || REDUPLICATED.lines().any(|line| line == word);
    word.chars().all(is_han) && word.chars().any(|c| c != first) && !right
}

#[cfg(test)]
mod tests {
    use super::{doubled, single};

    fn words(text: &str) -> Vec<&str> {
        doubled(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn doubled_words_are_found_where_they_stand() {
        assert_eq!(words("征求意见意见，提高。"), ["意见意见"]);
        assert_eq!(words("市财政局市财政局审核"), ["市财政局市财政局"]);
        assert_eq!(words("修复档案档案的原件"), ["档案档案"]);
        assert_eq!(single("该开放的的不截留").len(), 1);
        assert!(single("的的确确").is_empty());
    }

    #[test]
    fn reduplication_is_no_fault() {
        for text in [
            "家家户户、方方面面",
            "一个一个解决",
            "大家研究研究",
            "天天向上",
            "12121212",
            "组织大学生学生会干部参加",
            "支持高新技术技术合同登记",
            "提升现代农业农业机械化水平",
            "建设留守儿童儿童之家",
            "谋事干事干成事",
            "的的确确",
        ] {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }
}
