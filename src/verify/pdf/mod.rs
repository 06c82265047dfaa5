//! A PDF → its text and its proof.
//!
//! The text is read along the structure tree, as a reader for the blind does: so what
//! pages have cut is whole, and what is printed again is left out. That this is also what
//! is seen is proven page by page:
//!
//! - [`load`] reads the objects within a [`budget`], and refuses what readers might
//!   understand in different ways ([`lexer`], [`filters`]);
//! - [`frame`] tells what stands around the pages: notes, cut or turned pages, layers;
//! - [`drawn`] reads what is drawn, and tells all but black text and thin rules, with
//!   [`marks`] that say what each piece belongs to;
//! - [`glyphs`] holds the outlines against those of the program's own faces, so that a
//!   glyph is what ToUnicode ([`cmap`]) says;
//! - [`pages`] tells text that is covered or outside of the sheet;
//! - [`structure`] tells content that no element has, and with [`order`] content that
//!   stands elsewhere than it is read;
//! - [`artifacts`] accounts for the rest: page numbers, dots, labels printed again.

mod artifacts;
mod budget;
mod cmap;
mod drawn;
mod filters;
mod frame;
mod glyphs;
mod lexer;
mod load;
mod marks;
mod misplaced;
mod order;
mod pages;
mod proof;
mod structure;

use super::Unreadable;
use super::expected::Besides;
use super::unit::ReadUnit;
use crate::layout::font::Fonts;
use budget::{PdfBudget, PdfFault};
use pages::Pages;
use structure::StructureTree;

/// The text of a PDF.
#[derive(Debug)]
pub struct PdfText {
    pages: Pages,
    structure: StructureTree,
}

/// Reads a PDF; `fonts` has the faces that its glyphs are held against.
pub fn read(
    bytes: &[u8],
    fonts: &Fonts,
) -> Result<(PdfText, Option<crate::proof::Proof>), Unreadable> {
    let budget = PdfBudget::default();
    let refused = |fault| Unreadable(refusal(fault).to_owned());
    let pdf = load::load(bytes, &budget).map_err(refused)?;
    let pages = pages::read(&pdf, fonts, &budget).map_err(refused)?;
    let structure = structure::read(&pdf, &pages, &budget).map_err(refused)?;
    let structure = structure.ok_or_else(|| {
        Unreadable(
            "PDF 里没有本程序写的结构（重新打印、转换或用别的软件存过），文字对不上号；\
             请核对同时生成的 Word 文件，或重新生成"
                .into(),
        )
    })?;
    let proof = proof::find(&pdf, &budget).map_err(refused)?;
    Ok((PdfText { pages, structure }, proof))
}

fn refusal(fault: PdfFault) -> &'static str {
    match fault {
        PdfFault::Broken => {
            "PDF 读不出来，可能不完整、已损坏，或有不同软件会读成两样的地方：请重新取得一份"
        }
        PdfFault::TooLarge => {
            "PDF 展开后大得不像部门预算绩效文本，没有读：请重新取得一份"
        }
        PdfFault::Encrypted => "PDF 加了密码或限制：请取得没有加密的一份",
    }
}

impl PdfText {
    /// Its paragraphs and rows.
    pub fn units(&self) -> &[ReadUnit] {
        &self.structure.units
    }

    /// What is seen besides the text, or otherwise than it is read.
    pub fn around(&self, besides: &Besides) -> Vec<String> {
        let mut told = self.pages.strange.clone();
        told.extend(self.structure.strange.iter().cloned());
        told.extend(artifacts::strange(&self.pages, &self.structure, besides));
        told
    }
}
