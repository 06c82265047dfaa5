//! Bytes → text: UTF-8 only, and a kind word for other encodings.

use crate::diagnostic::{Diagnostic, codes};
use crate::text::source::{FileId, Sources, Span};

/// Largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 32 << 20;

/// The text of a file as it is read: without a byte-order mark; None where it is not
/// UTF-8.
pub fn text_of(bytes: &[u8]) -> Option<&str> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(body).ok()
}

/// Adds a file to `sources`; a file that is not UTF-8 text is a finding.
pub fn decode(
    path: &str,
    bytes: &[u8],
    sources: &mut Sources,
) -> Result<FileId, Box<Diagnostic>> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(body) {
        Ok(text) => Ok(sources.add(path, text)),
        Err(error) => Err(Box::new(not_utf8(path, body, error.valid_up_to(), sources))),
    }
}

/// A file too large to be read.
pub fn too_large(path: &str, bytes: u64, sources: &mut Sources) -> Diagnostic {
    let file = sources.add(path, "");
    let message = format!(
        "文件有 {} MB，超过 {} MB 的上限，没有读",
        bytes.div_ceil(1 << 20),
        MAX_BYTES >> 20
    );
    codes::S103
        .finding(Span::new(file, 0..0), message)
        .help("一个项目写一个文件，放在“项目”文件夹里；检查是不是放错了文件")
}

fn not_utf8(path: &str, body: &[u8], bad: usize, sources: &mut Sources) -> Diagnostic {
    // the line in question, as far as it can be shown
    let end =
        body[bad..].iter().position(|b| *b == b'\n').map_or(body.len(), |i| bad + i);
    let end = end.min(bad + 200);
    let shown = String::from_utf8_lossy(&body[..bad]).into_owned();
    let rest = String::from_utf8_lossy(&body[bad..end]);
    let width = rest.chars().next().map_or(0, char::len_utf8);
    let file = sources.add(path, shown + &rest);
    let encoding = guess(body);
    let message = format!("文件不是 UTF-8 编码{encoding}");
    codes::S102
        .finding(Span::new(file, bad..bad + width), message)
        .label("从这里起读不出来")
        .help("用记事本打开这个文件，点“文件 → 另存为”，“编码”选 UTF-8，再保存")
}

fn guess(body: &[u8]) -> &'static str {
    if body.starts_with(b"\xFF\xFE") || body.starts_with(b"\xFE\xFF") {
        return "，是 UTF-16（记事本里叫 Unicode）";
    }
    let mut pairs = 0;
    let mut bytes = body.iter().take(1 << 16);
    while let Some(lead) = bytes.next() {
        if lead.is_ascii() {
            continue;
        }
        match bytes.next() {
            Some(0x40..=0x7E | 0x80..=0xFE) if (0x81..=0xFE).contains(lead) => pairs += 1,
            None => break,
            _ => return "",
        }
    }
    if pairs > 0 { "，很可能是 GBK（记事本里叫 ANSI）" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gbk_is_named_with_its_place() {
        let mut sources = Sources::default();
        let bytes = b"# ok\n\xCF\xEE\xC4\xBF: 1\n";
        let finding = decode("甲.yaml", bytes, &mut sources).unwrap_err();
        assert!(finding.message.contains("GBK"));
        let span = finding.primary.span;
        let at = sources.get(span.file).position(span.range().start);
        assert_eq!((at.line, at.column), (2, 1));
    }

    #[test]
    fn a_mark_at_the_front_is_no_text() {
        let mut sources = Sources::default();
        let file = decode("a", b"\xEF\xBB\xBFa: 1", &mut sources).unwrap();
        assert_eq!(sources.get(file).text, "a: 1");
    }
}
