//! 表样 → lines: what stands in each row of a table, before there are values.
//!
//! [`crate::compose`] prints these lines with the values of a department, and
//! [`crate::import`] finds the same lines in a file. So a form that is described once is
//! printed and read alike.

mod aligned;
mod funds;
mod judge;
mod line;
mod lower;
mod name;
mod own;
mod table;
mod width;
mod words;

pub(crate) use judge::{Shows, misplaced, slot_name};
pub(crate) use line::{Cell, Content, Kind, Left, Line, Repeat, Section, Style};
pub(crate) use lower::lower;
pub(crate) use name::{Meaning, is_fund, known, meaning, node};
pub(crate) use table::indicator_columns;
pub(crate) use words::{Pattern, WordsFault};

use crate::model::Profile;
use crate::model::profile::{FundPath, Sheet};

/// Whose table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// A project's.
    Project,
    /// That of a 专项资金.
    Special,
    /// That of the department as a whole.
    Department,
}

/// A single value that a table shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// 序号 of the project.
    Number,
    /// 年度, or a year so many years from it.
    Year(i32),
    /// 部门名称.
    Department,
    /// 单位编码.
    UnitCode,
    /// 单位名称.
    UnitName,
    /// 金额单位.
    MoneyUnit,
    /// 项目编码.
    Code,
    /// 项目名称.
    Name,
    /// An amount of the budget.
    Fund(FundPath),
    /// 资金用途.
    Purpose,
    /// 绩效目标.
    Goals,
    /// 中期目标.
    MidTermGoals,
    /// A month of 支出计划.
    Month(String),
    /// A field of the form's own.
    Own(String),
}

impl Slot {
    /// Whether it follows from the rest, so that it may be printed anywhere and often.
    pub(crate) fn is_free(&self) -> bool {
        use Slot::*;
        matches!(self, Number | Year(_) | Department | UnitCode | UnitName | MoneyUnit)
    }
}

impl Of {
    /// The rows that a profile describes for such a table.
    pub(crate) fn sheet(self, profile: &Profile) -> Option<&Sheet> {
        let sheets = &profile.sheets;
        match self {
            Of::Project => sheets.project.as_ref(),
            Of::Special => sheets.special.as_ref().or(sheets.project.as_ref()),
            Of::Department => sheets.department.as_ref(),
        }
    }
}
