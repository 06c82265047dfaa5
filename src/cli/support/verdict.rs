//! The verdict of each department, and of all.

use crate::cli::support::find::Found;
use crate::cli::{Failure, counted, say};
use jixiao::diagnostic::{Summary, Verdict};

/// The verdicts of a run over many departments: a line's worth of memory for each.
#[derive(Default)]
pub struct Verdicts {
    list: Vec<Verdict>,
    notes: Vec<String>,
    departments: usize,
    failed: usize,
}

impl Verdicts {
    /// What was found in a department, or in a project file that was named by itself, and
    /// a `note` behind it.
    pub fn add(
        &mut self,
        found: &Found,
        summary: Summary,
        is_department: bool,
        note: String,
    ) {
        self.notes.push(note);
        self.departments += usize::from(is_department);
        self.list.push(Verdict { path: found.to_string(), summary, failure: None });
    }

    /// A department that could not be read, or its files not written.
    pub fn failed(&mut self, found: &Found, failure: &Failure) {
        self.notes.push(String::new());
        self.departments += 1;
        self.failed += 1;
        let failure = Some(failure.to_string());
        let summary = Summary::default();
        self.list.push(Verdict { path: found.to_string(), summary, failure });
    }

    /// All of them, in the order of the input.
    pub fn list(&self) -> &[Verdict] {
        &self.list
    }

    /// Tells them, that `across` departments and that of `all`. Of project files alone
    /// only the last.
    pub fn tell(&self, all: &Summary, across: Option<&Summary>) {
        if self.departments == 0 && !self.list.is_empty() {
            return say(&crate::cli::verdict(all));
        }
        for (one, note) in self.list.iter().zip(&self.notes) {
            let what = match &one.failure {
                Some(failure) => format!("没有做成：{failure}"),
                None => counted(&one.summary),
            };
            say(&format!("{}：{what}{note}", one.path));
        }
        if let Some(across) = across {
            say(&format!("跨部门：{}", counted(across)));
        }
        let (count, files) = (self.departments, all.files);
        say(&format!("检查了 {count} 个部门、{files} 个文件：{}", counted(all)));
    }

    /// The failure of the run, where departments failed or folders were `unread`.
    pub fn failure(&self, unread: &[Failure]) -> Option<Failure> {
        unread.iter().for_each(|f| say(&format!("jixiao：{f}")));
        match self.failed + unread.len() {
            0 => None,
            count => Some(Failure::new(format!("有 {count} 处没有做成，原因见上面"))),
        }
    }
}
