//! Tree → values, with every fault reported and reading going on.

use super::spelling;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Field;
use crate::text::source::{FileId, Span, Spanned};
use crate::yaml::format::{ANY, Key};
use crate::yaml::tree::{Kind, NodeId, Tree};
use std::str::FromStr;

/// Reads one file's tree and collects what is wrong with it.
pub struct Reader<'t> {
    tree: &'t Tree,
    file: FileId,
    text: &'t str,
    /// Bytes that were told of already: nothing more is said about them.
    told: &'t [std::ops::Range<usize>],
    /// Whether something stands at a place where it cannot be read.
    pub is_incomplete: bool,
    /// The findings so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'t> Reader<'t> {
    /// A reader of `tree`, which was parsed from the `text` of `file`; of the bytes
    /// `told` nothing more is said.
    pub fn new(
        tree: &'t Tree,
        file: FileId,
        text: &'t str,
        told: &'t [std::ops::Range<usize>],
    ) -> Self {
        let diagnostics = Vec::new();
        Reader { tree, file, text, told, is_incomplete: false, diagnostics }
    }

    /// What a node is.
    pub fn kind(&self, node: NodeId) -> &'t Kind {
        self.tree.kind(node)
    }

    /// Where a node stands.
    pub fn span(&self, node: NodeId) -> Span {
        Span::new(self.file, self.tree.range(node))
    }

    /// Where a node begins: of a list or map only the first key or entry.
    pub fn head(&self, node: NodeId) -> Span {
        match self.tree.kind(node) {
            Kind::Mapping(entries) if !entries.is_empty() => self.span(entries[0].0),
            Kind::Sequence(items) if !items.is_empty() => self.head(items[0]),
            _ => self.span(node),
        }
    }

    /// The file that is read.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The whole text of the file.
    pub fn source(&self) -> &'t str {
        self.text
    }

    /// Whether the node is a text without quotes that stands as it was written.
    pub fn is_plain(&self, node: NodeId) -> bool {
        let plain = matches!(self.tree.kind(node), Kind::Scalar { plain: true, .. });
        let at = self.tree.range(node);
        plain && !self.told.iter().any(|t| t.start < at.end && at.start < t.end)
    }

    /// The text of a scalar.
    pub fn scalar(&self, node: NodeId) -> Option<&'t str> {
        self.tree.scalar(node)
    }

    /// Whether nothing stands there.
    pub fn is_blank(&self, node: NodeId) -> bool {
        self.tree.is_blank(node)
    }

    /// Whether the node is a list.
    pub fn is_sequence(&self, node: NodeId) -> bool {
        matches!(self.tree.kind(node), Kind::Sequence(_))
    }

    /// Whether the node is a map.
    pub fn is_mapping(&self, node: NodeId) -> bool {
        matches!(self.tree.kind(node), Kind::Mapping(_))
    }

    /// Adds a finding, unless its place was already reported.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let at = diagnostic.primary.span.range();
        if !self.told.iter().any(|p| p.start < at.end && at.start < p.end) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// The text of a scalar; another kind of node is reported.
    pub fn text(&mut self, node: NodeId) -> Option<Spanned<String>> {
        match self.tree.scalar(node) {
            Some(text) => Some(Spanned::new(text.to_owned(), self.span(node))),
            None => self.wrong_kind(node, "文字"),
        }
    }

    /// A text in which lines that are meant as items are told.
    pub fn prose(&mut self, node: NodeId) -> Option<Spanned<String>> {
        super::items::of_text(self, node);
        self.text(node)
    }

    /// A typed scalar.
    pub fn parse<T: FromStr<Err = String>>(
        &mut self,
        node: NodeId,
    ) -> Option<Spanned<T>> {
        let text = self.text(node)?;
        match text.value.trim().parse() {
            Ok(value) => Some(Spanned::new(value, text.span)),
            Err(why) => {
                let message = format!("「{}」读不出来：{why}", text.value);
                let finding = codes::S110.finding(text.span, message);
                // the same in half width, without what stands around it
                let plain = spelling::plain(&text.value);
                match plain.parse() {
                    Ok(value) => {
                        let help = format!("应写 {plain}");
                        self.report(finding.help(help).safe_fix(text.span, plain));
                        Some(Spanned::new(value, text.span))
                    }
                    Err(_) => {
                        self.report(finding);
                        None
                    }
                }
            }
        }
    }

    /// 是 or 否.
    pub fn switch(&mut self, node: NodeId) -> Option<Spanned<bool>> {
        let text = self.text(node)?;
        let value = match text.value.as_str() {
            "是" | "true" => true,
            "否" | "false" => false,
            other => {
                let message = format!("这里只能写“是”或“否”，现在是「{other}」");
                let finding = codes::S110.finding(text.span, message);
                self.report(match spelling::answer(other) {
                    Some(meant) => {
                        finding.label(format!("是“{meant}”吗？")).fix(text.span, meant)
                    }
                    None => finding,
                });
                return None;
            }
        };
        Some(Spanned::new(value, text.span))
    }

    /// The value under `key`. Blank, it is absent if it is `optional`, else broken.
    pub fn field<T>(
        &mut self,
        key: &str,
        node: NodeId,
        optional: bool,
        read: impl FnOnce(&mut Self, NodeId) -> Option<Spanned<T>>,
    ) -> Field<T> {
        if !self.is_blank(node) {
            return read(self, node).map_or(Field::Broken, Field::Given);
        }
        if optional {
            return Field::Absent;
        }
        let message = format!("「{key}」是空的");
        self.report(codes::S111.finding(self.span(node), message));
        Field::Broken
    }

    /// The items of a list; another kind of node is reported.
    pub fn items(&mut self, node: NodeId) -> Option<&'t [NodeId]> {
        match self.tree.kind(node) {
            Kind::Sequence(items) => Some(items),
            _ => self.wrong_kind(node, "列表（每项另起一行，以“- ”开头）"),
        }
    }

    /// The entries of a map with free keys; another kind of node is reported.
    pub fn entries(&mut self, node: NodeId) -> Option<&'t [(NodeId, NodeId)]> {
        match self.tree.kind(node) {
            Kind::Mapping(entries) => Some(entries),
            _ => self.wrong_kind(node, "“键: 值”（冒号用半角，后面空一格）"),
        }
    }

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

    /// The value under a key of a map; None of what is none, and of a blank.
    pub fn value_of(&self, node: NodeId, key: &str) -> Option<NodeId> {
        let Kind::Mapping(entries) = self.tree.kind(node) else { return None };
        let entry = entries.iter().find(|e| self.is_named(e.0, key))?;
        (!self.is_blank(entry.1)).then_some(entry.1)
    }

    /// The items of a list; of another kind of node none.
    pub fn items_of(&self, node: NodeId) -> &'t [NodeId] {
        match self.tree.kind(node) {
            Kind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar, of which nothing is reported.
    pub fn text_of(&self, node: NodeId) -> Option<Spanned<String>> {
        let text = self.tree.scalar(node)?;
        Some(Spanned::new(text.to_owned(), self.span(node)))
    }

    /// The text under a key of a map.
    pub fn scalar_of(&self, node: NodeId, key: &str) -> Option<&'t str> {
        self.tree.scalar(self.value_of(node, key)?)
    }

    /// Whether the node is the text `name`.
    pub fn is_named(&self, node: NodeId, name: &str) -> bool {
        self.tree.scalar(node) == Some(name)
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

    /// Reports that `what` was expected at `node`.
    pub fn wrong_kind<T>(&mut self, node: NodeId, what: &str) -> Option<T> {
        let found = match self.tree.kind(node) {
            _ if self.tree.is_blank(node) => "空的",
            Kind::Scalar { .. } => "一段文字",
            Kind::Sequence(_) => "列表",
            Kind::Mapping(_) => "“键: 值”",
        };
        let message = format!("这里要写{what}，现在是{found}");
        let mut finding = codes::S109.finding(self.head(node), message);
        if self.tree.scalar(node).is_some_and(|t| t.contains('：')) {
            finding = finding.help("冒号“：”是全角的；键后面要用半角冒号加空格“: ”");
        }
        if let Some(help) = self.way_out(node, what) {
            finding = finding.help(help);
        }
        self.is_incomplete = true;
        self.report(finding);
        None
    }

    /// How what stands at `node` is written where `what` is wanted.
    fn way_out(&self, node: NodeId, what: &str) -> Option<String> {
        let is_map = what.starts_with("“键");
        match self.tree.kind(node) {
            Kind::Scalar { .. } if is_map => {
                let text = self.tree.scalar(node)?;
                let parts = text.split(['\t', '|', '，', ',']).map(str::trim);
                let cells: Vec<_> = parts.filter(|c| !c.is_empty()).collect();
                (cells.len() > 1).then(|| crate::yaml::slip::mark::example(&cells))
            }
            Kind::Sequence(_) if is_map => {
                Some("去掉各行前面的“- ”，每行写“键: 值”".to_owned())
            }
            Kind::Mapping(_) if what.starts_with("列表") => {
                Some("在第一行前面加“- ”，下面各行跟着缩进两格".to_owned())
            }
            _ => None,
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

/// The known name an author most likely meant.
pub fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let name = name.split(['：', ':']).next().unwrap_or(name).trim();
    known
        .map(|k| (strsim::normalized_damerau_levenshtein(name, k), k))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, k)| k)
}
