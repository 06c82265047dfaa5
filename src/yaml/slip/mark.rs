//! Lines that begin with what people type for an item or a comment, and pasted rows.

use super::line::SlipLine;
use super::repair::Repair;
use std::ops::Range;

/// What stands for the dash of an item.
const BULLETS: &str = "·•●○◆◇■□▪►▶－—–―‐‑−➢✓✔✅☑√★☆❖◎*+";
/// Chinese numerals in front of items.
const CHINESE: &str = "一二三四五六七八九十";
/// What makes a comment elsewhere.
const COMMENTS: [&str; 6] = ["//", "＃", "<!--", "/*", "-->", "*/"];
/// Remarks in brackets on a line of their own.
const REMARKS: [&str; 4] = ["（注", "(注", "【注", "注："];

/// Bytes of a bullet or typed number in front of `text`, with the blanks behind it; 0
/// where there is none, or nothing behind it.
pub fn item_mark(text: &str) -> usize {
    let rest = bullet(text).or_else(|| bracketed(text)).or_else(|| numbered(text));
    let rest = rest.map(|r| r.trim_start_matches([' ', '\u{3000}', '\t']));
    rest.filter(|r| !r.is_empty()).map_or(0, |r| text.len() - r.len())
}

fn bullet(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    // Word keeps its bullets among the characters of its symbol fonts
    if BULLETS.contains(first) || ('\u{F020}'..='\u{F0FF}').contains(&first) {
        let rest = text.trim_start_matches(first);
        // a number may have a sign
        return Some(rest).filter(|r| !r.starts_with(|c: char| c.is_ascii_digit()));
    }
    if ('①'..='⑳').contains(&first) {
        return Some(&text[first.len_utf8()..]);
    }
    let rest = text.strip_prefix('-')?.trim_start_matches('-');
    rest.starts_with(|c: char| !c.is_ascii_digit() && c != '.').then_some(rest)
}

fn bracketed(text: &str) -> Option<&str> {
    let rest = digits(text.strip_prefix(['（', '('])?)?;
    rest.strip_prefix(['）', ')'])
}

fn numbered(text: &str) -> Option<&str> {
    let rest = digits(text)?;
    let body = rest.strip_prefix(['.', '．', '、', '）', ')'])?;
    let is_decimal = body.starts_with(|c: char| c.is_ascii_digit());
    (!is_decimal).then_some(body)
}

/// What follows one or two digits, Arabic or Chinese.
fn digits(text: &str) -> Option<&str> {
    let arabic = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let chinese = |c: char| CHINESE.contains(c);
    let rest = match text.starts_with(arabic) {
        true => text.trim_start_matches(arabic),
        false => text.trim_start_matches(chinese),
    };
    let count = text[..text.len() - rest.len()].chars().count();
    (1..=2).contains(&count).then_some(rest)
}

/// A line that is meant as a comment.
pub fn comment(text: &str, line: &SlipLine) -> Option<Repair> {
    let body = &text[line.indent..line.at.end];
    let sign = COMMENTS.iter().find(|c| body.starts_with(**c));
    let remark = REMARKS.iter().find(|c| body.starts_with(**c));
    let shown = sign.or(remark)?;
    let whole = line.indent..line.indent + sign.map_or(0, |s| s.len());
    let at = line.indent..line.indent + shown.len();
    let blank = if body[whole.len()..].starts_with(' ') { "#" } else { "# " };
    let repair = Repair::new(at, format!("「{shown}」不是注释的写法"))
        .label("这一行既不是“键: 值”，也不是注释")
        .help("说明的文字写在半角的 # 后面，空一格")
        .edit(whole, blank);
    Some(repair)
}

/// What people type in front of a remark behind a value.
const BEHIND: [&str; 4] = ["//", "＃", "<!--", "/*"];

/// A remark behind the value at `at` that no comment is; inside of `{ }` it can only be
/// left out.
pub fn behind(text: &str, at: Range<usize>, in_flow: bool) -> Option<Repair> {
    let start = at.start + remark(text, at.clone())?;
    let shown = BEHIND.iter().find(|b| text[start..].starts_with(**b))?;
    let mark = start..start + shown.len();
    let front = text[..start].trim_end_matches([' ', '\t', '\u{3000}']).len();
    let repair = Repair::new(mark.clone(), format!("「{shown}」不是注释的写法"))
        .label("从这里起的文字会和正文一起印出来")
        .help("说明的文字写在半角的 # 后面，# 前后各空一格；确是正文的，给整个值加引号");
    if in_flow {
        let repair = repair.edit(front.max(at.start)..at.end, "");
        return Some(Repair { remedy: super::repair::Remedy::None, ..repair });
    }
    let blank = if text[mark.end..].starts_with([' ', '\t']) { "" } else { " " };
    Some(repair.edit(front..mark.end, format!(" #{blank}")).checked())
}

/// Where a remark begins in a value: behind a blank, and no address or number.
fn remark(text: &str, at: Range<usize>) -> Option<usize> {
    let value = &text[at.clone()];
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\u{3000}');
    let begins = |i: usize, mark: &str| {
        let next = value[i + mark.len()..].chars().next();
        let free = next.is_none_or(|c| c == ' ' || !c.is_ascii());
        text[..at.start + i].ends_with(is_blank) && free
    };
    let found = BEHIND.iter().filter_map(|mark| {
        value.match_indices(mark).map(|m| m.0).find(|i| begins(*i, mark))
    });
    found.min()
}

