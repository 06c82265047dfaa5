//! Opens the zip package that a .docx or .xlsx is, within limits.

use super::refusal::Refusal;
use super::relations::{Relation, relations, relationships_of};
use super::sniff;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Largest part that is unpacked, in megabytes; the text of a large department has two.
const MAX_PART_MB: u64 = 64;

/// Most that is unpacked of a package in all, in megabytes. Some parts are read twice, none
/// of a text is large: only a package made to exhaust its reader comes near.
const MAX_UNPACKED_MB: u64 = 192;

/// Most parts of a package; each picture of a text is one.
const MAX_PARTS: usize = 20_000;

/// An opened package.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The parts by their names in lower case, with slashes and none in front.
    places: BTreeMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
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
        sniff::package(bytes)?;
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if archive.len() > MAX_PARTS {
            return Err(Refusal::TooMany(MAX_PARTS));
        }
        let name = |i| archive.name_for_index(i).map(|name| (key(name), i));
        let places = (0..archive.len()).rev().filter_map(name).collect();
        let main = "word/document.xml".to_owned();
        let left = MAX_UNPACKED_MB << 20;
        let mut package = Package { archive, places, left, main };
        let main = package.related("")?.into_iter().find(|r| r.kind == "officeDocument");
        if let Some(main) = main {
            package.main = main.target;
        }
        Ok(package)
    }

    /// What a part refers to; the package itself is the part without a name.
    ///
    /// # Errors
    ///
    /// As [`Package::part`], and [`Refusal::BrokenXml`].
    pub fn related(&mut self, part: &str) -> Result<Vec<Relation>, Refusal> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let list = self.part(&relationships_of(part))?;
        list.map_or(Ok(Vec::new()), |xml| relations(&xml, folder))
    }

    /// Why a package without the main part that is looked for cannot be read.
    pub fn other(&mut self) -> Refusal {
        let mime = self.part("mimetype").ok().flatten().unwrap_or_default();
        let mime = String::from_utf8_lossy(&mime).into_owned();
        sniff::archive(self.archive.file_names(), &mime)
    }

    /// Whether it is a workbook of Excel.
    pub fn is_workbook(&self) -> bool {
        self.places.keys().any(|n| n.starts_with("xl/"))
            && !self.main.to_lowercase().starts_with("word/")
    }

    /// The unpacked bytes of a part; `None` where there is no such part.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where it is damaged, encrypted or larger than any text.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        match self.places.get(&key(name)) {
            Some(index) => self.unpack(*index).map(Some),
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

    /// The name of every part, with its place for [`Package::unpack`]; folders are none.
    pub fn names(&self) -> Vec<(usize, String)> {
        let name = |i| {
            let name = self.archive.name_for_index(i)?.replace('\\', "/");
            let name = name.trim_start_matches('/').to_owned();
            (!name.ends_with('/')).then_some((i, name))
        };
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
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(
            // as for one part: more than any text holds
            Refusal::TooLarge(MAX_UNPACKED_MB),
        )?;
        read.map_err(|_| Refusal::Damaged)?;
        Ok(bytes)
    }
}

/// The name of a part as it is looked up: names differ in no letter's case, some programs
/// write backslashes, and some a slash in front.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn parts_are_found_whatever_their_slashes_and_case() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["/Word\\Document.xml", "word\\_rels\\document.xml.rels"] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(b"<a/>").unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.part("word/document.xml"), Ok(Some(b"<a/>".to_vec())));
        assert_eq!(package.related("word/document.xml"), Ok(Vec::new()));
        assert_eq!(package.part("word/styles.xml"), Ok(None));
    }

    #[test]
    fn many_large_parts_are_refused_together() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let part = vec![b' '; 60 << 20];
        for number in 0..4 {
            let options =
                zip::write::SimpleFileOptions::default().compression_level(Some(1));
            zip.start_file(format!("word/header{number}.xml"), options).unwrap();
            zip.write_all(&part).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let mut package = Package::open(&bytes).unwrap();
        let refused = package.parts(|name| name.starts_with("word/header"));
        assert_eq!(refused, Err(Refusal::TooLarge(MAX_UNPACKED_MB)));
    }

    #[test]
    fn archives_cut_short_are_refused() {
        assert_eq!(Package::open(b"PK\x03\x04").err(), Some(Refusal::Damaged));
    }
}
