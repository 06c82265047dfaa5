//! Where in the format a cursor stands, by lines and indentation alone: the file need not
//! be whole, and while one types it is not.

use crate::yaml::edit::Step;
use std::ops::Range;

/// Where a cursor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Keys and items that lead to it; of a value, its own key too.
    pub path: Vec<Step>,
    /// What is being typed.
    pub part: CursorPart,
    /// What has been typed of it, up to the cursor.
    pub typed: Range<usize>,
    /// The line, without what stands behind the cursor.
    pub line: Range<usize>,
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CursorPart {
    /// A key, or an item that is a text alone.
    Key,
    /// A value behind its key.
    Value,
    /// A comment.
    Comment,
}

/// A step down, and the column at which it was written.
struct Frame {
    column: usize,
    step: Step,
}

/// The steps above a line.
#[derive(Default)]
struct Stack(Vec<Frame>);

impl Cursor {
    /// Reads where the byte `at` of `text` stands.
    pub fn at(text: &str, at: usize) -> Cursor {
        let at = text.floor_char_boundary(at);
        let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let mut stack = Stack::default();
        let mut block: Option<usize> = None;
        for line in text[..start].lines() {
            let column = indent(line);
            if line.trim().is_empty() || block.is_some_and(|above| column > above) {
                continue;
            }
            block = None;
            if let Some((key_column, value)) = stack.take(line) {
                block = value.starts_with(['|', '>']).then_some(key_column);
            }
        }
        stack.cursor(text, start, at)
    }

    /// The last key of the path.
    pub fn key(&self) -> Option<&str> {
        self.path.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        })
    }
}

impl Stack {
    /// Goes into a whole line; the column of its key and what stands behind it.
    fn take<'l>(&mut self, line: &'l str) -> Option<(usize, &'l str)> {
        let (column, rest) = self.items(line);
        if rest.starts_with(['#', '{', '[']) {
            return None;
        }
        let (key, value) = key_of(rest)?;
        self.leave(column);
        self.0.push(Frame { column, step: Step::Key(key.to_owned()) });
        Some((column, value.trim_start()))
    }

    /// Goes into the items that a line begins with; the column and text behind them.
    fn items<'l>(&mut self, line: &'l str) -> (usize, &'l str) {
        let mut column = indent(line);
        let mut rest = line.trim_start_matches(' ');
        while let Some(inner) = rest.strip_prefix('-') {
            if !inner.is_empty() && !inner.starts_with(' ') {
                break;
            }
            self.item(column);
            let blanks = inner.len() - inner.trim_start_matches(' ').len();
            column += 1 + blanks;
            rest = inner.trim_start_matches(' ');
        }
        (column, rest)
    }

    /// The next item of the list whose dashes stand at `column`.
    fn item(&mut self, column: usize) {
        // a list may stand at the column of its own key
        while self.0.last().is_some_and(|f| {
            f.column > column
                || f.column == column
                    && matches!(f.step, Step::Key(_))
                    && self.holds_item_at(column)
        }) {
            self.0.pop();
        }
        match self.0.last_mut() {
            Some(Frame { column: c, step: Step::Item(index) }) if *c == column => {
                *index += 1;
            }
            _ => self.0.push(Frame { column, step: Step::Item(0) }),
        }
    }

    fn holds_item_at(&self, column: usize) -> bool {
        let is = |f: &Frame| f.column == column && matches!(f.step, Step::Item(_));
        self.0.iter().any(is)
    }

    /// Leaves what a key at `column` is not part of.
    fn leave(&mut self, column: usize) {
        while self.0.last().is_some_and(|f| f.column >= column) {
            self.0.pop();
        }
    }

    fn path(&self) -> Vec<Step> {
        self.0.iter().map(|f| f.step.clone()).collect()
    }

    /// The place of the cursor in its line.
    fn cursor(mut self, text: &str, start: usize, at: usize) -> Cursor {
        let line = &text[start..at];
        let place = |part, path, length: usize| Cursor {
            path,
            part,
            typed: at - length..at,
            line: start..at,
        };
        let (column, rest) = self.items(line);
        if let Some(comment) = comment_of(rest) {
            return place(CursorPart::Comment, self.path(), comment.len());
        }
        if let Some(inner) = open_map(rest) {
            if let Some((key, _)) = key_of(&rest[..rest.len() - inner.len()]) {
                self.leave(column);
                self.0.push(Frame { column, step: Step::Key(key.to_owned()) });
            }
            let last = inner.rsplit([',', '，']).next().unwrap_or_default();
            return match key_of(last) {
                Some((key, value)) => {
                    self.0
                        .push(Frame { column: usize::MAX, step: Step::Key(key.into()) });
                    place(CursorPart::Value, self.path(), value.trim_start().len())
                }
                None => place(CursorPart::Key, self.path(), last.trim_start().len()),
            };
        }
        self.leave(column);
        match key_of(rest) {
            Some((key, value)) => {
                self.0.push(Frame { column, step: Step::Key(key.to_owned()) });
                place(CursorPart::Value, self.path(), value.trim_start().len())
            }
            None => place(CursorPart::Key, self.path(), rest.len()),
        }
    }
}