/// A line of nothing but signs, as between sections of a text.
pub fn rule_off(text: &str, line: &SlipLine) -> Option<Repair> {
    let body = text[line.indent..line.at.end].trim_end();
    let first = body.chars().next().filter(|c| "-=_*~—─－·#＝".contains(*c))?;
    let is_rule = body.chars().all(|c| c == first || c == ' ');
    if !is_rule || body.chars().filter(|c| *c == first).count() < 4 {
        return None;
    }
    let at = line.indent..line.indent + body.len();
    Some(
        Repair::new(at, "这一行只有符号")
            .label("YAML 里没有分隔线")
            .help("删去这一行，或者在前面加“# ”")
            .edit(line.indent..line.indent, "# "),
    )
}

/// Punctuation behind a closed brace at the end of a line.
pub fn behind_brace(text: &str, line: &SlipLine) -> Option<Repair> {
    let value = &text[line.value.clone()];
    let end = value.rfind('}')? + 1;
    let rest = &value[end..];
    let is_mark = |c: char| ",，;；。、".contains(c);
    if !value.starts_with('{') || rest.is_empty() || !rest.chars().all(is_mark) {
        return None;
    }
    let at = line.value.start + end..line.value.end;
    Some(
        Repair::new(at.clone(), format!("大括号后面多了「{rest}」"))
            .label("大括号收住以后不能再有字")
            .help("一条写完就换行，后面不加标点")
            .edit(at, ""),
    )
}

/// A line of a list whose item begins with another sign than a dash.
pub fn item(text: &str, line: &SlipLine) -> Option<Repair> {
    let body = &text[line.indent..line.at.end];
    let length = item_mark(body);
    if length == 0 || line.is_item(text) {
        return None;
    }
    let at = line.indent..line.indent + body[..length].trim_end().len();
    let repair =
        Repair::new(at.clone(), format!("列表的一条不能以「{}」开头", &text[at]))
            .label("这里要用半角的 - 加一个空格")
            .help("每一条写成“- 文字”，序号由程序编")
            .edit(line.indent..line.indent + length, "- ");
    Some(repair)
}

/// A dash without a blank behind it.
pub fn dash(text: &str, line: &SlipLine) -> Option<Repair> {
    let rest = text[line.body..line.at.end].strip_prefix('-')?;
    let next = rest.chars().next().filter(|c| !matches!(c, ' ' | '-' | '\t'))?;
    if next.is_ascii_digit() {
        return None;
    }
    let at = line.body..line.body + 1;
    Some(
        Repair::new(at.clone(), "列表的“-”后面少一个空格")
            .label("这里要空一格")
            .help("每一条写成“- 文字”")
            .edit(at.end..at.end, " "),
    )
}

/// Rows pasted from a sheet, from this line on.
pub fn rows(text: &str, line: &SlipLine) -> Option<Repair> {
    let mut rows = vec![line.clone()];
    let first = cells(text, line)?;
    while let Some(next) = rows.last().and_then(|l| l.below(text)) {
        if cells(text, &next).is_none() {
            break;
        }
        rows.push(next);
    }
    let shown: Vec<_> = first.iter().take(4).copied().collect();
    let mut repair = Repair::new(
        line.indent..line.at.end,
        format!(
            "这一行像是从 Excel 粘贴来的（{} 格：{}）",
            first.len(),
            shown.join("、")
        ),
    )
    .label("格子之间是制表符，程序不知道哪一格是哪一项")
    .help(example(&first));
    for row in &rows {
        repair = repair.edit(row.indent..row.indent, "# ");
    }
    Some(repair.unsure())
}

/// The cells of a pasted row; None where it is none.
pub fn cells<'t>(text: &'t str, line: &SlipLine) -> Option<Vec<&'t str>> {
    if line.is_empty(text) || line.key.as_ref().is_some_and(|k| k.is_proper) {
        return None;
    }
    cells_of(&text[line.body..line.at.end])
}

/// The cells of a text that is a pasted row.
pub fn cells_of(text: &str) -> Option<Vec<&str>> {
    let cells: Vec<_> =
        text.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
    (cells.len() > 1).then_some(cells)
}

/// How a pasted row is written.
pub fn example(cells: &[&str]) -> String {
    let keys: &[&str] = match cells.len() {
        2 => &["指标", "指标值"],
        3 => &["指标", "指标值", "依据"],
        _ => &["指标", "描述", "指标值", "依据"],
    };
    let pairs: Vec<_> =
        keys.iter().zip(cells).map(|(k, c)| format!("{k}: {c}")).collect();
    format!("一条指标写成一行，如“- {{{}}}”；整张表可用 jixiao import", pairs.join(", "))
}

/// Whether the range is inside of one line.
pub fn is_one_line(text: &str, at: Range<usize>) -> bool {
    text.get(at).is_some_and(|t| !t.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::item_mark;

    #[test]
    fn marks_of_items_are_found_with_their_blanks() {
        let mark = |t: &'static str| &t[..item_mark(t)];
        assert_eq!(mark("1. 甲"), "1. ");
        assert_eq!(mark("12、甲"), "12、");
        assert_eq!(mark("（一）甲"), "（一）");
        assert_eq!(mark("－ 甲"), "－ ");
        assert_eq!(mark("——甲"), "——");
        assert_eq!(mark("-甲"), "-");
        assert_eq!(mark("·　甲"), "·　");
        assert_eq!(mark("②甲"), "②");
        for text in ["1.5万人次", "-5%", "+5%", "2026年", "3个县", "十四五", "-", "甲"]
        {
            assert_eq!(mark(text), "", "{text}");
        }
    }
}
