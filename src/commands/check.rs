//! `jixiao check`: all findings of all paths; with `--fix`, what is left of them.

use super::subject::{STDIN, Subject};
use super::{Failure, mend, pages, print, print_findings, say, verdict};
use crate::cli::{self, Format};
use jixiao::check::{Selection, rule_texts};
use jixiao::diagnostic::{
    Diagnostic, Summary, sort, to_concise, to_github, to_json, to_sarif,
};
use jixiao::source::Sources;
use std::path::Path;

/// Checks every path; false when there are errors, or warnings that count.
pub fn run(args: &cli::Check) -> Result<bool, Failure> {
    let selection = Selection::new(&args.select, &args.ignore)
        .map_err(|unknown| Failure::new(unknown.to_string()))?;
    refuse_contradictions(args)?;
    let mut sources = Sources::default();
    let (mut findings, mut changes, mut mended) = (Vec::new(), Vec::new(), 0);
    for path in &args.paths {
        let mut subject = Subject::read(path, &args.stdin_filename)?;
        if args.diff {
            findings.extend(subject.examine(&mut sources).diagnostics);
        }
        if args.fix || args.diff {
            let (changed, count) =
                mend::mend(&mut subject, &selection, args.unsafe_fixes);
            changes.extend(changed);
            mended += count;
        }
        if !args.diff {
            let mut loaded = subject.examine(&mut sources);
            if args.layout {
                let seen = pages::examine(&loaded, &sources)?;
                loaded.diagnostics.extend(seen);
                sort(&mut loaded.diagnostics);
            }
            findings.extend(loaded.diagnostics);
        }
    }
    findings.retain(|d| selection.wants(d.code));
    if args.diff {
        print(&mend::diff(&changes))?;
    } else {
        mend::write(&changes)?;
        print_as(args.format, &findings, &sources)?;
    }
    let summary = Summary::of(&findings, &sources);
    say(&verdict(&summary));
    tell_fixes(args, &findings, mended);
    Ok(summary.errors == 0 && !(args.strict && summary.warnings > 0))
}

fn refuse_contradictions(args: &cli::Check) -> Result<(), Failure> {
    if args.unsafe_fixes && !args.fix && !args.diff {
        return Err(Failure::new("--unsafe-fixes 要和 --fix 或 --diff 一起用"));
    }
    if args.fix && args.diff {
        return Err(Failure::new("--fix 会改文件，--diff 只看不改，两个选一个"));
    }
    let stdin = args.paths.iter().filter(|p| **p == *Path::new(STDIN)).count();
    match stdin {
        2.. => Err(Failure::new("标准输入（-）只能写一次")),
        1 if args.fix => {
            Err(Failure::new("标准输入没有文件可改；用 --diff 看怎么改，或写文件名"))
        }
        _ => Ok(()),
    }
}

/// How many fixes were applied, or could be.
fn tell_fixes(args: &cli::Check, findings: &[Diagnostic], mended: usize) {
    if args.fix || args.diff {
        let done = if args.fix { "改好了" } else { "可以改" };
        say(&format!("{done} {mended} 处"));
        return;
    }
    let fixes = || findings.iter().filter_map(|d| d.fix.as_ref());
    let safe = fixes().filter(|f| f.safe).count();
    let risky = fixes().count() - safe;
    if safe > 0 {
        say(&format!("其中 {safe} 处可以放心自动改：加 --fix"));
    }
    if risky > 0 {
        say(&format!("另有 {risky} 处改法要核对：加 --diff --unsafe-fixes 先看"));
    }
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
