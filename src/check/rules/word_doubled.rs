use crate::check::text::{Text, of_department, of_project};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, Severity};
use std::ops::Range;

/// 检查什么：没有把一个词连着写两遍。
///
/// 为什么：多半是复制或修改时留下的；重叠词（一个一个、许多许多）不算。
///
/// 示例：征求各方意见意见。
///
/// 应写成：征求各方意见。
///
/// 修复是否安全：不安全，也可能是漏了标点或别的字。
///
/// 依据：公文文字规范。
pub const RULE: Rule = Rule {
    code: "T103",
    title: "词语重复",
    severity: Severity::Warning,
    run: Run::Department(judge),
};

/// Longest doubled word, in characters.
const LONGEST: usize = 8;

/// Words that are rightly said twice, one a line; `#` begins a comment.
const REDUPLICATED: &str = include_str!("../../../data/words/reduplicated.txt");

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let department = scope.department;
    let projects = department.projects.iter().flat_map(of_project);
    let texts = of_department(department).into_iter().chain(projects);
    texts.flat_map(|text| in_text(text, scope)).collect()
}

fn in_text((_, text): Text, scope: &Scope) -> Vec<Diagnostic> {
    let found = doubled(&text.value);
    let finding = |range: Range<usize>| {
        let both = &text.value[range.clone()];
        let word = &both[..both.len() / 2];
        let at = scope.place(text, range.clone());
        Diagnostic::error(RULE.code, at, format!("「{word}」连着写了两遍"))
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
                found.push(chars[at].0..end(at + 2 * n));
                at += 2 * n;
            }
            None => at += 1,
        }
    }
    found
}

fn is_word(word: &str) -> bool {
    let han = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}');
    let Some(first) = word.chars().next() else { return false };
    let one_by_one = first == '一' && word.chars().count() == 2;
    let right = one_by_one || REDUPLICATED.lines().any(|line| line == word);
    word.chars().all(han) && word.chars().any(|c| c != first) && !right
}

#[cfg(test)]
mod tests {
    use super::doubled;

    fn words(text: &str) -> Vec<&str> {
        doubled(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn doubled_words_are_found_where_they_stand() {
        assert_eq!(words("征求意见意见，提高。"), ["意见意见"]);
        assert_eq!(words("市财政局市财政局审核"), ["市财政局市财政局"]);
    }

    #[test]
    fn reduplication_is_no_fault() {
        for text in
            ["家家户户、方方面面", "一个一个解决", "大家研究研究", "天天向上", "12121212"]
        {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }
}
