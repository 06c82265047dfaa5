//! Findings for programs: one JSON object a run.

use super::{Diagnostic, Summary};
use crate::source::Sources;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    diagnostics: Vec<Finding<'a>>,
    summary: Summary,
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
}

/// The findings as one JSON object, lines and columns from 1, columns in characters.
pub fn to_json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let report = Report {
        diagnostics: diagnostics.iter().map(|d| finding(d, sources)).collect(),
        summary: Summary::of(diagnostics, sources),
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn finding<'a>(d: &'a Diagnostic, sources: &'a Sources) -> Finding<'a> {
    let source = sources.get(d.primary.span.file);
    let range = d.primary.span.range();
    let (from, to) = (source.position(range.start), source.position(range.end));
    Finding {
        code: d.code,
        severity: d.severity.name(),
        message: &d.message,
        file: &source.path,
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        help: d.help.join("\n"),
    }
}
