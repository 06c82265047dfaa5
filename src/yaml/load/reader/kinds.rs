//! What stands somewhere and is of another kind than what is wanted.

use super::Reader;
use crate::diagnostic::codes;
use crate::yaml::tree::{Kind, NodeId};

impl Reader<'_> {
    /// Reports that `what` was expected at `node`.
    pub fn wrong_kind<T>(&mut self, node: NodeId, what: &str) -> Option<T> {
        let found = match self.tree.kind(node) {
            _ if self.tree.is_blank(node) => "空的",
            Kind::Scalar { .. } => "一段文字",
            Kind::Sequence(_) => "列表",
            Kind::Mapping(_) => "“键: 值”",
        };
        let message = format!("这里要写{what}，现在是{found}");
        let mut finding = codes::S109.finding(self.head(node), message);
        if self.tree.scalar(node).is_some_and(|t| t.contains('：')) {
            finding = finding.help("冒号“：”是全角的；键后面要用半角冒号加空格“: ”");
        }
        if let Some(help) = self.way_out(node, what) {
            finding = finding.help(help);
        }
        self.is_incomplete = true;
        self.report(finding);
        None
    }

    /// How what stands at `node` is written where `what` is wanted.
    fn way_out(&self, node: NodeId, what: &str) -> Option<String> {
        let is_map = what.starts_with("“键");
        match self.tree.kind(node) {
            Kind::Scalar { .. } if is_map => {
                let text = self.tree.scalar(node)?;
                let parts = text.split(['\t', '|', '，', ',']).map(str::trim);
                let cells: Vec<_> = parts.filter(|c| !c.is_empty()).collect();
                (cells.len() > 1).then(|| crate::yaml::slip::mark::example(&cells))
            }
            Kind::Sequence(_) if is_map => {
                Some("去掉各行前面的“- ”，每行写“键: 值”".to_owned())
            }
            Kind::Mapping(_) if what.starts_with("列表") => {
                Some("在第一行前面加“- ”，下面各行跟着缩进两格".to_owned())
            }
            _ => None,
        }
    }
}
