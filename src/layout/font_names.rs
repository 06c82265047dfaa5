//! Which part a font of the user plays, by the names in `data/fonts/aliases.toml`.

use super::font::{FontFile, FontSlot};
use crate::document::FontRole;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const ALIASES: &str = include_str!("../../data/fonts/aliases.toml");

#[derive(Deserialize, Default)]
struct Alias {
    /// The name in Word.
    #[serde(default)]
    docx: String,
    #[serde(default)]
    families: Vec<String>,
    #[serde(default)]
    files: Vec<String>,
}

/// The table of names.
static TABLE: LazyLock<BTreeMap<String, Alias>> =
    LazyLock::new(|| toml::from_str(ALIASES).unwrap_or_default());

/// The names of each part, best first, made alike.
static NAMES: LazyLock<Vec<(FontSlot, Vec<String>)>> = LazyLock::new(|| {
    let names = |part| {
        let alias = TABLE.get(key(part))?;
        Some(alias.families.iter().chain(&alias.files).map(|n| alike(n)).collect())
    };
    FontSlot::ALL.into_iter().filter_map(|part| Some((part, names(part)?))).collect()
});

/// The entry of a part in the table.
fn key(part: FontSlot) -> &'static str {
    match part {
        FontSlot::Role(FontRole::FangSong) => "fangsong",
        FontSlot::Role(FontRole::XiaoBiaoSong) => "xiaobiaosong",
        FontSlot::Role(FontRole::Hei) => "heiti",
        FontSlot::Role(FontRole::Kai) => "kaiti",
        FontSlot::Role(FontRole::Song) => "songti",
        FontSlot::Latin => "latin",
    }
}

/// The font that official texts want for a part.
pub fn wanted(part: FontSlot) -> &'static str {
    TABLE.get(key(part)).map_or("", |alias| &alias.docx)
}

/// Whether one of some names is in the table.
pub fn is_known(names: impl IntoIterator<Item = String>) -> bool {
    let names: Vec<String> = names.into_iter().map(|name| alike(&name)).collect();
    NAMES.iter().any(|(_, known)| known.iter().any(|k| names.contains(k)))
}

/// How many faces a font file holds.
pub fn faces(bytes: &[u8]) -> u32 {
    ttf_parser::fonts_in_collection(bytes).unwrap_or(1).min(64)
}

/// The parts a face can play, each with its rank: 0 is the best name.
pub fn parts(face: &FontFile) -> Vec<(FontSlot, usize)> {
    let Ok(parsed) = ttf_parser::Face::parse(&face.bytes, face.index) else {
        return Vec::new();
    };
    // a bold or slanted cut is not the face that documents ask for by this name
    if parsed.is_bold() || parsed.is_italic() {
        return Vec::new();
    }
    let wanted = [
        ttf_parser::name_id::FAMILY,
        ttf_parser::name_id::TYPOGRAPHIC_FAMILY,
        ttf_parser::name_id::FULL_NAME,
        ttf_parser::name_id::POST_SCRIPT_NAME,
    ];
    let records = parsed.names().into_iter();
    let records = records.filter(|n| wanted.contains(&n.name_id));
    let mut names: Vec<String> =
        records.filter_map(|n| n.to_string()).map(|n| alike(&n)).collect();
    names.push(alike(&face.name));
    let rank = |known: &Vec<String>| known.iter().position(|k| names.contains(k));
    NAMES.iter().filter_map(|(part, known)| Some((*part, rank(known)?))).collect()
}

/// A name without blanks, in lower-case half-width letters.
fn alike(name: &str) -> String {
    let narrow = |c: char| match c as u32 {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let kept = name.chars().filter(|c| !c.is_whitespace()).map(narrow);
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_part() {
        assert_eq!(NAMES.len(), 6);
        assert!(NAMES.iter().all(|(_, names)| names.len() > 5));
    }

    #[test]
    fn names_compare_alike() {
        assert_eq!(alike(" ＦangSong_GB２312 "), "fangsong_gb2312");
    }
}
