//! How much a file may cost: bytes unpacked and objects read, over the whole of it.

use std::cell::Cell;

/// Largest PDF that is read, in bytes; that of a large department has one megabyte.
pub const MAX_FILE: usize = 32 << 20;
/// Most bytes that all streams together may unpack to.
const MAX_UNPACKED: usize = 48 << 20;
/// Most objects and operands, each of which costs some sixty bytes.
const MAX_OBJECTS: usize = 3_000_000;
/// Deepest nesting of arrays and dictionaries.
pub const MAX_DEPTH: usize = 32;

/// Why a PDF is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfFault {
    /// It breaks the format.
    Broken,
    /// It costs more than any department's text.
    TooLarge,
    /// It has a password or restrictions.
    Encrypted,
}

/// What is left to be spent.
#[derive(Debug)]
pub struct PdfBudget {
    bytes: Cell<usize>,
    objects: Cell<usize>,
}

impl Default for PdfBudget {
    fn default() -> PdfBudget {
        PdfBudget { bytes: Cell::new(MAX_UNPACKED), objects: Cell::new(MAX_OBJECTS) }
    }
}

impl PdfBudget {
    /// How many bytes may still be unpacked.
    pub fn bytes_left(&self) -> usize {
        self.bytes.get()
    }

    /// Takes bytes that were unpacked.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`] where they are more than are left.
    pub fn bytes(&self, count: usize) -> Result<(), PdfFault> {
        take(&self.bytes, count)
    }

    /// Takes objects or steps.
    ///
    /// # Errors
    /// [`PdfFault::TooLarge`] where they are more than are left.
    pub fn objects(&self, count: usize) -> Result<(), PdfFault> {
        take(&self.objects, count)
    }
}

fn take(left: &Cell<usize>, count: usize) -> Result<(), PdfFault> {
    let rest = left.get().checked_sub(count).ok_or(PdfFault::TooLarge)?;
    left.set(rest);
    Ok(())
}
