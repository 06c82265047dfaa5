//! The usual form of a file: indentation and blanks set right, nothing else changed.

use super::tree::{Kind, NodeId, Tree};
use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions, LineBreak};
use std::fmt;

/// No line is broken because of its length: where a text wraps is the author's choice.
const ANY_WIDTH: usize = 1_000_000;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Why a file has no usual form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FmtFault {
    /// It is not the YAML of this format; reading reports where.
    Unread,
    /// Setting it right would change what is read or lose a comment.
    Changed,
}

impl fmt::Display for FmtFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            FmtFault::Unread => "YAML 写法有误，先用 jixiao check 看哪里要改",
            FmtFault::Changed => "整理后读出的内容会变，没有动它",
        })
    }
}

impl std::error::Error for FmtFault {}

/// `text` in its usual form. Reading gives the same before and after, every comment
/// stays, and a second pass changes nothing. Line ends and a byte-order mark stay.
///
/// # Errors
/// A text that cannot be read, or whose reading would change.
pub fn fmt(text: &str) -> Result<String, FmtFault> {
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let before = content(body).ok_or(FmtFault::Unread)?;
    let crlf = body.contains("\r\n");
    let once = pass(body, crlf)?;
    let twice = pass(&once, crlf)?;
    let after = content(&once).ok_or(FmtFault::Changed)?;
    if once != twice || before != after {
        return Err(FmtFault::Changed);
    }
    let mark = if body.len() < text.len() { "\u{feff}" } else { "" };
    Ok(format!("{mark}{once}"))
}

fn pass(text: &str, crlf: bool) -> Result<String, FmtFault> {
    let line_break = if crlf { LineBreak::Crlf } else { LineBreak::Lf };
    let layout = LayoutOptions { print_width: ANY_WIDTH, indent_width: 2, line_break };
    let language = LanguageOptions {
        brace_spacing: false,
        trailing_comma: false,
        ..LanguageOptions::default()
    };
    let formatted = pretty_yaml::format_text(text, &FormatOptions { layout, language })
        .map_err(|_| FmtFault::Unread)?;
    Ok(keep_gaps(text, &formatted))
}

/// Puts the blanks before comments back: authors line comments up below each other.
fn keep_gaps(before: &str, formatted: &str) -> String {
    let (old, _) = Tree::parse(before);
    let (new, _) = Tree::parse(formatted);
    if old.comments.len() != new.comments.len() {
        return formatted.to_owned();
    }
    let mut out = String::with_capacity(formatted.len());
    let mut done = 0;
    for (old, new) in old.comments.iter().zip(&new.comments) {
        let value = formatted[..new.start].trim_end_matches(' ').len();
        if value < done || value == 0 || formatted[..value].ends_with('\n') {
            continue;
        }
        let gap = old.start - before[..old.start].trim_end_matches(' ').len();
        out.push_str(&formatted[done..value]);
        out.push_str(&" ".repeat(gap.max(1)));
        done = new.start;
    }
    out.push_str(&formatted[done..]);
    out
}

/// What is read of a text, and its comments with what stands before them on their line
/// or follows them; None when it cannot be read whole.
fn content(text: &str) -> Option<(Vec<Piece>, Vec<String>)> {
    let (tree, faults) = Tree::parse(text);
    if !faults.is_empty() {
        return None;
    }
    let mut pieces = Vec::new();
    for root in &tree.roots {
        take(&tree, *root, &mut pieces);
    }
    let comment = |range: &std::ops::Range<usize>| {
        let own = text[..range.start].rfind('\n').map_or(0, |i| i + 1);
        let alone = text[own..range.start].trim().is_empty();
        format!("{}{}", if alone { "\n" } else { "" }, text[range.clone()].trim_end())
    };
    Some((pieces, tree.comments.iter().map(comment).collect()))
}

/// A part of a tree, in reading order.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String, bool),
    List(usize),
    Map(usize),
}

fn take(tree: &Tree, node: NodeId, pieces: &mut Vec<Piece>) {
    match tree.kind(node) {
        Kind::Scalar { text, .. } => {
            pieces.push(Piece::Text(text.clone(), tree.is_blank(node)));
        }
        Kind::Sequence(items) => {
            pieces.push(Piece::List(items.len()));
            items.iter().for_each(|item| take(tree, *item, pieces));
        }
        Kind::Mapping(entries) => {
            pieces.push(Piece::Map(entries.len()));
            for (key, value) in entries {
                take(tree, *key, pieces);
                take(tree, *value, pieces);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_set_right_and_comments_stay() {
        let text = "# 头\n甲:   乙  # 注\n丙:\n    - 丁\n    -   {戊:  5.00,己: ‘庚’ }\n";
        let formatted = fmt(text).unwrap();
        assert_eq!(
            formatted,
            "# 头\n甲: 乙  # 注\n丙:\n  - 丁\n  - {戊: 5.00, 己: ‘庚’}\n"
        );
        assert_eq!(fmt(&formatted).unwrap(), formatted);
    }

    #[test]
    fn marks_and_line_ends_stay() {
        assert_eq!(
            fmt("\u{feff}甲:  乙\r\n丙: 丁\r\n").unwrap(),
            "\u{feff}甲: 乙\r\n丙: 丁\r\n"
        );
    }

    #[test]
    fn a_folded_text_keeps_its_reading() {
        let text = "甲: >\n  一\n  二\n\n  三\n乙: |\n    四\n    五\n";
        assert!(fmt(text).is_ok());
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        assert_eq!(fmt("甲: [乙\n丙: 丁\n"), Err(FmtFault::Unread));
        assert_eq!(fmt(&"{a: ".repeat(100_000)), Err(FmtFault::Unread));
    }
}
