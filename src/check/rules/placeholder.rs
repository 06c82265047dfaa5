use crate::check::han::is_han;
use crate::check::text::{PlacedText, TextPart, all, bare};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use std::ops::Range;

/// 检查什么：文字里没有忘了填的空和模板里的字：XX、××、***、待定、____、{单位}、请填写、目标内容1；
/// 整段也不只是“略”“暂无”“详见附件”。
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
    "根据实际填写",
    "据实填写",
    "按实际填写",
    "（单位名称）",
    "（项目名称）",
    "（部门名称）",
    "（姓名）",
    "（日期）",
    "（金额）",
    "示例：",
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

/// Whole texts that say nothing.
const NOTHING: &[&str] = &[
    "略",
    "暂无",
    "未定",
    "待定",
    "测试",
    "同上",
    "内容同上",
    "详见附件",
    "见附件",
    "无",
    "空",
    "未知",
    "暂缺",
    "暂定",
    "另定",
    "另行通知",
    "后补",
    "NA",
    "null",
    "REF",
    "NAME",
    "VALUE",
    "DIV0",
    "test",
];
/// Bytes of the longest of them and of marks around it.
const SHORT: usize = 24;

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let texts = all(scope).filter(|t| !matches!(t.0, TextPart::Target | TextPart::Date));
    texts.flat_map(|text| in_text(text, scope)).collect()
}

/// Whether a text that should say something says nothing: 略, #N/A, 11111.
fn is_nothing(part: TextPart, text: &str) -> bool {
    // names and bases have rules of their own, and 其他说明 may well be 无
    let other = matches!(
        part,
        TextPart::Basis | TextPart::Labelled | TextPart::Head | TextPart::Name
    );
    if other || text.len() > SHORT {
        return false;
    }
    let said = bare(text);
    let mut chars = said.chars();
    let first = chars.next();
    let same = said.len() > 2
        && first.is_some_and(|f| f.is_ascii_digit())
        && chars.all(|c| Some(c) == first);
    NOTHING.contains(&said.as_str()) || said.is_empty() || same
}

fn in_text((part, text): PlacedText, scope: &Scope) -> Vec<Diagnostic> {
    if is_nothing(part, text.value) {
        let message = format!("「{}」等于没有填", text.value);
        return vec![RULE.finding(text.span, message).help("写上实际内容")];
    }
    let finding = |range: Range<usize>| {
        let blank = &text.value[range.clone()];
        let at = scope.place(text, range.clone());
        RULE.finding(at, format!("「{blank}」还没有填"))
            .help("填上实际内容；没有的内容整句删去")
    };
    placeholders(text.value).into_iter().map(finding).collect()
}

/// The bytes of every placeholder.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = marks(text);
    found.extend(braced(text));
    found.extend(without_number(text));
    found.extend(blank(text));
    // a character of each word, so that most texts are passed over at once
    let bracketed = ["称）", "名）", "期）", "额）"].iter().any(|w| text.contains(w));
    let words = if bracketed || text.contains(['待', '某', '请', '填', '略', '内', '示'])
    {
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

/// `聘请　　　名专家`: blanks in front of what one counts by.
fn blank(text: &str) -> Option<Range<usize>> {
    let is_blank = |c: char| matches!(c, ' ' | '\u{3000}');
    text.match_indices(['\u{3000}', ' ']).find_map(|(at, _)| {
        let rest = text[at..].trim_start_matches(is_blank);
        let end = text.len() - rest.len();
        let wide =
            text[at..end].chars().map(|c| if c == ' ' { 1 } else { 2 }).sum::<usize>();
        let counts = rest.starts_with(|c: char| "名人次个家场万元年月期页件".contains(c));
        let behind = text[..at].ends_with(is_han);
        (wide >= 3 && counts && behind).then_some(at..end)
    })
}

/// `共计  元`: an amount without its number.
fn without_number(text: &str) -> Option<Range<usize>> {
    ["共计", "合计", "总计", "预算", "资金", "每人", "投入"].iter().find_map(|word| {
        text.match_indices(word).find_map(|(at, _)| {
            let rest = &text[at + word.len()..];
            let blank = rest.trim_start_matches([' ', '\u{3000}', '：']);
            let unit = blank.strip_prefix("万元").or_else(|| blank.strip_prefix('元'))?;
            let ends = !unit.starts_with(is_han) && blank.len() < rest.len();
            ends.then(|| at..text.len() - unit.len())
        })
    })
}

/// `{单位名称}`, `【专家姓名】`: a name in brackets, as templates have.
fn braced(text: &str) -> Option<Range<usize>> {
    let start = text.find(['{', '【', '［'])?;
    let end = start + text[start..].find(['}', '】', '］'])?;
    let end = end + text[end..].chars().next().map_or(0, char::len_utf8);
    let inside = text[start..end].trim_matches(['{', '}', '【', '】', '［', '］']);
    let asked = ["姓名", "名称", "填写", "填报", "日期", "金额", "数量", "地点", "示例"];
    let in_braces = text[start..].starts_with('{');
    let named = inside.chars().count() <= 12
        && inside.chars().any(is_han)
        && (in_braces || asked.iter().any(|w| inside.ends_with(w)));
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
    use super::{TextPart, is_nothing, placeholders};

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
        assert_eq!(found("聘请　　名专家，按实际填写"), ["　　", "按实际填写"]);
        assert_eq!(found("聘请【专家姓名】审核，共计  元"), ["【专家姓名】", "共计  元"]);
    }

    #[test]
    fn words_and_products_are_none() {
        for text in ["购置XXL工装", "3×2", "设备有待定期检修", "等待定点医院", "x光机"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn whole_texts_that_say_nothing_are_told() {
        for text in ["略", "#N/A", "11111", "详见附件。", "——"] {
            assert!(is_nothing(TextPart::Purpose, text), "{text}");
        }
        assert!(!is_nothing(TextPart::Purpose, "购置设备"));
        assert!(!is_nothing(TextPart::Labelled, "无"));
    }
}
