//! Font programs: the outlines of the glyphs that are used, deflated while the pages are
//! still being written. A stand-in holds their place until then.

use super::PdfFault;
use super::deflate::Deflater;
use super::subset::Subsets;
use crate::layout::font::Face;
use lopdf::{Document, Object};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// What every TrueType program begins with (ISO 14496-22, 4.2).
const TRUE_TYPE: [u8; 4] = [0, 1, 0, 0];

/// The outlines of some glyphs of a face.
pub struct Program<'a> {
    face: &'a Face<'a>,
    glyphs: GlyphRemapper,
}

/// A program in the form in which it is written.
pub struct Packed {
    bytes: Vec<u8>,
    /// How long it was before it was deflated.
    length: usize,
}

/// What stands for the program of the face `index`.
pub fn stand_in(index: usize) -> Vec<u8> {
    [&TRUE_TYPE[..], &(index as u32).to_be_bytes()].concat()
}

/// Why a face cannot be embedded.
pub fn fault(face: &Face, why: &str) -> PdfFault {
    PdfFault::Font { name: face.file.name.clone(), why: why.to_owned() }
}

impl<'a> Program<'a> {
    /// The outlines of `glyphs`, with their new numbers.
    pub fn new(face: &'a Face<'a>, glyphs: GlyphRemapper) -> Self {
        Program { face, glyphs }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// A face that is broken.
    pub fn make(&self) -> Result<Vec<u8>, PdfFault> {
        let file = self.face.file;
        subsetter::subset(&file.bytes, file.index, &self.glyphs)
            .map_err(|e| fault(self.face, &e.to_string()))
    }
}

/// Makes all programs that were left for later, by the index of the face.
pub fn programs(subsets: &Subsets) -> Result<BTreeMap<usize, Packed>, PdfFault> {
    let mut deflater = Deflater::default();
    let later = subsets.iter().filter_map(|(face, s)| Some((face, s.program.as_ref()?)));
    let mut pack = |(face, program): (&usize, &Program)| {
        let made = program.make()?;
        let packed = Packed { bytes: deflater.deflate(&made), length: made.len() };
        Ok((*face, packed))
    };
    later.map(&mut pack).collect()
}

/// Puts the programs where their stand-ins are.
pub fn insert(objects: &mut Document, programs: BTreeMap<usize, Packed>) {
    let places: BTreeMap<Vec<u8>, Packed> =
        programs.into_iter().map(|(face, packed)| (stand_in(face), packed)).collect();
    let mut places = places;
    for object in objects.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if let Some(packed) = places.remove(&stream.content) {
            stream.dict.set("Length1", packed.length as i64);
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed.bytes);
        }
    }
}
