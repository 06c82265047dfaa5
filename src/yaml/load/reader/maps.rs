//! Maps with known keys: misspelt ones, those at the wrong place, those that are missing.

use super::{Reader, nearest, spelling};
use crate::diagnostic::codes;
use crate::model::Field;
use crate::text::source::{Span, Spanned};
use crate::yaml::format::{ANY, Key};
use crate::yaml::tree::NodeId;

impl Reader<'_> {
    /// A map with known keys. Unknown keys are reported, and read as the nearest known
    /// one where there is one; required keys that are missing are reported.
    pub fn mapping(&mut self, node: NodeId, keys: &'static [Key]) -> Option<Map> {
        self.mapping_with(node, keys, &[])
    }

    /// As [`Reader::mapping`], where `own` are keys that the form adds.
    pub fn mapping_with(
        &mut self,
        node: NodeId,
        keys: &'static [Key],
        own: &[&str],
    ) -> Option<Map> {
        let entries = self.entries(node)?;
        let head = self.head(node);
        let mut map = Map { found: Vec::new(), others: Vec::new(), head };
        let mut unknown = Vec::new();
        for &(key, value) in entries {
            let name = self.tree.scalar(key).unwrap_or_default();
            match keys.iter().find(|k| k.name == name && name != ANY) {
                Some(known) => map.found.push((known.name, value)),
                None if own.contains(&name) => {
                    let name = Spanned::new(name.to_owned(), self.span(key));
                    map.others.push((name, value));
                }
                None => unknown.push((key, value)),
            }
        }
        for (key, value) in unknown {
            if !self.too_high(key, entries, keys) {
                self.unknown_key((key, value), keys, own, &mut map);
            }
        }
        for key in keys.iter().filter(|k| k.required && map.node(k.name).is_none()) {
            self.missing(key.name, map.head, key.about);
        }
        Some(map)
    }

    /// Reports a key that stands beside the one it belongs under.
    fn too_high(
        &mut self,
        key: NodeId,
        entries: &[(NodeId, NodeId)],
        keys: &'static [Key],
    ) -> bool {
        let name = self.tree.scalar(key).unwrap_or_default();
        let before = entries.iter().take_while(|e| e.0 != key);
        let names = before.filter_map(|e| self.tree.scalar(e.0));
        let owner = |n: &&str| {
            keys.iter().any(|k| k.name == *n && k.shape.keys().contains(&name))
        };
        let Some(owner) = names.filter(owner).last() else {
            return self.without_owner(key, name, keys);
        };
        let message = format!("「{name}」少缩进了一层，应写在「{owner}」下面");
        let at = self.span(key);
        self.is_incomplete = true;
        self.report(
            codes::S107
                .finding(at, message)
                .label("这一行前面少了空格")
                .help(format!("在这一行前面加空格，和「{owner}」下面的其他各行对齐")),
        );
        true
    }

    /// Reports a key that belongs under one that is not written.
    fn without_owner(&mut self, key: NodeId, name: &str, keys: &'static [Key]) -> bool {
        if spelling::other_name(name).is_some() || name == "内容" {
            return false;
        }
        let Some(owner) = keys.iter().find(|k| k.shape.keys().contains(&name)) else {
            return false;
        };
        let owner = owner.name;
        self.is_incomplete = true;
        let message = format!("「{name}」要写在「{owner}」下面");
        let finding = codes::S107
            .finding(self.span(key), message)
            .help(format!("在上面加一行“{owner}:”，这一行前面空两格"));
        self.report(finding);
        true
    }

    /// Reports that `key` is missing in the map that begins at `head`.
    pub fn missing(&mut self, key: &str, head: Span, about: &str) {
        let message = format!("缺少「{key}」");
        if let Some(at) = self.commented(key) {
            let finding = codes::S108
                .finding(Span::new(self.file, at), message)
                .label("这一行成了注释")
                .help(format!("去掉前面的 #，写成“{key}: …”"));
            return self.report(finding);
        }
        let help = format!("补上一行“{key}: …”（{about}）");
        self.report(codes::S108.finding(head, message).help(help));
    }

    /// The line that a `#` in front makes a comment of, and that begins with `key`.
    fn commented(&self, key: &str) -> Option<std::ops::Range<usize>> {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let body = line.trim_start_matches(['#', ' ']);
            let rest = body.strip_prefix(key).filter(|_| line.starts_with('#'));
            if rest.is_some_and(|r| r.starts_with([':', '：'])) {
                return Some(at..at + line.len() - body.len() + key.len());
            }
            at += line.len();
        }
        None
    }

    /// The name that stands in `known`; another is reported, and read as the nearest of
    /// those that are `free`.
    pub fn known_name(
        &mut self,
        node: NodeId,
        name: &str,
        known: &[&str],
        free: &[&str],
    ) -> Option<String> {
        if known.contains(&name) {
            return Some(name.to_owned());
        }
        let span = self.span(node);
        let finding = codes::S107.finding(span, format!("没有「{name}」这一项"));
        let other = spelling::other_name(name).filter(|n| free.contains(n));
        let near = other.or_else(|| nearest(name, free.iter().copied()));
        let near = near.map(str::to_owned);
        self.report(match &near {
            Some(near) => {
                finding.label(format!("是「{near}」吗？")).fix(span, near.as_str())
            }
            None => finding.help(format!("这里可以写：{}", known.join("、"))),
        });
        near
    }

    fn unknown_key(
        &mut self,
        (key, value): (NodeId, NodeId),
        keys: &'static [Key],
        own: &[&str],
        map: &mut Map,
    ) {
        let name = self.tree.scalar(key).unwrap_or_default();
        let known = keys.iter().map(|k| k.name).filter(|n| *n != ANY);
        let known: Vec<&str> = known.chain(own.iter().copied()).collect();
        let taken =
            |k: &str| map.node(k).is_some() || map.others.iter().any(|o| o.0.value == k);
        let free: Vec<_> = known.iter().copied().filter(|k| !taken(k)).collect();
        let Some(near) = self.known_name(key, name, &known, &free) else { return };
        match keys.iter().find(|k| k.name == near) {
            Some(known) => map.found.push((known.name, value)),
            None => map.others.push((Spanned::new(near, self.span(key)), value)),
        }
    }
}

/// A map with known keys, the misspelt ones already set right.
pub struct Map {
    found: Vec<(&'static str, NodeId)>,
    /// The values under keys that the form adds.
    pub others: Vec<(Spanned<String>, NodeId)>,
    /// The first key, for findings about the whole.
    pub head: Span,
}

impl Map {
    /// The node under `key`.
    pub fn node(&self, key: &str) -> Option<NodeId> {
        self.found.iter().find(|f| f.0 == key).map(|f| f.1)
    }

    /// The value under a key that must stand: missing or blank, it is broken.
    pub fn required<'t, T>(
        &self,
        key: &str,
        reader: &mut Reader<'t>,
        read: impl FnOnce(&mut Reader<'t>, NodeId) -> Option<Spanned<T>>,
    ) -> Field<T> {
        let Some(node) = self.node(key) else { return Field::Broken };
        reader.field(key, node, false, read)
    }

    /// The value under a key that may be left out or blank.
    pub fn optional<'t, T>(
        &self,
        key: &str,
        reader: &mut Reader<'t>,
        read: impl FnOnce(&mut Reader<'t>, NodeId) -> Option<Spanned<T>>,
    ) -> Field<T> {
        let Some(node) = self.node(key) else { return Field::Absent };
        reader.field(key, node, true, read)
    }
}
