//! `jixiao check`: all findings of all departments; with `--fix`, what is left of them.

use crate::cli::args::{self, ReportFormat, WeightArg};
use crate::cli::support::find::{Found, Targets};
use crate::cli::support::report::{Renderer, Report};
use crate::cli::support::shard::Shard;
use crate::cli::support::subject::{STDIN, Subject};
use crate::cli::support::totals::Totals;
use crate::cli::support::verdict::Verdicts;
use crate::cli::support::{files, forms, pages, stream};
use crate::cli::{Failure, fix, fonts, print, say};
use indicatif::ProgressBar;
use jixiao::check::across::{Digest, across, digest};
use jixiao::check::{REGISTRY, Selection};
use jixiao::diagnostic::{Diagnostic, Severity, Summary, sort};
use jixiao::layout::font::FontSet;
use jixiao::text::source::Sources;
use jixiao::yaml::load::{Given, Loaded};
use std::path::{Path, PathBuf};

/// Checks every department; false when there are errors, or warnings that count.
pub fn run(args: &args::Check) -> Result<bool, Failure> {
    let selection = Selection::new(&args.select, &args.ignore)
        .map_err(|unknown| Failure::new(unknown.to_string()))?;
    refuse_contradictions(args)?;
    let shard = args.shard.as_deref().map(Shard::parse).transpose()?;
    let mut targets = Targets::find(&args.paths)?;
    targets.take_part(shard);
    // a diff is printed as it is
    let format = if args.diff { ReportFormat::Human } else { args.format };
    let renderer = Renderer::new(format).grouped(args.all);
    let profile = args.profile.as_deref().map(forms::named).transpose()?;
    let set = args.layout.then(|| fonts::choose(&args.fonts)).transpose()?;
    let job = Job { args, selection: &selection, renderer: &renderer, profile, set };
    let tally = match &targets.found[..] {
        [found] if targets.is_one => job.one(found)?,
        _ => job.many(&targets)?,
    };
    tell_fixes(args, &tally);
    if let Some(first) = tally.first.as_ref().filter(|_| !args.diff) {
        say(&format!("先改第一个错误：{first}"));
    }
    Ok(tally.summary.errors == 0 && !(args.strict && tally.summary.warnings > 0))
}