/// The blanks before a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Key and value of a line.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let ends = |i: &usize| {
        let rest = &line[i + 1..];
        rest.is_empty() || rest.starts_with([' ', '\t', '\r'])
    };
    let colon = line.match_indices(':').map(|m| m.0).find(ends)?;
    let key = line[..colon].trim().trim_matches(['"', '\'']);
    (!key.is_empty()).then_some((key, &line[colon + 1..]))
}

/// The comment that the cursor stands in.
fn comment_of(line: &str) -> Option<&str> {
    let begins = |i: &usize| *i == 0 || line[..*i].ends_with([' ', '\t']);
    let at = line.match_indices('#').map(|m| m.0).find(begins)?;
    Some(&line[at..])
}

/// What stands behind the brace that is open at the end of a line.
fn open_map(line: &str) -> Option<&str> {
    let mut open = Vec::new();
    for (i, c) in line.char_indices() {
        match c {
            '{' => open.push(i),
            '}' => drop(open.pop()),
            _ => {}
        }
    }
    open.last().map(|i| &line[i + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> (String, CursorPart, String) {
        let cursor = Cursor::at(&text.replace('▮', ""), text.find('▮').unwrap());
        let path: Vec<String> = cursor
            .path
            .iter()
            .map(|s| match s {
                Step::Key(k) => k.clone(),
                Step::Item(i) => i.to_string(),
            })
            .collect();
        let typed = text.replace('▮', "")[cursor.typed].to_owned();
        (path.join("/"), cursor.part, typed)
    }

    #[test]
    fn the_path_is_read_from_indentation() {
        let text = "单位:\n- 单位编码: 1\n  单位名称: 甲\n- 单▮";
        assert_eq!(at(text), ("单位/1".into(), CursorPart::Key, "单".into()));
        let text =
            "绩效指标:\n  产出指标:\n    数量指标:\n      - 指标: 甲\n        指标值: ≥▮";
        assert_eq!(
            at(text),
            ("绩效指标/产出指标/数量指标/0/指标值".into(), CursorPart::Value, "≥".into())
        );
        let text = "甲:\n  乙: 1\n▮";
        assert_eq!(at(text), (String::new(), CursorPart::Key, String::new()));
        let text = "甲:\n  乙: |\n    丙: 不是键\n  ▮";
        assert_eq!(at(text), ("甲".into(), CursorPart::Key, String::new()));
    }

    #[test]
    fn braces_and_comments_are_places_of_their_own() {
        let text = "绩效指标:\n  - {指标: 甲, 指▮";
        assert_eq!(at(text), ("绩效指标/0".into(), CursorPart::Key, "指".into()));
        let text = "预算: {预算数: 5▮";
        assert_eq!(at(text), ("预算/预算数".into(), CursorPart::Value, "5".into()));
        let text = "年度: 2026 # 允许 A▮";
        assert_eq!(at(text).1, CursorPart::Comment);
        assert_eq!(at(text).2, "# 允许 A");
    }

    #[test]
    fn no_place_of_a_text_is_too_strange() {
        let text = "- - a: {b: [\"}\n\t: |\r\n 甲: # x\n-\n  - -- :\n";
        for i in 0..=text.len() {
            let cursor = Cursor::at(text, i);
            assert!(text.get(cursor.typed).is_some());
        }
    }
}
