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
use std::collections::{BTreeMap, BTreeSet};

/// How findings become text. It may be shared by threads.
pub struct Renderer {
    format: ReportFormat,
    color: bool,
    /// Whether people are shown every finding, however many there are of one rule.
    all: bool,
    rules: Vec<RuleText<'static>>,
}

impl Renderer {
    /// For a format.
    pub fn new(format: ReportFormat) -> Renderer {
        let rules = if format == ReportFormat::Sarif { rule_texts() } else { Vec::new() };
        Renderer { format, color: is_colored(), all: true, rules }
    }

    /// Shows people of many findings of one rule the first alone, unless `all` are asked
    /// for; programs get all of them.
    pub fn grouped(self, all: bool) -> Renderer {
        Renderer { all, ..self }
    }

    /// The findings of one department.
    pub fn piece(&self, findings: &[Diagnostic], sources: &Sources) -> String {
        match self.format {
            ReportFormat::Human if !self.all => group(findings, sources, self.color),
            ReportFormat::Human => to_text(findings, sources, self.color),
            ReportFormat::Concise => to_concise(findings, sources),
            ReportFormat::Github => to_github(findings, sources),
            ReportFormat::Json => json_items(findings, sources),
            ReportFormat::Sarif => sarif_items(findings, sources, &self.rules),
        }
    }
}

/// Findings of one rule that are shown where there are more than `MANY`.
const FIRST: usize = 3;
/// Most findings of one rule that are all shown.
const MANY: usize = 5;
/// Most places that are named of those left out.
const PLACES: usize = 8;

/// The findings for people: of many of one rule the first, and where the others stand.
fn group(findings: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let mut of_code: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (i, finding) in findings.iter().enumerate() {
        of_code.entry((finding.code.name, finding.code.title)).or_default().push(i);
    }
    of_code.retain(|_, all| all.len() > MANY);
    let hidden: BTreeSet<usize> =
        of_code.values().flat_map(|all| &all[FIRST..]).copied().collect();
    let shown: Vec<Diagnostic> = (0..findings.len())
        .filter(|i| !hidden.contains(i))
        .map(|i| findings[i].clone())
        .collect();
    let mut text = to_text(&shown, sources, color);
    for ((code, title), all) in of_code {
        let rest: Vec<_> = all[FIRST..].iter().map(|i| &findings[*i]).collect();
        text.push_str(&format!(
            "{code} {title}：还有 {} 处没有列出：{}；全列出来加 --all\n",
            rest.len(),
            places(&rest, sources)
        ));
    }
    text
}

/// Where findings stand: file, and the lines in it.
fn places(findings: &[&Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    let mut file = None;
    for finding in findings.iter().take(PLACES) {
        let span = finding.primary.span;
        let source = sources.get(span.file);
        let line = source.position(span.range().start).line;
        if file == Some(span.file) {
            out.push_str(&format!("、{line}"));
        } else {
            let joint = if out.is_empty() { "" } else { " 行，" };
            out.push_str(&format!("{joint}{} 第 {line}", source.path));
        }
        file = Some(span.file);
    }
    out.push_str(if findings.len() > PLACES { " 行等" } else { " 行" });
    out
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
