//! Findings for programs: one JSON object a run.

use super::frame::{self, Frame};
use super::{Diagnostic, Label, Summary};
use crate::text::source::Sources;
use serde::Serialize;

/// How deep the list of findings lies.
const DEPTH: usize = 1;

#[derive(Serialize)]
struct Report<'a> {
    diagnostics: [(); 0],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    departments: &'a [Verdict],
    summary: Summary,
}

/// What a run over many departments says of one.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// The path of the department.
    pub path: String,
    /// Its findings, counted.
    #[serde(flatten)]
    pub summary: Summary,
    /// Why it could not be read, where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    label: &'a str,
}

/// The findings as one JSON object, lines and columns from 1, columns in characters.
pub fn to_json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let frame = json_frame(&[], Summary::of(diagnostics, sources));
    frame.around(&json_items(diagnostics, sources))
}

/// What stands around the findings of a run. Only [`Frame::after`] depends on the
/// verdicts and the count.
pub fn json_frame(departments: &[Verdict], summary: Summary) -> Frame {
    let report = Report { diagnostics: [], departments, summary };
    Frame::new(&report, "diagnostics", DEPTH)
}

/// Findings as items of the list in [`json_frame`].
pub fn json_items(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    frame::items(diagnostics.iter().map(|d| finding(d, sources)), DEPTH)
}

fn finding<'a>(d: &'a Diagnostic, sources: &'a Sources) -> Finding<'a> {
    let source = sources.get(d.primary.span.file);
    let range = d.primary.span.range();
    let (from, to) = (source.position(range.start), source.position(range.end));
    Finding {
        code: d.code.name,
        severity: d.severity.name(),
        message: &d.message,
        file: &source.path,
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        help: d.help.join("\n"),
        places: d.equals().map(|l| place(l, sources)).collect(),
    }
}

fn place<'a>(label: &'a Label, sources: &'a Sources) -> Place<'a> {
    let source = sources.get(label.span.file);
    let at = source.position(label.span.range().start);
    Place { file: &source.path, line: at.line, column: at.column, label: &label.text }
}
