//! Syntax faults in the author's words, and mending those whose cause is known so that
//! the rest of the file is read too.

use super::tree::{Fault, Tree};
use super::{format, tree};
use crate::diagnostic::Diagnostic;
use crate::text::source::{FileId, Span};
use granit_parser::ErrorKind;
use std::ops::Range;

/// Most faults that are mended in one file.
const MAX_PATCHES: usize = 50;

/// A file read as far as it goes.
pub struct Parsed {
    /// Its nodes.
    pub tree: Tree,
    /// What is wrong with the YAML.
    pub diagnostics: Vec<Diagnostic>,
    /// The bytes that were mended.
    pub patched: Vec<Range<usize>>,
    /// Whether reading stopped before the end.
    pub cut_short: bool,
}

/// Parses `text`. A fault whose cause is known is patched with as many bytes, so that all
/// places still point into `text`, and reading starts again.
pub fn parse(text: &str, file: FileId) -> Parsed {
    let mut work = text.to_owned();
    let mut patched: Vec<Range<usize>> = Vec::new();
    let mut diagnostics = Vec::new();
    loop {
        let (tree, mut faults) = Tree::parse(&work);
        let fatal = faults
            .iter()
            .position(|f| matches!(f, Fault::Syntax { .. } | Fault::TooLarge { .. }));
        let patch = fatal.and_then(|i| patch(&work, &faults[i]));
        let fresh = |p: &Patch| {
            patched.len() < MAX_PATCHES
                && !patched.iter().any(|o| o.start < p.at.end && p.at.start < o.end)
        };
        let (Some(i), Some(patch)) = (fatal, patch.filter(fresh)) else {
            let inside = |f: &Fault| patched.iter().any(|p| p.contains(&start(f)));
            faults.retain(|f| !inside(f));
            let cut_short = fatal.is_some();
            diagnostics.extend(faults.into_iter().map(|f| describe(text, f, file)));
            return Parsed { tree, diagnostics, patched, cut_short };
        };
        let fault = faults.swap_remove(i);
        diagnostics.push(patch.describe(text, fault, file));
        work.replace_range(patch.at.clone(), &patch.text);
        patched.push(patch.at);
    }
}

fn start(fault: &Fault) -> usize {
    match fault {
        Fault::Syntax { at, .. }
        | Fault::DuplicateKey { at, .. }
        | Fault::Unsupported { at, .. }
        | Fault::TooLarge { at } => at.start,
    }
}

/// A known mistake and bytes of the same count that let the parser go on.
struct Patch {
    at: Range<usize>,
    text: String,
}

impl Patch {
    fn describe(&self, text: &str, fault: Fault, file: FileId) -> Diagnostic {
        let at = Span::new(file, self.at.clone());
        if &text[self.at.clone()] == "：" {
            let blank = text[self.at.end..].len()
                - text[self.at.end..].trim_start_matches(' ').len();
            let whole = Span::new(file, self.at.start..self.at.end + blank);
            return Diagnostic::error("S101", at, "键后面的冒号是全角的")
                .label("这里要用半角冒号加一个空格")
                .safe_fix(whole, ": ");
        }
        describe(text, fault, file)
    }
}

fn patch(text: &str, fault: &Fault) -> Option<Patch> {
    let Fault::Syntax { at, kind } = fault else { return None };
    if matches!(kind, ErrorKind::InvalidBlockScalarHeader) {
        let sign = text[at.start..].starts_with(['>', '|']).then_some(at.start);
        let sign = sign.or_else(|| text[..at.start].rfind(['>', '|']))?;
        return Some(Patch { at: sign..sign + 1, text: "=".into() });
    }
    if let Some(colon) = wide_colon(text, at.start) {
        return Some(Patch { at: colon..colon + "：".len(), text: ":  ".into() });
    }
    let second = matches!(kind, ErrorKind::MappingValueNotAllowed);
    (second && text[at.start..].starts_with(':'))
        .then(|| Patch { at: at.start..at.start + 1, text: "-".into() })
}

