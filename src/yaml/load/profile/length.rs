//! What a profile prints is short: labels and titles that no cell holds are told.

use crate::diagnostic::codes;
use crate::yaml::load::reader::Reader;
use crate::yaml::tree::{Kind, NodeId};

/// Most characters of a text; the longest official label has some forty.
const MOST: usize = 200;
/// How many characters of a longer one a message shows.
const SHOWN: usize = 10;

/// Reports every text below `node` that is too long; tells whether there is none.
pub fn judge(reader: &mut Reader, node: NodeId) -> bool {
    match reader.kind(node) {
        Kind::Scalar { text, .. } => {
            let count = text.chars().count();
            if count > MOST {
                let head: String = text.chars().take(SHOWN).collect();
                let message = format!(
                    "「{head}…」有 {count} 字，表格和标题里排不下：最多 {MOST} 字"
                );
                let finding = codes::S110.finding(reader.span(node), message);
                reader.report(finding.help("版式里印出来的文字写短一些"));
            }
            count <= MOST
        }
        Kind::Sequence(items) => {
            let long = items.iter().filter(|item| !judge(reader, **item));
            long.count() == 0
        }
        Kind::Mapping(entries) => {
            let both = entries.iter().flat_map(|(key, value)| [*key, *value]);
            both.filter(|item| !judge(reader, *item)).count() == 0
        }
    }
}
