//! What an editor asks of a department while it is written: what may stand here, what is
//! named here and where else, how a file is built up.
//!
//! Answers are places in bytes and texts; who speaks to an editor (`jixiao lsp`) counts
//! them as the editor does. A text that is being typed is rarely whole YAML, so the place
//! of the cursor is read from lines and their indentation alone ([`Cursor`]).

mod complete;
mod cursor;
mod outline;
mod ties;

pub use complete::{Proposal, ProposalKind, about, complete};
pub use cursor::{Cursor, CursorPart};
pub use outline::{OutlineEntry, outline};
pub use ties::{Tie, TieKind, ties};

use crate::model::{Department, Profile, ReportKind};
use crate::yaml::format;

/// Which file of a department a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// 部门.yaml, or a department in one file.
    Department,
    /// A file under 项目/.
    Project,
    /// A file of 自评 or 监控.
    Report(ReportKind),
}

impl FileKind {
    /// What may stand in such a file.
    fn shape(self) -> &'static format::Shape {
        match self {
            FileKind::Department => &format::DEPARTMENT_FILE,
            FileKind::Project => &format::PROJECT_FILE,
            FileKind::Report(kind) => format::report_file(kind),
        }
    }
}

/// What answers are made from.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Which file the text is.
    pub kind: FileKind,
    /// The department, as far as it can be read.
    pub department: Option<&'a Department>,
    /// Its form.
    pub profile: Option<&'a Profile>,
}
