//! Faces, and which glyph of which face prints a character in a role.

use crate::document::FontRole;
use std::collections::{BTreeMap, BTreeSet};

/// A font file in memory.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// Its file name, for messages.
    pub name: String,
    /// Its bytes: TTF, OTF or TTC.
    pub bytes: std::borrow::Cow<'static, [u8]>,
    /// The face inside a collection.
    pub index: u32,
}

/// A parsed face.
pub struct Face<'a> {
    /// The font file it comes from.
    pub file: &'a FontFile,
    /// Units of an em.
    pub units_per_em: f32,
    parsed: ttf_parser::Face<'a>,
}

/// A glyph that prints a character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The face, as an index into [`Fonts::faces`].
    pub face: usize,
    /// The glyph inside the face.
    pub id: u16,
    /// How far it moves the pen, in ems.
    pub advance: f32,
    /// What is drawn: the character itself, or 〓 for one that no face has.
    pub drawn: char,
}

/// Drawn for a character that no face has (U+3013, the mark of typesetters).
pub const MISSING: char = '〓';

/// The faces of a run.
pub struct Fonts<'a> {
    /// All faces.
    pub faces: Vec<Face<'a>>,
    roles: BTreeMap<FontRole, usize>,
    latin: usize,
    fallback: Vec<usize>,
    lenders: BTreeSet<usize>,
}

macro_rules! embedded {
    ($($name:literal)*) => {
        &[$(($name, include_bytes!(concat!(env!("OUT_DIR"), "/", $name)) as &[u8])),*]
    };
}

/// The fonts in the program itself; `data/fonts/README.md` says where they come from.
const EMBEDDED: &[(&str, &[u8])] = embedded![
    "ZhuqueFangsong-Regular.ttf"
    "GongwenSong-Bold.ttf"
    "GongwenHei-Regular.ttf"
    "GongwenKai-Regular.ttf"
    "GongwenSong-Regular.ttf"
    "LiberationSerif-Regular.ttf"
];

/// The roles of [`EMBEDDED`], in its order; behind them the Latin face.
const ROLES: [FontRole; 5] = [
    FontRole::FangSong,
    FontRole::XiaoBiaoSong,
    FontRole::Hei,
    FontRole::Kai,
    FontRole::Song,
];

/// Which font plays each part. The places are those of the embedded fonts; a user's own
/// fonts stand behind them.
#[derive(Debug, Clone, Default)]
pub struct FontSet {
    files: Vec<FontFile>,
    chosen: BTreeMap<FontSlot, usize>,
    /// Those that play no part, but lend characters that no other font has.
    lenders: Vec<usize>,
}

/// A part that a font can play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FontSlot {
    /// A role of Chinese text.
    Role(FontRole),
    /// Latin letters and digits.
    Latin,
}

impl FontSlot {
    /// Every part.
    pub const ALL: [FontSlot; 6] = [
        FontSlot::Role(FontRole::FangSong),
        FontSlot::Role(FontRole::XiaoBiaoSong),
        FontSlot::Role(FontRole::Hei),
        FontSlot::Role(FontRole::Kai),
        FontSlot::Role(FontRole::Song),
        FontSlot::Latin,
    ];

    /// What people call it, with what it is for.
    pub fn chinese(self) -> &'static str {
        match self {
            FontSlot::Role(FontRole::FangSong) => "正文（仿宋）",
            FontSlot::Role(FontRole::XiaoBiaoSong) => "大标题（小标宋）",
            FontSlot::Role(FontRole::Hei) => "一级标题（黑体）",
            FontSlot::Role(FontRole::Kai) => "二级标题（楷体）",
            FontSlot::Role(FontRole::Song) => "表格、页码（宋体）",
            FontSlot::Latin => "字母、数字",
        }
    }
}

impl FontSet {
    /// The embedded fonts.
    pub fn embedded() -> FontSet {
        let file = |(name, bytes): &(&str, &'static [u8])| FontFile {
            name: (*name).to_owned(),
            bytes: (*bytes).into(),
            index: 0,
        };
        let chosen = ROLES.iter().map(|r| FontSlot::Role(*r)).chain([FontSlot::Latin]);
        FontSet {
            files: EMBEDDED.iter().map(file).collect(),
            chosen: chosen.enumerate().map(|(i, p)| (p, i)).collect(),
            lenders: Vec::new(),
        }
    }

