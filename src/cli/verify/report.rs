//! What `verify` tells.

use super::standing;
use crate::cli::support::files;
use jixiao::proof::{Printed, THIS_PROGRAM};
use jixiao::text::source::{Sources, Span};
use jixiao::verify::{Built, Change, ChangeKind};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

/// How a file stands to what it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The digest is that of the YAML.
    Genuine,
    /// It is not.
    Forged,
    /// The file carries neither.
    Unproven,
}

/// The result of a verification.
pub struct VerifyReport {
    file: String,
    standing: Standing,
    /// Whether the file was held against a department's files.
    against: bool,
    program: String,
    /// Whether its YAML was listed when it was built; None where no list was given.
    pub listed: Option<bool>,
    /// What was changed in the file.
    pub changes: Vec<Change>,
    /// What was changed in the department's files since.
    pub stale: Vec<Change>,
}

impl VerifyReport {
    /// A report without differences so far.
    pub fn new(
        path: &Path,
        built: &Built,
        printed: &Printed,
        against: bool,
    ) -> VerifyReport {
        VerifyReport {
            file: files::show(path),
            standing: standing(built),
            against,
            program: printed.program.clone(),
            listed: None,
            changes: Vec::new(),
            stale: Vec::new(),
        }
    }

    /// Whether the file is what it should be. One without proof is, if it shows what the
    /// department's files give.
    pub fn is_good(&self) -> bool {
        let proven = match self.standing {
            Standing::Genuine => true,
            Standing::Forged => false,
            Standing::Unproven => self.against,
        };
        let proven = proven && self.listed != Some(false);
        proven && self.changes.is_empty() && self.stale.is_empty()
    }

    /// The differences, for people.
    pub fn to_text(&self, sources: &Sources) -> String {
        let mut text = String::new();
        for change in &self.changes {
            tell(change, sources, &mut text);
        }
        if !self.stale.is_empty() {
            text.push_str("生成文件以后，YAML 又改过：\n");
            self.stale.iter().for_each(|change| tell(change, sources, &mut text));
        }
        text
    }

    /// How the file stands to its proof.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The verdict, in lines.
    pub fn verdict(&self) -> Vec<String> {
        let file = &self.file;
        let mut lines = Vec::new();
        match (self.standing, self.against) {
            (Standing::Genuine, _) => {}
            (Standing::Forged, _) => {
                lines.push(format!(
                    "{file}：文件所带的 YAML 与它的 SHA-256 不符，是伪造或损坏的"
                ));
            }
            (Standing::Unproven, true) => {
                lines.push(format!("{file}：文件里没有 YAML（另存时丢了，或不是本程序生成的），只与 --against 比对"));
            }
            (Standing::Unproven, false) => {
                lines.push(format!("{file}：文件里没有 YAML（另存时丢了，或不是本程序生成的），证明不了；加 --against 部门文件夹 再核对"));
            }
        }
        if self.listed == Some(false) && self.standing == Standing::Genuine {
            lines.push(format!(
                "{file}：文件所带的 YAML 不在 --digests 的清单里：不是当时生成的那一份"
            ));
        }
        if self.standing == Standing::Genuine || self.against {
            lines.push(format!("{file}：{}", self.count()));
        }
        if !self.changes.is_empty() && !matches!(&*self.program, "" | THIS_PROGRAM) {
            lines.push(format!(
                "文件由 {} 生成，这里是 {THIS_PROGRAM}：版式的改动也会列在上面",
                self.program
            ));
        }
        lines
    }

    fn count(&self) -> String {
        let count = |kind, is_row| {
            let of = |c: &&Change| c.kind == kind && c.is_row == is_row;
            self.changes.iter().filter(of).count()
        };
        let mut parts = Vec::new();
        for (number, words) in [
            (
                count(ChangeKind::Changed, false) + count(ChangeKind::Changed, true),
                "处文字改过",
            ),
            (count(ChangeKind::Added, true), "行是加的"),
            (count(ChangeKind::Removed, true), "行被删去"),
            (count(ChangeKind::Added, false), "段是加的"),
            (count(ChangeKind::Removed, false), "段被删去"),
            (self.stale.len(), "处 YAML 在生成之后改过"),
        ] {
            if number > 0 {
                parts.push(format!("{number} {words}"));
            }
        }
        match parts.is_empty() {
            true => "文字与 YAML 一致".into(),
            false => parts.join("，"),
        }
    }

    /// The report for programs.
    pub fn to_json(&self, sources: &Sources) -> Value {
        let list = |changes: &[Change]| -> Vec<Value> {
            changes.iter().map(|c| value(c, sources)).collect()
        };
        json!({
            "file": self.file,
            "verified": self.is_good(),
            "proof": match self.standing {
                Standing::Genuine => "genuine",
                Standing::Forged => "forged",
                Standing::Unproven => "missing",
            },
            "listed": self.listed,
            "program": self.program,
            "changes": list(&self.changes),
            "stale": list(&self.stale),
        })
    }
}

/// The place of a change in the YAML, as editors count.
fn place(span: Option<Span>, sources: &Sources) -> Option<(String, usize, usize)> {
    let span = span.filter(|s| !s.is_none())?;
    let source = sources.get(span.file);
    let at = source.position(span.range().start);
    Some((source.path.clone(), at.line, at.column))
}

/// Tells a change with its place.
pub fn tell(change: &Change, sources: &Sources, text: &mut String) {
    let word = match (change.kind, change.is_row) {
        (ChangeKind::Changed, _) => "改",
        (ChangeKind::Added, true) => "加一行",
        (ChangeKind::Added, false) => "加",
        (ChangeKind::Removed, true) => "删一行",
        (ChangeKind::Removed, false) => "删",
    };
    let place = place(change.source, sources);
    let place = place.map_or(String::new(), |(f, l, c)| format!("  {f}:{l}:{c}"));
    let _ = writeln!(text, "{word}  {}{place}", change.place);
    for (sign, side) in [("-", &change.old), ("+", &change.new)] {
        for line in side.lines() {
            let _ = writeln!(text, "    {sign} {line}");
        }
    }
}

fn value(change: &Change, sources: &Sources) -> Value {
    let place = place(change.source, sources);
    let kind = match change.kind {
        ChangeKind::Changed => "changed",
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
    };
    json!({
        "kind": kind,
        "row": change.is_row,
        "place": change.place,
        "old": change.old,
        "new": change.new,
        "file": place.as_ref().map(|p| &p.0),
        "line": place.as_ref().map(|p| p.1),
        "column": place.as_ref().map(|p| p.2),
    })
}
