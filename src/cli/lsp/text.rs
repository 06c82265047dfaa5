//! Places as editors count them: lines from 0, columns in UTF-16 units.

use lsp_types::{Position, Range, TextEdit, Url};
use std::path::{Path, PathBuf};

/// The place of the byte `at`.
pub fn position(text: &str, at: usize) -> Position {
    let at = text.floor_char_boundary(at);
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count();
    let character = before[start..].encode_utf16().count();
    Position { line: line as u32, character: character as u32 }
}

/// The bytes as a range.
pub fn range(text: &str, bytes: std::ops::Range<usize>) -> Range {
    Range { start: position(text, bytes.start), end: position(text, bytes.end) }
}

/// The byte of a place; past the end of its line, that end.
pub fn byte(text: &str, place: Position) -> usize {
    let lines = text.split_inclusive('\n').take(place.line as usize);
    let start: usize = lines.map(str::len).sum();
    let rest = text[start..].split('\n').next().unwrap_or_default();
    let mut units = 0;
    for (i, c) in rest.char_indices() {
        if units >= place.character as usize || c == '\r' {
            return start + i;
        }
        units += c.len_utf16();
    }
    start + rest.len()
}

/// The bytes of a range.
pub fn bytes(text: &str, range: Range) -> std::ops::Range<usize> {
    let (start, end) = (byte(text, range.start), byte(text, range.end));
    start..end.max(start)
}

/// What makes one text into another: the lines between those that stay.
pub fn edit(old: &str, new: &str) -> Option<TextEdit> {
    if old == new {
        return None;
    }
    let (olds, news): (Vec<_>, Vec<_>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = olds.iter().zip(&news).take_while(same).count();
    let rest = olds.len().min(news.len()) - head;
    let tail =
        olds.iter().rev().zip(news.iter().rev()).take(rest).take_while(same).count();
    let start: usize = olds[..head].iter().map(|l| l.len()).sum();
    let end: usize =
        old.len() - olds[olds.len() - tail..].iter().map(|l| l.len()).sum::<usize>();
    Some(TextEdit {
        range: range(old, start..end),
        new_text: news[head..news.len() - tail].concat(),
    })
}

/// The path of a file on this machine.
pub fn path_of(uri: &Url) -> Option<PathBuf> {
    uri.to_file_path().ok()
}

/// The address of a path.
pub fn uri_of(path: &Path) -> Option<Url> {
    Url::from_file_path(std::path::absolute(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units() {
        let text = "甲: 😀𠮷b\r\n乙\n";
        let at = text.find('b').unwrap();
        assert_eq!(position(text, at), Position { line: 0, character: 7 });
        assert_eq!(byte(text, Position { line: 0, character: 7 }), at);
        assert_eq!(byte(text, Position { line: 0, character: 99 }), at + 1);
        assert_eq!(position(text, text.len()), Position { line: 2, character: 0 });
        assert_eq!(byte(text, Position { line: 9, character: 9 }), text.len());
        for (i, _) in text.char_indices().filter(|(_, c)| *c != '\n') {
            assert_eq!(byte(text, position(text, i)), i);
        }
    }

    #[test]
    fn an_edit_touches_only_lines_that_change() {
        let edit = edit("甲\n乙\n丙\n", "甲\n丁\n丁\n丙\n").unwrap();
        assert_eq!(edit.new_text, "丁\n丁\n");
        assert_eq!((edit.range.start.line, edit.range.end.line), (1, 2));
        let same = super::edit("甲\n", "甲\n");
        assert!(same.is_none());
        let more = super::edit("甲\n甲\n", "甲\n甲\n甲\n").unwrap();
        assert_eq!(more.new_text, "甲\n");
    }
}
