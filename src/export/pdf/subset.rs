//! The part of each face that the text uses: which glyphs, and their new numbers. Their
//! outlines are cut out elsewhere ([`super::program`]).

use super::PdfFault;
use super::program::{self, Program};
use crate::layout::TextRun;
use crate::layout::font::{Face, Fonts};
use crate::pages::DisplayList;
use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// What PDF measures glyphs in: thousandths of an em. printpdf gets all metrics in them,
/// because it cuts off what is left when it scales widths itself.
const EM: u16 = 1000;

/// The subset faces, by the index of the face.
pub type Subsets<'a> = BTreeMap<usize, Subset<'a>>;

/// The part of a face that the text uses.
pub struct Subset<'a> {
    /// For printpdf.
    pub font: ParsedFont,
    /// The outlines, where they can be made later than the pages.
    pub program: Option<Program<'a>>,
    /// By character: the code that shows it, which is the new number of its glyph.
    codes: Vec<u16>,
    /// Characters whose glyph also prints another one, for which the glyph stands.
    shared: BTreeMap<char, char>,
}

impl Subset<'_> {
    /// The code that shows a character; 0, which shows that none is there, for others.
    pub fn code(&self, c: char) -> u16 {
        self.codes.get(c as usize).copied().unwrap_or(0)
    }

    /// The character for which the glyph of `c` stands: what a reader takes it for.
    pub fn owner(&self, c: char) -> char {
        match self.shared.is_empty() {
            true => c,
            false => self.shared.get(&c).copied().unwrap_or(c),
        }
    }

    /// The characters that glyphs stand for.
    pub fn owners(&self) -> String {
        let shown = self.font.codepoint_to_glyph.keys().copied();
        shown.filter_map(char::from_u32).filter(|c| self.owner(*c) == *c).collect()
    }
}

/// Subsets every face that some line uses.
pub fn subsets<'a>(
    list: &DisplayList,
    fonts: &'a Fonts,
) -> Result<Subsets<'a>, PdfFault> {
    let mut used: BTreeMap<usize, Characters> = BTreeMap::new();
    let lines = list.texts().flat_map(|text| text.lines);
    for run in lines.flat_map(|line| &line.runs) {
        used.entry(run.face).or_default().add(run);
    }
    let subset = |(index, used): (usize, Characters)| {
        Ok((index, subset(index, &fonts.faces[index], &used)?))
    };
    used.into_iter().map(subset).collect()
}

/// The glyphs of characters, by their numbers; 0 for those that no text has.
#[derive(Default)]
struct Characters(Vec<u16>);

impl Characters {
    fn add(&mut self, run: &TextRun) {
        for (c, glyph) in run.text.chars().zip(&run.glyphs) {
            let number = c as usize;
            if self.0.len() <= number {
                self.0.resize(number + 1, 0);
            }
            self.0[number] = *glyph;
        }
    }

    /// The characters in order, each with its glyph.
    fn iter(&self) -> impl Iterator<Item = (char, u16)> {
        let numbers = self.0.iter().zip(0..).filter(|(glyph, _)| **glyph != 0);
        numbers.filter_map(|(glyph, number)| Some((char::from_u32(number)?, *glyph)))
    }
}

fn subset<'a>(
    index: usize,
    face: &'a Face,
    used: &Characters,
) -> Result<Subset<'a>, PdfFault> {
    if !may_embed(face) {
        return Err(program::fault(face, "字体厂商不允许嵌入文件"));
    }
    let glyphs: BTreeMap<char, u16> = used.iter().collect();
    let mut remapper = GlyphRemapper::new();
    // in the order of the characters, which packs best
    for glyph in glyphs.values() {
        remapper.remap(*glyph);
    }
    let mut codes = vec![0; used.0.len()];
    let mut numbers = BTreeMap::new();
    let mut widths = BTreeMap::from([(0, EM)]);
    for (c, glyph) in &glyphs {
        let new = remapper.get(*glyph).unwrap_or(0);
        codes[*c as usize] = new;
        numbers.insert(*c as u32, new);
        widths.insert(new, (face.advance(*glyph) * f32::from(EM)).round() as u16);
    }
    let program = Program::new(face, remapper);
    // printpdf looks into CFF outlines to write what goes with them
    let (bytes, program) = match face.tables().tables().cff.is_some() {
        true => (program.make()?, None),
        false => (program::stand_in(index), Some(program)),
    };
    let font = font(face, bytes, numbers, widths);
    Ok(Subset { font, program, codes, shared: shared(&glyphs) })
}

/// For each character that does not own its glyph, the one that does: the unified
/// ideograph rather than a radical or a compatibility form, else the first.
fn shared(glyphs: &BTreeMap<char, u16>) -> BTreeMap<char, char> {
    let rank = |c: char| (!('\u{4E00}'..='\u{9FFF}').contains(&c), c);
    let mut owners: BTreeMap<u16, char> = BTreeMap::new();
    for (c, glyph) in glyphs {
        let owner = owners.entry(*glyph).or_insert(*c);
        if rank(*c) < rank(*owner) {
            *owner = *c;
        }
    }
    let owned = glyphs.iter().map(|(c, glyph)| (*c, owners[glyph]));
    owned.filter(|(c, owner)| c != owner).collect()
}

fn font(
    face: &Face,
    bytes: Vec<u8>,
    codes: BTreeMap<u32, u16>,
    widths: BTreeMap<u16, u16>,
) -> ParsedFont {
    let tables = face.tables();
    let scaled = |units: i16| {
        (f32::from(units) * f32::from(EM) / face.units_per_em).round() as i16
    };
    let name = format!("{}+{}", tag(&codes), post_script_name(face));
    let metrics = FontMetrics {
        ascent: scaled(tables.ascender()),
        descent: scaled(tables.descender()),
    };
    let outlines = match bytes.starts_with(b"OTTO") {
        true => FontType::OpenTypeCFF(()),
        false => FontType::TrueType,
    };
    let mut font =
        ParsedFont::with_glyph_data(bytes, 0, Some(name), codes, widths, EM, metrics);
    let bounds = tables.global_bounding_box();
    font.font_type = outlines;
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: EM,
        x_min: scaled(bounds.x_min),
        y_min: scaled(bounds.y_min),
        x_max: scaled(bounds.x_max),
        y_max: scaled(bounds.y_max),
        caret_slope_rise: 1,
        caret_slope_run: 0,
        us_weight_class: tables.weight().to_number(),
    };
    font
}

/// Six letters that name the subset (ISO 32000-1, 9.6.4), from what is in it.
fn tag(codes: &BTreeMap<u32, u16>) -> String {
    let mut digest = Sha256::new();
    for code in codes.keys() {
        digest.update(code.to_be_bytes());
    }
    digest.finalize()[..6].iter().map(|b| char::from(b'A' + b % 26)).collect()
}

fn post_script_name(face: &Face) -> String {
    let names = face.tables().names().into_iter();
    let mut named = names.filter(|n| n.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
    named.find_map(|n| n.to_string()).unwrap_or_else(|| "Font".into())
}

/// OS/2 fsType: whether the font's licence bits allow embedding (ISO 14496-22).
fn may_embed(face: &Face) -> bool {
    let tables = face.tables();
    !matches!(tables.permissions(), Some(ttf_parser::Permissions::Restricted))
        && tables.is_subsetting_allowed()
}
