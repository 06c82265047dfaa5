//! What kind of file some bytes are, whatever its name says.

use super::refusal::{Other, Refusal};

/// Tells by its first bytes whether a file can be a package.
///
/// # Errors
///
/// What kind of file it is instead.
pub fn package(bytes: &[u8]) -> Result<(), Refusal> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    const RAR: &[u8] = b"Rar!";
    const SEVEN: &[u8] = b"7z\xBC\xAF";
    if bytes.starts_with(b"PK") {
        return Ok(());
    }
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    if [RAR, SEVEN, b"\x1F\x8B"].iter().any(|start| bytes.starts_with(start)) {
        return Err(Refusal::Other(Other::Archive));
    }
    if [&b"\xFF\xD8\xFF"[..], b"\x89PNG", b"GIF8", b"BM"]
        .iter()
        .any(|start| bytes.starts_with(start))
    {
        return Err(Refusal::Other(Other::Picture));
    }
    match text(bytes) {
        Some(other) => Err(Refusal::Other(other)),
        None => Err(Refusal::NotZip),
    }
}

/// The kind of a file that begins with readable words.
fn text(bytes: &[u8]) -> Option<Other> {
    // a web page from Excel may be in UTF-16: its NUL bytes are passed over
    let start = bytes.iter().take(4_000).filter(|b| **b != 0);
    let start: Vec<u8> = start.map(u8::to_ascii_lowercase).collect();
    let start = String::from_utf8_lossy(&start);
    let start = start.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    let has = |word: &str| start.contains(word);
    if start.starts_with("%pdf") {
        return Some(Other::Pdf);
    }
    if start.starts_with("{\\rtf") {
        return Some(Other::Rtf);
    }
    if has("urn:schemas-microsoft-com:office:spreadsheet") {
        return Some(Other::ExcelXml);
    }
    if has("schemas.microsoft.com/office/word/2003") || has("pkg:package") {
        return Some(Other::WordXml);
    }
    if has("office:document") && has("opendocument") {
        return Some(Other::OpenText);
    }
    let page = ["<html", "<!doctype html", "<table", "<head", "<body", "mime-version:"];
    if page.iter().any(|word| has(word)) {
        return Some(Other::Html);
    }
    // columns parted by tabs or commas are a list that Excel saved as text
    let lines: Vec<&str> = start.lines().take(3).collect();
    let parted = |line: &&str| line.contains('\t') || line.matches(',').count() > 1;
    let texts = !bytes.iter().take(4_000).any(|b| *b == 0);
    (texts && lines.len() > 1 && lines.iter().all(parted)).then_some(Other::Csv)
}

/// The kind of an OLE container.
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
    } else if holds("Workbook\0") || holds("Book\0") {
        Refusal::OldExcel
    } else {
        Refusal::Ole
    }
}

/// The kind of a zip archive that is no Word file and no workbook, by the names in it.
/// `mime` is the content of its part `mimetype`.
pub fn archive<'n>(names: impl Iterator<Item = &'n str>, mime: &str) -> Refusal {
    if mime.contains("opendocument.text") {
        return Refusal::Other(Other::OpenText);
    }
    if mime.contains("opendocument.spreadsheet") {
        return Refusal::Other(Other::OpenSheet);
    }
    let mut office = false;
    for name in names {
        if name.eq_ignore_ascii_case("OFD.xml") {
            return Refusal::Other(Other::Ofd);
        }
        if name.ends_with(".docx") || name.ends_with(".xlsx") || name.ends_with(".doc") {
            office = true;
        }
    }
    if office { Refusal::Other(Other::Archive) } else { Refusal::NoDocument }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_named() {
        let holding = |name: &str| {
            let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0];
            ole.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            package(&ole)
        };
        assert_eq!(holding("WordDocument"), Err(Refusal::OldWord));
        assert_eq!(holding("Workbook\0"), Err(Refusal::OldExcel));
        assert_eq!(holding("Book\0"), Err(Refusal::OldExcel));
        assert_eq!(holding("EncryptedPackage"), Err(Refusal::Encrypted));
        assert_eq!(holding("其他"), Err(Refusal::Ole));
        assert_eq!(package(b"PK\x03\x04"), Ok(()));
        assert_eq!(package("部门".as_bytes()), Err(Refusal::NotZip));
        let other = |bytes: &[u8]| match package(bytes) {
            Err(Refusal::Other(other)) => other,
            found => panic!("{found:?}"),
        };
        assert_eq!(other(b"%PDF-1.7"), Other::Pdf);
        assert_eq!(other(b"{\\rtf1"), Other::Rtf);
        assert_eq!(other(b"\xEF\xBB\xBF <HTML><head>"), Other::Html);
        assert_eq!(other(b"\xFF\xFE<\0t\0a\0b\0l\0e\0>\0"), Other::Html);
        assert_eq!(other("项目,预算,备注\n甲,1,\n乙,2,".as_bytes()), Other::Csv);
        assert_eq!(other(b"\x89PNG"), Other::Picture);
        assert_eq!(
            other(
                b"<?xml?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"
            ),
            Other::ExcelXml
        );
    }

    #[test]
    fn archives_are_told_apart() {
        let of = |names: &[&str], mime| archive(names.iter().copied(), mime);
        let sheet = "application/vnd.oasis.opendocument.spreadsheet";
        assert_eq!(of(&["content.xml"], sheet), Refusal::Other(Other::OpenSheet));
        assert_eq!(of(&["OFD.xml"], ""), Refusal::Other(Other::Ofd));
        assert_eq!(of(&["a/甲.docx"], ""), Refusal::Other(Other::Archive));
        assert_eq!(of(&["a.txt"], ""), Refusal::NoDocument);
    }
}
