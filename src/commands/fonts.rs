//! `--font-dir`: the user's own fonts by the names they go by.

use super::Failure;
use jixiao::layout::font::{FontFile, FontSet, Part};
use jixiao::layout::font_names;
use std::fs;
use std::path::Path;

/// Largest font file that is read, in bytes.
const MAX_FONT: u64 = 64 << 20;

/// The embedded fonts, and those of `folder` where they play a part.
pub fn choose(folder: Option<&Path>) -> Result<FontSet, Failure> {
    let mut set = FontSet::embedded();
    let Some(folder) = folder else { return Ok(set) };
    let files = font_files(folder)?;
    let mut found: Vec<(Part, usize, FontFile)> = Vec::new();
    for file in files {
        for index in 0..font_names::faces(&file.bytes) {
            let face = FontFile { index, ..file.clone() };
            for (part, rank) in font_names::parts(&face) {
                found.push((part, rank, face.clone()));
            }
        }
    }
    if found.is_empty() {
        super::say(&format!(
            "{} 里没有认得的公文字体，用自带的字体",
            super::files::show(folder)
        ));
    }
    // the best name of each part last, so that it stays
    found.sort_by_key(|(part, rank, _)| (*part, std::cmp::Reverse(*rank)));
    for (part, _, face) in found {
        set.prefer(part, face);
    }
    Ok(set)
}

fn font_files(folder: &Path) -> Result<Vec<FontFile>, Failure> {
    let io = |e: std::io::Error| Failure::io("打开字体文件夹", folder, &e);
    let mut paths: Vec<_> = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        paths.push(entry.map_err(io)?.path());
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let font = path.extension().is_some_and(|e| {
            ["ttf", "otf", "ttc", "otc"].iter().any(|k| e.eq_ignore_ascii_case(k))
        });
        let small = fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= MAX_FONT);
        if !(font && small) {
            continue;
        }
        let bytes = fs::read(&path).map_err(|e| Failure::io("读取字体", &path, &e))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push(FontFile { name, bytes: bytes.into(), index: 0 });
    }
    Ok(files)
}
