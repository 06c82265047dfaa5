use crate::check::han::is_han;
use crate::check::text::{TextPart, of_project};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;
use std::ops::Range;

/// 检查什么：项目名称里的词与资金用途、绩效目标、指标里的不是只差一个字（档案开发审核／档案开放审核），
/// 而名称里的写法别处一次也没有。
///
/// 为什么：多半有一处打错了字；名称印在目录里，错一个字很显眼。
///
/// 示例：项目名称 档案开发审核经费，资金用途 聘请专家参加档案开放审核。
///
/// 应写成：两处写同一个词。
///
/// 修复是否安全：不自动改，程序不知道哪个字是对的。
///
/// 依据：公文文字规范；审核实践。
pub const RULE: Rule = Rule { code: codes::T114, run: Run::ProjectOnce(judge) };

/// Characters of a stretch that is no other word by chance.
const LONG: usize = 6;
/// Characters that change rightly: numbers, places, times.
const CHANGING: &str = "一二三四五六七八九十百千万两首末上中下前后内外东西南北大小新旧老甲乙丙丁\
    省市县区镇乡村年月日期次届个的和与及或等为是不无有可本各每";

/// Characters that look alike.
const ALIKE: &[&str] =
    &["日曰", "己已巳", "末未", "戊戌戍", "人入", "士土", "千干", "大太", "账帐", "象像"];

fn judge(project: &Project, scope: &Scope) -> Option<Diagnostic> {
    if project.is_classified() {
        return None;
    }
    let name = project.name.written()?;
    let texts = of_project(project);
    let texts = || texts.iter().filter(|t| t.0 != TextPart::Name).map(|t| t.1);
    let whole: Vec<_> = name.value.char_indices().collect();
    for stretch in whole.windows(LONG) {
        let window: Vec<_> = stretch.iter().map(|c| c.1).collect();
        if !window.iter().all(|c| is_han(*c)) {
            continue;
        }
        let mut found = texts().filter_map(|t| Some((t, nearly(&window, t.value)?)));
        let Some((text, range)) = found.next() else { continue };
        let start = stretch[0].0;
        let end = start + window.iter().map(|c| c.len_utf8()).sum::<usize>();
        let said = &name.value[start..end];
        if texts().any(|t| t.value.contains(said)) {
            continue;
        }
        let message = format!(
            "项目名称写「{said}」，别处写「{}」，差一个字",
            &text.value[range.clone()]
        );
        return Some(
            RULE.finding(scope.place(name, start..end), message)
                .related(scope.place(text, range), "别处的写法")
                .help("看看哪一处打错了字；确是两个词的，不用改"),
        );
    }
    None
}

/// Where the text has the stretch but for one character inside.
fn nearly(window: &[char], text: &str) -> Option<Range<usize>> {
    let first = *window.first()?;
    text.match_indices(first).find_map(|(at, _)| {
        let differs = differing(window, text[at..].chars());
        let length = text[at..].chars().take(LONG).map(char::len_utf8).sum::<usize>();
        (1..LONG - 1).contains(&differs?).then_some(at..at + length)
    })
}

/// Where a stretch and the text differ, if in one character alone, and in one that seldom
/// changes rightly.
fn differing(window: &[char], mut text: impl Iterator<Item = char>) -> Option<usize> {
    let mut found = None;
    for (i, a) in window.iter().enumerate() {
        let b = text.next()?;
        if *a == b {
            continue;
        }
        let alike = ALIKE.iter().any(|w| w.contains(*a) && w.contains(b));
        let changes = CHANGING.contains(*a) || CHANGING.contains(b);
        if found.is_some() || !is_han(b) || changes && !alike {
            return None;
        }
        found = Some(i);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_inside_is_told() {
        let found = |name: &str, text: &'static str| {
            let window: Vec<_> = name.chars().collect();
            nearly(&window, text).map(|range| &text[range])
        };
        let text = "聘请专家参加档案开放审核，印制目录";
        assert_eq!(found("档案开发审核", text), Some("档案开放审核"));
        for other in ["档案开放审核", "档案开放复查", "文案开放审核", "档案开放审查"]
        {
            assert_eq!(found(other, text), None, "{other}");
        }
        assert_eq!(found("国际档案曰宣", "国际档案日宣传"), Some("国际档案日宣"));
        assert_eq!(found("全市第一季度", "全市第二季度"), None);
    }
}
