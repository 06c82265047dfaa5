use crate::check::text::{PlacedText, all};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use std::ops::Range;

/// 检查什么：没有两个标点挨在一起：。。、，。、；、。
///
/// 为什么：多半是删改文字时留下的。省略号（……）、破折号（——）不算。
///
/// 示例：开展国际档案日宣传。。
///
/// 应写成：开展国际档案日宣传。
///
/// 修复是否安全：不安全，两个标点不同的，留哪一个由作者定。
///
/// 依据：GB/T 15834—2011《标点符号用法》。
pub const RULE: Rule = Rule { code: codes::T109, run: Run::Department(judge) };

/// Marks of which no two may stand side by side.
const MARKS: &[char] = &['，', '。', '、', '；', '：', ',', ';'];

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    all(scope).filter_map(|text| in_text(text, scope)).collect()
}

fn in_text((_, text): PlacedText, scope: &Scope) -> Option<Diagnostic> {
    let range = doubled(text.value)?;
    let run = &text.value[range.clone()];
    let kept = if run.contains('。') { '。' } else { run.chars().next()? };
    let place = scope.place(text, range.clone());
    let finding = RULE
        .finding(place, format!("标点「{run}」挨在一起"))
        .help(format!("只留一个，如「{kept}」"));
    Some(match place.range().len() == range.len() {
        true => finding.fix(place, kept.to_string()),
        false => finding,
    })
}

/// The first run of two or more marks.
fn doubled(text: &str) -> Option<Range<usize>> {
    let mut rest = 0;
    while let Some(start) = text[rest..].find(MARKS).map(|i| rest + i) {
        let end = text.len() - text[start..].trim_start_matches(MARKS).len();
        if text[start..end].chars().count() > 1 {
            return Some(start..end);
        }
        rest = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::doubled;

    #[test]
    fn runs_of_marks_are_found() {
        let found = |t: &'static str| doubled(t).map(|r| &t[r]);
        assert_eq!(found("宣传。。"), Some("。。"));
        assert_eq!(found("审核，、印制"), Some("，、"));
        assert_eq!(found("办好；。"), Some("；。"));
        for text in ["办好……", "甲——乙", "“甲。”，乙", "甲）。", ""]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
