//! The faces in a form that browsers read. Their character maps are ours, so that a
//! browser draws the glyph that the layout has measured; what would move or replace
//! glyphs is left out.

use super::sfnt::{FontTable, assemble, character_map};
use crate::layout::font::{Face, Fonts};
use crate::pages::DisplayList;
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;
use ttf_parser::{RawFace, Tag};

/// A font for a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebFont {
    /// The face, as an index into the faces of the run.
    pub face: usize,
    /// The family by which the pages name it.
    pub family: String,
    /// `font/ttf` or `font/otf`.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The tables that a browser needs to draw glyphs one by one.
const TABLES: [&[u8; 4]; 14] = [
    b"head", b"hhea", b"hmtx", b"maxp", b"name", b"post", b"OS/2", b"glyf", b"loca",
    b"cvt ", b"fpgm", b"prep", b"gasp", b"CFF ",
];

/// The family of the face `index`.
pub fn family(index: usize) -> String {
    format!("jixiao-{index}")
}

/// The face `index` with every character it has; None for one that is not there or is
/// broken.
pub fn web_font(fonts: &Fonts, index: usize) -> Option<WebFont> {
    let face = fonts.faces.get(index)?;
    let subtables = face.tables().tables().cmap?.subtables;
    let mut glyphs = BTreeMap::new();
    for subtable in subtables.into_iter().filter(|table| table.is_unicode()) {
        subtable.codepoints(|number| {
            let character = char::from_u32(number);
            let glyph = character.and_then(|c| Some((c, face.glyph(c)?)));
            glyphs.extend(glyph);
        });
    }
    made(index, *face.tables().raw_face(), face, &glyphs)
}

/// The faces that the pages use, each with the characters on them alone: a twentieth of
/// the whole. A face that is broken is left out.
pub fn web_fonts(list: &DisplayList, fonts: &Fonts) -> Vec<WebFont> {
    let mut used: BTreeMap<usize, BTreeMap<char, u16>> = BTreeMap::new();
    let lines = list.texts().flat_map(|text| text.lines);
    for run in lines.flat_map(|line| &line.runs) {
        let glyphs = run.text.chars().zip(run.glyphs.iter().copied());
        used.entry(run.face).or_default().extend(glyphs);
    }
    used.iter().filter_map(|(face, glyphs)| part(*face, fonts, glyphs)).collect()
}

/// A face with some glyphs alone.
fn part(index: usize, fonts: &Fonts, glyphs: &BTreeMap<char, u16>) -> Option<WebFont> {
    let face = fonts.faces.get(index)?;
    let mut remapper = GlyphRemapper::new();
    let renumbered = glyphs.iter().map(|(c, glyph)| (*c, remapper.remap(*glyph)));
    let renumbered = renumbered.collect();
    let file = face.file;
    let bytes = subsetter::subset(&file.bytes, file.index, &remapper).ok()?;
    made(index, RawFace::parse(&bytes, 0).ok()?, face, &renumbered)
}

/// The file of the tables of `outlines`; what these lack is the whole face's.
fn made(
    index: usize,
    outlines: RawFace,
    whole: &Face,
    glyphs: &BTreeMap<char, u16>,
) -> Option<WebFont> {
    let whole = whole.tables().raw_face();
    let table = |name: &&[u8; 4]| {
        let tag = Tag::from_bytes(name);
        let own = outlines
            .table(tag)
            .or_else(|| whole.table(tag).filter(|_| **name == *b"OS/2"));
        own.map(|bytes| FontTable { name: **name, bytes: bytes.into() })
    };
    let mut tables: Vec<FontTable> = TABLES.iter().filter_map(table).collect();
    tables.push(FontTable { name: *b"cmap", bytes: character_map(glyphs).into() });
    let is_cff = outlines.table(Tag::from_bytes(b"CFF ")).is_some();
    let media_type = if is_cff { "font/otf" } else { "font/ttf" };
    let bytes = assemble(is_cff, tables);
    Some(WebFont { face: index, family: family(index), media_type, bytes })
}
