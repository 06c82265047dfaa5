//! The fonts of a PDF: what their codes read as, and whether their glyphs look like it.
//!
//! A reader sees outlines, a program reads ToUnicode. The two say the same where the
//! outline is the one that our own face, or the user's, has for the character.

use super::budget::{PdfBudget, PdfFault};
use super::cmap::{self, Codes};
use super::filters::unpack;
use crate::layout::font::{Fonts, MISSING};
use lopdf::{Dictionary, Document, Object};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Largest font program.
const MAX_PROGRAM: usize = 24 << 20;

/// A font of a PDF.
pub struct Font {
    name: String,
    texts: Codes,
    widths: BTreeMap<u16, f32>,
    default_width: f32,
    /// The codes whose glyphs are not those of their characters.
    false_codes: BTreeSet<u16>,
    /// Whether none of its glyphs is known.
    is_strange: bool,
    /// Codes that were shown.
    shown: RefCell<BTreeSet<u16>>,
}

impl Font {
    /// Reads a font.
    ///
    /// # Errors
    /// One of another kind than the program writes; a broken one.
    pub fn read(
        dict: &Dictionary,
        pdf: &Document,
        fonts: &Fonts,
        budget: &PdfBudget,
    ) -> Result<Font, PdfFault> {
        let is = |dict: &Dictionary, key: &[u8], value: &[u8]| {
            dict.get_deref(key, pdf).and_then(Object::as_name).is_ok_and(|v| v == value)
        };
        let descendants = dict.get_deref(b"DescendantFonts", pdf).map_err(broken)?;
        let [descendant] = &descendants.as_array().map_err(broken)?[..] else {
            return Err(PdfFault::Broken);
        };
        let cid = pdf.dereference(descendant).map_err(broken)?.1;
        let cid = cid.as_dict().map_err(broken)?;
        let identity = is(cid, b"CIDToGIDMap", b"Identity") || !cid.has(b"CIDToGIDMap");
        let usual = is(dict, b"Subtype", b"Type0")
            && is(dict, b"Encoding", b"Identity-H")
            && identity;
        if !usual {
            return Err(PdfFault::Broken);
        }
        let map = dict.get_deref(b"ToUnicode", pdf).and_then(Object::as_stream);
        let map = unpack(map.map_err(broken)?, pdf, 1 << 20, budget)?;
        let name = dict.get_deref(b"BaseFont", pdf).and_then(Object::as_name);
        let name = String::from_utf8_lossy(name.unwrap_or(b"?")).into_owned();
        let name = name.split_once('+').map_or(&*name, |(_, name)| name).to_owned();
        let width = cid.get_deref(b"DW", pdf).ok().and_then(number);
        let mut font = Font {
            name,
            texts: cmap::read(&map, budget)?,
            widths: widths(cid, pdf)?,
            default_width: width.unwrap_or(1000.0),
            false_codes: BTreeSet::new(),
            is_strange: false,
            shown: RefCell::default(),
        };
        let descriptor = cid.get_deref(b"FontDescriptor", pdf).map_err(broken)?;
        let descriptor = descriptor.as_dict().map_err(broken)?;
        let program = [&b"FontFile2"[..], b"FontFile3"].into_iter();
        let program = program.filter_map(|key| descriptor.get_deref(key, pdf).ok());
        let program = program.filter_map(|p| p.as_stream().ok()).next();
        let program = unpack(program.ok_or(PdfFault::Broken)?, pdf, MAX_PROGRAM, budget)?;
        font.compare(&program, fonts)?;
        Ok(font)
    }

    /// Holds every glyph against those that the faces have for its character.
    fn compare(&mut self, program: &[u8], fonts: &Fonts) -> Result<(), PdfFault> {
        let face = Face::parse(program, 0).map_err(|_| PdfFault::Broken)?;
        if face.is_variable() {
            return Err(PdfFault::Broken);
        }
        let mut last = 0;
        for (code, text) in &self.texts {
            let width = self.widths.get(code).copied().unwrap_or(self.default_width);
            let drawn = Outline::of(&face, *code);
            let c = single(text);
            let is_glyph = |index: usize| {
                let own = fonts.faces.get(index);
                own.zip(c).is_some_and(|(own, c)| {
                    own.glyph(c).is_some_and(|glyph| {
                        let advance = own.advance(glyph) * 1000.0;
                        (advance - width).abs() < 2.0
                            && Outline::of(own.tables(), glyph) == drawn
                    })
                })
            };
            let others = (0..fonts.faces.len()).filter(|i| *i != last);
            match std::iter::once(last).chain(others).find(|i| is_glyph(*i)) {
                Some(index) => last = index,
                None => _ = self.false_codes.insert(*code),
            }
        }
        let count = self.texts.len();
        self.is_strange = count > 0 && self.false_codes.len() == count;
        Ok(())
    }

