//! Why an edit is not made.

use super::{Address, Value};
use std::fmt;

/// Why an edit is not made. Nothing is changed then, of a batch not even a part.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditFault {
    /// The format has no such field, or the value is not of its kind.
    NotOfFormat(Address),
    /// There is no such item, or nothing to move or rename.
    Absent(Address),
    /// Something else stands there than the caller saw.
    Changed {
        /// Where.
        at: Address,
        /// What the caller saw.
        saw: Value,
        /// What stands there.
        found: Value,
    },
    /// The file is not YAML that can be read whole.
    Unreadable(String),
    /// The name is taken already.
    Taken(Address, String),
    /// A row can be moved only among the rows of its level.
    OutsideLevel(Address),
    /// Projects are printed by unit: a project can be moved only among those of its own.
    OutsideUnit(Address),
    /// No way was found to write it so that it reads back.
    Unwritable(Address),
    /// A file is not as it was when the change was made.
    Overtaken(String),
}

impl fmt::Display for EditFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            EditFault::NotOfFormat(at) => write!(f, "「{at}」处没有这一项，或不能这样写"),
            EditFault::Absent(at) => write!(f, "没有「{at}」，可能已经删去"),
            EditFault::Changed { at, saw, found } => write!(
                f,
                "「{at}」已经改过：原来是「{}」，现在是「{}」；请重新打开再改",
                brief(saw),
                brief(found)
            ),
            EditFault::Unreadable(path) => {
                write!(f, "{path} 的 YAML 写法有误，先用 jixiao check 看哪里要改")
            }
            EditFault::Taken(at, name) => write!(f, "「{at}」处已经有「{name}」"),
            EditFault::OutsideLevel(at) => {
                write!(f, "「{at}」只能在它的二级指标里移动；要换一级，改它的二级指标")
            }
            EditFault::OutsideUnit(at) => write!(
                f,
                "「{at}」只能在本单位的项目里移动：项目按 部门.yaml 里单位的先后排列"
            ),
            EditFault::Unwritable(at) => write!(f, "「{at}」处写不进去；请直接改文件"),
            EditFault::Overtaken(path) => {
                write!(f, "{path} 在别处改过了，没有动它；请重新打开再改")
            }
        }
    }
}

impl std::error::Error for EditFault {}

/// A value in a few words.
fn brief(value: &Value) -> String {
    match value {
        Value::Text(text) if text.is_empty() => "空".to_owned(),
        Value::Text(text) => text.chars().take(40).collect(),
        Value::List(items) => format!("{} 条", items.len()),
        Value::Map(entries) => entries.first().map_or("空".into(), |e| brief(&e.1)),
    }
}
