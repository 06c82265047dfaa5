//! Lines that were meant as items, and that YAML joins to one text.

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::{Span, Spanned};
use crate::yaml::slip::mark::item_mark;
use crate::yaml::tree::NodeId;
use std::ops::Range;

/// A line of a text.
struct Line {
    /// Its bytes without blanks around.
    at: Range<usize>,
    /// Bytes of the number, bullet or dash in front.
    mark: usize,
}

/// A plain text over some lines.
struct Text<'t> {
    text: &'t str,
    /// What stands in front of it on its first line.
    front: &'t str,
    lines: Vec<Line>,
}

impl<'t> Text<'t> {
    fn of(reader: &Reader<'t>, node: NodeId) -> Option<Text<'t>> {
        let at = reader.span(node).range();
        if !reader.is_plain(node) {
            return None;
        }
        let text = reader.source();
        let front = &text[text[..at.start].rfind('\n').map_or(0, |i| i + 1)..at.start];
        let mut lines = Vec::new();
        let mut start = at.start;
        for raw in text[at].split_inclusive('\n') {
            let body = raw.trim();
            let begin = start + raw.len() - raw.trim_start().len();
            if !body.is_empty() {
                lines.push(Line { at: begin..begin + body.len(), mark: mark(body) });
            }
            start += raw.len();
        }
        (!lines.is_empty()).then_some(Text { text, front, lines })
    }

    fn marks(&self) -> Vec<&'t str> {
        let marked = self.lines.iter().filter(|l| l.mark > 0);
        marked.map(|l| self.text[l.at.start..l.at.start + l.mark].trim()).collect()
    }

    /// The text behind the mark of a line.
    fn said(&self, line: &Line) -> &'t str {
        &self.text[line.at.start + line.mark..line.at.end]
    }

    fn whole(&self) -> Range<usize> {
        self.lines[0].at.start..self.lines[self.lines.len() - 1].at.end
    }

    /// The lines below each other, each with `dash` in front where an item begins.
    fn list(&self, first: &str, indent: &str) -> String {
        let end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut out = String::new();
        for (i, line) in self.lines.iter().enumerate() {
            let said = quoted(self.said(line));
            match (i, line.mark) {
                (0, _) => out.push_str(&format!("{first}{said}")),
                (_, 0) => out.push_str(&format!("{end}{indent}  {said}")),
                _ => out.push_str(&format!("{end}{indent}- {said}")),
            }
        }
        out
    }

    /// The items, joined with the lines that go on with them.
    fn items(&self, reader: &Reader) -> Vec<Spanned<String>> {
        let mut items: Vec<Spanned<String>> = Vec::new();
        for line in &self.lines {
            match items.last_mut().filter(|_| line.mark == 0) {
                Some(last) => last.value.push_str(self.said(line)),
                None => {
                    let span = Span::new(reader.file(), line.at.clone());
                    items.push(Spanned::new(self.said(line).to_owned(), span));
                }
            }
        }
        items
    }

    fn finding(&self, reader: &Reader, message: String) -> Diagnostic {
        let first = self.lines.iter().find(|l| l.mark > 0).unwrap_or(&self.lines[0]);
        let mark = &self.text[first.at.start..first.at.start + first.mark];
        let at = first.at.start..first.at.start + mark.trim_end().len().max(1);
        codes::S115.finding(Span::new(reader.file(), at), message)
    }
}

/// Bytes of the mark in front of a line; a dash with a blank is one too.
fn mark(body: &str) -> usize {
    match body.strip_prefix("- ") {
        Some(rest) => body.len() - rest.trim_start().len(),
        None => item_mark(body),
    }
}

fn quoted(said: &str) -> String {
    crate::yaml::slip::plain(said)
}

