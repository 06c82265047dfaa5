//! Font files put together from tables (ISO 14496-22, 4.5 and 5.2.1).

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A table of a font.
pub struct FontTable<'a> {
    pub name: [u8; 4],
    pub bytes: Cow<'a, [u8]>,
}

/// A file of some tables.
pub fn assemble(is_cff: bool, mut tables: Vec<FontTable>) -> Vec<u8> {
    tables.sort_by_key(|table| table.name);
    let count = tables.len() as u16;
    let power = count.checked_ilog2().unwrap_or(0);
    let range = 16 << power;
    let mut file = Vec::new();
    file.extend(if is_cff { *b"OTTO" } else { [0, 1, 0, 0] });
    for number in [count, range, power as u16, count * 16 - range] {
        file.extend(number.to_be_bytes());
    }
    let mut place = file.len() + 16 * tables.len();
    for FontTable { name, bytes } in &tables {
        file.extend(name);
        file.extend(checksum(bytes).to_be_bytes());
        file.extend((place as u32).to_be_bytes());
        file.extend((bytes.len() as u32).to_be_bytes());
        place += bytes.len().next_multiple_of(4);
    }
    for FontTable { bytes, .. } in &tables {
        file.extend(&bytes[..]);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// The sum of a table's words.
fn checksum(bytes: &[u8]) -> u32 {
    let word = |bytes: &[u8]| {
        let mut word = [0; 4];
        word[..bytes.len()].copy_from_slice(bytes);
        u32::from_be_bytes(word)
    };
    bytes.chunks(4).map(word).fold(0, u32::wrapping_add)
}

/// The table `cmap` for some glyphs, in format 12.
pub fn character_map(glyphs: &BTreeMap<char, u16>) -> Vec<u8> {
    // first and last character, glyph of the first
    let mut groups: Vec<[u32; 3]> = Vec::new();
    for (c, glyph) in glyphs {
        let (c, glyph) = (*c as u32, u32::from(*glyph));
        match groups.last_mut() {
            Some([first, last, begin])
                if c == *last + 1 && glyph == *begin + (c - *first) =>
            {
                *last = c;
            }
            _ => groups.push([c, c, glyph]),
        }
    }
    let mut table = Vec::new();
    // one subtable: Windows, all of Unicode, behind these twelve bytes
    for number in [0u16, 1, 3, 10, 0, 12, 12, 0] {
        table.extend(number.to_be_bytes());
    }
    let length = 16 + 12 * groups.len() as u32;
    let numbers = [length, 0, groups.len() as u32];
    for number in numbers.iter().chain(groups.as_flattened()) {
        table.extend(number.to_be_bytes());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_group() {
        let glyphs = BTreeMap::from([('a', 5), ('b', 6), ('c', 9), ('𠀀', 10)]);
        let table = character_map(&glyphs);
        let subtables = ttf_parser::cmap::Table::parse(&table).unwrap().subtables;
        let subtable = subtables.get(0).unwrap();
        assert_eq!(table.len(), 12 + 16 + 3 * 12);
        for (c, glyph) in glyphs {
            assert_eq!(subtable.glyph_index(c as u32).map(|g| g.0), Some(glyph));
        }
        assert_eq!(subtable.glyph_index('d' as u32), None);
    }
}
