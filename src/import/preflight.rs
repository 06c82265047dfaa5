//! Looks a file over before docx-rs sees it.
//!
//! docx-rs unpacks without limits, recurses with the nesting of the XML, and does not
//! return from some elements that end too early. So only what passed here reaches it.

use super::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Largest part that is unpacked, in megabytes; the text of a large department has two.
const MAX_PART_MB: u64 = 64;
/// Deepest nesting; a table in a cell of a table in a text box needs about thirty.
const MAX_DEPTH: usize = 200;
/// Most paragraphs, runs and cells; each costs docx-rs about a kilobyte.
const MAX_NODES: usize = 400_000;

/// The parts of a .docx that carry its text.
#[derive(Debug)]
pub struct Package {
    /// The main document, well formed and within the limits.
    pub document: Vec<u8>,
    /// All texts of the main document in their order, but deleted ones.
    pub texts: Vec<String>,
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
    let texts = scan(&document)?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut notes = Vec::new();
    for name in ["footnotes.xml", "endnotes.xml"] {
        let xml = part(&mut archive, &format!("{folder}/{name}"))?;
        notes.extend(xml.and_then(|x| scan(&x).ok()).unwrap_or_default());
    }
    let styles = part(&mut archive, &format!("{folder}/styles.xml"))?;
    let styles = styles.map(|xml| style_names(&xml)).unwrap_or_default();
    Ok(Package { document, texts, notes, styles })
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
            Event::Start(e) | Event::Empty(e)
                if e.local_name().as_ref() == b"Relationship" =>
            {
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
        Err(zip::result::ZipError::UnsupportedArchive(_)) => {
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

/// Checks that XML is well formed, shallow and of bearable size; gives its texts.
fn scan(xml: &[u8]) -> Result<Vec<String>, Refusal> {
    let mut scan = Scan::default();
    let mut reader = Reader::from_reader(xml);
    loop {
        match reader.read_event().map_err(|_| Refusal::BrokenXml)? {
            Event::Start(e) => {
                scan.open(&e)?;
                if scan.path.len() > MAX_DEPTH {
                    return Err(Refusal::TooDeep(MAX_DEPTH));
                }
            }
            Event::Empty(e) => {
                scan.open(&e)?;
                scan.close();
            }
            Event::End(_) => scan.close(),
            Event::Text(t) => {
                scan.text(&t.xml_content(Default::default()).map_err(broken)?);
            }
            Event::CData(t) => scan.text(&t.decode().map_err(broken)?),
            Event::GeneralRef(r) => {
                scan.text(&reference(&r).ok_or(Refusal::BrokenXml)?);
            }
            Event::DocType(_) => return Err(Refusal::BrokenXml),
            Event::Eof if scan.path.is_empty() => return Ok(scan.texts),
            Event::Eof => return Err(Refusal::BrokenXml),
            _ => {}
        }
    }
}

fn broken<E>(_: E) -> Refusal {
    Refusal::BrokenXml
}

fn reference(reference: &quick_xml::events::BytesRef) -> Option<String> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c.to_string());
    }
    let name = reference.decode().ok()?;
    quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
}

/// The state of a [`scan`].
#[derive(Default)]
struct Scan {
    path: Vec<Element>,
    nodes: usize,
    texts: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    /// Holds text.
    Text,
    /// Its content is not part of the text: deleted, moved away, or a second copy.
    Hidden,
    Other,
}

impl Scan {
    fn open(&mut self, element: &BytesStart) -> Result<(), Refusal> {
        for attribute in element.attributes() {
            let attribute = attribute.map_err(broken)?;
            std::str::from_utf8(&attribute.value).map_err(broken)?;
        }
        let kind = match element.local_name().as_ref() {
            b"t" => Element::Text,
            b"del" | b"moveFrom" | b"Fallback" => Element::Hidden,
            _ => Element::Other,
        };
        if matches!(element.local_name().as_ref(), b"p" | b"r" | b"tc" | b"tr" | b"t") {
            self.nodes += 1;
            if self.nodes > MAX_NODES {
                return Err(Refusal::TooMany(MAX_NODES));
            }
        }
        if kind == Element::Text {
            self.texts.push(String::new());
        }
        self.path.push(kind);
        Ok(())
    }

    fn close(&mut self) {
        self.path.pop();
    }

    fn text(&mut self, text: &str) {
        let shown = !self.path.contains(&Element::Hidden);
        if let (Some(Element::Text), true, Some(last)) =
            (self.path.last(), shown, self.texts.last_mut())
        {
            last.push_str(text);
        }
    }
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

/// The value of an attribute, whatever its prefix.
fn attribute(element: &BytesStart, name: &[u8]) -> Option<String> {
    let found = element.attributes().flatten();
    let found = found.into_iter().find(|a| a.key.local_name().as_ref() == name)?;
    let value = std::str::from_utf8(&found.value).ok()?;
    Some(quick_xml::escape::unescape(value).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_xml_is_refused() {
        for xml in ["<a><b></a>", "<a>", "<a>&nope;</a>", "<a b=c/>", "<a b='1' b='2'/>"]
        {
            assert_eq!(scan(xml.as_bytes()), Err(Refusal::BrokenXml), "{xml}");
        }
        let bomb = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
        assert_eq!(scan(bomb.as_bytes()), Err(Refusal::BrokenXml));
    }

    #[test]
    fn deep_and_endless_xml_is_refused() {
        let deep = "<a>".repeat(201);
        assert_eq!(scan(deep.as_bytes()), Err(Refusal::TooDeep(200)));
        let many = format!("<a>{}</a>", "<p/>".repeat(MAX_NODES + 1));
        assert_eq!(scan(many.as_bytes()), Err(Refusal::TooMany(MAX_NODES)));
    }

    #[test]
    fn texts_leave_out_what_is_deleted() {
        let xml = "<w:p><w:r><w:t>甲&amp;</w:t></w:r><w:del><w:t>乙</w:t></w:del></w:p>";
        assert_eq!(scan(xml.as_bytes()).unwrap().concat(), "甲&");
    }

    #[test]
    fn other_files_are_named() {
        assert_eq!(kind(b"%PDF-1.7"), Err(Refusal::OtherKind("PDF")));
        assert_eq!(kind(b"hello"), Err(Refusal::NotZip));
        assert_eq!(kind(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Err(Refusal::Ole));
        let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0];
        ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(kind(&ole), Err(Refusal::Encrypted));
    }
}
