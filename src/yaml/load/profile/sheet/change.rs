//! Changes of the rows that a profile inherits.

use super::super::edits::{self, texts};
use super::rows::Rows;
use super::{Named, unknown};
use crate::model::profile::{Block, Profile, Sheet, SheetItem};
use crate::sheet::Of;
use crate::yaml::load::reader::{Map, Reader};

/// 加上 and 去掉: changes of the rows of a project's table.
pub(super) fn change(
    reader: &mut Reader,
    map: &Map,
    profile: &mut Profile,
    names: &mut Vec<Named>,
) {
    for name in texts(map, "去掉", reader) {
        let shown = profile.sheets.project.as_mut();
        let removed = shown.is_some_and(|sheet| remove(&mut sheet.blocks, &name));
        if !removed {
            reader.report(unknown(&name, &shown_names(profile)));
        }
    }
    let Some(node) = map.node("加上").filter(|n| !reader.is_blank(*n)) else { return };
    for item in reader.items(node).unwrap_or_default() {
        let behind = edits::behind(reader, *item);
        let block = Rows { profile, of: Of::Project, names }.block(reader, *item);
        let Some(block) = block else { continue };
        let sheet = profile.sheets.project.get_or_insert_default();
        let put = match &behind {
            None => {
                sheet.blocks.insert(0, block);
                true
            }
            Some(behind) => insert(&mut sheet.blocks, behind, block),
        };
        if let (false, Some(behind)) = (put, behind) {
            reader.report(unknown(&behind, &shown_names(profile)));
        }
    }
}

/// The names that stand in a project's table.
fn shown_names(profile: &Profile) -> Vec<String> {
    let sheet = profile.sheets.project.as_ref();
    let blocks = sheet.map_or(Vec::new(), Sheet::all);
    blocks.into_iter().flat_map(names_of).map(str::to_owned).collect()
}

fn names_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Row(items) | Block::Beside(items) => {
            items.iter().filter_map(SheetItem::name).collect()
        }
        Block::Funds { .. } => vec!["资金"],
        Block::Indicators(_) => vec!["绩效指标"],
        Block::Group { label, .. } => vec![label],
        Block::Words { .. } => Vec::new(),
    }
}

/// Takes a field out of the rows; false where none shows it.
fn remove(blocks: &mut Vec<Block>, name: &str) -> bool {
    let mut found = false;
    for block in blocks.iter_mut() {
        match block {
            Block::Row(items) | Block::Beside(items) => {
                let before = items.len();
                items.retain(|i| i.name() != Some(name));
                found |= items.len() < before;
            }
            Block::Group { blocks, .. } => found |= remove(blocks, name),
            _ => {}
        }
    }
    let count = blocks.len();
    blocks.retain(|b| match b {
        Block::Group { label, blocks, .. } => !blocks.is_empty() && label != name,
        Block::Row(items) | Block::Beside(items) => !items.is_empty(),
        other => !names_of(other).contains(&name),
    });
    found || blocks.len() < count
}

/// Puts a row behind the one that shows `name`; false where none does.
fn insert(blocks: &mut Vec<Block>, name: &str, block: Block) -> bool {
    if let Some(at) = blocks.iter().position(|b| names_of(b).contains(&name)) {
        blocks.insert(at + 1, block);
        return true;
    }
    for inner in blocks {
        if let Block::Group { blocks, .. } = inner
            && insert(blocks, name, block.clone())
        {
            return true;
        }
    }
    false
}
