//! Faults without a known cause, in the author's words.

use super::line::SlipLine;
use super::repair::Repair;
use super::{indent, value};
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::{FileId, Span};
use crate::yaml::tree::Fault;
use granit_parser::ErrorKind;
use std::ops::Range;

/// Lines above a fault in which what it never found the end of may begin.
const LINES_OPEN: usize = 400;

/// The line above `stop` where a quote or bracket begins that does not end on it.
pub fn opening(text: &str, stop: usize) -> Option<SlipLine> {
    let mut line = Some(SlipLine::around(text, stop));
    for _ in 0..LINES_OPEN {
        let l = line?;
        if !l.is_empty(text) && is_open(&text[l.value.clone()]) {
            return Some(l);
        }
        line = l.above(text);
    }
    None
}

fn is_open(value: &str) -> bool {
    let count = |c: char| value.chars().filter(|v| *v == c).count();
    let bracket = |open, close| value.starts_with(open) && count(open) > count(close);
    match value.chars().next() {
        Some('"' | '\'') => value::mended(value, false).is_some(),
        _ => bracket('{', '}') || bracket('[', ']'),
    }
}

/// A line that nothing is known to be wrong with, taken for a comment.
pub fn unknown(
    text: &str,
    stop: usize,
    line: &SlipLine,
    kind: &ErrorKind,
) -> Option<Repair> {
    if line.is_empty(text) {
        return None;
    }
    let here = line.at.contains(&stop);
    let at = match text[stop..].chars().next().filter(|c| here && !c.is_whitespace()) {
        Some(c) => stop..stop + c.len_utf8(),
        None => line.indent..line.indent + indent::first_word(text, line).len(),
    };
    let (message, help) = said(kind);
    let repair = Repair::new(at, message)
        .label("这一行先跳过")
        .help(help)
        .edit(line.indent..line.indent, "# ");
    Some(repair.unsure())
}

/// What the parser met, and what to look for.
fn said(kind: &ErrorKind) -> (&'static str, &'static str) {
    use ErrorKind as K;
    match kind {
        K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabNotAllowed
        | K::TabInPlainScalar
        | K::TabAtBlockScalarStart => {
            ("这里不能用制表符（Tab）", "改用空格：每深一层空两格")
        }
        K::UnclosedQuotedScalar
        | K::InvalidQuotedScalarIndent
        | K::DocumentIndicatorInQuotedScalar => {
            ("引号没有收住", "引号要成对：检查前面几行，或者去掉引号")
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            ("引号后面还有文字", "正文里的引号用 “ ”，或者把整个值括起来")
        }
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape => {
            ("双引号里的反斜杠“\\”是记号", "改用单引号，或者写成“\\\\”")
        }
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofImplicitFlowMapping => {
            ("括号没有收住", "{ 和 }、[ 和 ] 要成对，都用半角的")
        }
        K::MisplacedFlowCollectionEnd | K::MismatchedFlowCollectionEnd { .. } => {
            ("括号不成对", "{ 和 }、[ 和 ] 要成对，都用半角的")
        }
        K::ExpectedFlowMappingSeparator | K::ExpectedFlowSequenceSeparator => {
            ("大括号里的两项之间少了半角逗号", "写成 {键: 值, 键: 值}")
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey | K::ExpectedBlockMappingKey => (
            "这一行不是“键: 值”的写法",
            "键后面写半角冒号加一个空格；说明的文字写在 # 后面",
        ),
        K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed
        | K::InvalidBlockEntryWhitespace => {
            ("列表的各条没有对齐", "每一条写成“- 文字”，同一个列表的“-”上下对齐")
        }
        K::InvalidIndentation | K::MappingKeyNotAllowed | K::MappingValueNotAllowed => {
            ("这一行的缩进或冒号不对", "同一层的各行左边对齐；正文里的冒号用全角“：”")
        }
        K::RecursionLimitExceeded => {
            ("层次太深，读到这里为止", "检查是不是多写了 { 或 [；正常的文件不超过七层")
        }
        _ => (
            "这里的写法读不懂",
            "检查缩进是否对齐、引号和括号是否成对、键后面是否有半角冒号加空格",
        ),
    }
}

/// What is still wrong when reading has ended.
pub fn told(
    faults: &[Fault],
    text: &str,
    file: FileId,
    place: &dyn Fn(&Range<usize>) -> Range<usize>,
) -> Vec<Diagnostic> {
    let span = |r: &Range<usize>| Span::new(file, place(r));
    let names = ["项目名称", "部门名称"];
    let column = |at: &Range<usize>| {
        let at = place(at).start;
        at - text[..at].rfind('\n').map_or(0, |i| i + 1)
    };
    let twice = |f: &Fault| match f {
        Fault::DuplicateKey { at, name, .. } => {
            column(at) == 0 && names.contains(&name.as_str())
        }
        _ => false,
    };
    let doubled = faults.iter().any(twice);
    let mut findings = Vec::new();
    let mut second = false;
    for fault in faults {
        match fault {
            Fault::DuplicateKey { at, .. } if doubled && column(at) == 0 => {
                if !std::mem::replace(&mut second, true) {
                    findings.push(two_in_one(span(at)));
                }
            }
            Fault::DuplicateKey { at, first, name } => findings.push(
                codes::S106
                    .finding(span(at), format!("「{name}」写了两次"))
                    .label("第二次")
                    .related(span(first), "第一次在这里")
                    .help("只留一处；两处都要的，合成一处"),
            ),
            Fault::Unsupported { at, what } => {
                let message = format!("这里不能用 YAML 的{what}");
                findings.push(
                    codes::S105
                        .finding(span(at), message)
                        .help("文字本身以 & * ! 开头的，用引号把整个值括起来"),
                );
            }
            Fault::TooLarge { at } => findings.push(
                codes::S103
                    .finding(span(at), "文件内容太多，读到这里为止")
                    .help("一个项目写一个文件，放在“项目”文件夹里"),
            ),
            Fault::Syntax { at, kind } => {
                let (message, help) = said(kind);
                let deep = matches!(kind, ErrorKind::RecursionLimitExceeded);
                let code = if deep { codes::S103 } else { codes::S101 };
                findings.push(code.finding(span(at), message).help(help));
            }
        }
    }
    findings
}

/// A second project, or department, below the first.
fn two_in_one(at: Span) -> Diagnostic {
    codes::S105
        .finding(at, "一个文件里写了两份，从这里起是第二份")
        .label("第二份没有读")
        .help("一个项目写一个文件：把从这里起的各行剪切到“项目”文件夹的另一个文件里")
}
