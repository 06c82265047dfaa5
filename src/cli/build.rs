//! `jixiao build`: check, compose, lay out, export, write.

use crate::cli::args::{self, OutputKind, ReportFormat};
use crate::cli::support::find::{Found, Targets};
use crate::cli::support::report::{Renderer, Report};
use crate::cli::support::shard::Shard;
use crate::cli::support::verdict::Verdicts;
use crate::cli::support::{digests, files, forms, pages, stream};
use crate::cli::{Failure, fonts, print_findings, say};
use jixiao::check::examine_while;
use jixiao::diagnostic::{Diagnostic, Summary};
use jixiao::document::Document;
use jixiao::export;
use jixiao::export::docx::template::{Markers, WordTemplate};
use jixiao::export::pdf::{Attachment, PdfOptions, Standard};
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::{Layout, layout};
use jixiao::model::{Department, Month, Printout};
use jixiao::pages::{DisplayList, display};
use jixiao::proof::Proof;
use jixiao::text::source::Sources;
use jixiao::yaml::load::{Given, Input, Loaded};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Builds the files of every department; false when errors kept some from being built.
pub fn run(args: &args::Build) -> Result<bool, Failure> {
    let shard = args.shard.as_deref().map(Shard::parse).transpose()?;
    let mut targets = Targets::find(&args.paths)?;
    // named before a part is taken, so that every part names them alike
    let folders = targets.folders();
    let outputs = targets.found.iter().map(|f| f.path.clone()).zip(folders).collect();
    targets.take_part(shard);
    let template = args.template.as_deref().map(frame).transpose()?;
    let profile = args.profile.as_deref().map(forms::named).transpose()?;
    let kit = Kit { template: template.as_ref(), set: None, profile: profile.as_ref() };
    match &targets.found[..] {
        [found] if targets.is_one => {
            let made = make(args, &found.path, &args.output, kit, &mut Log::Live)?;
            list(args, &made.digest.into_iter().collect::<Vec<_>>())?;
            Ok(made.is_written)
        }
        _ => many(args, &targets, &outputs, kit),
    }
}

/// Adds what was built to the list that is kept apart.
fn list(args: &args::Build, lines: &[String]) -> Result<(), Failure> {
    match &args.digests {
        Some(path) if !lines.is_empty() => digests::add(path, lines),
        _ => Ok(()),
    }
}

/// What all departments of a build share.
#[derive(Clone, Copy)]
struct Kit<'a> {
    /// The Word file that frames their texts.
    template: Option<&'a WordTemplate>,
    /// Their fonts, where they have been chosen before.
    set: Option<&'a FontSet>,
    /// Their profile, where the command line names one.
    profile: Option<&'a Given>,
}

/// Reads the Word file that frames the texts.
fn frame(path: &Path) -> Result<WordTemplate, Failure> {
    let bytes = std::fs::read(path).map_err(|e| Failure::io("读取模板", path, &e))?;
    WordTemplate::read(&bytes)
        .map_err(|fault| Failure::new(format!("模板 {} {fault}", files::show(path))))
}

/// Builds departments, each into a folder of its own below the output folder.
fn many(
    args: &args::Build,
    targets: &Targets,
    outputs: &HashMap<PathBuf, String>,
    kit: Kit,
) -> Result<bool, Failure> {
    let set = fonts::choose(&args.fonts)?;
    let kit = Kit { set: Some(&set), ..kit };
    let renderer = Renderer::new(ReportFormat::Human);
    let mut report = Report::begin(&renderer)?;
    let (mut all, mut verdicts, mut held) = (Summary::default(), Verdicts::default(), 0);
    let mut built = Vec::new();
    let work = |found: &Found| {
        let output = args.output.join(outputs.get(&found.path).map_or("", |f| f));
        let mut log = Log::Kept { renderer: &renderer, text: String::new() };
        let made = make(args, &found.path, &output, kit, &mut log)?;
        Ok((log, made, output))
    };
    let ended =
        stream::in_order(&targets.found, args.jobs, work, |found, result, bar| {
            match result {
                Err(failure) => verdicts.failed(found, &failure),
                Ok((log, made, output)) => {
                    report.add(log.text(), bar)?;
                    held += usize::from(!made.is_written);
                    all += made.summary;
                    built.extend(made.digest);
                    let note = match made.is_written {
                        true => format!(
                            "；排了 {} 页，写到 {}",
                            made.pages,
                            files::show(&output)
                        ),
                        false => "；没有生成文件".to_owned(),
                    };
                    verdicts.add(found, made.summary, true, note);
                }
            }
            Ok(())
        });
    verdicts.tell(&all, None);
    list(args, &built)?;
    if held > 0 {
        say(&format!(
            "{held} 个部门没有生成文件。改好再来；一定要先看样子，加 --allow-errors"
        ));
    }
    ended?;
    verdicts.failure(&targets.unread).map_or(Ok(held == 0), Err)
}

