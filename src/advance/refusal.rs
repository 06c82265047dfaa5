//! Why there is no next year's department.

use crate::yaml::edit::EditFault;
use std::fmt;

/// Why nothing was made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AdvanceRefusal {
    /// The old department has no 年度 that can be read.
    NoYear,
    /// The new year is not behind the old.
    NotLater {
        /// The old 年度.
        old: u16,
        /// The wanted one.
        new: u16,
    },
    /// A file cannot be read whole.
    Unreadable(String),
    /// No project is meant by this; the names that are nearest.
    NoSuchProject(String, Vec<String>),
    /// Several projects are meant by this.
    Several(String, Vec<String>),
    /// An edit could not be made.
    Edit(EditFault),
}

impl From<EditFault> for AdvanceRefusal {
    fn from(fault: EditFault) -> AdvanceRefusal {
        AdvanceRefusal::Edit(fault)
    }
}

impl fmt::Display for AdvanceRefusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            AdvanceRefusal::NoYear => f.write_str(
                "上年的 部门.yaml 里没有读得出来的年度；补上“年度: 四位数字”再转",
            ),
            AdvanceRefusal::NotLater { old, new } => {
                write!(
                    f,
                    "上年的年度是 {old}，{new} 不在它后面；--年度 写 {} 以后的年份",
                    old + 1
                )
            }
            AdvanceRefusal::Unreadable(path) => write!(
                f,
                "{path} 的 YAML 写法有误，读不全；先用 jixiao check 看哪里要改，改好再转"
            ),
            AdvanceRefusal::NoSuchProject(named, near) if near.is_empty() => {
                write!(
                    f,
                    "没有「{named}」这个项目；可以写项目名称、文件名前的序号或项目编码"
                )
            }
            AdvanceRefusal::NoSuchProject(named, near) => {
                write!(f, "没有「{named}」这个项目，是不是{}", quoted(near))
            }
            AdvanceRefusal::Several(named, found) => write!(
                f,
                "「{named}」指的有 {} 个项目：{}；写文件名前的序号或项目编码",
                found.len(),
                quoted(found)
            ),
            AdvanceRefusal::Edit(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for AdvanceRefusal {}

fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、")
}
