//! Opens a file and takes out what the import reads, within limits.
//!
//! docx-rs unpacks without limits and reads every picture, header and theme, where a
//! fault costs the whole text. So only what passed here reaches it.

use super::distil::{self, Distilled, attribute};
use super::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Largest part that is unpacked, in megabytes; the text of a large department has two.
const MAX_PART_MB: u64 = 64;

/// The parts of a .docx that carry its text.
#[derive(Debug)]
pub struct Package {
    /// The main document.
    pub document: Distilled,
    /// The texts of footnotes and endnotes.
    pub notes: Vec<String>,
    /// Names of paragraph styles by their ids.
    pub styles: BTreeMap<String, String>,
}

/// Opens `bytes` and checks what the import will read.
///
/// # Errors
///
/// Every [`Refusal`] but [`Refusal::Unreadable`] and [`Refusal::NothingFound`].
pub fn open(bytes: &[u8]) -> Result<Package, Refusal> {
    kind(bytes)?;
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let path = main_document(&mut archive)?;
    let Some(document) = part(&mut archive, &path)? else {
        return Err(match archive.file_names().any(|n| n.starts_with("xl/")) {
            true => Refusal::OtherKind("Excel"),
            false => Refusal::NoDocument,
        });
    };
    let document = distil::distil(&document)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut notes = Vec::new();
    for name in ["footnotes.xml", "endnotes.xml"] {
        let xml = part(&mut archive, &format!("{folder}/{name}"))?;
        notes.extend(xml.map(|x| texts(&x)).unwrap_or_default());
    }
    let styles = part(&mut archive, &format!("{folder}/styles.xml"))?;
    let styles = styles.map(|xml| style_names(&xml)).unwrap_or_default();
    Ok(Package { document, notes, styles })
}

/// The parts of a package whose names `wanted` picks, unpacked.
///
/// # Errors
///
/// Those of [`open`].
pub fn parts(
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Vec<u8>>, Refusal> {
    kind(bytes)?;
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut names: Vec<_> = archive.file_names().map(str::to_owned).collect();
    names.retain(|name| wanted(name));
    names.sort();
    let mut found = Vec::new();
    for name in names {
        found.extend(part(&mut archive, &name)?);
    }
    Ok(found)
}

/// Tells by its first bytes whether a file can be a .docx.
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
    } else {
        Refusal::Ole
    }
}

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The path of the main document, as the package names it.
fn main_document(archive: &mut Archive) -> Result<String, Refusal> {
    let rels = part(archive, "_rels/.rels")?.unwrap_or_default();
    let mut path = "word/document.xml".to_owned();
    let mut reader = Reader::from_reader(&rels[..]);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => {
                let kind = attribute(&e, b"Type").unwrap_or_default();
                if kind.ends_with("/officeDocument")
                    && let Some(target) = attribute(&e, b"Target")
                {
                    path = target.trim_start_matches('/').to_owned();
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(path)
}

/// The unpacked bytes of a part; `None` where there is no such part.
fn part(archive: &mut Archive, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let file = match archive.by_index(index) {
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
    Ok(Some(bytes))
}

/// The texts of a part; as far as it can be read.
pub fn texts(xml: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut inside = false;
    let mut reader = Reader::from_reader(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) => inside = e.local_name().as_ref() == b"t",
            Event::End(_) => inside = false,
            Event::Text(t) if inside => texts.extend(t.decode().map(String::from)),
            Event::Eof => break,
            _ => {}
        }
    }
    texts
}

/// The names of styles by their ids; as far as the part can be read.
fn style_names(xml: &[u8]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut id = None;
    let mut reader = Reader::from_reader(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                b"style" => id = attribute(&e, b"styleId"),
                b"name" => {
                    if let (Some(id), Some(name)) = (id.take(), attribute(&e, b"val")) {
                        names.insert(id, name);
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_named() {
        assert_eq!(kind(b"%PDF-1.7"), Err(Refusal::OtherKind("PDF")));
        assert_eq!(kind(b"hello"), Err(Refusal::NotZip));
        assert_eq!(kind(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Err(Refusal::Ole));
        let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0];
        ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(kind(&ole), Err(Refusal::Encrypted));
    }

    #[test]
    fn styles_have_their_names() {
        let xml = br#"<s><w:style w:styleId="a"><w:name w:val="b"/></w:style></s>"#;
        assert_eq!(style_names(xml).get("a").map(String::as_str), Some("b"));
    }
}