/// A known key followed by a full-width colon, on the line of `at` or just above.
fn wide_colon(text: &str, at: usize) -> Option<usize> {
    let mut end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    for _ in 0..3 {
        let start = text[..end].rfind('\n').map_or(0, |i| i + 1);
        let line = &text[start..end];
        if let Some(colon) = line.find('：') {
            let key = line[..colon].trim_start_matches([' ', '-', '{']).trim();
            if is_key(key) {
                return Some(start + colon);
            }
        }
        end = start.checked_sub(1)?;
    }
    None
}

fn is_key(name: &str) -> bool {
    let tables = [
        format::DEPARTMENT,
        format::UNIT,
        format::ITEM,
        format::SUB_GOAL,
        format::PROJECT,
        format::BUDGET,
        format::INDICATOR_ROW,
    ];
    tables.iter().any(|keys| keys.iter().any(|k| k.name == name))
}

fn describe(text: &str, fault: Fault, file: FileId) -> Diagnostic {
    let span = |at: Range<usize>| Span::new(file, at);
    match fault {
        Fault::DuplicateKey { at, first, name } => {
            Diagnostic::error("S106", span(at), format!("「{name}」写了两次"))
                .label("第二次")
                .related(span(first), "第一次在这里")
                .help("只留一处；两处都要的，合成一处")
        }
        Fault::Unsupported { at, what } => {
            Diagnostic::error("S105", span(at), format!("这里不能用 YAML 的{what}"))
                .help("文字本身以 & * ! 开头的，用引号把整个值括起来")
        }
        Fault::TooLarge { at } => {
            Diagnostic::error("S103", span(at), "文件内容太多，读到这里为止")
                .help("一个项目写一个文件，放在“项目”文件夹里")
        }
        Fault::Syntax { at, kind } => syntax(text, at, &kind, file),
    }
}

fn syntax(text: &str, at: Range<usize>, kind: &ErrorKind, file: FileId) -> Diagnostic {
    let span = Span::new(file, at.clone());
    let error = |message: &str| Diagnostic::error("S101", span, message);
    let line = |from: usize| text[from..].split(['\n', '\r']).next().unwrap_or("");
    match kind {
        ErrorKind::InvalidBlockScalarHeader => {
            let sign = text[..at.end].rfind(['>', '|']).unwrap_or(at.start);
            let value = line(sign);
            let whole = Span::new(file, sign..sign + value.len());
            let finding = Diagnostic::error(
                "S101",
                whole,
                format!("值不能以「{}」开头", &value[..1]),
            )
            .label("YAML 把行首的 > 和 | 当作折行记号")
            .help("“大于等于”写成 ≥；要保留原样的，给整个值加引号");
            match value.strip_prefix(">=") {
                Some(rest) => finding.safe_fix(whole, format!("≥{rest}")),
                None => {
                    let wide = value.replacen('>', "＞", 1).replacen('|', "｜", 1);
                    finding.fix(whole, wide)
                }
            }
        }
        ErrorKind::MappingValueNotAllowed => error("一行里有两个“: ”")
            .label("这个冒号多了")
            .help("正文里的冒号用全角“：”，或者给整个值加引号"),
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed => {
            error("缩进用了制表符（Tab）").help("改用空格：每深一层空两格")
        }
        _ if line(at.start).contains('\t') || text[..at.start].ends_with('\t') => {
            error("缩进用了制表符（Tab）").help("改用空格：每深一层空两格")
        }
        ErrorKind::RecursionLimitExceeded => {
            Diagnostic::error("S103", span, "层次太深，读到这里为止")
                .help("检查是不是多写了 { 或 [；正常的文件不超过七层")
        }
        _ => error("这里的写法读不懂")
            .label(format!("YAML：{kind}"))
            .help("检查缩进是否对齐、引号和括号是否成对、键后面是否有半角冒号加空格"),
    }
}

/// What YAML accepts but an author did not mean: text behind ` #` is lost.
pub fn swallowed(tree: &tree::Tree, text: &str, file: FileId) -> Vec<Diagnostic> {
    let comments = tree.trailing_comments.iter();
    let glued = comments.filter(|c| !text[c.start + 1..].starts_with([' ', '!', '\t']));
    glued
        .map(|c| {
            let message = "空格加 # 以后的文字会被当作注释丢掉";
            Diagnostic::error("S112", Span::new(file, c.clone()), message)
                .label("丢掉的部分")
                .help("若是正文，用引号把整个值括起来；若是注释，# 后面空一格")
        })
        .collect()
}
