//! Items of lists: putting in, taking out, changing their order.

use super::{Draft, Part};
use crate::yaml::tree::NodeId;
use std::ops::Range;

impl Draft<'_> {
    /// The place of an item's dash, where it has one.
    pub(super) fn dash(&self, item: NodeId) -> Option<usize> {
        let mut at = self.start(item);
        loop {
            let line = self.line_start(at);
            let before = &self.text[line..at];
            let blank = before.trim().is_empty() || before.trim_start().starts_with('#');
            if !blank {
                return before.rfind('-').map(|i| line + i);
            }
            at = line.checked_sub(1)?;
        }
    }

    /// Puts items into a list, in front of the one with that index, in the style of their
    /// neighbour.
    pub fn put_items(&mut self, list: NodeId, index: usize, part: &Part) {
        let items = self.items(list);
        let before = index.checked_sub(1).and_then(|i| items.get(i)).copied();
        let Some(neighbour) = before.or(items.first().copied()) else {
            return self.fill_brackets(list, part);
        };
        if self.is_flow(list) || self.in_flow(list) {
            let range = self.start(neighbour)..self.end(neighbour);
            return match before {
                Some(_) => self.edit(range.end..range.end, format!(", {}", part.flow)),
                None => self.edit(range.start..range.start, format!("{}, ", part.flow)),
            };
        }
        let Some(dash) = self.dash(neighbour) else { return };
        let part = if self.is_flow(neighbour) { &part.on_one_line() } else { part };
        let lines = part.at(self.column(dash));
        let at = match before {
            Some(before) => self.next_line(self.end(before).max(dash)),
            None => self.line_start(dash),
        };
        self.lines(at, &lines);
    }

    /// The lines of an item, those of the last one without their end.
    fn item_lines(&self, item: NodeId) -> Option<Range<usize>> {
        let dash = self.dash(item)?;
        Some(self.line_start(dash)..self.next_line(self.end(item).max(dash)))
    }

    /// Takes an item out of a list that has others.
    pub fn take_item(&mut self, item: NodeId) {
        let Some(list) = self.parent(item) else { return };
        let items = self.items(list);
        let Some(index) = items.iter().position(|i| *i == item) else { return };
        if !self.is_flow(list) && !self.in_flow(list) {
            if let Some(lines) = self.item_lines(item) {
                self.edit(lines, "");
            }
            return;
        }
        let start = self.start(item);
        match (items.get(index + 1), index.checked_sub(1).map(|i| items[i])) {
            (Some(next), _) => self.edit(start..self.start(*next), ""),
            (None, Some(before)) => self.edit(self.end(before)..self.end(item), ""),
            (None, None) => {}
        }
    }

    /// Puts an item in the place of another of its list; those between move on by one.
    pub fn move_item(&mut self, list: NodeId, from: usize, to: usize) {
        let flow = self.is_flow(list) || self.in_flow(list);
        let items = self.items(list);
        let (first, last) = (from.min(to), from.max(to));
        let Some(moved) = items.get(first..=last) else { return };
        let range = |item: NodeId| match flow {
            true => Some(self.start(item)..self.end(item)),
            false => self.with_comments(item),
        };
        let Some(ranges) = moved.iter().map(|i| range(*i)).collect::<Option<Vec<_>>>()
        else {
            return;
        };
        let mut order: Vec<_> = (0..ranges.len()).collect();
        match from < to {
            true => order.rotate_left(1),
            false => order.rotate_right(1),
        }
        let text = |i: usize| self.text[ranges[i].clone()].trim_end_matches(['\n', '\r']);
        let new: Vec<_> = order.iter().map(|i| text(*i).to_owned()).collect();
        for (i, new) in new.into_iter().enumerate() {
            let range = ranges[i].clone();
            let end = range.start + text(i).len();
            self.edit(range.start..end, new);
        }
    }

    /// The lines of an item with the comments right above it.
    fn with_comments(&self, item: NodeId) -> Option<Range<usize>> {
        let lines = self.item_lines(item)?;
        let mut start = lines.start;
        while let Some(end) = start.checked_sub(1) {
            let line = self.line_start(end);
            if !self.text[line..end].trim_start().starts_with('#') {
                break;
            }
            start = line;
        }
        Some(start..lines.end)
    }

    /// The lines of an item as they stand, from column 0, to be put elsewhere.
    pub fn lifted(&self, item: NodeId) -> Option<Part> {
        let list = self.parent(item)?;
        if self.is_flow(list) || self.in_flow(list) {
            return None;
        }
        let dash = self.dash(item)?;
        let column = self.column(dash);
        let lines = self.text[self.item_lines(item)?].lines();
        let out = |line: &str| -> Option<String> {
            let (blanks, rest) = line.split_at_checked(column)?;
            blanks.trim().is_empty().then(|| rest.to_owned())
        };
        let lines =
            lines.map(|l| if l.trim().is_empty() { Some(String::new()) } else { out(l) });
        Some(Part { lines: lines.collect::<Option<_>>()?, flow: String::new() })
    }
}
