//! What a workbook may hold; a hostile one is refused before it fills the memory.

use crate::word::Package;
use crate::word::Refusal;

/// Most cells with text of a workbook, as many as a Word file may have.
const MAX_CELLS: usize = 300_000;
/// Most elements of its XML; a cell has four.
const MAX_ELEMENTS: usize = 8 * MAX_CELLS;
/// Most unpacked megabytes of all parts, and of the text of all cells.
const MAX_MB: usize = 128;
/// Most cell formats; Excel itself has no more.
const MAX_FORMATS: usize = 66_000;
/// Longest element of the formats in bytes, as calamine copies a font's name and a
/// number format into each cell format.
const MAX_FORMAT_LENGTH: usize = 4_096;

/// Checks the parts of a package before calamine unpacks them.
///
/// # Errors
///
/// [`Refusal::TooLarge`], [`Refusal::TooMany`], or what is wrong with a part.
pub fn check(package: &mut Package) -> Result<(), Refusal> {
    let (mut size, mut elements) = (0, 0);
    for (index, name) in package.names() {
        let bytes = package.unpack(index)?;
        size += bytes.len();
        if size > MAX_MB << 20 {
            return Err(Refusal::TooLarge(MAX_MB as u64));
        }
        // pictures and the like are never read
        if !(name.ends_with(".xml") || bytes.trim_ascii_start().starts_with(b"<")) {
            continue;
        }
        elements += count(&bytes)?;
        if elements > MAX_ELEMENTS {
            return Err(Refusal::TooMany(MAX_CELLS));
        }
    }
    Ok(())
}

/// How many elements a part has; its formats are counted on their own.
fn count(xml: &[u8]) -> Result<usize, Refusal> {
    // UTF-16, which no program writes here, would hide the elements
    if xml.contains(&0) {
        return Err(Refusal::Unreadable);
    }
    let (mut elements, mut formats, mut longest) = (0, 0, 0);
    for element in xml.split(|b| *b == b'<') {
        elements += 1;
        longest = longest.max(element.len());
        formats += usize::from(is_named(element, b"xf"));
        if is_beyond(element) {
            return Err(Refusal::Unreadable);
        }
    }
    if formats > MAX_FORMATS || (formats > 0 && longest > MAX_FORMAT_LENGTH) {
        return Err(Refusal::Unreadable);
    }
    Ok(elements)
}

/// Whether the text behind a `<` is an element of that name, in any namespace.
fn is_named(element: &[u8], name: &[u8]) -> bool {
    let end = element.iter().position(|b| b" \t\r\n/>".contains(b));
    let whole = &element[..end.unwrap_or(element.len())];
    whole.rsplit(|b| *b == b':').next() == Some(name)
}

/// Whether an element names a cell or range beyond the last cell that Excel has,
/// XFD1048576: calamine counts such places with numbers too small for them.
fn is_beyond(element: &[u8]) -> bool {
    let key: &[u8] = if is_named(element, b"c") {
        b" r="
    } else if is_named(element, b"mergeCell") || is_named(element, b"dimension") {
        b" ref="
    } else {
        return false;
    };
    let Some(at) = element.windows(key.len()).position(|w| w == key) else {
        return false;
    };
    let value = &element[at + key.len()..];
    let value = value.get(1..).unwrap_or_default();
    let end = value.iter().position(|b| b"'\"".contains(b)).unwrap_or(value.len());
    !value[..end].split(|b| *b == b':').all(is_place)
}

fn is_place(name: &[u8]) -> bool {
    let letters = name.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    letters <= 3 && name.len() - letters <= 7
}

/// What is left of the limits while cells are read.
#[derive(Debug, Default)]
pub struct CellBudget {
    cells: usize,
    bytes: usize,
}

impl CellBudget {
    /// Takes a cell with a text of so many bytes.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooMany`] or [`Refusal::TooLarge`].
    pub fn take(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.cells += 1;
        self.bytes += bytes;
        if self.cells > 2 * MAX_CELLS {
            return Err(Refusal::TooMany(MAX_CELLS));
        }
        if self.bytes > MAX_MB << 20 {
            return Err(Refusal::TooLarge(MAX_MB as u64));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_without_number_or_measure_are_refused() {
        assert_eq!(count(b"<a><xf/><b/></a>"), Ok(5));
        let many = "<x:xf a='1'/>".repeat(MAX_FORMATS + 1);
        assert_eq!(count(many.as_bytes()), Err(Refusal::Unreadable));
        let long = format!("<font n='{}'/><xf/>", "a".repeat(MAX_FORMAT_LENGTH));
        assert_eq!(count(long.as_bytes()), Err(Refusal::Unreadable));
        assert_eq!(count(b"<\0a\0>\0"), Err(Refusal::Unreadable));
    }

    #[test]
    fn places_beyond_the_last_cell_are_refused() {
        for sheet in ["<c r='XFD1048576'/>", "<c s='1' r=\"A1\"/>", "<c/>", "<c r='"] {
            assert!(count(sheet.as_bytes()).is_ok(), "{sheet}");
        }
        for sheet in ["<c r='ABCD1'/>", "<c r='A12345678'/>", "<x:c s='1' r='AAAA1'/>"] {
            assert_eq!(count(sheet.as_bytes()), Err(Refusal::Unreadable), "{sheet}");
        }
        let merged = "<mergeCells><mergeCell ref='A1:ZZZZZZZ9'/></mergeCells>";
        assert_eq!(count(merged.as_bytes()), Err(Refusal::Unreadable));
    }

    #[test]
    fn a_text_repeated_in_many_cells_is_refused() {
        let mut budget = CellBudget::default();
        assert!((0..100).all(|_| budget.take(1 << 20).is_ok()));
        assert!((0..100).any(|_| budget.take(1 << 20).is_err()));
    }
}
