//! Font files: those of a folder, and those installed on the system.

use crate::cli::Failure;
use crate::cli::args::FontChoice;
use fontdb::{Database, Source};
use jixiao::layout::font::FontFile;
use jixiao::layout::font_names;
use std::fs;
use std::path::{Path, PathBuf};

/// Largest font file that is read, in bytes.
const MAX_FONT: u64 = 64 << 20;

/// Where a font was found; the later is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundFont {
    /// `--system-fonts`
    System,
    /// `--font-dir`
    Folder,
}

/// The faces that may play a part by their names.
pub fn faces(choice: &FontChoice) -> Result<Vec<(FoundFont, FontFile)>, Failure> {
    let mut faces = Vec::new();
    if choice.system_fonts {
        faces.extend(system().into_iter().map(|face| (FoundFont::System, face)));
    }
    if let Some(folder) = &choice.font_dir {
        faces
            .extend(of_folder(folder)?.into_iter().map(|face| (FoundFont::Folder, face)));
    }
    Ok(faces)
}

/// The faces of a folder.
fn of_folder(folder: &Path) -> Result<Vec<FontFile>, Failure> {
    let io = |e: std::io::Error| Failure::io("打开字体文件夹", folder, &e);
    let mut paths: Vec<_> = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        paths.push(entry.map_err(io)?.path());
    }
    paths.sort();
    let mut faces = Vec::new();
    for path in paths.iter().filter(|path| is_font(path)) {
        let bytes = fs::read(path).map_err(|e| Failure::io("读取字体", path, &e))?;
        let indices = 0..font_names::faces(&bytes);
        let file = FontFile { name: name(path), bytes: bytes.into(), index: 0 };
        faces.extend(indices.map(|index| FontFile { index, ..file.clone() }));
    }
    Ok(faces)
}

/// Most bytes of fonts without a known name that are read: they only lend characters.
const MAX_LENDERS: u64 = 128 << 20;

/// The faces of the system's font folders whose names are known, and behind them upright
/// ones of usual weight that may lend characters. Only these are read whole; one that
/// cannot be read is as if it were not there.
fn system() -> Vec<FontFile> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let mut known: Vec<(PathBuf, u32)> = Vec::new();
    let mut others: Vec<PathBuf> = Vec::new();
    for face in fonts.faces() {
        let (Source::File(path) | Source::SharedFile(path, _)) = &face.source else {
            continue;
        };
        let families = face.families.iter().map(|(family, _)| family.clone());
        let names = families.chain([face.post_script_name.clone(), name(path)]);
        if font_names::is_known(names) && is_font(path) {
            known.push((path.clone(), face.index));
        } else if is_usual(face) && is_font(path) {
            others.push(path.clone());
        }
    }
    known.sort();
    known.dedup();
    others.sort();
    others.dedup();
    others.retain(|path| !known.iter().any(|(known, _)| known == path));
    let mut room = MAX_LENDERS;
    others.retain(|path| {
        let size = fs::metadata(path).map_or(u64::MAX, |m| m.len());
        room.checked_sub(size).inspect(|left| room = *left).is_some()
    });
    // what stands first is preferred least
    let others = others.into_iter().map(|path| (path, 0));
    let known: Vec<_> = others.chain(known).collect();
    let read = |(path, index): (PathBuf, u32)| {
        let bytes = fs::read(&path).ok()?;
        Some(FontFile { name: name(&path), bytes: bytes.into(), index })
    };
    known.into_iter().filter_map(read).collect()
}

/// Upright, of the usual weight.
fn is_usual(face: &fontdb::FaceInfo) -> bool {
    face.weight == fontdb::Weight::NORMAL && face.style == fontdb::Style::Normal
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_font(path: &Path) -> bool {
    let font = path.extension().is_some_and(|e| {
        ["ttf", "otf", "ttc", "otc"].iter().any(|k| e.eq_ignore_ascii_case(k))
    });
    font && fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= MAX_FONT)
}
