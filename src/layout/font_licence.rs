//! What a font's maker lets others do with it: OS/2 fsType (OpenType, OS/2 table).

use super::font::FontFile;
use ttf_parser::Permissions;

/// Whether a font may stand in a file that is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Licence {
    /// Yes, and whoever gets the file may use the font.
    Installable,
    /// Yes, in files that may be edited.
    Editable,
    /// Yes, in files to be looked at and printed.
    Print,
    /// No.
    Restricted,
    /// Only whole, and the program embeds what the text needs of it.
    Whole,
    /// Only its bitmaps.
    Bitmaps,
    /// The font does not say. By practice it may.
    Unsaid,
}

impl Licence {
    /// The licence of a face.
    pub fn of(file: &FontFile) -> Licence {
        let Ok(face) = ttf_parser::Face::parse(&file.bytes, file.index) else {
            return Licence::Unsaid;
        };
        let Some(permissions) = face.permissions() else { return Licence::Unsaid };
        if permissions == Permissions::Restricted {
            return Licence::Restricted;
        }
        if !face.is_subsetting_allowed() {
            return Licence::Whole;
        }
        if !face.is_outline_embedding_allowed() {
            return Licence::Bitmaps;
        }
        match permissions {
            Permissions::Editable => Licence::Editable,
            Permissions::PreviewAndPrint => Licence::Print,
            _ => Licence::Installable,
        }
    }

    /// Whether a subset of the font may stand in a PDF.
    pub fn may_embed(self) -> bool {
        !matches!(self, Licence::Restricted | Licence::Whole | Licence::Bitmaps)
    }

    /// What people read.
    pub fn chinese(self) -> &'static str {
        match self {
            Licence::Installable => "可以嵌入",
            Licence::Editable => "可以嵌入（可编辑的文件）",
            Licence::Print => "可以嵌入（只供查看和打印）",
            Licence::Restricted => "字体的授权不许嵌入",
            Licence::Whole => "字体的授权只许整个嵌入",
            Licence::Bitmaps => "字体的授权只许嵌入点阵",
            Licence::Unsaid => "字体没有写明授权",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::font::{FontSet, FontSlot};

    /// The Latin face of the program with other licence bits.
    fn licensed(bits: u16) -> FontFile {
        let set = FontSet::embedded();
        let mut file = set.file(FontSlot::Latin).unwrap().clone();
        let bytes = file.bytes.to_mut();
        let table = (12..).step_by(16).find(|at| &bytes[*at..at + 4] == b"OS/2").unwrap();
        let offset = bytes[table + 8..table + 12].iter();
        let offset = offset.fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        bytes[offset + 8..offset + 10].copy_from_slice(&bits.to_be_bytes());
        file
    }

    #[test]
    fn bits_say_what_may_be_embedded() {
        let of = |bits| Licence::of(&licensed(bits));
        assert_eq!(of(0), Licence::Installable);
        assert_eq!(of(8), Licence::Editable);
        assert_eq!(of(4), Licence::Print);
        assert!(of(0).may_embed() && of(8).may_embed() && of(4).may_embed());
        assert_eq!(of(2), Licence::Restricted);
        assert_eq!(of(0x100), Licence::Whole);
        assert_eq!(of(0x208), Licence::Bitmaps);
        assert!(!of(2).may_embed() && !of(0x100).may_embed() && !of(0x208).may_embed());
    }

    #[test]
    fn the_fonts_of_the_program_may_be_embedded() {
        let set = FontSet::embedded();
        for part in FontSlot::ALL {
            assert!(Licence::of(set.file(part).unwrap()).may_embed(), "{part:?}");
        }
    }
}