    /// The file that plays `part`.
    pub fn file(&self, part: FontSlot) -> Option<&FontFile> {
        self.chosen.get(&part).and_then(|place| self.files.get(*place))
    }

    /// Lets `file` play `part`.
    pub fn prefer(&mut self, part: FontSlot, file: FontFile) {
        self.chosen.insert(part, self.files.len());
        self.files.push(file);
    }
}

impl FontSet {
    /// Lets `file` lend the characters that no font with a part has; the first lender
    /// that has one lends it.
    pub fn lend(&mut self, file: FontFile) {
        self.lenders.push(self.files.len());
        self.files.push(file);
    }
}

impl<'a> Fonts<'a> {
    /// Parses the faces of `set`. A file that is no font is left out; the embedded ones
    /// stand in for it.
    pub fn new(set: &'a FontSet) -> Fonts<'a> {
        let mut faces = Vec::new();
        let mut places = BTreeMap::new();
        for (i, file) in set.files.iter().enumerate() {
            if let Some(face) = Face::parse(file) {
                places.insert(i, faces.len());
                faces.push(face);
            }
        }
        let find = |part: FontSlot, home: usize| {
            let chosen = set.chosen.get(&part).and_then(|i| places.get(i));
            chosen.or(places.get(&home)).copied().unwrap_or(0)
        };
        let roles = ROLES.iter().enumerate();
        let roles = roles.map(|(i, r)| (*r, find(FontSlot::Role(*r), i))).collect();
        let latin = find(FontSlot::Latin, ROLES.len());
        let lenders: BTreeSet<_> =
            set.lenders.iter().filter_map(|i| places.get(i)).copied().collect();
        let fallback = [4, 3, 5].iter().chain(&set.lenders);
        let fallback = fallback.filter_map(|i| places.get(i)).copied().collect();
        Fonts { faces, roles, latin, fallback, lenders }
    }

    /// The glyph that prints `c` in `role`: the role's own face (the Latin one for Latin
    /// letters and digits, but in titles, whose weight it lacks), then 宋, 楷, Latin, and
    /// what the user's fonts lend; else 〓, as for scripts that need shaping.
    pub fn glyph(&self, role: FontRole, c: char) -> Glyph {
        let latin = is_latin(c) && !has_own_digits(role);
        let own = if latin { self.latin } else { self.roles[&role] };
        let candidates = std::iter::once(own).chain(self.fallback.iter().copied());
        for face in candidates.filter(|_| !needs_shaping(c)) {
            if let Some(id) = self.faces[face].glyph(c) {
                return self.made(face, id, c);
            }
        }
        let face = self.fallback.first().copied().unwrap_or(own);
        let id = self.faces[face].glyph(MISSING).unwrap_or(0);
        self.made(face, id, MISSING)
    }

    /// The face of a role's Han characters.
    pub fn home(&self, role: FontRole) -> usize {
        self.roles[&role]
    }

    /// Whether a face only lends characters.
    pub fn is_lender(&self, face: usize) -> bool {
        self.lenders.contains(&face)
    }

    /// Whether some face has `c`.
    pub fn covers(&self, role: FontRole, c: char) -> bool {
        self.glyph(role, c).drawn == c
    }

    fn made(&self, face: usize, id: u16, drawn: char) -> Glyph {
        Glyph { face, id, advance: self.faces[face].advance(id), drawn }
    }
}

impl<'a> Face<'a> {
    fn parse(file: &'a FontFile) -> Option<Face<'a>> {
        let parsed = ttf_parser::Face::parse(&file.bytes, file.index).ok()?;
        let units_per_em = f32::from(parsed.units_per_em());
        Some(Face { file, units_per_em, parsed })
    }

    /// The glyph of a character. Quotation marks are taken full-width where the face has
    /// such a variant, as Chinese text prints them.
    pub fn glyph(&self, c: char) -> Option<u16> {
        if matches!(c, '“' | '”' | '‘' | '’')
            && let Some(wide) = self.parsed.glyph_variation_index(c, '\u{FE01}')
        {
            return Some(wide.0);
        }
        self.parsed.glyph_index(c).map(|g| g.0).filter(|g| *g != 0)
    }

    /// The advance of a glyph, in ems.
    pub fn advance(&self, glyph: u16) -> f32 {
        let units = self.parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph));
        f32::from(units.unwrap_or(0)) / self.units_per_em
    }

