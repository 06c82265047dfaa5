use crate::check::han::is_han;
use crate::check::text::{TextPart, of_project};
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Project;

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
    let texts = texts.iter().filter(|t| t.0 != TextPart::Name);
    let texts: Vec<_> = texts.map(|t| (t.1, characters(t.1.value))).collect();
    let whole = characters(name.value);
    for (at, window) in whole.windows(LONG).enumerate() {
        if !window.iter().all(|c| is_han(c.1)) {
            continue;
        }
        let near = |t: &[(usize, char)]| (1..LONG - 1).contains(&differing(window, t));
        let mut found = texts.iter().filter_map(|(text, chars)| {
            let near = chars.windows(LONG).find(|w| near(w))?;
            Some((*text, near[0].0..near[LONG - 1].0 + near[LONG - 1].1.len_utf8()))
        });
        let Some((text, range)) = found.next() else { continue };
        let said =
            |w: &[(usize, char)]| w.iter().map(|c| c.1).eq(window.iter().map(|c| c.1));
        let again = texts.iter().any(|(_, chars)| chars.windows(LONG).any(said));
        if again {
            continue;
        }
        let start = whole[at].0;
        let end = whole[at + LONG - 1].0 + whole[at + LONG - 1].1.len_utf8();
        let message = format!(
            "项目名称写「{}」，别处写「{}」，差一个字",
            &name.value[start..end],
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

fn characters(text: &str) -> Vec<(usize, char)> {
    text.char_indices().collect()
}

/// Where two stretches differ, if in one character alone, and in one that seldom changes
/// rightly; 0 otherwise, or where the first one differs.
fn differing(one: &[(usize, char)], other: &[(usize, char)]) -> usize {
    let mut found = 0;
    for (i, (a, b)) in one.iter().zip(other).enumerate() {
        if a.1 != b.1 {
            let alike = ALIKE.iter().any(|w| w.contains(a.1) && w.contains(b.1));
            let changes = CHANGING.contains(a.1) || CHANGING.contains(b.1);
            let plain = is_han(b.1) && (alike || !changes);
            if found > 0 || i == 0 || !plain {
                return 0;
            }
            found = i;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_inside_is_told() {
        let at = |a: &str, b: &str| differing(&characters(a), &characters(b));
        assert_eq!(at("档案开发审核", "档案开放审核"), 3);
        for other in ["档案开发审核", "档案开放复核", "文档开发审核"] {
            assert_eq!(at("档案开发审核", other), 0, "{other}");
        }
        assert_eq!(at("国际档案曰宣", "国际档案日宣"), 4);
        assert_eq!(at("全市第一季度", "全市第二季度"), 0);
    }
}
