//! Text in columns, as wide as it looks on a terminal.

use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// `text` filled up with blanks to a width in columns.
pub fn pad(text: &str, width: usize) -> String {
    let mut padded = text.to_owned();
    let blanks = width.saturating_sub(text.width());
    // a String never fails to be written to
    let _ = write!(padded, "{:blanks$}", "");
    padded
}

/// A line for each row: the first `left` cells begin below each other, the others end
/// below each other.
pub fn aligned<const N: usize>(rows: &[[String; N]], left: usize) -> Vec<String> {
    let width = |at: usize| rows.iter().map(|r| r[at].width()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells =
            row.iter().zip(widths).enumerate().map(|(i, (cell, width))| match i {
                i if i < left => pad(cell, width),
                _ => pad("", width - cell.width()) + cell,
            });
        cells.collect::<Vec<_>>().join("   ")
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_they_look() {
        assert_eq!(pad("预算", 6), "预算  ");
        assert_eq!(pad("预算数", 4), "预算数");
        let rows = [["预算数", "1.00"], ["a", "10.00"]].map(|r| r.map(str::to_owned));
        assert_eq!(aligned(&rows, 1), ["预算数    1.00", "a        10.00"]);
    }
}
