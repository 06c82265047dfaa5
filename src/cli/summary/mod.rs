//! `jixiao summary`: 汇总.xlsx and 汇总.html of many departments.

mod workbook;

use crate::cli::args;
use crate::cli::support::find::{Found, Targets};
use crate::cli::support::subject::Subject;
use crate::cli::support::{files, stream};
use crate::cli::{Failure, counted, say};
use jixiao::check::Selection;
use jixiao::check::across::{Digest, across, digest};
use jixiao::diagnostic::{Diagnostic, Label};
use jixiao::document::DocumentDate;
use jixiao::summarize::{
    Departmental, Overview, SharedLine, SheetKind, Survey, finding_row, grouped, survey,
    unread_row,
};
use jixiao::text::source::Sources;
use workbook::Workbook;

/// Writes the summary; false when a department could not be read.
pub fn run(args: &args::Summary) -> Result<bool, Failure> {
    let selection = Selection::new(&args.select, &args.ignore)
        .map_err(|unknown| Failure::new(unknown.to_string()))?;
    let targets = Targets::find(&args.paths)?;
    files::make_folder(&args.output)?;
    let mut job = Job {
        selection: &selection,
        workbook: Workbook::new(&args.output)?,
        overview: Overview::default(),
        digests: Vec::new(),
        failed: 0,
    };
    let work = |found: &Found| look(found, &selection);
    stream::in_order(&targets.found, args.jobs, work, |found, result, _| {
        job.add(found, result)
    })?;
    job.share()?;
    job.finish(args, &targets)
}

/// What is made of one department.
fn look(
    found: &Found,
    selection: &Selection,
) -> Result<(Survey, Option<Digest>), Failure> {
    let mut sources = Sources::default();
    let mut loaded = Subject::read(&found.path, "标准输入", None)?.examine(&mut sources);
    loaded.diagnostics.retain(|d| selection.wants(d.code));
    let digest = digest(&loaded, &sources);
    Ok((survey(&found.to_string(), &loaded, &sources), digest))
}

struct Job<'a> {
    selection: &'a Selection,
    workbook: Workbook,
    overview: Overview,
    digests: Vec<Digest>,
    failed: usize,
}

impl Job<'_> {
    fn add(
        &mut self,
        found: &Found,
        result: Result<(Survey, Option<Digest>), Failure>,
    ) -> Result<(), Failure> {
        let path = found.to_string();
        match result {
            Err(failure) => {
                self.failed += 1;
                let why = failure.to_string();
                say(&format!("{path}：没有做成：{why}"));
                self.workbook.add(SheetKind::Departments, &unread_row(&path, &why))?;
                self.overview.add(&path, Departmental::Unread(&why));
            }
            Ok((survey, digest)) => {
                for (kind, rows) in &survey.rows {
                    rows.iter().try_for_each(|row| self.workbook.add(*kind, row))?;
                }
                self.overview.add(&path, Departmental::Read(&survey));
                self.digests.extend(digest);
            }
        }
        Ok(())
    }

    /// Adds what departments share, one finding in memory at a time.
    fn share(&mut self) -> Result<(), Failure> {
        for shared in across(&self.digests) {
            if !self.selection.wants(shared.code) {
                continue;
            }
            let mut sources = Sources::default();
            let d = shared.diagnostic(&self.digests, &mut sources, files::read_text);
            let mut owners = Vec::new();
            for (label, place) in
                std::iter::once(&d.primary).chain(&d.related).zip(&shared.places)
            {
                let name = self.digests[place.department].name();
                self.workbook
                    .add(SheetKind::Findings, &finding_row(name, &d, label, &sources))?;
                owners.push(place.department);
            }
            owners.sort_unstable();
            owners.dedup();
            self.overview.share(line(&d, &sources), d.severity, owners.len());
        }
        Ok(())
    }

    fn finish(self, args: &args::Summary, targets: &Targets) -> Result<bool, Failure> {
        let year =
            self.overview.year().map_or(DocumentDate::default(), DocumentDate::of_year);
        let date = crate::cli::source_date()?.unwrap_or(year);
        let html = self.overview.html().map_err(|e| Failure::new(e.to_string()))?;
        let [xlsx, page] = ["汇总.xlsx", "汇总.html"].map(|name| args.output.join(name));
        let mut workbook = self.workbook;
        let pending = vec![
            files::prepare_with(&xlsx, |file| workbook.save(file, date))?,
            files::prepare(&page, html.as_bytes())?,
        ];
        files::clear([&*args.output]);
        files::commit(pending)?;
        let (funds, count) = (self.overview.funds(), targets.found.len());
        say(&format!(
            "汇总了 {count} 个部门、{} 个项目，预算数 {} 万元：{}",
            funds.projects,
            grouped(funds.total),
            counted(&self.overview.summary())
        ));
        for path in [xlsx, page] {
            say(&format!("写好 {}", files::show(&path)));
        }
        targets.unread.iter().for_each(|f| say(&format!("jixiao：{f}")));
        Ok(self.failed == 0 && targets.unread.is_empty())
    }
}

/// A shared fault with its places in words.
fn line(d: &Diagnostic, sources: &Sources) -> SharedLine {
    let place = |label: &Label| {
        let source = sources.get(label.span.file);
        let at = source.position(label.span.range().start);
        format!("{}:{}:{} {}", source.path, at.line, at.column, label.text)
    };
    SharedLine {
        code: d.code,
        severity: d.severity.chinese(),
        message: d.message.clone(),
        places: std::iter::once(&d.primary).chain(&d.related).map(place).collect(),
    }
}
