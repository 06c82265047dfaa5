//! A value that may be missing or unreadable.

use crate::text::source::{Span, Spanned};

/// What stands under a key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// Nothing, and nothing needs to.
    #[default]
    Absent,
    /// Something unreadable, or nothing where something must stand. It has been
    /// reported; rules that need the value stay silent.
    Broken,
    /// A value and its place.
    Given(Spanned<T>),
}

impl<T> Field<T> {
    /// A value that no file holds.
    pub fn of(value: T) -> Self {
        Field::Given(Spanned::new(value, Span::NONE))
    }

    /// The value with its place.
    pub fn get(&self) -> Option<&Spanned<T>> {
        match self {
            Field::Given(value) => Some(value),
            _ => None,
        }
    }

    /// The value alone.
    pub fn value(&self) -> Option<&T> {
        self.get().map(|v| &v.value)
    }

    /// Where the value stands.
    pub fn span(&self) -> Option<Span> {
        self.get().map(|v| v.span)
    }

    /// Whether nothing was written, which is no fault by itself.
    pub fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    /// Whether what was written could not be read.
    pub fn is_broken(&self) -> bool {
        matches!(self, Field::Broken)
    }
}

impl<T: AsRef<str>> Field<T> {
    /// The text as written, or an empty one.
    pub fn text(&self) -> &str {
        self.value().map_or("", |s| s.as_ref())
    }

    /// The text as written, with its place.
    pub fn written(&self) -> Option<Spanned<&str>> {
        self.get().map(Spanned::text)
    }
}

impl<T> From<Option<Spanned<T>>> for Field<T> {
    fn from(value: Option<Spanned<T>>) -> Self {
        value.map_or(Field::Absent, Field::Given)
    }
}
