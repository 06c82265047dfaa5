//! `jixiao build`: check, compose, lay out, export, write.

use super::{Failure, files, fonts, pages, print_findings, say, verdict};
use crate::cli::{self, Kind};
use jixiao::check::examine;
use jixiao::diagnostic::Summary;
use jixiao::document::Document;
use jixiao::export;
use jixiao::export::pdf::{Attachment, PdfOptions, Standard};
use jixiao::layout::font::Fonts;
use jixiao::layout::{Layout, layout};
use jixiao::load::Loaded;
use jixiao::source::Sources;
use std::path::PathBuf;

/// Builds the files; false when errors kept them from being built.
pub fn run(args: &cli::Build) -> Result<bool, Failure> {
    let mut sources = Sources::default();
    let input = files::read_department(&args.path)?;
    let mut loaded = examine(&input, &mut sources);
    print_findings(&loaded.diagnostics, &sources)?;
    let summary = Summary::of(&loaded.diagnostics, &sources);
    say(&verdict(&summary));
    if summary.errors > 0 && !args.allow_errors {
        say("有错误，没有生成文件。改好再来；一定要先看样子，加 --allow-errors");
        return Ok(false);
    }
    let exemptions = std::mem::take(&mut loaded.exemptions);
    if let Some(department) = loaded.department.as_mut().filter(|_| args.with_exemptions)
    {
        department.exemptions = exemptions;
    }
    let Some(mut document) = pages::document(&loaded)? else {
        say("部门文件读不出来，没有东西可排");
        return Ok(false);
    };
    if let Some(date) = super::source_date()? {
        document.date = date;
    }
    let set = fonts::choose(args.font_dir.as_deref())?;
    let fonts = Fonts::new(&set);
    let layout = layout(&document, &fonts);
    let seen = pages::findings(&loaded, &document, &layout, &fonts, &sources);
    print_findings(&seen, &sources)?;
    say(&format!("排了 {} 页", layout.pages.len()));
    let options = pdf_options(args, &loaded);
    write(args, &document, &layout, &fonts, &options)?;
    Ok(true)
}

/// The PDF's standard; PDF/A-3a has the department's YAML attached, as one file.
fn pdf_options(args: &cli::Build, loaded: &Loaded) -> PdfOptions {
    let standard = match args.pdf_standard {
        cli::PdfStandard::A2a => Standard::A2a,
        cli::PdfStandard::A3a => Standard::A3a,
        cli::PdfStandard::None => Standard::None,
    };
    let wanted = standard == Standard::A3a;
    let department = loaded.department.as_ref().filter(|_| wanted);
    let attachment = department.map(|department| Attachment {
        name: "部门.yaml".into(),
        description: "本文所依据的绩效数据".into(),
        text: jixiao::save::single(department),
    });
    PdfOptions { standard, attachment }
}

/// Writes the files that are wanted; all are whole before the first takes its place.
fn write(
    args: &cli::Build,
    document: &Document,
    layout: &Layout,
    fonts: &Fonts,
    options: &PdfOptions,
) -> Result<(), Failure> {
    let wanted = |kind| args.only.is_empty() || args.only.contains(&kind);
    let name = jixiao::save::file_name(&document.title);
    let path = |ending| args.output.join(format!("{name}.{ending}"));
    let (docx, pdf) = std::thread::scope(|scope| {
        let docx = wanted(Kind::Docx)
            .then(|| scope.spawn(|| export::docx::docx(document, layout)));
        let pdf =
            wanted(Kind::Pdf).then(|| export::pdf::pdf(document, layout, fonts, options));
        let join = |thread: std::thread::ScopedJoinHandle<Vec<u8>>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        (docx.map(join), pdf)
    });
    let mut made: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    made.extend(docx.map(|bytes| (path("docx"), bytes)));
    if let Some(bytes) = pdf {
        made.push((path("pdf"), bytes.map_err(|e| Failure::new(e.to_string()))?));
    }
    files::make_folder(&args.output)?;
    let mut pending = Vec::new();
    for (path, bytes) in &made {
        pending.push(files::prepare(path, bytes)?);
    }
    files::commit(pending)?;
    for (path, bytes) in &made {
        say(&format!("写好 {}（{} KB）", files::show(path), bytes.len().div_ceil(1024)));
    }
    Ok(())
}