    /// The parsed tables.
    pub fn tables(&self) -> &ttf_parser::Face<'a> {
        &self.parsed
    }
}

/// Whether digits and letters come from the role's own face: in titles, whose weight the
/// Latin face lacks.
pub fn has_own_digits(role: FontRole) -> bool {
    matches!(role, FontRole::XiaoBiaoSong | FontRole::Hei)
}

/// The script of a character whose form depends on its neighbours, or that stands above
/// or below them; glyph by glyph it would be printed wrongly.
pub fn shaped_script(c: char) -> Option<&'static str> {
    match c as u32 {
        0x0F00..=0x0FFF => Some("藏文"),
        0x0600..=0x06FF | 0x0750..=0x077F | 0x08A0..=0x08FF => Some("维吾尔文、阿拉伯文"),
        0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Some("维吾尔文、阿拉伯文"),
        0x1800..=0x18AF => Some("蒙古文"),
        0x0900..=0x0DFF | 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF => {
            Some("这种文字")
        }
        _ => None,
    }
}

fn needs_shaping(c: char) -> bool {
    shaped_script(c).is_some()
}

/// What Word sets in the Latin font: ASCII and accented Latin letters.
fn is_latin(c: char) -> bool {
    c.is_ascii() || matches!(c as u32, 0xC0..=0x17F) && c != '×' && c != '÷'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_as_wide_as_a_character() {
        let set = FontSet::embedded();
        let fonts = Fonts::new(&set);
        for role in ROLES {
            for c in "“”‘’——……，。项".chars() {
                let glyph = fonts.glyph(role, c);
                assert_eq!(glyph.drawn, c);
                assert!((glyph.advance - 1.0).abs() < 0.01, "{role:?} {c} {glyph:?}");
            }
        }
    }

    #[test]
    fn a_character_in_no_face_is_marked() {
        let set = FontSet::embedded();
        let fonts = Fonts::new(&set);
        assert_eq!(fonts.glyph(FontRole::Song, '😀').drawn, MISSING);
        assert!(!fonts.covers(FontRole::Song, '😀'));
        assert!(fonts.covers(FontRole::FangSong, '㎡'));
    }

    #[test]
    fn digits_of_headings_come_from_their_own_face() {
        let set = FontSet::embedded();
        let fonts = Fonts::new(&set);
        for role in [FontRole::XiaoBiaoSong, FontRole::Hei] {
            assert_eq!(fonts.glyph(role, '1').face, fonts.home(role));
        }
        assert_ne!(
            fonts.glyph(FontRole::FangSong, '1').face,
            fonts.home(FontRole::FangSong)
        );
    }

    #[test]
    fn a_lender_lends_what_no_other_face_has() {
        let mut set = FontSet::embedded();
        let song = set.file(FontSlot::Role(FontRole::Song)).unwrap().clone();
        set.lend(song);
        let fonts = Fonts::new(&set);
        let lent = fonts.faces.len() - 1;
        assert!(fonts.is_lender(lent) && !fonts.is_lender(0));
        assert!(!fonts.is_lender(fonts.glyph(FontRole::FangSong, '的').face));
    }

    #[test]
    fn scripts_that_need_shaping_are_marked() {
        let set = FontSet::embedded();
        let fonts = Fonts::new(&set);
        for c in "བئᠮ".chars() {
            assert!(shaped_script(c).is_some());
            assert_eq!(fonts.glyph(FontRole::Song, c).drawn, MISSING);
        }
        assert_eq!(shaped_script('中'), None);
    }
}
