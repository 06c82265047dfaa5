use crate::check::text::goals;
use crate::check::{Rule, Run, Scope};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Field, Item, Passage};
use crate::text::source::{Span, Spanned};

/// 检查什么：列表里每一条的开头没有手打的序号。
///
/// 为什么：序号由程序按版式编，手打的会印成两个。
///
/// 示例：- 1.按计划召开会议
///
/// 应写成：- 按计划召开会议
///
/// 修复是否安全：序号和这一条在列表里的次序一致的，安全，只删去序号；不一致的（如 12、24小时值守）可能是正文，要核对；带引号的请手工改。
///
/// 依据：序号统一由程序按版式编排；GB/T 9704—2012 的层次序数。
pub const RULE: Rule = Rule { code: codes::T106, run: Run::Department(judge) };

const CHINESE: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

fn judge(scope: &Scope) -> Vec<Diagnostic> {
    let department = scope.department;
    let mut texts = Vec::new();
    for field in [&department.overall_goals, &department.safeguards] {
        texts.extend(heads(field).into_iter().zip(1..));
    }
    if let Some(Passage::Items(items)) = department.sub_goals.value() {
        let fields =
            items.iter().zip(1..).flat_map(|(g, i)| [(&g.name, i), (&g.content, i)]);
        texts.extend(fields.filter_map(|(f, i)| Some((f.written()?, i))));
    }
    for project in department.projects.iter().filter(|p| !p.is_classified()) {
        if let Some(Passage::Items(_)) = project.goals.value() {
            texts.extend(goals(project).into_iter().zip(1..));
        }
    }
    texts.into_iter().filter_map(|(t, i)| find(t, i, scope)).collect()
}

/// What stands behind the number of each item: its title, or without one its content.
fn heads(field: &Field<Passage<Item>>) -> Vec<Spanned<&str>> {
    let Some(Passage::Items(items)) = field.value() else { return Vec::new() };
    items.iter().filter_map(|i| i.title.written().or(i.content.written())).collect()
}

/// Judges the item that is the `count`th of its list.
fn find(text: Spanned<&str>, count: usize, scope: &Scope) -> Option<Diagnostic> {
    let length = number_length(text.value)?;
    let number = text.value[..length].trim_end();
    let at = scope.place(text, 0..number.len());
    let message = format!("这一条开头手打了序号「{number}」");
    let finding =
        RULE.finding(at, message).help("序号由程序编，删去手打的；印出来才不会有两个");
    let raw = scope.sources.text(text.span);
    let rest = &text.value[length..];
    if raw.starts_with(&text.value[..length]) && can_begin_plain(rest) {
        let start = text.span.range().start;
        let at = Span::new(text.span.file, start..start + length);
        return Some(match value(number) == Some(count) {
            true => finding.safe_fix(at, ""),
            false => finding.fix(at, ""),
        });
    }
    Some(finding)
}

/// What a typed number says.
fn value(number: &str) -> Option<usize> {
    let digits: String = number.chars().filter(|c| c.is_alphanumeric()).collect();
    if let Ok(value) = digits.parse() {
        return Some(value);
    }
    let one = |c: char| CHINESE.iter().position(|d| *d == c).map(|i| i + 1);
    let chars: Vec<char> = digits.chars().collect();
    match chars[..] {
        [c] => one(c),
        ['十', c] => Some(10 + one(c)?),
        [c, '十'] => Some(10 * one(c)?),
        _ => None,
    }
}

/// Whether a plain YAML text may begin so.
fn can_begin_plain(rest: &str) -> bool {
    let special = "-?:,[]{}#&*!|>'\"%@`~= ";
    rest.chars().next().is_some_and(|c| !special.contains(c))
}

/// Bytes of the number in front with the blanks behind it: `1.`, `1、`, `（一）`, `一、`, `①`.
fn number_length(text: &str) -> Option<usize> {
    let rest = bracketed(text).or_else(|| dotted(text)).or_else(|| circled(text));
    let rest = rest?.trim_start();
    (!rest.is_empty()).then(|| text.len() - rest.len())
}

/// What follows `（一）` or `(1)`.
fn bracketed(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['（', '('])?;
    let rest = digits(inside)?;
    rest.strip_prefix(['）', ')'])
}

/// What follows `1.`, `1、`, `1）` or `一、`.
fn dotted(text: &str) -> Option<&str> {
    let rest = digits(text)?;
    let body = rest.strip_prefix(['.', '．', '、', '）', ')'])?;
    let enumerates = body.starts_with(CHINESE) && rest.starts_with('、');
    let arabic = text.starts_with(|c: char| c.is_ascii_digit());
    let is_decimal =
        rest.starts_with('.') && body.starts_with(|c: char| c.is_ascii_digit());
    let is_year = body.len() > 4
        && body.as_bytes()[..4].iter().all(u8::is_ascii_digit)
        && body[4..].trim_start().starts_with('年');
    let is_list = !arabic && enumerates;
    (!is_list && (!is_decimal || is_year)).then_some(body)
}

/// What follows `①`, unless the text goes on to count `②`.
fn circled(text: &str) -> Option<&str> {
    let is_circled = |c: char| matches!(c, '①'..='⑳' | '⑴'..='⑽' | '❶'..='❿');
    let rest = text.strip_prefix(is_circled)?;
    (!rest.contains(is_circled)).then(|| rest.trim_start_matches(['、', '.', ' ']))
}

/// What follows one or two digits, Arabic or Chinese.
fn digits(text: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit();
    let rest = match text.starts_with(is_digit) {
        true => text.trim_start_matches(is_digit),
        false => text.trim_start_matches(CHINESE),
    };
    let count = text[..text.len() - rest.len()].chars().count();
    (1..=2).contains(&count).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{number_length, value};

    #[test]
    fn numbers_are_counted() {
        let counted = ["3.", "（二）", "十、", "十二、", "二十、", "12）"].map(value);
        assert_eq!(counted.map(Option::unwrap), [3, 2, 10, 12, 20, 12]);
    }

    #[test]
    fn numbers_in_front_are_found_with_their_blanks() {
        let number = |t: &'static str| number_length(t).map(|n| &t[..n]);
        assert_eq!(number("1.按计划召开会议"), Some("1."));
        assert_eq!(number("12、 开展培训"), Some("12、 "));
        assert_eq!(number("（一）加强领导"), Some("（一）"));
        assert_eq!(number("(2)加强领导"), Some("(2)"));
        assert_eq!(number("一、加强领导"), Some("一、"));
        assert_eq!(number("1.2026年举办活动"), Some("1."));
        assert_eq!(number("①逐件审核"), Some("①"));
    }

    #[test]
    fn what_is_no_number_stays() {
        for text in [
            "①头显购置②场地租赁",
            "1.5万人次参加",
            "2026年举办",
            "一、二、三产业融合",
            "一是加强领导",
            "3个县",
            "（上年结转）",
            "1、",
            "十四五",
        ] {
            assert_eq!(number_length(text), None, "{text}");
        }
    }
}
