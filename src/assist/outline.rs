//! How a file is built up: its parts by their names.

use crate::yaml::tree::{Kind, NodeId, Tree};
use std::ops::Range;

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// The key; of an item, what it is called.
    pub name: String,
    /// Its value, where that is short.
    pub about: String,
    /// The key and all below it.
    pub whole: Range<usize>,
    /// The key.
    pub name_at: Range<usize>,
    /// The parts of it.
    pub parts: Vec<OutlineEntry>,
}

/// The keys that give an item its name.
const NAMES: [&str; 7] = ["指标", "项目名称", "名称", "标题", "任务", "单位名称", "内容"];
/// Most characters of a value that is shown beside its key.
const SHORT: usize = 30;

/// The parts of a text, as far as it can be read.
pub fn outline(text: &str) -> Vec<OutlineEntry> {
    let (tree, _) = Tree::parse(text);
    tree.roots.iter().flat_map(|root| parts(&tree, *root)).collect()
}

fn parts(tree: &Tree, node: NodeId) -> Vec<OutlineEntry> {
    match tree.kind(node) {
        Kind::Scalar { .. } => Vec::new(),
        Kind::Sequence(items) => {
            items.iter().map(|item| self::item(tree, *item)).collect()
        }
        Kind::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| {
                let at = tree.range(*key);
                let name = tree.scalar(*key).unwrap_or_default().to_owned();
                entry(tree, name, at, *value)
            })
            .collect(),
    }
}

fn item(tree: &Tree, node: NodeId) -> OutlineEntry {
    let at = tree.range(node);
    match tree.kind(node) {
        Kind::Scalar { text, .. } => OutlineEntry {
            name: short(text),
            about: String::new(),
            whole: at.clone(),
            name_at: at,
            parts: Vec::new(),
        },
        Kind::Sequence(_) => entry(tree, "清单".to_owned(), at.start..at.start, node),
        Kind::Mapping(entries) => {
            let called = |name: &&str| {
                entries.iter().find(|(key, _)| tree.scalar(*key) == Some(name))
            };
            let found = NAMES.iter().find_map(called);
            let value = found.and_then(|(_, value)| tree.scalar(*value));
            let name_at = found.map_or(at.start..at.start, |(_, v)| tree.range(*v));
            let name = value.map_or_else(|| "（没有名称）".to_owned(), short);
            entry(tree, name, name_at, node)
        }
    }
}

fn entry(
    tree: &Tree,
    name: String,
    name_at: Range<usize>,
    value: NodeId,
) -> OutlineEntry {
    let below = tree.range(value);
    let whole = name_at.start.min(below.start)..name_at.end.max(below.end);
    let about = tree.scalar(value).map_or_else(String::new, short);
    OutlineEntry { name, about, whole, name_at, parts: parts(tree, value) }
}

fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}……", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_go_by_their_names() {
        let text = "项目名称: 甲\n绩效指标:\n  产出指标:\n    数量指标:\n      - 指标: 乙\n        指标值: ≥4次\n";
        let all = outline(text);
        assert_eq!((all[0].name.as_str(), all[0].about.as_str()), ("项目名称", "甲"));
        let row = &all[1].parts[0].parts[0].parts[0];
        assert_eq!(row.name, "乙");
        assert_eq!(&text[row.name_at.clone()], "乙");
        assert!(row.whole.contains(&row.name_at.start));
    }

    #[test]
    fn a_file_cut_short_has_the_parts_that_stand() {
        assert_eq!(
            outline("年度: 2026\n单位:\n  - {单位编码: ").first().unwrap().name,
            "年度"
        );
        assert!(outline("").is_empty());
    }
}
