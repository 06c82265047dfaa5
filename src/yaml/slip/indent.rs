//! Lines that stand too far left or right, or behind other blanks than ASCII ones.

use super::line::SlipLine;
use super::repair::Repair;
use super::words;
use super::work::SlipEdit;

/// Lines that are looked at for the depth that a line should have.
const NEAR: usize = 12;

/// Tabs and wide blanks in front of a line.
pub fn blanks(text: &str, line: &SlipLine) -> Option<Repair> {
    let body = &text[line.at.start..line.at.end];
    let front = &body[..body.len() - body.trim_start().len()];
    let odd = front.chars().find(|c| *c != ' ')?;
    let name = match odd {
        '\t' => "制表符（Tab）",
        '\u{3000}' => "全角空格",
        _ => "不是普通空格的空白",
    };
    let width = |c: char| if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
    let wide: usize = front.chars().map(width).sum();
    let near = depths(text, line);
    let narrow = front.chars().count();
    // of two readings the one that another line has
    let depth =
        if !near.contains(&wide) && near.contains(&narrow) { narrow } else { wide };
    let at = line.at.start..line.at.start + front.len();
    let repair = Repair::new(at.clone(), format!("缩进用了{name}"))
        .label("这里只能用半角空格")
        .help("缩进只用半角空格：每深一层空两格")
        .edit(at, " ".repeat(depth));
    Some(if near.contains(&depth) { repair } else { repair.checked() })
}

/// The depths of the lines around, nearest first.
fn depths(text: &str, line: &SlipLine) -> Vec<usize> {
    let mut depths = Vec::new();
    let mut add = |l: &SlipLine| {
        for depth in [l.depth(), l.body - l.at.start] {
            if !depths.contains(&depth) {
                depths.push(depth);
            }
        }
    };
    let mut above = line.above(text);
    for _ in 0..NEAR {
        let Some(l) = above else { break };
        if !l.is_empty(text) {
            add(&l);
        }
        above = l.above(text);
    }
    if let Some(l) = next(text, line) {
        add(&l);
    }
    depths
}

/// The next line that says something.
fn next(text: &str, line: &SlipLine) -> Option<SlipLine> {
    let mut below = line.below(text);
    while let Some(l) = below.take_if(|l| l.is_empty(text)) {
        below = l.below(text);
    }
    below
}

/// Other depths for the line, or for the one that it should stand beside.
pub fn repairs(text: &str, line: &SlipLine) -> Vec<Repair> {
    let mut found = Vec::new();
    found.extend(continued(text, line));
    if line.key.is_none() && !line.is_item(text) {
        return found;
    }
    found.extend(sibling(text, line));
    let depth = line.depth();
    let mut depths = depths(text, line);
    depths.retain(|d| *d != depth && d.abs_diff(depth) <= 4);
    depths.sort_by_key(|d| d.abs_diff(depth));
    found.extend(depths.into_iter().map(|d| moved(text, line, d)));
    found
}

/// `line` at another depth.
fn moved(text: &str, line: &SlipLine, depth: usize) -> Repair {
    let (was, shown) = (line.depth(), first_word(text, line));
    let (word, by) = match depth > was {
        true => ("少", depth - was),
        false => ("多", was - depth),
    };
    let repair = Repair::new(
        line.indent..line.indent + shown.len(),
        format!("「{shown}」这一行的缩进{word}了 {by} 格"),
    )
    .label(format!("前面有 {was} 个空格，要 {depth} 个"))
    .help("同一层的各行左边对齐；每深一层空两格")
    .edit(line.at.start..line.indent, " ".repeat(depth));
    if by == 1 { repair } else { repair.checked() }
}

/// The key above that should stand beside `line`: what is below it stands two levels
/// deeper.
fn sibling(text: &str, line: &SlipLine) -> Option<Repair> {
    let mut above = line.above(text);
    let mut below = line.clone();
    for _ in 0..NEAR {
        let l = above?;
        if !l.is_empty(text) {
            let opens = l.key.is_some() && l.value.is_empty() && l.depth() < line.depth();
            if opens && below.depth() > line.depth() {
                // it is the line below that stands too deep where it goes with this one
                let goes = words::level(text, &below).is_some()
                    && words::level(text, &below) == words::level(text, line);
                if goes {
                    return Some(moved(text, &below, line.depth()));
                }
                let repair = moved(text, &l, line.depth());
                let (start, end) = (l.at.start, l.indent);
                let by = " ".repeat(line.depth());
                return Some(Repair {
                    edits: vec![SlipEdit::new(start..end, by)],
                    ..repair
                });
            }
            if l.depth() < line.depth() {
                return None;
            }
            below = l.clone();
        }
        above = l.above(text);
    }
    None
}

/// A line of text that belongs to the value above it and stands too far left.
fn continued(text: &str, line: &SlipLine) -> Option<Repair> {
    if line.key.is_some() || line.is_item(text) || line.is_empty(text) {
        return None;
    }
    let mut above = line.above(text)?;
    while above.is_empty(text) || above.key.is_none() && !above.is_item(text) {
        above = above.above(text)?;
    }
    let first = text[above.value.clone()].chars().next()?;
    let depth = above.body - above.at.start + 2;
    if depth <= line.depth() || matches!(first, '|' | '>' | '{' | '[' | '"' | '\'') {
        return None;
    }
    let shown = first_word(text, line);
    let at = line.indent..line.indent + shown.len();
    let repair = Repair::new(at, "接着上一行写的文字没有缩进")
        .label("这一行看着是上面那个值的下半截")
        .help("一段文字分几行写的，下面各行要比键多空两格；或者接在同一行里")
        .edit(line.at.start..line.indent, " ".repeat(depth));
    Some(repair)
}

/// The key of a line, or its first characters.
pub fn first_word<'t>(text: &'t str, line: &SlipLine) -> &'t str {
    if let Some(key) = &line.key {
        return &text[line.indent..key.at.end];
    }
    let rest = text[line.indent..line.at.end].trim_end();
    let end = rest.char_indices().nth(12).map_or(rest.len(), |(i, _)| i);
    &rest[..end]
}
