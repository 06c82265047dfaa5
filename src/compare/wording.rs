//! How differences are put into words, in every format.

use super::difference::Leaf;
use super::node::{Content, Node};
use super::outline::label;
use super::pairing::Match;
use rust_decimal::Decimal;

/// What stands for a value that is missing or cannot be read.
const UNREADABLE: &str = "（缺少或读不出来）";

/// The name of what differs, such as `绩效指标·会议次数·指标值`. Amounts go by their own
/// names.
pub fn title(path: &[&str]) -> String {
    shown(path).join("·")
}

fn shown<'a, 'b>(path: &'b [&'a str]) -> &'b [&'a str] {
    match path {
        [label::BUDGET, rest @ ..] if !rest.is_empty() => rest,
        path => path,
    }
}

/// A value, or all that a group holds, paragraph by paragraph; nothing of a missing one.
pub fn value(node: Option<&Node>) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    match &node.content {
        Content::Unreadable => vec![UNREADABLE.to_owned()],
        Content::Record(_) | Content::List(_) => {
            let said = node.lines().into_iter().filter(|l| !l.node.is_implied);
            said.flat_map(|l| labelled(&l.path, l.node)).collect()
        }
        _ => node.text().unwrap_or_default().lines().map(str::to_owned).collect(),
    }
}

fn labelled(path: &[&str], node: &Node) -> Vec<String> {
    let mut paragraphs = value(Some(node));
    if let Some(first) = paragraphs.first_mut() {
        *first = format!("{}：{first}", title(path));
    }
    paragraphs
}

/// A sum with at least `decimals` places.
pub fn sum(amount: Decimal, decimals: u32) -> String {
    format!("{:.*}", amount.scale().max(decimals) as usize, amount)
}

/// As [`sum`], with its sign; nothing has none.
pub fn change_of_sum(before: Decimal, after: Decimal, decimals: u32) -> String {
    let change = after.saturating_sub(before);
    match change.is_zero() {
        true => sum(change, decimals),
        false => format!("{:+.*}", change.scale().max(decimals) as usize, change),
    }
}

/// How two projects found each other, where that is not by their code or name alone.
pub fn found_by(matched: Option<Match>, before: &str, after: &str) -> Option<String> {
    let why = match matched? {
        Match::Key("项目编码") if before == after => return None,
        Match::Key("项目编码") => "编码相同",
        Match::Key(_) if before == after => return None,
        Match::Key(_) => "名称除年份外相同",
        Match::Likeness(_) | Match::Place => "预算数相同、名称或内容相近",
    };
    Some(format!("原名“{before}”，{why}，视为同一项目"))
}

/// All that a group holds, in one line; the values speak for themselves.
pub fn in_one_line(group: &Node) -> String {
    let lines = group.lines().into_iter().filter(|l| !l.node.is_implied);
    let values = lines.map(|l| value(Some(l.node)).concat());
    values.filter(|v| *v != group.label).collect::<Vec<_>>().join("，")
}

impl<'a> Leaf<'a> {
    /// The name of what differs.
    pub fn title(&self) -> String {
        title(&self.path)
    }

    /// The labels that make up the name.
    pub fn shown_path(&self) -> &[&'a str] {
        shown(&self.path)
    }
}
