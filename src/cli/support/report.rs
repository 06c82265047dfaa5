//! Findings in the format that was asked for, department by department.

use crate::cli::args::ReportFormat;
use crate::cli::{Failure, is_colored, print};
use indicatif::ProgressBar;
use jixiao::check::rule_texts;
use jixiao::diagnostic::{
    Diagnostic, Frame, RuleText, Summary, Verdict, json_frame, json_items, sarif_frame,
    sarif_items, to_concise, to_github, to_text,
};
use jixiao::text::source::Sources;

/// How findings become text. It may be shared by threads.
pub struct Renderer {
    format: ReportFormat,
    color: bool,
    rules: Vec<RuleText<'static>>,
}

impl Renderer {
    /// For a format.
    pub fn new(format: ReportFormat) -> Renderer {
        let rules = if format == ReportFormat::Sarif { rule_texts() } else { Vec::new() };
        Renderer { format, color: is_colored(), rules }
    }

    /// The findings of one department.
    pub fn piece(&self, findings: &[Diagnostic], sources: &Sources) -> String {
        match self.format {
            ReportFormat::Human => to_text(findings, sources, self.color),
            ReportFormat::Concise => to_concise(findings, sources),
            ReportFormat::Github => to_github(findings, sources),
            ReportFormat::Json => json_items(findings, sources),
            ReportFormat::Sarif => sarif_items(findings, sources, &self.rules),
        }
    }
}

/// One document of findings, printed as its pieces come.
pub struct Report<'a> {
    renderer: &'a Renderer,
    frame: Option<Frame>,
    is_empty: bool,
}

impl<'a> Report<'a> {
    /// Prints what stands before the first finding.
    pub fn begin(renderer: &'a Renderer) -> Result<Report<'a>, Failure> {
        let frame = match renderer.format {
            ReportFormat::Json => Some(json_frame(&[], Summary::default())),
            ReportFormat::Sarif => Some(sarif_frame(&renderer.rules)),
            _ => None,
        };
        print(frame.as_ref().map_or("", Frame::before))?;
        Ok(Report { renderer, frame, is_empty: true })
    }

    /// Prints the findings of one department, around the bar.
    pub fn add(&mut self, piece: &str, bar: &ProgressBar) -> Result<(), Failure> {
        if piece.is_empty() {
            return Ok(());
        }
        let joint = self.frame.as_ref().map_or("", |_| Frame::joint(self.is_empty));
        self.is_empty = false;
        bar.suspend(|| print(&format!("{joint}{piece}")))
    }

    /// Prints what stands behind the last finding.
    pub fn end(self, verdicts: &[Verdict], summary: Summary) -> Result<(), Failure> {
        let frame = match self.renderer.format {
            ReportFormat::Json => Some(json_frame(verdicts, summary)),
            _ => self.frame,
        };
        let Some(frame) = frame else { return Ok(()) };
        print(&(frame.after(self.is_empty) + "\n"))
    }
}
