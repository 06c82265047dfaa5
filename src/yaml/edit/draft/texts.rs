//! Writing a text, or anything, in the place of what stands there.

use super::{Draft, Part, one_line};
use crate::yaml::edit::Value;
use crate::yaml::edit::pieces::pieces;
use crate::yaml::save::{Scalar, escaped, is_special, scalar};
use crate::yaml::tree::{Kind, NodeId};
use std::ops::Range;

impl Draft<'_> {
    /// The sign `|` or `>` of a block text, with what belongs to it.
    pub(super) fn block_sign(&self, node: NodeId) -> Option<Range<usize>> {
        if !matches!(self.tree.kind(node), Kind::Scalar { plain: false, .. }) {
            return None;
        }
        let range = self.tree.range(node);
        let start = self.line_start(range.start);
        let before = self.text[..start].trim_end();
        let quoted = self.text[range.clone()].starts_with(['"', '\'']);
        if quoted && !self.text[start..range.start].trim().is_empty() {
            return None;
        }
        let line = self.line_start(before.len());
        let header = &before[line..];
        let header = header.split(" #").next().unwrap_or(header).trim_end();
        let sign =
            header.trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
        let at = line + sign.len().checked_sub(1)?;
        let is_sign = sign.ends_with(['|', '>']) && range.start > line + header.len();
        is_sign.then_some(at..line + header.len())
    }

    /// Writes a text in the place of another, in the other's style where that can hold it.
    pub fn set_text(&mut self, node: NodeId, text: &str) {
        let range = self.tree.range(node);
        if range.is_empty() || text.is_empty() {
            return self.replace(node, &Value::Text(text.to_owned()));
        }
        if let Some(sign) = self.block_sign(node) {
            return self.set_block(node, sign, text);
        }
        let flow = self.in_flow(node);
        let is_block = matches!(scalar(text), Scalar::Literal(_)) && !flow;
        match self.text[range.clone()].as_bytes().first() {
            _ if self.escape => self.edit(range, escaped(text)),
            Some(b'"') => self.edit(range, escaped(text)),
            Some(b'\'') if !text.contains('\n') && !text.contains(is_special) => {
                self.edit(range, format!("'{}'", text.replace('\'', "''")));
            }
            _ if is_block => self.replace(node, &Value::Text(text.to_owned())),
            _ => self.edit(range, one_line(text, flow)),
        }
    }

    /// Writes only what differs between a text and another; false where the text does not
    /// stand in the file as it reads, or little of it stays.
    pub fn set_pieces(&mut self, node: NodeId, text: &str) -> bool {
        let range = self.tree.range(node);
        let raw = &self.text[range.clone()];
        let old = self.tree.scalar(node).unwrap_or_default();
        let Some(pieces) = pieces(raw, old, text) else { return false };
        for (at, new) in pieces {
            self.edit(range.start + at.start..range.start + at.end, new);
        }
        true
    }

    /// Puts a comment on a line of its own above that of a key or item, unless the same
    /// stands there.
    pub fn put_comment(&mut self, node: NodeId, comment: &str) {
        let start = self.line_start(self.start(node));
        let line = &self.text[start..];
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let new = format!("{}# {comment}", &line[..indent]);
        let above = self.text[..start].trim_end().rsplit('\n').next();
        if above.map(str::trim) != Some(new.trim()) {
            self.edit(start..start, format!("{new}{}", self.newline));
        }
    }

    /// Writes the lines of a block anew, under its sign.
    fn set_block(&mut self, node: NodeId, sign: Range<usize>, text: &str) {
        let range = self.tree.range(node);
        let lines: Vec<&str> = text.split('\n').collect();
        let even = |l: &&str| !l.is_empty() && l.trim() == *l && !l.contains(is_special);
        let has_digit = self.text[sign.clone()].contains(|c: char| c.is_ascii_digit());
        if self.escape || has_digit || !lines.iter().all(even) {
            return self.replace(node, &Value::Text(text.to_owned()));
        }
        let start = self.line_start(range.start);
        let indent = &self.text[start..range.start];
        let lines: Vec<_> = lines.iter().map(|l| format!("{indent}{l}")).collect();
        let folded = self.text[sign].starts_with('>');
        let gap = if folded { self.newline.repeat(2) } else { self.newline.to_owned() };
        self.edit(start..self.end(node), lines.join(&gap));
    }

    /// Makes an item that is a text alone a map of `first` and the text under `key`.
    pub fn head_item(&mut self, item: NodeId, first: (&str, &Value), key: &str) {
        let range = self.tree.range(item);
        let is_line =
            self.block_sign(item).is_none() && !self.text[range.clone()].contains('\n');
        let (name, value) = first;
        if !is_line || self.escape {
            let text = Value::of(&self.tree, item);
            let entries = [(name, value.clone()), (key, text)];
            let entries = entries.map(|(k, v)| (k.to_owned(), v));
            return self.replace(item, &Value::Map(entries.into()));
        }
        let part = Part::entry(name, value, self.escape);
        if self.in_flow(item) {
            self.edit(range.start..range.start, format!("{{{}, {key}: ", part.flow));
            return self.edit(range.end..range.end, "}");
        }
        let column = self.column(range.start);
        let lines = part.at(column).join(self.newline);
        let lead = format!("{}{}{key}: ", self.newline, " ".repeat(column));
        self.edit(range.start..range.start, format!("{}{lead}", lines.trim_start()));
    }

    /// Writes anything in the place of what stands there, or in a blank.
    pub fn replace(&mut self, node: NodeId, value: &Value) {
        let (start, end) = (self.start(node), self.end(node));
        let (head, column, part) = match self.key_of(node) {
            Some(key) => {
                let part = Part::entry("k", value, self.escape);
                let at = self.tree.range(key).start;
                (self.after_colon(key), self.column(at), part)
            }
            None => {
                let Some(dash) = self.dash(node) else { return };
                (dash + 1, self.column(dash), Part::item(value, self.escape))
            }
        };
        if self.in_flow(node) {
            let blank = value.is_blank() && matches!(value, Value::Text(_));
            let flow = part.flow.strip_prefix("k: ").unwrap_or(&part.flow);
            let flow = if blank { "''" } else { flow };
            let lead = if start < head { " " } else { "" };
            return self.edit(start.max(head)..end.max(head), format!("{lead}{flow}"));
        }
        let lines = part.at(column);
        let Some((first, rest)) = lines.split_first() else { return };
        let first = first.trim_start();
        let first = first.strip_prefix("k:").or(first.strip_prefix('-')).unwrap_or(first);
        self.replace_lines(node, head, first.trim(), rest);
    }

    /// Puts `first` behind a key or dash that ends at `head`, and the lines `rest` below
    /// it, in the place of a node.
    fn replace_lines(&mut self, node: NodeId, head: usize, first: &str, rest: &[String]) {
        let (start, end) = (self.start(node).max(head), self.end(node).max(head));
        let lead = if first.is_empty() { "" } else { " " };
        let sign = self.block_sign(node);
        let is_below = self.text[head..start].contains('\n');
        if start == end {
            self.edit(head..head, format!("{lead}{first}"));
        } else if is_below || sign.is_some() {
            let above = sign.map_or(head..head, |sign| head..sign.end);
            self.edit(above, format!("{lead}{first}"));
            let body = self.line_start(self.tree.range(node).start)..self.next_line(end);
            let lines = rest.iter().flat_map(|line| [line.as_str(), self.newline]);
            let lines: String = lines.collect();
            return self.edit(body, lines);
        } else {
            self.edit(head..end, format!("{lead}{first}"));
        }
        if !rest.is_empty() {
            self.lines(self.next_line(end), rest);
        }
    }
}
