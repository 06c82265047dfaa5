//! Entries of maps: putting in, taking out, renaming.

use super::{Draft, Part, one_line};
use crate::yaml::edit::Value;
use crate::yaml::tree::NodeId;

impl Draft<'_> {
    /// Puts `key: value` into a map, in the place that `order` gives it; a key that the
    /// order has not comes last.
    pub fn put(&mut self, map: NodeId, order: &[&str], key: &str, value: &Value) {
        let place = order.iter().position(|k| *k == key).unwrap_or(order.len());
        let names: Vec<_> =
            self.entries(map).iter().map(|e| self.tree.scalar(e.0)).collect();
        let stands = |k: &&str| names.iter().position(|n| *n == Some(k));
        let before = order[..place].iter().rev().find_map(stands).map(|i| i + 1);
        let behind = order[place..].iter().find_map(stands);
        let index = before.or(behind).unwrap_or(names.len());
        let part = Part::entry(key, value, self.escape);
        self.put_at(map, index, &part);
    }

    /// Puts an entry into a map, in front of the one with that index.
    pub fn put_at(&mut self, map: NodeId, index: usize, part: &Part) {
        let flow = self.is_flow(map) || self.in_flow(map);
        let entries = self.entries(map);
        let before = index.checked_sub(1).and_then(|i| entries.get(i)).copied();
        match (before, entries.first().copied()) {
            (Some((key, value)), _) => {
                let end = self.end(value).max(self.after_colon(key));
                if flow {
                    return self.edit(end..end, format!(", {}", part.flow));
                }
                let column = self.column(self.tree.range(key).start);
                self.lines(self.next_line(end), &part.at(column));
            }
            (None, Some((first, _))) => {
                let start = self.tree.range(first).start;
                if flow {
                    return self.edit(start..start, format!("{}, ", part.flow));
                }
                let column = self.column(start);
                let lines = part.at(column).join(self.newline);
                let lead = format!("{}{}", self.newline, " ".repeat(column));
                self.edit(start..start, format!("{}{lead}", lines.trim_start()));
            }
            (None, None) => self.fill_brackets(map, part),
        }
    }

    /// Writes the first entry or item between the brackets `{}` or `[]`, or, where these
    /// stand behind a key outside of others, below the key.
    pub(super) fn fill_brackets(&mut self, node: NodeId, part: &Part) {
        let (start, end) = (self.tree.range(node).start, self.end(node));
        let inner = &self.text[start + 1..end.max(start + 2) - 1];
        let key =
            self.key_of(node).filter(|_| !self.in_flow(node) && inner.trim().is_empty());
        let Some(key) = key else {
            return self.edit(start + 1..start + 1, part.flow.clone());
        };
        let column = self.column(self.tree.range(key).start);
        self.edit(self.after_colon(key)..end, "");
        self.lines(self.next_line(end), &part.at(column + 2));
    }

    /// Writes the first item of a list below its key that has nothing, or `[]`.
    pub fn fill_list(&mut self, node: NodeId, part: &Part) {
        let (start, end) = (self.tree.range(node).start, self.end(node));
        let Some(key) = self.key_of(node) else { return };
        let head = self.after_colon(key);
        if self.in_flow(node) {
            let old = start.max(head)..end.max(head);
            return self.edit(old, format!(" [{}]", part.flow));
        }
        self.edit(head..end.max(head), "");
        let column = self.column(self.tree.range(key).start);
        self.lines(self.next_line(end.max(head)), &part.at(column + 2));
    }

    /// Takes a key and its value out of a map that has others.
    pub fn take_out(&mut self, map: NodeId, key: NodeId) {
        let entries = self.entries(map);
        let Some(index) = entries.iter().position(|e| e.0 == key) else { return };
        let value = entries[index].1;
        let next = entries.get(index + 1).map(|e| e.0);
        let before = index.checked_sub(1).map(|i| entries[i]);
        let start = self.tree.range(key).start;
        let end = self.end(value).max(self.after_colon(key));
        if self.is_flow(map) || self.in_flow(map) {
            return match (next, before) {
                (Some(next), _) => self.edit(start..self.tree.range(next).start, ""),
                (None, Some((k, v))) => {
                    self.edit(self.end(v).max(self.after_colon(k))..end, "");
                }
                (None, None) => self.edit(start..end, ""),
            };
        }
        let line = self.line_start(start);
        let begins_item = !self.text[line..start].trim().is_empty();
        match next.filter(|_| begins_item) {
            // behind the dash of an item the next key takes its place, unless comments
            // stand between
            Some(next) => {
                let next = self.tree.range(next).start;
                let has_comment = self.text[end..next].contains('#');
                self.edit(start..if has_comment { end } else { next }, "");
            }
            None => self.edit(line..self.next_line(end), ""),
        }
    }

    /// Gives a key another name.
    pub fn rename(&mut self, key: NodeId, name: &str) {
        let map = self.parent(key);
        let flow = self.in_flow(key) || map.is_some_and(|m| self.is_flow(m));
        self.edit(self.tree.range(key), one_line(name, flow));
    }
}