/// Where a build tells what it does.
enum Log<'a> {
    /// At once.
    Live,
    /// When the turn of its department has come: the findings alone, as text.
    Kept { renderer: &'a Renderer, text: String },
}

impl Log<'_> {
    fn findings(
        &mut self,
        found: &[Diagnostic],
        sources: &Sources,
    ) -> Result<(), Failure> {
        match self {
            Log::Live => print_findings(found, sources)?,
            Log::Kept { renderer, text } => {
                text.push_str(&renderer.piece(found, sources))
            }
        }
        Ok(())
    }

    fn say(&self, line: &str) {
        if matches!(self, Log::Live) {
            say(line);
        }
    }

    fn text(&self) -> &str {
        match self {
            Log::Live => "",
            Log::Kept { text, .. } => text,
        }
    }
}

/// What a build of one department came to.
struct Made {
    summary: Summary,
    pages: usize,
    is_written: bool,
    /// Its line in a list of digests.
    digest: Option<String>,
}

/// Builds one department into the folder `output`.
fn make(
    args: &args::Build,
    path: &Path,
    output: &Path,
    kit: Kit,
    log: &mut Log,
) -> Result<Made, Failure> {
    let mut sources = Sources::default();
    let mut input = files::read_department(path, kit.profile)?;
    if args.table == args::TableChoice::Targets {
        // what came of the targets is no part of their text
        input.reports.clear();
    }
    // exemptions that are to be printed are known only when all is checked
    let compose =
        |loaded: &Loaded| (!args.with_exemptions).then(|| document(args, loaded));
    let (mut loaded, composed) = examine_while(&input, &mut sources, compose);
    if args.table != args::TableChoice::Targets {
        of_reports(&mut loaded.diagnostics, &input, &sources);
    }
    log.findings(&loaded.diagnostics, &sources)?;
    let summary = Summary::of(&loaded.diagnostics, &sources);
    log.say(&crate::cli::verdict(&summary));
    let nothing = Made { summary, pages: 0, is_written: false, digest: None };
    if summary.errors > 0 && !args.allow_errors {
        log.say("有错误，没有生成文件。改好再来；一定要先看样子，加 --allow-errors");
        return Ok(nothing);
    }
    let exemptions = std::mem::take(&mut loaded.exemptions);
    if let Some(department) = loaded.department.as_mut().filter(|_| args.with_exemptions)
    {
        department.exemptions = exemptions;
    }
    let composed = composed.unwrap_or_else(|| document(args, &loaded));
    let Some((mut document, printout)) = composed? else {
        log.say("部门文件读不出来，没有东西可排");
        return Ok(nothing);
    };
    if let Some(date) = crate::cli::source_date()? {
        document.date = date;
    }
    if let Some(template) = kit.template {
        let page = template.page(document.page.number());
        document.page = page.map_err(|fault| Failure::new(format!("模板{fault}")))?;
    }
    let own =
        if kit.set.is_none() { fonts::choose(&args.fonts)? } else { FontSet::default() };
    let fonts = Fonts::new(kit.set.unwrap_or(&own));
    let layout = layout(&document, &fonts);
    let list = display(&layout);
    let seen = pages::findings(&loaded, &document, &list, &fonts, &sources);
    log.findings(&seen, &sources)?;
    log.say(&format!("排了 {} 页", layout.pages.len()));
    let proof = loaded.department.as_ref().map(|d| Proof::of(d, &layout, printout));
    let markers = loaded.department.as_ref().map(markers).unwrap_or_default();
    let frame = kit.template.map(|template| (template, &markers));
    let text = Text { document: &document, layout: &layout, list: &list, fonts: &fonts };
    for (path, size) in write(args, output, text, proof.as_ref(), frame)? {
        log.say(&format!("写好 {}（{} KB）", files::show(&path), size.div_ceil(1024)));
    }
    let digest = proof.map(|proof| digests::line(&proof, &document.title));
    Ok(Made { summary, pages: layout.pages.len(), is_written: true, digest })
}

/// Leaves the findings about reports: the targets they are about have been approved.
fn of_reports(findings: &mut Vec<Diagnostic>, input: &Input, sources: &Sources) {
    let inside = |path: &str| input.reports.iter().any(|r| r.file.path == path);
    findings.retain(|d| {
        let path = &sources.get(d.primary.span.file).path;
        d.code.name.starts_with(['Z', 'S']) || inside(path)
    });
}