    /// What a code reads as; None where it reads as nothing.
    pub fn text(&self, code: u16) -> Option<char> {
        self.shown.borrow_mut().insert(code);
        self.texts.get(&code).and_then(|text| single(text))
    }

    /// How far a code moves the pen, in ems.
    pub fn advance(&self, code: u16) -> f32 {
        self.widths.get(&code).copied().unwrap_or(self.default_width) / 1000.0
    }

    /// What is wrong with the glyphs that were shown, in words.
    pub fn faults(&self) -> Vec<String> {
        let shown = self.shown.borrow();
        let name = &self.name;
        if self.is_strange && !shown.is_empty() {
            return vec![format!(
                "字体 {name} 不是本程序自带的，字形是不是它所说的字，没法核对；\
                 生成时用了自己的字体的，核对时也加 --font-dir 或 --system-fonts"
            )];
        }
        let wrong = shown.iter().filter(|code| self.false_codes.contains(code));
        let wrong: String =
            wrong.filter_map(|code| self.texts.get(code)).cloned().collect();
        match wrong.is_empty() {
            true => Vec::new(),
            false => vec![format!("字体 {name} 里这些字的字形换过：{wrong}")],
        }
    }
}

fn broken<E>(_: E) -> PdfFault {
    PdfFault::Broken
}

/// The character of a text that is one.
fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether `drawn` may stand for `meant`: the two have one glyph, or nobody has one for
/// what is meant.
pub fn may_stand(drawn: char, meant: char, fonts: &Fonts) -> bool {
    let same = |face: &crate::layout::font::Face| {
        face.glyph(meant).is_some_and(|glyph| face.glyph(drawn) == Some(glyph))
    };
    let unknown = || fonts.faces.iter().all(|face| face.glyph(meant).is_none());
    drawn == meant || fonts.faces.iter().any(same) || drawn == MISSING && unknown()
}

fn number(object: &Object) -> Option<f32> {
    object.as_float().ok()
}

/// The widths of a font (ISO 32000-1, 9.7.4.3).
fn widths(cid: &Dictionary, pdf: &Document) -> Result<BTreeMap<u16, f32>, PdfFault> {
    let mut widths = BTreeMap::new();
    let Ok(Object::Array(items)) = cid.get_deref(b"W", pdf) else { return Ok(widths) };
    let code = |n: i64| u16::try_from(n).map_err(|_| PdfFault::Broken);
    let see = |i: usize| items.get(i).and_then(|o| pdf.dereference(o).ok()).map(|d| d.1);
    let mut i = 0;
    while let Some(first) = see(i) {
        let first = first.as_i64().map_err(broken)?;
        match see(i + 1).ok_or(PdfFault::Broken)? {
            Object::Array(list) => {
                for (n, width) in (first..).zip(list) {
                    widths.insert(code(n)?, number(width).ok_or(PdfFault::Broken)?);
                }
                i += 2;
            }
            last => {
                let last = last.as_i64().map_err(broken)?;
                let width = see(i + 2).and_then(number).ok_or(PdfFault::Broken)?;
                for n in code(first)?..=code(last)? {
                    widths.insert(n, width);
                }
                i += 3;
            }
        }
    }
    Ok(widths)
}

/// The outline of a glyph, in thousandths of an em.
#[derive(Debug, Default, PartialEq)]
struct Outline {
    scale: f32,
    points: Vec<(u8, [i32; 6])>,
}

impl Outline {
    fn of(face: &Face, glyph: u16) -> Outline {
        let scale = 1000.0 / f32::from(face.units_per_em().max(1));
        let mut outline = Outline { scale, points: Vec::new() };
        face.outline_glyph(GlyphId(glyph), &mut outline);
        Outline { scale: 0.0, ..outline }
    }

    fn add(&mut self, kind: u8, points: [f32; 6]) {
        let whole = points.map(|p| (p * self.scale).round() as i32);
        self.points.push((kind, whole));
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(0, [x, y, 0.0, 0.0, 0.0, 0.0]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(1, [x, y, 0.0, 0.0, 0.0, 0.0]);
    }

    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        self.add(2, [a, b, x, y, 0.0, 0.0]);
    }

    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        self.add(3, [a, b, c, d, x, y]);
    }

    fn close(&mut self) {
        self.points.push((4, [0; 6]));
    }
}
