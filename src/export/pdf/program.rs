//! Font programs: the outlines of the glyphs that are used, deflated while the pages are
//! still being written. A stand-in holds their place until then.

use super::PdfFault;
use super::deflate::Deflater;
use super::subset::Subsets;
use crate::layout::font::Face;
use lopdf::Stream;
use std::cmp::Reverse;
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
pub struct PackedFont {
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

    fn pack(&self) -> Result<PackedFont, PdfFault> {
        let made = self.make()?;
        let bytes = Deflater::default().deflate(&made);
        Ok(PackedFont { bytes, length: made.len() })
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
///
/// # Errors
/// A face that is broken.
pub fn programs(subsets: &Subsets) -> Result<BTreeMap<usize, PackedFont>, PdfFault> {
    let later = subsets.iter().filter_map(|(face, s)| Some((*face, s.program.as_ref()?)));
    let mut later: Vec<_> = later.map(|(face, program)| (face, program, None)).collect();
    // the largest first, so that no core waits for it at the end
    later.sort_by_key(|(_, program, _)| Reverse(program.glyphs.num_gids()));
    rayon::scope_fifo(|scope| {
        for (_, program, packed) in &mut later {
            scope.spawn_fifo(|_| *packed = Some(program.pack()));
        }
    });
    let packed = later.into_iter().filter_map(|(face, _, packed)| Some((face, packed?)));
    packed.map(|(face, packed)| Ok((face, packed?))).collect()
}

/// Whether a stream stands for a program.
pub fn is_stand_in(stream: &Stream) -> bool {
    stream.content.starts_with(&TRUE_TYPE) && stream.content.len() == stand_in(0).len()
}

/// Puts the programs where their stand-ins are.
pub fn insert(streams: &mut [(u32, Stream)], programs: BTreeMap<usize, PackedFont>) {
    let mut places: BTreeMap<Vec<u8>, PackedFont> =
        programs.into_iter().map(|(face, packed)| (stand_in(face), packed)).collect();
    for (_, stream) in streams {
        if let Some(packed) = places.remove(&stream.content) {
            stream.dict.set("Length1", packed.length as i64);
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed.bytes);
        }
    }
}
