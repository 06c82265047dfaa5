//! Numbers below each other: the decimal points of a table's column in one line.
//!
//! A number is set to the right, and as far from the edge as the longest fraction of its
//! column is longer than its own. So nothing is added to the text, and word processors
//! need no more than an indent to set it alike.

use super::CELL_PADDING;
use super::paragraph::Setter;
use crate::document::{Cell, Paragraph, Style, Table};
use std::collections::BTreeMap;

/// Which columns a cell covers: the first, and how many.
type Columns = (usize, usize);

/// What the numbers of a table need on both sides of their decimal points.
#[derive(Debug, Default)]
pub struct DecimalColumn(BTreeMap<Columns, Sides>);

/// Widths in points.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    before: f32,
    behind: f32,
}

impl DecimalColumn {
    /// Measures the numbers of `table`, by the columns their cells cover.
    pub fn of(table: &Table, setter: &Setter) -> DecimalColumn {
        let mut found = DecimalColumn::default();
        for cell in table.rows.iter().flat_map(|r| &r.cells) {
            for sides in cell.paragraphs.iter().filter_map(|p| sides(p, setter)) {
                let widest = found.0.entry((cell.column, cell.colspan)).or_default();
                widest.before = widest.before.max(sides.before);
                widest.behind = widest.behind.max(sides.behind);
            }
        }
        found
    }

    /// What stays free to the right of a paragraph in a cell of some width: nothing where
    /// it is no number, or where its column is too narrow for all its numbers.
    pub fn tail(
        &self,
        cell: &Cell,
        paragraph: &Paragraph,
        width: f32,
        setter: &Setter,
    ) -> f32 {
        let Some(own) = sides(paragraph, setter) else { return 0.0 };
        let Some(widest) = self.0.get(&(cell.column, cell.colspan)) else { return 0.0 };
        let fits = widest.before + widest.behind <= width;
        if fits { widest.behind - own.behind } else { 0.0 }
    }

    /// The width that a single column needs for its numbers; 0 without any.
    pub fn width(&self, column: usize) -> f32 {
        let sides = self.0.get(&(column, 1));
        sides.map_or(0.0, |s| s.before + s.behind + 2.0 * CELL_PADDING + 1.0)
    }
}

/// The widths of a number on both sides of the place where its fraction begins; None
/// for what is no number.
fn sides(paragraph: &Paragraph, setter: &Setter) -> Option<Sides> {
    if paragraph.style != Style::CellDecimal {
        return None;
    }
    let (before, behind) = split(&paragraph.text)?;
    let spec = setter.spec(paragraph.style);
    Some(Sides {
        before: setter.width(before, &spec),
        behind: setter.width(behind, &spec),
    })
}

/// `1,250` and `.50%` of `1,250.50%`.
fn split(text: &str) -> Option<(&str, &str)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let signs = text[..digits].chars().all(|c| "+-−－≥≤＞＜＝=><".contains(c));
    let whole = text[digits..].find(|c: char| !c.is_ascii_digit() && c != ',');
    signs.then(|| text.split_at(whole.map_or(text.len(), |end| digits + end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_cut_where_their_fraction_begins() {
        assert_eq!(split("1,250.50%"), Some(("1,250", ".50%")));
        assert_eq!(split("-3"), Some(("-3", "")));
        assert_eq!(split("≥90%"), Some(("≥90", "%")));
        assert_eq!(split("0.00"), Some(("0", ".00")));
        assert_eq!(split("涉密"), None);
        assert_eq!(split("约3"), None);
        assert_eq!(split(""), None);
    }
}
