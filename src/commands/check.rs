//! `jixiao check`: all findings of all paths.

use super::{Failure, files, print, print_findings, say, verdict};
use crate::cli::{self, Format};
use jixiao::check::{examine, rule_texts};
use jixiao::diagnostic::{Diagnostic, Summary, to_concise, to_github, to_json, to_sarif};
use jixiao::source::Sources;

/// Checks every path; false when there are errors.
pub fn run(args: &cli::Check) -> Result<bool, Failure> {
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    for path in &args.paths {
        let input = files::read_department(path)?;
        findings.extend(examine(&input, &mut sources).diagnostics);
    }
    print_as(args.format, &findings, &sources)?;
    let summary = Summary::of(&findings, &sources);
    say(&verdict(&summary));
    Ok(summary.errors == 0)
}

fn print_as(
    format: Format,
    findings: &[Diagnostic],
    sources: &Sources,
) -> Result<(), Failure> {
    match format {
        Format::Human => print_findings(findings, sources),
        Format::Concise => print(&to_concise(findings, sources)),
        Format::Json => print(&(to_json(findings, sources) + "\n")),
        Format::Sarif => print(&(to_sarif(findings, sources, &rule_texts()) + "\n")),
        Format::Github => print(&to_github(findings, sources)),
    }
}
