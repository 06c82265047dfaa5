//! Opens the zip package that a .docx or .xlsx is, within limits.

use super::distil::attribute;
use super::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Largest part that is unpacked, in megabytes; the text of a large department has two.
const MAX_PART_MB: u64 = 64;

/// An opened package.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The path of its main part, as the package names it.
    pub main: String,
}

impl<'b> Package<'b> {
    /// Opens `bytes`.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where the file is of another kind, encrypted or cut short.
    pub fn open(bytes: &'b [u8]) -> Result<Package<'b>, Refusal> {
        kind(bytes)?;
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        let mut package = Package { archive, main: "word/document.xml".to_owned() };
        let relations = package.part("_rels/.rels")?.unwrap_or_default();
        if let Some(main) = main_part(&relations) {
            package.main = main;
        }
        Ok(package)
    }

    /// Whether it is a workbook of Excel.
    pub fn is_workbook(&self) -> bool {
        self.archive.file_names().any(|n| n.starts_with("xl/"))
            && !self.main.starts_with("word/")
    }

    /// The unpacked bytes of a part; `None` where there is no such part.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where it is damaged, encrypted or larger than any text.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        match self.archive.index_for_name(name) {
            Some(index) => self.unpack(index).map(Some),
            None => Ok(None),
        }
    }

    /// The parts whose names `wanted` picks, unpacked, by name.
    ///
    /// # Errors
    ///
    /// As [`Package::part`].
    pub fn parts(
        &mut self,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<Vec<u8>>, Refusal> {
        let mut names = self.names();
        names.retain(|(_, name)| wanted(name));
        names.sort_by(|a, b| a.1.cmp(&b.1));
        names.into_iter().map(|(index, _)| self.unpack(index)).collect()
    }

    /// The name of every part, with its place for [`Package::unpack`].
    pub fn names(&self) -> Vec<(usize, String)> {
        let name = |i| self.archive.name_for_index(i).map(|n| (i, n.to_owned()));
        (0..self.archive.len()).filter_map(name).collect()
    }

    /// The unpacked bytes of the part at a place.
    ///
    /// # Errors
    ///
    /// As [`Package::part`].
    pub fn unpack(&mut self, index: usize) -> Result<Vec<u8>, Refusal> {
        let file = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Refusal::Encrypted);
            }
            Err(_) => return Err(Refusal::Damaged),
        };
        let mut bytes = Vec::new();
        // the size in the archive's directory may lie, so the reading itself is bounded
        let limit = MAX_PART_MB << 20;
        let read = file.take(limit + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > limit {
            return Err(Refusal::TooLarge(MAX_PART_MB));
        }
        read.map_err(|_| Refusal::Damaged)?;
        Ok(bytes)
    }
}

/// Tells by its first bytes whether a file can be a package.
fn kind(bytes: &[u8]) -> Result<(), Refusal> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Refusal::OtherKind("PDF"));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::OtherKind("RTF"));
    }
    if bytes.starts_with(b"PK") { Ok(()) } else { Err(Refusal::NotZip) }
}

fn ole(bytes: &[u8]) -> Refusal {
    // stream names of the container are UTF-16
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|w| w == name)
    };
    if holds("EncryptedPackage") {
        Refusal::Encrypted
    } else if holds("WordDocument") {
        Refusal::OldWord
    } else if holds("Workbook\0") {
        Refusal::OldExcel
    } else {
        Refusal::Ole
    }
}

/// The path of the main part that the package's relations name.
fn main_part(relations: &[u8]) -> Option<String> {
    let mut path = None;
    let mut reader = Reader::from_reader(relations);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => {
                let kind = attribute(&e, b"Type").unwrap_or_default();
                if kind.ends_with("/officeDocument")
                    && let Some(target) = attribute(&e, b"Target")
                {
                    path = Some(target.trim_start_matches('/').to_owned());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_named() {
        let holding = |name: &str| {
            let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0];
            ole.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            kind(&ole)
        };
        assert_eq!(kind(b"%PDF-1.7"), Err(Refusal::OtherKind("PDF")));
        assert_eq!(kind(b"hello"), Err(Refusal::NotZip));
        assert_eq!(kind(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Err(Refusal::Ole));
        assert_eq!(holding("EncryptedPackage"), Err(Refusal::Encrypted));
        assert_eq!(holding("WordDocument"), Err(Refusal::OldWord));
        assert_eq!(holding("Workbook\0"), Err(Refusal::OldExcel));
    }
}
