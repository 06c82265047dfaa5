//! YAML in block style, line by line.

use super::scalar::{Scalar, inline, scalar};
use crate::model::Field;

/// Where a comment behind a key stands.
const COMMENT_COLUMN: usize = 25;

/// A text that grows by keys and list items.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
    indent: usize,
    /// Whether the next line begins a list item.
    dash: bool,
}

impl Writer {
    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    /// An empty line between sections.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// `key: text`
    pub fn entry(&mut self, key: &str, text: &str) {
        let key = inline(key);
        match scalar(text) {
            Scalar::Inline(text) => self.line(&format!("{key}: {text}")),
            Scalar::Literal(lines) => {
                self.line(&format!("{key}: |"));
                self.nested(|w| lines.iter().for_each(|l| w.line(l)));
            }
        }
    }

    /// `key:` with what `inner` writes below it.
    pub fn section(&mut self, key: &str, inner: impl FnOnce(&mut Self)) {
        self.line(&format!("{}:", inline(key)));
        self.nested(inner);
    }

    /// The same with a comment behind the key.
    pub fn noted(&mut self, key: &str, note: &str, inner: impl FnOnce(&mut Self)) {
        self.comment(key, note);
        self.nested(inner);
    }

    /// `key: []`
    pub fn empty_list(&mut self, key: &str) {
        self.line(&format!("{key}: []"));
    }

    /// A key that must stand and has no value yet.
    pub fn missing(&mut self, key: &str) {
        self.comment(key, "待补");
    }

    /// A key to be filled in, with what is to be written there; empty, nothing is said.
    pub fn blank(&mut self, key: &str, about: &str) {
        match about.is_empty() {
            true => self.line(&format!("{}:", inline(key))),
            false => self.comment(key, about),
        }
    }

    /// `- text`
    pub fn item(&mut self, text: &str) {
        self.items(|w| match scalar(text) {
            Scalar::Inline(text) => w.line(&text),
            Scalar::Literal(lines) => {
                w.line("|");
                lines.iter().for_each(|l| w.line(l));
            }
        });
    }

    /// A list item with the keys that `inner` writes.
    pub fn items(&mut self, inner: impl FnOnce(&mut Self)) {
        self.dash = true;
        self.nested(inner);
        self.dash = false;
    }

    /// A key that may be left out.
    pub fn optional(&mut self, key: &str, field: &Field<String>) {
        if !field.text().trim().is_empty() {
            self.entry(key, field.text());
        }
    }

    /// A key that must stand.
    pub fn required(&mut self, key: &str, text: &str) {
        match text.trim() {
            "" => self.missing(key),
            text => self.entry(key, text),
        }
    }

    /// 是 or 否, where it was said.
    pub fn switch(&mut self, key: &str, field: &Field<bool>) {
        if let Some(value) = field.value() {
            self.entry(key, if *value { "是" } else { "否" });
        }
    }

    fn nested(&mut self, inner: impl FnOnce(&mut Self)) {
        self.indent += 2;
        inner(self);
        self.indent -= 2;
    }

    fn comment(&mut self, key: &str, note: &str) {
        let key = format!("{}:", inline(key));
        // a Chinese character is two columns wide in an editor
        let width: usize = key.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let pad = COMMENT_COLUMN.saturating_sub(self.indent + width).max(1);
        self.line(&format!("{key}{}# {note}", " ".repeat(pad)));
    }

    fn line(&mut self, content: &str) {
        let dash = std::mem::take(&mut self.dash);
        let blanks = self.indent - if dash { 2 } else { 0 };
        self.text.extend(std::iter::repeat_n(' ', blanks));
        self.text.push_str(if dash { "- " } else { "" });
        self.text.push_str(content);
        self.text.push('\n');
    }
}
