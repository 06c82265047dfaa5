//! The form's own fields.

use super::line::{Cell, Kind, Repeat, Style};
use super::lower::Lower;
use super::table::{SheetColumn, body};
use super::{Of, Pattern};
use crate::model::profile::{FieldForm, Kind as FieldKind, Owner, TableForm};

/// Widths of the labels of fixed rows.
const LABELS: (f32, f32) = (64.0, 96.0);

impl Of {
    /// Whose own fields such a table shows.
    pub(crate) fn owner(self) -> Owner {
        match self {
            Of::Project | Of::Special => Owner::Project,
            Of::Department => Owner::Department,
        }
    }
}

impl Lower<'_> {
    /// How the value of an own field looks.
    pub(super) fn own_style(&self, name: &str) -> Style {
        let field = self.profile.field(self.of.owner(), name);
        field.map_or(Style::Text, |f| style(&f.kind))
    }

    /// The lines of an own field that is a table: its head, and its rows with their labels
    /// and sums.
    pub(super) fn own_table(&mut self, name: &str) {
        let field = self.profile.field(self.of.owner(), name);
        let Some(table) = field.and_then(FieldForm::table) else { return };
        let label = || SheetColumn {
            title: Pattern::default(),
            width: LABELS,
            style: Style::Label,
        };
        let mut columns: Vec<_> =
            std::iter::repeat_with(label).take(labels(table)).collect();
        columns.extend(table.columns.iter().map(|c| SheetColumn {
            title: Pattern::label(&c.title),
            width: width(&c.kind),
            style: style(&c.kind),
        }));
        let cells: Vec<Cell> = body(&columns);
        self.table(&columns, Repeat::Own(name.to_owned()), |lower, repeat| {
            lower.line(Kind::Body(repeat.clone()), cells);
        });
    }
}

/// How many labels stand in front of a row.
fn labels(table: &TableForm) -> usize {
    match (table.groups.is_empty(), table.is_grouped()) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 2,
    }
}

fn style(kind: &FieldKind) -> Style {
    match kind {
        FieldKind::Money | FieldKind::Number | FieldKind::Percent => Style::Amount,
        FieldKind::Line | FieldKind::Text => Style::Text,
        _ => Style::Short,
    }
}

fn width(kind: &FieldKind) -> (f32, f32) {
    match kind {
        FieldKind::Money => (56.0, 84.0),
        FieldKind::Line => (64.0, 140.0),
        FieldKind::Text => (90.0, 200.0),
        _ => (44.0, 72.0),
    }
}