fn refuse_contradictions(args: &args::Check) -> Result<(), Failure> {
    if args.unsafe_fixes && !args.fix && !args.diff {
        return Err(Failure::new("--unsafe-fixes 要和 --fix 或 --diff 一起用"));
    }
    if args.fix && args.diff {
        return Err(Failure::new("--fix 会改文件，--diff 只看不改，两个选一个"));
    }
    refuse_idle_fonts(args)?;
    if args.totals
        && matches!(
            args.format,
            ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Github
        )
    {
        return Err(Failure::new(
            "--totals 的合计表只给人看，不能和 --format json、sarif、github 一起用；要表格用 jixiao summary",
        ));
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

/// Refuses fonts that nothing is laid out with.
fn refuse_idle_fonts(args: &args::Check) -> Result<(), Failure> {
    let fonts = &args.fonts;
    let option = match (&fonts.font_dir, fonts.system_fonts) {
        _ if args.layout => return Ok(()),
        (Some(_), _) => "--font-dir",
        (None, true) => "--system-fonts",
        (None, false) => return Ok(()),
    };
    let why = format!("{option} 只在排版时有用：加 --layout，或去掉 {option}");
    Err(Failure::new(why))
}

/// What is done with each department.
struct Job<'a> {
    args: &'a args::Check,
    selection: &'a Selection,
    renderer: &'a Renderer,
    profile: Option<Given>,
    /// The fonts of the layout, where it is asked for.
    set: Option<FontSet>,
}

/// What is left of a department when its files are dropped.
struct Checked {
    text: String,
    is_department: bool,
    tally: Tally,
    digest: Option<Digest>,
    totals: Totals,
}

/// What is counted over all departments.
#[derive(Default)]
struct Tally {
    summary: Summary,
    safe: usize,
    risky: usize,
    mended: usize,
    /// The first error, and where it stands.
    first: Option<String>,
}

/// The least weight that is listed.
fn least(wanted: Option<WeightArg>) -> Severity {
    match wanted {
        Some(WeightArg::Error) => Severity::Error,
        Some(WeightArg::Warning) => Severity::Warning,
        _ => Severity::Info,
    }
}

/// An error in one line: where, and what.
fn place(finding: &Diagnostic, sources: &Sources) -> String {
    let source = sources.get(finding.primary.span.file);
    let line = source.position(finding.primary.span.range().start).line;
    let message = finding.message.replace(['\r', '\n'], " ");
    format!("{} 第 {line} 行，{} {message}", source.path, finding.code)
}

impl Job<'_> {
    fn one(&self, found: &Found) -> Result<Tally, Failure> {
        let Checked { text, tally, totals, .. } = self.check(found, false)?;
        let mut report = Report::begin(self.renderer)?;
        report.add(&text, &ProgressBar::hidden())?;
        report.end(&[], tally.summary)?;
        self.print_totals(&totals)?;
        say(&crate::cli::verdict(&tally.summary));
        Ok(tally)
    }

    fn many(&self, targets: &Targets) -> Result<Tally, Failure> {
        let mut report = Report::begin(self.renderer)?;
        let (mut tally, mut verdicts) = (Tally::default(), Verdicts::default());
        let jobs = self.args.jobs;
        let (mut digests, mut totals) = (Vec::new(), Totals::default());
        let compares = self.compares();
        let work = |found: &Found| self.check(found, compares);
        let ended = stream::in_order(&targets.found, jobs, work, |found, result, bar| {
            let checked = match result {
                Ok(checked) => checked,
                Err(failure) => {
                    verdicts.failed(found, &failure);
                    return Ok(());
                }
            };
            report.add(&checked.text, bar)?;
            verdicts.add(
                found,
                checked.tally.summary,
                checked.is_department,
                String::new(),
            );
            tally.add(&checked.tally);
            digests.extend(checked.digest);
            totals.extend(checked.totals);
            Ok(())
        });
        let shared = self.shared(&digests, &mut report)?;
        tally.add(&shared);
        report.end(verdicts.list(), tally.summary)?;
        self.print_totals(&totals)?;
        verdicts.tell(&tally.summary, (digests.len() > 1).then_some(&shared.summary));
        if self.args.shard.is_some() {
            say("跨部门的检查只看了这一份；要全看，不加 --shard，加 --select C");
        }
        ended?;
        verdicts.failure(&targets.unread).map_or(Ok(tally), Err)
    }

    /// Whether any rule across departments is asked. Without, nothing is kept for them.
    fn compares(&self) -> bool {
        let mut across = REGISTRY.iter().filter(|r| r.is_across());
        !self.args.diff && across.any(|r| self.selection.wants(r.code))
    }

    /// Mends a department where that is asked for, and gives what is left to say.
    fn check(&self, found: &Found, compares: bool) -> Result<Checked, Failure> {
        let args = self.args;
        let mut subject =
            Subject::read(&found.path, &args.stdin_filename, self.profile.as_ref())?;
        files::clear(subject.folders().iter().map(PathBuf::as_path));
        let mut sources = Sources::default();
        let before = args.diff.then(|| subject.examine(&mut sources));
        let (changes, mended) = match args.fix || args.diff {
            true => fix::mend(&mut subject, |finding, fix, _| {
                self.selection.wants(finding.code) && (fix.safe || args.unsafe_fixes)
            }),
            false => (Vec::new(), 0),
        };
        let mut loaded = match before {
            Some(loaded) => loaded,
            None => self.examine(&subject, &mut sources)?,
        };
        let wanted = compares && matches!(subject, Subject::Department(_));
        let digest = if wanted { digest(&loaded, &sources) } else { None };
        let mut totals = Totals::default();
        if args.totals {
            totals.add(&loaded);
        }
        loaded.diagnostics.retain(|d| self.selection.wants(d.code));
        let is_department = matches!(subject, Subject::Department(_));
        let tally = Tally::of(&loaded.diagnostics, &sources, mended);
        loaded.diagnostics.retain(|d| d.severity >= least(args.severity));
        let text = if args.diff {
            fix::diff(&changes)
        } else {
            fix::write(&changes)?;
            self.renderer.piece(&loaded.diagnostics, &sources)
        };
        Ok(Checked { text, is_department, tally, digest, totals })
    }

    fn print_totals(&self, totals: &Totals) -> Result<(), Failure> {
        if self.args.totals { print(&totals.table()) } else { Ok(()) }
    }

    /// Reports what departments share and should not, one finding in memory at a time.
    fn shared(&self, digests: &[Digest], report: &mut Report) -> Result<Tally, Failure> {
        let mut tally = Tally::default();
        for shared in across(digests) {
            if !self.selection.wants(shared.code) {
                continue;
            }
            let mut sources = Sources::default();
            let finding = shared.diagnostic(digests, &mut sources, files::read_text);
            let findings = [finding];
            report
                .add(&self.renderer.piece(&findings, &sources), &ProgressBar::hidden())?;
            let mut counted = Tally::of(&findings, &sources, 0);
            // its files have been counted with their departments
            counted.summary.files = 0;
            tally.add(&counted);
        }
        Ok(tally)
    }

    fn examine(
        &self,
        subject: &Subject,
        sources: &mut Sources,
    ) -> Result<Loaded, Failure> {
        let mut loaded = subject.examine(sources);
        if let Some(set) = &self.set {
            let seen = pages::examine(&loaded, set, sources)?;
            loaded.diagnostics.extend(seen);
            sort(&mut loaded.diagnostics);
        }
        Ok(loaded)
    }
}

impl Tally {
    fn of(findings: &[Diagnostic], sources: &Sources, mended: usize) -> Tally {
        let fixes = || findings.iter().filter_map(|d| d.fix.as_ref());
        let safe = fixes().filter(|f| f.safe).count();
        let risky = fixes().count() - safe;
        let first = findings.iter().find(|d| d.severity == Severity::Error);
        let first = first.map(|d| place(d, sources));
        Tally { summary: Summary::of(findings, sources), safe, risky, mended, first }
    }

    fn add(&mut self, other: &Tally) {
        self.summary += other.summary;
        self.safe += other.safe;
        self.risky += other.risky;
        self.mended += other.mended;
        if self.first.is_none() {
            self.first.clone_from(&other.first);
        }
    }
}

/// How many fixes were applied, or could be.
fn tell_fixes(args: &args::Check, tally: &Tally) {
    if args.fix || args.diff {
        let done = if args.fix { "改好了" } else { "可以改" };
        say(&format!("{done} {} 处", tally.mended));
        return;
    }
    if tally.safe > 0 {
        say(&format!("其中 {} 处可以放心自动改：加 --fix", tally.safe));
    }
    if tally.risky > 0 {
        let risky = tally.risky;
        say(&format!("另有 {risky} 处改法要核对：加 --diff --unsafe-fixes 先看"));
    }
}
