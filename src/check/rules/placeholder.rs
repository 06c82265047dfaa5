use crate::check::han::is_han;
use crate::check::text::{Part, Text, all};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use std::ops::Range;

/// 检查什么：文字里没有忘了填的空和模板里的字：XX、××、***、待定、____、{单位}、请填写、目标内容1。
///
/// 为什么：模板里的空没有填，印出来就是错的。指标值由指标的规则检查，这里不看。
///
/// 示例：在XX县举办培训班，时间待定。
///
/// 应写成：在青禾县举办培训班，6月底前完成。
///
/// 修复是否安全：不自动改，要填的内容只有作者知道。
///
/// 依据：公文文字规范。
pub const RULE: Rule = Rule { code: codes::T104, run: Run::Department(judge) };

/// Characters of which two or more in a row mark a blank to fill.
const MARKS: &[char] = &['X', 'x', 'Ｘ', '×', '_', '＿', '*', '＊', '□', '○'];
/// Words that mark one.
const WORDS: &[&str] = &[
    "待定",
    "待确定",
    "待补充",
    "待填写",
    "待完善后",
    "某某",
    "请填写",
    "请输入",
    "此处填写",
    "在此填写",
    "请在此",
    "填写说明",
    "目标内容1",
    "目标内容2",
    "目标内容3",
    "目标内容一",
    "目标内容二",
    "（略）",
];
/// What makes another word of 待定: 有待定期检查, 等待定点医院.
const BEFORE: &[&str] = &["有", "等", "接", "对", "看", "亟", "优", "招"];

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let texts = all(scope).filter(|t| !matches!(t.0, Part::Target | Part::Date));
    texts.flat_map(|text| in_text(text, scope)).collect()
}

fn in_text((_, text): Text, scope: &Scope) -> Vec<Diagnostic> {
    let finding = |range: Range<usize>| {
        let blank = &text.value[range.clone()];
        let at = scope.place(text, range.clone());
        RULE.finding(at, format!("「{blank}」还没有填"))
            .help("填上实际内容；没有的内容整句删去")
    };
    placeholders(&text.value).into_iter().map(finding).collect()
}

/// The bytes of every placeholder.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = marks(text);
    found.extend(braced(text));
    // a character of each word, so that most texts are passed over at once
    let words = if text.contains(['待', '某', '请', '填', '略', '内']) {
        WORDS
    } else {
        &[]
    };
    for word in words {
        for (at, _) in text.match_indices(word) {
            let other = BEFORE.iter().any(|b| text[..at].ends_with(b));
            let after = &text[at + word.len()..];
            if !(other || *word == "待定" && after.starts_with(['期', '点', '量', '额']))
            {
                found.push(at..at + word.len());
            }
        }
    }
    found.sort_by_key(|r| r.start);
    found
}

/// `{单位名称}`: a name in braces, as templates have.
fn braced(text: &str) -> Option<Range<usize>> {
    let start = text.find('{')?;
    let end = start + text[start..].find('}')? + 1;
    let inside = text[start..end].trim_matches(['{', '}']);
    let named = inside.chars().count() <= 12 && inside.chars().any(is_han);
    named.then_some(start..end)
}

/// Runs of one mark, unless they are part of a Latin word such as XXL.
fn marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(MARKS).map(|i| rest + i) {
        let Some(mark) = text[start..].chars().next() else { break };
        let run = text[start..].len() - text[start..].trim_start_matches(mark).len();
        let end = start + run;
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let in_word =
            latin(text[..start].chars().last()) || latin(text[end..].chars().next());
        if run > mark.len_utf8() && !(mark.is_ascii_alphabetic() && in_word) {
            found.push(start..end);
        }
        rest = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn blanks_to_fill_are_found() {
        assert_eq!(
            found("在XX县举办××活动____次，时间待定"),
            ["XX", "××", "____", "待定"]
        );
        assert_eq!(found("{单位名称}负责，请填写"), ["{单位名称}", "请填写"]);
        assert_eq!(found("目标内容1：逐件审核***件"), ["目标内容1", "***"]);
        assert_eq!(found("20XX年"), ["XX"]);
    }

    #[test]
    fn words_and_products_are_none() {
        for text in ["购置XXL工装", "3×2", "设备有待定期检修", "等待定点医院", "x光机"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
