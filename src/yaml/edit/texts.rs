//! Every text of a department with its address.

use super::draft::Draft;
use super::folder::{Folder, Which};
use super::locate::address_of;
use super::{Address, format};
use crate::yaml::load::Input;
use crate::yaml::tree::{Kind, NodeId};
use std::ops::Range;

/// A text, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextAt {
    /// Its address.
    pub at: Address,
    /// The path of its file.
    pub path: String,
    /// Its bytes there, in a text without byte-order mark.
    pub range: Range<usize>,
    /// What it says.
    pub text: String,
}

/// Every text that stands behind a key of the format or as an item, file by file and in
/// the order of the file; files that cannot be read whole have none.
pub fn texts(input: &Input) -> Vec<TextAt> {
    let folder = Folder::new(input);
    let mut found = in_file(&folder, Which::Department);
    for index in 0..folder.count() {
        found.extend(in_file(&folder, Which::Project(index)));
    }
    found
}

fn in_file(folder: &Folder, which: Which) -> Vec<TextAt> {
    let draft = folder.text(which).and_then(|text| Draft::new(text, false));
    let Some(draft) = draft else { return Vec::new() };
    let (shape, above) = match which {
        Which::Department => (&format::DEPARTMENT_FILE, Address::department()),
        Which::Project(index) => (&format::PROJECT_FILE, Address::project(index)),
    };
    let path = folder.path(which);
    let mut nodes = Vec::new();
    values(&draft, draft.root(), &mut nodes);
    let text = |node: NodeId| {
        let at = address_of(&draft, shape, node, &above)?;
        let text = draft.tree.scalar(node)?.to_owned();
        Some(TextAt { at, path: path.clone(), range: draft.tree.range(node), text })
    };
    nodes.into_iter().filter_map(text).collect()
}

/// The texts below a node that are no keys.
fn values(draft: &Draft, node: NodeId, found: &mut Vec<NodeId>) {
    match draft.tree.kind(node) {
        Kind::Scalar { .. } if draft.tree.is_blank(node) => {}
        Kind::Scalar { .. } => found.push(node),
        Kind::Sequence(items) => items.iter().for_each(|i| values(draft, *i, found)),
        Kind::Mapping(entries) => {
            entries.iter().for_each(|e| values(draft, e.1, found));
        }
    }
}
