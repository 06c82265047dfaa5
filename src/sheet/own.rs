//! The form's own fields.

use super::line::Style;
use super::lower::Lower;

impl Lower<'_> {
    /// How the value of an own field looks.
    pub(super) fn own_style(&self, _name: &str) -> Style {
        Style::Text
    }
}
