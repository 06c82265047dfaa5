//! A PDF → its text and its proof.
//!
//! The text is read along the structure tree, as a reader for the blind does: so what
//! pages have cut is whole, and what is printed again is left out. What stands outside of
//! the tree is gathered too, so that nothing can be put on a page unseen.

mod content;
mod proof;
mod structure;

use super::Unreadable;
use super::expected::Besides;
use super::unit::{Unit, tight};
use content::Pages;
use lopdf::{Dictionary, Document};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most bytes that a stream may unpack to.
const MAX_STREAM: usize = 64 << 20;

/// The text of a PDF.
#[derive(Debug)]
pub struct Text {
    /// Paragraphs and rows.
    pub units: Vec<Unit>,
    /// Texts that are marked as no part of the text, such as page numbers.
    artifacts: Vec<String>,
    /// Texts without any mark, notes and pictures: the export makes none.
    strange: Vec<String>,
}

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> Result<(Text, Option<crate::proof::Proof>), Unreadable> {
    // a file that the reader cannot stand must not end the program
    let read = catch_unwind(AssertUnwindSafe(|| {
        let pdf = Document::load_mem(bytes).map_err(|_| broken())?;
        if pdf.is_encrypted() {
            return Err(Unreadable("PDF 加了密码或限制：请取得没有加密的一份".into()));
        }
        Ok((text(&pdf)?, proof::find(&pdf)))
    }));
    read.unwrap_or_else(|_| Err(broken()))
}

fn broken() -> Unreadable {
    Unreadable("PDF 读不出来，可能不完整或已损坏：请重新取得一份".into())
}

fn text(pdf: &Document) -> Result<Text, Unreadable> {
    let pages = Pages::read(pdf).ok_or_else(broken)?;
    let units = structure::units(pdf, &pages).ok_or_else(|| {
        Unreadable(
            "PDF 里没有本程序写的结构（重新打印、转换或用别的软件存过），文字对不上号；\
             请核对同时生成的 Word 文件，或重新生成"
                .into(),
        )
    })?;
    let mut strange = pages.strange;
    strange.extend(annotations(pdf));
    Ok(Text { units, artifacts: pages.artifacts, strange })
}

/// Notes and fields on pages; the links of the 目录 are none.
fn annotations(pdf: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for (number, page) in pdf.get_pages() {
        for note in pdf.get_page_annotations(page).unwrap_or_default() {
            let kind = note.get(b"Subtype").and_then(|k| k.as_name()).unwrap_or(b"?");
            if kind != b"Link" {
                let (kind, text) = (String::from_utf8_lossy(kind), contents(note));
                found.push(format!("第 {number} 页的批注（{kind}）{text}"));
            }
        }
    }
    found
}

fn contents(note: &Dictionary) -> String {
    let text = note.get(b"Contents").and_then(lopdf::decode_text_string);
    text.unwrap_or_default()
}

/// Whether a text is a part of another that is printed again and cut by pages' ends.
fn is_part(text: &str, whole: &str) -> bool {
    let middle = text.chars().count() >= 8 && whole.contains(text);
    middle || whole.starts_with(text) || whole.ends_with(text)
}

impl Text {
    /// What stands on pages besides the text that is expected: page numbers and
    /// other texts, but not the dots of the 目录 and labels that are printed again.
    pub fn around(&self, expected: &[Unit], besides: &Besides) -> Vec<String> {
        let cells = expected.iter().flat_map(|u| &u.cells).flat_map(|c| &c.paragraphs);
        let known: BTreeSet<String> = cells.map(|p| tight(&p.text)).collect();
        let usual = |text: &&String| {
            let text = tight(text);
            besides.is_continued(&text)
                || text.chars().all(|c| "….·⋯".contains(c))
                || known.contains(&text)
                || known.iter().any(|k| is_part(&text, k))
        };
        let artifacts = self.artifacts.iter().filter(|text| !usual(text));
        artifacts.chain(&self.strange).cloned().collect()
    }
}
