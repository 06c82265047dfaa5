//! The author's files, and places in them.

use std::ops::Range;

/// Which file of a [`Sources`] a place lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// Its place in the order of reading.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A place: a byte range of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Default for Span {
    /// [`Span::NONE`].
    fn default() -> Self {
        Span::NONE
    }
}

impl Span {
    /// A place for values that no file holds (imported or built in code).
    pub const NONE: Span = Span { file: FileId(u32::MAX), start: 0, end: 0 };

    /// The bytes `range` of `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The byte range inside its file.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the place is [`Span::NONE`].
    pub fn is_none(self) -> bool {
        self.file == Span::NONE.file
    }
}

/// A value and where the author wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// Its text, at the same place.
    pub fn text(&self) -> Spanned<&str>
    where
        T: AsRef<str>,
    {
        Spanned::new(self.value.as_ref(), self.span)
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// One of the author's files.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as the user named it, with `/` between folders.
    pub path: String,
    /// The text without a byte-order mark.
    pub text: String,
    line_starts: Vec<u32>,
    /// How many lines stand before it, where it is but a part of a file.
    lines_before: usize,
}

/// A position as editors count: from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    fn new(path: String, text: String) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let line_starts =
            std::iter::once(0).chain(breaks.map(|(i, _)| i as u32 + 1)).collect();
        Source { path, text, line_starts, lines_before: 0 }
    }

    /// Line and column of the byte `at`.
    pub fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at);
        let line = self.line_starts.partition_point(|s| *s as usize <= at);
        let start = self.line_starts[line - 1] as usize;
        let column = self.text[start..at].chars().count() + 1;
        Position { line: self.lines_before + line, column }
    }
}

/// All files of a run, in the order they were read.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a file and gives the id that places in it carry.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.0.push(Source::new(path.into(), text.into()));
        FileId(self.0.len() as u32 - 1)
    }

    /// Adds of the file `path` with the given text only the lines that hold the bytes
    /// `range`, and gives these as a place in them. A text that has no such bytes (any
    /// more) gives a place before everything.
    pub fn add_excerpt(
        &mut self,
        path: impl Into<String>,
        text: &str,
        range: Range<usize>,
    ) -> Span {
        if text.get(range.clone()).is_none() {
            return Span::new(self.add(path, ""), 0..0);
        }
        let start = text[..range.start].rfind('\n').map_or(0, |i| i + 1);
        let end = text[range.end..].find('\n').map_or(text.len(), |i| range.end + i + 1);
        let file = self.add(path, &text[start..end]);
        let before = text.bytes().take(start).filter(|b| *b == b'\n').count();
        self.0[file.index()].lines_before = before;
        Span::new(file, range.start - start..range.end - start)
    }

    /// The paths of all files, in the order they were read.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|s| s.path.as_str())
    }

    /// The ids of all files, in the order they were read.
    pub fn ids(&self) -> impl Iterator<Item = FileId> {
        (0..self.0.len() as u32).map(FileId)
    }

    /// The file of an id that [`Sources::add`] gave.
    pub fn get(&self, file: FileId) -> &Source {
        &self.0[file.0 as usize]
    }

    /// The text at a place; empty for [`Span::NONE`].
    pub fn text(&self, span: Span) -> &str {
        if span.is_none() { "" } else { &self.get(span.file).text[span.range()] }
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_keeps_lines_and_columns() {
        let text = "年度: 2026\n项目: 甲\r\n预算: 5\n";
        let mut sources = Sources::default();
        let span = sources.add_excerpt("a.yaml", text, 21..24);
        assert_eq!(sources.text(span), "甲");
        let source = sources.get(span.file);
        assert_eq!(source.text, "项目: 甲\r\n");
        assert_eq!(source.position(span.range().start), Position { line: 2, column: 5 });
        let gone = sources.add_excerpt("b.yaml", "短", 5..9);
        assert_eq!((sources.text(gone), gone.range()), ("", 0..0));
    }

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "项目: 甲\r\n预算: 5\n");
        let at = |i| sources.get(file).position(i);
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(8), Position { line: 1, column: 5 });
        assert_eq!(at(13), Position { line: 2, column: 1 });
        assert_eq!(at(999), Position { line: 3, column: 1 });
    }
}