/// The items of a text that should be a list; the finding tells how it is written.
pub fn of_passage(reader: &mut Reader, node: NodeId) -> Option<Vec<Spanned<String>>> {
    let text = Text::of(reader, node)?;
    let marks = text.marks();
    if marks.is_empty() || marks.len() == 1 && text.lines[0].mark == 0 {
        return None;
    }
    let message = match marks.len() {
        1 => format!("「{}」开头的这一条没有写成列表", marks[0]),
        n => format!("分条写的 {n} 行（{}）会连成一段", shown(&marks)),
    };
    let finding = text
        .finding(reader, message)
        .label("YAML 里列表的每一条要以半角的 - 加一个空格开头")
        .help("每一条写成“- 文字”，上下对齐；序号由程序编");
    let (whole, blank) = (text.whole(), text.front.trim().is_empty());
    let finding = match blank {
        true => {
            let list = text.list("- ", text.front);
            finding.safe_fix(Span::new(reader.file(), whole), list)
        }
        false => below_key(&text, reader, finding),
    };
    let items = text.items(reader);
    reader.report(finding);
    Some(items)
}

/// The fix for a text that begins on the line of its key.
fn below_key(text: &Text, reader: &Reader, finding: Diagnostic) -> Diagnostic {
    let front = text.front.trim_end();
    if !front.ends_with(':') || front.contains(['{', '[']) {
        return finding;
    }
    let end = if text.text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = format!("{}  ", " ".repeat(depth(front)));
    let start = text.whole().start - (text.front.len() - front.len());
    let list = text.list(&format!("{end}{indent}- "), &indent);
    finding.safe_fix(Span::new(reader.file(), start..text.whole().end), list)
}

/// The column at which what follows blanks and dashes begins.
fn depth(front: &str) -> usize {
    front.len() - front.trim_start_matches([' ', '-']).len()
}

/// Tells of further items in the text of an item.
pub fn of_item(reader: &mut Reader, node: NodeId) {
    let Some(text) = Text::of(reader, node) else { return };
    let marks: Vec<_> = text.marks();
    let below = text.lines.iter().skip(1).filter(|l| l.mark > 0).count();
    if below == 0 {
        return;
    }
    let message = format!("这一条里又写了 {below} 条（{}），会连成一段", shown(&marks));
    let mut finding = text
        .finding(reader, message)
        .label("这里的符号没有被当作列表的一条")
        .help("每一条写成“- 文字”，“-”和上面一条的对齐；序号由程序编");
    let indent = text.front.len() - text.front.trim_start().len();
    if text.front.trim() == "-" {
        let list = text.list("", &text.front[..indent]);
        finding = finding.safe_fix(Span::new(reader.file(), text.whole()), list);
    }
    reader.report(finding);
}

/// Tells of items in a text where no list may stand.
pub fn of_text(reader: &mut Reader, node: NodeId) {
    let Some(text) = Text::of(reader, node) else { return };
    let marks = text.marks();
    if marks.len() < 2 {
        return;
    }
    let message = format!("分条写的 {} 行（{}）会连成一段", marks.len(), shown(&marks));
    let mut finding = text
        .finding(reader, message)
        .label("这一栏只能写文字，几行会接在一起印")
        .help("要分行印的，键后面写“: |”，下面每行一段");
    if let Some((span, literal)) = literal(&text, reader) {
        finding = finding.safe_fix(span, literal);
    }
    reader.report(finding);
}

/// The text with its lines kept.
fn literal(text: &Text, reader: &Reader) -> Option<(Span, String)> {
    let end = if text.text.contains("\r\n") { "\r\n" } else { "\n" };
    let whole = text.whole();
    let (start, indent) = match text.front.trim().is_empty() {
        true => {
            let above = text.text[..whole.start].trim_end();
            (above.len(), text.front.to_owned())
        }
        false => {
            let front = text.front.trim_end();
            let start = whole.start - (text.front.len() - front.len());
            (start, format!("{}  ", " ".repeat(depth(front))))
        }
    };
    let above = &text.text[..start];
    let line = &above[above.rfind('\n').map_or(0, |i| i + 1)..];
    if !above.ends_with(':') || line.contains(['{', '[', '#']) {
        return None;
    }
    let lines = text.lines.iter().map(|l| &text.text[l.at.clone()]);
    let body: Vec<_> = lines.map(|l| format!("{indent}{l}")).collect();
    let span = Span::new(reader.file(), start..whole.end);
    Some((span, format!(" |{end}{}", body.join(end))))
}

/// The first marks.
fn shown(marks: &[&str]) -> String {
    let more = if marks.len() > 3 { " …" } else { "" };
    format!("{}{more}", marks[..marks.len().min(3)].join(" "))
}