/// The document of the tables that are wanted; None where the files could not be read.
fn document(
    args: &args::Build,
    loaded: &Loaded,
) -> Result<Option<(Document, Printout)>, Failure> {
    let printout = match args.table {
        args::TableChoice::Targets => Printout::Targets,
        args::TableChoice::Evaluation => Printout::Evaluation,
        args::TableChoice::Monitoring => Printout::Monitoring(month(args, loaded)?),
    };
    Ok(pages::printout(loaded, printout)?.map(|document| (document, printout)))
}

/// The month of 监控 that is wanted: the one that is named, or the last.
fn month(args: &args::Build, loaded: &Loaded) -> Result<Month, Failure> {
    if let Some(month) = &args.month {
        return month.parse().map_err(|why| Failure::new(format!("--月份：{why}")));
    }
    let reports = loaded.department.iter().flat_map(|d| &d.reports);
    let last = reports.filter_map(|r| r.month.value().copied()).max();
    last.ok_or_else(|| {
        Failure::new(
            "没有监控可排；先用 jixiao init 部门文件夹 --监控 月份 建好要填的文件",
        )
    })
}

/// The PDF's standard, and the YAML that it carries.
fn pdf_options(args: &args::Build, proof: Option<&Proof>) -> PdfOptions {
    let standard = match args.pdf_standard {
        args::PdfStandard::A2a => Standard::A2a,
        args::PdfStandard::A3a => Standard::A3a,
        args::PdfStandard::None => Standard::None,
    };
    let attachment = proof.map(attachment);
    PdfOptions { standard, attachment }
}

/// A text on its pages.
#[derive(Clone, Copy)]
struct Text<'a> {
    document: &'a Document,
    layout: &'a Layout,
    list: &'a DisplayList<'a>,
    fonts: &'a Fonts<'a>,
}

/// The DOCX that a build without options writes.
pub fn plain_docx(document: &Document, layout: &Layout, of: &Department) -> Vec<u8> {
    export::docx::proven(document, layout, &Proof::new(of, layout))
}

/// The PDF that a build without options writes.
pub fn plain_pdf(
    document: &Document,
    layout: &Layout,
    fonts: &Fonts,
    of: &Department,
) -> Result<Vec<u8>, Failure> {
    let attachment = Some(attachment(&Proof::new(of, layout)));
    let options = PdfOptions { standard: Standard::A2a, attachment };
    export::pdf::pdf(document, &display(layout), fonts, &options)
        .map_err(|e| Failure::new(e.to_string()))
}

/// The YAML that a PDF carries.
fn attachment(proof: &Proof) -> Attachment {
    Attachment {
        name: "部门.yaml".into(),
        description: "本文所依据的绩效数据".into(),
        text: proof.text.clone(),
    }
}

fn markers(department: &Department) -> Markers {
    Markers {
        department: department.name.text().to_owned(),
        year: department.year.value().map_or(String::new(), ToString::to_string),
    }
}

/// Writes the files that are wanted into the folder `output`; all are whole before the
/// first takes its place. Gives their paths and sizes in bytes.
fn write(
    args: &args::Build,
    output: &Path,
    text: Text,
    proof: Option<&Proof>,
    frame: Option<(&WordTemplate, &Markers)>,
) -> Result<Vec<(PathBuf, usize)>, Failure> {
    let Text { document, layout, list, fonts } = text;
    let options = pdf_options(args, proof);
    let docx = || match (frame, proof) {
        (Some((template, markers)), _) => template.docx(document, layout, markers),
        (None, Some(proof)) => Ok(export::docx::proven(document, layout, proof)),
        (None, None) => Ok(export::docx::docx(document, layout)),
    };
    let wanted = |kind| args.only.is_empty() || args.only.contains(&kind);
    let name = jixiao::yaml::save::file_name(&document.title);
    let path = |ending| output.join(format!("{name}.{ending}"));
    let pdf = || export::pdf::pdf(document, list, fonts, &options);
    let (docx, pdf) = rayon::join(
        || wanted(OutputKind::Docx).then(docx),
        || wanted(OutputKind::Pdf).then(pdf),
    );
    let mut made: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    if let Some(bytes) = docx {
        let bytes = bytes.map_err(|fault| Failure::new(format!("模板{fault}")))?;
        made.push((path("docx"), bytes));
    }
    if let Some(bytes) = pdf {
        made.push((path("pdf"), bytes.map_err(|e| Failure::new(e.to_string()))?));
    }
    files::make_folder(output)?;
    let mut pending = Vec::new();
    for (path, bytes) in &made {
        pending.push(files::prepare(path, bytes)?);
    }
    files::clear([output]);
    files::commit(pending)?;
    Ok(made.into_iter().map(|(path, bytes)| (path, bytes.len())).collect())
}
