//! All pages of a PDF as they are seen.

use super::budget::{PdfBudget, PdfFault};
use super::drawn::{self, Drawn, DrawnArea, DrawnPiece, MAX_CONTENT, Tools};
use super::filters::unpack;
use super::frame::{self, PageFrame};
use super::glyphs::Font;
use crate::layout::font::Fonts;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Most comparisons of what may stand over each other.
const MAX_STEPS: usize = 20_000_000;
/// How much of two texts may be in one place, in points.
const SLACK: f32 = 0.3;

/// The pages.
#[derive(Debug, Default)]
pub struct Pages {
    /// What is drawn on each.
    pub drawn: Vec<Drawn>,
    /// The places of pages by their objects.
    pub places: BTreeMap<ObjectId, usize>,
    /// What the program does not make, in words.
    pub strange: Vec<String>,
}

/// Reads all pages.
///
/// # Errors
/// One that cannot be read.
pub fn read(
    pdf: &Document,
    faces: &Fonts,
    budget: &PdfBudget,
) -> Result<Pages, PdfFault> {
    let pages = frame::pages(pdf, budget)?;
    let mut fonts: BTreeMap<ObjectId, Option<Font>> = BTreeMap::new();
    for page in &pages {
        for (_, id) in font_names(page, pdf) {
            if let Entry::Vacant(free) = fonts.entry(id) {
                free.insert(font(id, pdf, faces, budget)?);
            }
        }
    }
    let mut read = Pages { strange: frame::catalog(pdf), ..Pages::default() };
    let mut steps = MAX_STEPS;
    for (number, page) in pages.iter().enumerate() {
        let content = content(page, pdf, budget)?;
        let named = font_names(page, pdf);
        let named = named
            .into_iter()
            .filter_map(|(name, id)| Some((name, fonts.get(&id)?.as_ref()?)));
        let tools = Tools {
            fonts: named.collect(),
            faces,
            properties: properties(page, pdf),
            budget,
        };
        let drawn = drawn::read(&content, &tools)?;
        let mut told = page.strange(pdf);
        told.extend(drawn.strange.iter().cloned());
        told.extend(covered(&drawn, page.sheet(pdf)?, &mut steps)?);
        if drawn.pieces.is_empty() {
            told.push("空白的页面".to_owned());
        }
        let on_page = |what: String| format!("第 {} 页：{what}", number + 1);
        read.strange.extend(told.into_iter().map(on_page));
        read.places.insert(page.id, number);
        read.drawn.push(drawn);
    }
    read.strange.extend(fonts.values().flatten().flat_map(Font::faults));
    Ok(read)
}

/// A font; None where it is of a kind that the program does not write, which only
/// matters where it is used.
fn font(
    id: ObjectId,
    pdf: &Document,
    faces: &Fonts,
    budget: &PdfBudget,
) -> Result<Option<Font>, PdfFault> {
    let dict = pdf.get_dictionary(id).map_err(|_| PdfFault::Broken)?;
    match Font::read(dict, pdf, faces, budget) {
        Ok(font) => Ok(Some(font)),
        Err(PdfFault::Broken) => Ok(None),
        Err(other) => Err(other),
    }
}

fn dictionary<'a>(
    page: &PageFrame<'a>,
    key: &[u8],
    pdf: &'a Document,
) -> Option<&'a Dictionary> {
    page.resources?.get_deref(key, pdf).ok()?.as_dict().ok()
}

/// The fonts of a page by their names; the program writes them as objects of their own.
fn font_names(page: &PageFrame, pdf: &Document) -> Vec<(Vec<u8>, ObjectId)> {
    let fonts = dictionary(page, b"Font", pdf).into_iter().flat_map(Dictionary::iter);
    let named =
        fonts.filter_map(|(name, font)| Some((name.clone(), font.as_reference().ok()?)));
    named.collect()
}

fn properties(page: &PageFrame, pdf: &Document) -> BTreeMap<Vec<u8>, Dictionary> {
    let all = dictionary(page, b"Properties", pdf);
    let all = all.into_iter().flat_map(Dictionary::iter);
    let read = all.filter_map(|(name, object)| {
        let found = pdf.dereference(object).ok()?.1.as_dict().ok()?;
        Some((name.clone(), found.clone()))
    });
    read.collect()
}

/// The content of a page, which may be in several streams.
fn content(
    page: &PageFrame,
    pdf: &Document,
    budget: &PdfBudget,
) -> Result<Vec<u8>, PdfFault> {
    let Ok(content) = page.dict.get_deref(b"Contents", pdf) else {
        return Ok(Vec::new());
    };
    let parts = match content {
        Object::Array(parts) => parts.iter().collect(),
        one => vec![one],
    };
    let mut all = Vec::new();
    for part in parts {
        let stream = pdf.dereference(part).map_err(|_| PdfFault::Broken)?.1;
        let stream = stream.as_stream().map_err(|_| PdfFault::Broken)?;
        let left = MAX_CONTENT.saturating_sub(all.len());
        all.extend(unpack(stream, pdf, left, budget)?);
        all.push(b'\n');
    }
    Ok(all)
}

/// Texts over each other, under rules, or outside of the sheet, in words.
fn covered(
    drawn: &Drawn,
    sheet: DrawnArea,
    steps: &mut usize,
) -> Result<Vec<String>, PdfFault> {
    let mut told = Vec::new();
    let mut pieces: Vec<&DrawnPiece> = drawn.pieces.iter().collect();
    for piece in &pieces {
        if !is_within(piece.core, sheet) {
            told.push(format!("页面之外的文字“{}”", piece.text));
        }
    }
    pieces.sort_by(|a, b| a.core.bottom.total_cmp(&b.core.bottom));
    for (i, piece) in pieces.iter().enumerate() {
        let above = pieces[i + 1..].iter();
        for other in above.take_while(|o| o.core.bottom < piece.core.top) {
            step(steps)?;
            if overlap(piece.core, other.core) {
                told.push(format!("叠在一起的文字“{}”和“{}”", piece.text, other.text));
            }
        }
        for rule in &drawn.rules {
            step(steps)?;
            if overlap(piece.core, *rule) {
                told.push(format!("划了线的文字“{}”", piece.text));
            }
        }
    }
    told.truncate(20);
    Ok(told)
}

fn step(steps: &mut usize) -> Result<(), PdfFault> {
    *steps = steps.checked_sub(1).ok_or(PdfFault::TooLarge)?;
    Ok(())
}

fn overlap(a: DrawnArea, b: DrawnArea) -> bool {
    let across = a.right.min(b.right) - a.left.max(b.left);
    let down = a.top.min(b.top) - a.bottom.max(b.bottom);
    // a rule has no height, or no width
    let (thin, flat) = (b.right - b.left < SLACK, b.top - b.bottom < SLACK);
    (across > SLACK || thin && across >= 0.0) && (down > SLACK || flat && down >= 0.0)
}

fn is_within(a: DrawnArea, sheet: DrawnArea) -> bool {
    a.left >= sheet.left
        && a.right <= sheet.right
        && a.bottom >= sheet.bottom
        && a.top <= sheet.top
}
