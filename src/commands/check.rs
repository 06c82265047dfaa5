//! `jixiao check`: all findings of all paths.

use super::{Failure, files, print, print_findings, say, verdict};
use crate::cli::{self, Format};
use jixiao::check::examine;
use jixiao::diagnostic::{Summary, to_json};
use jixiao::source::Sources;

/// Checks every path; false when there are errors.
pub fn run(args: &cli::Check) -> Result<bool, Failure> {
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    for path in &args.paths {
        let input = files::read_department(path)?;
        findings.extend(examine(&input, &mut sources).diagnostics);
    }
    match args.format {
        Format::Human => print_findings(&findings, &sources)?,
        Format::Json => print(&(to_json(&findings, &sources) + "\n"))?,
    }
    let summary = Summary::of(&findings, &sources);
    say(&verdict(&summary));
    Ok(summary.errors == 0)
}
