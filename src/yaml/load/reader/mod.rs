//! Tree → values, with every fault reported and reading going on.

mod kinds;
mod maps;

pub use maps::Map;

use super::spelling;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Field;
use crate::text::source::{FileId, Span, Spanned};
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
