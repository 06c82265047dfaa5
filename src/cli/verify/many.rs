//! `verify` of several files: a verdict for each, and a line for all.

use super::report::VerifyReport;
use super::{KEPT, Measure, examine, read_built, text};
use crate::cli::args::{self, VerifyFormat};
use crate::cli::support::find::Found;
use crate::cli::support::{files, stream};
use crate::cli::{Failure, print, say};
use jixiao::proof::Printed;
use jixiao::text::source::Sources;
use jixiao::yaml::load::load;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Verifies the files; false when one of them is not what it should be.
///
/// # Errors
/// Files that could not be read, once all others are verified.
pub fn run(args: &args::Verify, files: &[PathBuf]) -> Result<bool, Failure> {
    let measure = Measure::new(args)?;
    if let Some(input) = &measure.input {
        // told once rather than for every file
        text(load(input, &mut Sources::default()), &Printed::default(), KEPT)?;
    }
    let found = distinct(files);
    let work = |found: &Found| verify(&found.path, &measure);
    let mut output = Output::begin(args.format)?;
    let take = |found: &Found, result, bar: &indicatif::ProgressBar| {
        bar.suspend(|| output.add(found, result))
    };
    let ended = stream::each_in_order("文件", &found, None, work, take);
    let is_good = output.end();
    ended.and(is_good)
}

/// The files, each once however often it is named.
fn distinct(files: &[PathBuf]) -> Vec<Found> {
    let mut seen = BTreeSet::new();
    let mut is_new = |file: &PathBuf| match fs::canonicalize(file) {
        Ok(real) => seen.insert(real),
        Err(_) => true,
    };
    let files = files.iter().filter(|file| is_new(file));
    files.map(|file| Found::named(file)).collect()
}

/// A report with what its places refer to.
struct Verified {
    report: VerifyReport,
    sources: Sources,
}

fn verify(path: &Path, measure: &Measure) -> Result<Verified, Failure> {
    let (_, built) = read_built(path, &measure.fonts)?;
    let mut sources = Sources::default();
    let report = examine(path, &built, measure, &mut sources)?;
    Ok(Verified { report, sources })
}

/// The output, file by file.
struct Output {
    format: VerifyFormat,
    good: usize,
    different: usize,
    failed: usize,
}

impl Output {
    fn begin(format: VerifyFormat) -> Result<Output, Failure> {
        if format == VerifyFormat::Json {
            print("{\"files\": [\n")?;
        }
        Ok(Output { format, good: 0, different: 0, failed: 0 })
    }

    fn count(&self) -> usize {
        self.good + self.different + self.failed
    }

    fn add(
        &mut self,
        found: &Found,
        result: Result<Verified, Failure>,
    ) -> Result<(), Failure> {
        let is_first = self.count() == 0;
        match self.format {
            VerifyFormat::Json => {
                let joint = if is_first { "" } else { ",\n" };
                print(&format!("{joint}{:#}", item(found, &result)))?;
            }
            VerifyFormat::Human => print(&differences(found, &result))?,
        }
        match result {
            Ok(Verified { report, .. }) => {
                report.verdict().iter().for_each(|line| say(line));
                self.good += usize::from(report.is_good());
                self.different += usize::from(!report.is_good());
            }
            Err(failure) => {
                say(&format!("{found}：没有核对：{failure}"));
                self.failed += 1;
            }
        }
        Ok(())
    }

    /// Tells the sum; whether every file is what it should be.
    fn end(self) -> Result<bool, Failure> {
        if self.format == VerifyFormat::Json {
            let summary = json!({
                "files": self.count(),
                "verified": self.good,
                "different": self.different,
                "failed": self.failed,
            });
            print(&format!("\n],\n\"summary\": {summary}}}\n"))?;
        }
        say(&self.sum());
        match self.failed {
            0 => Ok(self.different == 0),
            count => Err(Failure::new(format!("有 {count} 个文件没有核对，原因见上面"))),
        }
    }

    /// Such as `核对了 3 个文件：1 个一致，2 个不一致或证明不了`.
    fn sum(&self) -> String {
        let parts = [
            (self.good, "一致"),
            (self.different, "不一致或证明不了"),
            (self.failed, "没有核对"),
        ];
        let parts = parts.iter().filter(|part| part.0 > 0);
        let parts: Vec<_> = parts.map(|(n, what)| format!("{n} 个{what}")).collect();
        format!("核对了 {} 个文件：{}", self.count(), parts.join("，"))
    }
}

/// The differences under the name of their file; nothing of a file without any.
fn differences(found: &Found, result: &Result<Verified, Failure>) -> String {
    let told = result.as_ref().map(|v| v.report.to_text(&v.sources));
    match told {
        Ok(told) if !told.is_empty() => format!("━━ {found}\n\n{told}\n"),
        _ => String::new(),
    }
}

/// A file for programs.
fn item(found: &Found, result: &Result<Verified, Failure>) -> Value {
    match result {
        Ok(Verified { report, sources }) => report.to_json(sources),
        Err(failure) => json!({
            "file": files::show(&found.path),
            "verified": false,
            "failure": failure.to_string(),
        }),
    }
}
