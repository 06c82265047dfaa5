//! What YAML takes for a comment and the author did not mean so: text behind ` #` is lost.

use super::tree::Tree;
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::{FileId, Span};

/// What a text cannot end with, so that more must follow.
const UNFINISHED: &str = "、，,：:（(“‘《〈的和与及或第";
/// What is counted in numbers: `# 3 号楼` is no remark.
const COUNTED: &str = "号楼栋机泵井变线炉库区层室";

/// The comments that cut a text off.
pub fn cut(tree: &Tree, text: &str, file: FileId) -> Vec<Diagnostic> {
    let comments = tree.trailing_comments.iter();
    let cut = comments.filter(|c| is_text(text, c.start, c.end));
    cut.map(|c| {
        let message = "空格加 # 以后的文字会被当作注释丢掉";
        codes::S112
            .finding(Span::new(file, c.clone()), message)
            .label("丢掉的部分")
            .help("若是正文，用引号把整个值括起来；若是注释，# 后面空一格")
    })
    .collect()
}

/// Whether what stands behind a `#` goes on with what stands in front of it.
fn is_text(text: &str, start: usize, end: usize) -> bool {
    let Some(comment) = text.get(start..end) else { return false };
    let rest = &comment[1..];
    if !rest.starts_with([' ', '!', '\t', '#']) && !rest.trim().is_empty() {
        return true;
    }
    let line = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let front = text[line..start].trim_end();
    let is_value = front.contains(": ") || front.trim_start().starts_with("- ");
    is_value && (is_unfinished(front) || counts(rest.trim_start()))
}

fn is_unfinished(front: &str) -> bool {
    let count = |c: char| front.chars().filter(|f| *f == c).count();
    let open = [('（', '）'), ('“', '”'), ('《', '》')];
    let ends = front.ends_with(|c| UNFINISHED.contains(c)) && !front.ends_with(':');
    ends || open.iter().any(|(o, c)| count(*o) > count(*c))
}

/// Whether it begins with a small number and what is counted.
fn counts(rest: &str) -> bool {
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - behind.len();
    (1..=3).contains(&digits) && behind.trim_start().starts_with(|c| COUNTED.contains(c))
}

/// Whether two bytes stand on the same line, or on the one above.
pub fn is_one_line(text: &str, one: usize, other: usize) -> bool {
    let (from, to) = (one.min(other), one.max(other));
    text.get(from..to).is_some_and(|t| t.matches('\n').count() <= 1)
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn a_comment_that_goes_on_with_the_text_is_told() {
        let cuts = |line: &str| is_text(line, line.find('#').unwrap(), line.len());
        assert!(cuts("资金用途: 修缮 #3 楼"));
        assert!(cuts("资金用途: 修缮 # 3号楼"));
        assert!(cuts("资金用途: 用于设备购置、 # 安装调试"));
        assert!(cuts("  - 租用（含 # 二期）"));
        assert!(!cuts("资金用途: 修缮  # 3月前补充"));
        assert!(!cuts("预算:      # 单位：万元"));
        assert!(!cuts("单位: 731001 # 部门.yaml 里列出的"));
    }
}
