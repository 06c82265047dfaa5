//! `jixiao diff`: what differs between two versions of a department, or of many.

mod edition;
mod many;

use super::fonts;
use crate::cli::args::{self, DiffFormat};
use crate::cli::support::{files, forms, git};
use crate::cli::{Failure, is_colored, print, say};
pub(super) use edition::Editions;
use jixiao::compare::{Comparison, Status, to_json, to_text};
use jixiao::compose::compose_adjustment;
use jixiao::export;
use jixiao::layout::font::{FontSet, Fonts};
use jixiao::layout::layout;
use jixiao::model::Profile;
use jixiao::pages::display;
use jixiao::text::source::Sources;
use std::path::{Path, PathBuf};

/// Compares; false when there are differences and the exit code is to tell.
pub fn run(args: &args::Diff) -> Result<bool, Failure> {
    let format = format(args)?;
    match (many::below(&args.old)?, many::below(&args.new)?) {
        (None, None) => one(args, format),
        (Some(old), Some(new)) => many::run(args, format, old, new),
        (old, _) => {
            let kind = |is: bool| {
                if is { "放着许多部门的文件夹" } else { "一个部门" }
            };
            let (old, new) = (kind(old.is_some()), kind(old.is_none()));
            Err(Failure::new(format!("旧的是{old}，新的是{new}，没法对照")))
        }
    }
}

fn one(args: &args::Diff, format: DiffFormat) -> Result<bool, Failure> {
    let mut sources = Sources::default();
    let profile = args.profile.as_deref().map(forms::named).transpose()?;
    let read = |path| git::read_edition(path, profile.as_ref());
    let [old, new] = [read(&args.old)?, read(&args.new)?];
    let editions = Editions::load([&old, &new], &mut sources)?;
    if !editions.notes.is_empty() {
        say(editions.notes.trim_end());
    }
    let comparison = editions.compare();
    let money = &editions.profile.money;
    match format {
        DiffFormat::Human => {
            print(&to_text(&comparison, money, &sources, is_colored()))?;
        }
        DiffFormat::Json => print(&(to_json(&comparison, money, &sources) + "\n"))?,
        DiffFormat::Docx | DiffFormat::Pdf if comparison.is_empty() => {
            say("没有不同，没有生成对照表");
            return Ok(true);
        }
        DiffFormat::Docx | DiffFormat::Pdf => {
            let set = fonts::choose(&args.fonts)?;
            let made = adjustment(format, &comparison, &editions.profile, &set)?;
            say(&put(&target(args, format, &made.title), &made)?);
        }
    }
    say(&verdict(&comparison));
    Ok(comparison.is_empty() || !args.exit_code)
}

/// The format: the one asked for, or that of the file to be written.
fn format(args: &args::Diff) -> Result<DiffFormat, Failure> {
    let ending = args.output.as_deref().and_then(ending);
    let format = args.format.or(ending).unwrap_or(DiffFormat::Human);
    match (&args.output, is_file(format)) {
        (None, true) => Err(Failure::new("docx 和 pdf 要写成文件：加 -o 文件或文件夹")),
        (Some(_), false) if args.format.is_none() => Err(Failure::new(
            "-o 的文件名要以 .docx 或 .pdf 结尾；写文件夹时加 --format docx 或 pdf",
        )),
        (Some(_), false) => Err(Failure::new(
            "human 和 json 写到标准输出，不用 -o；要存成文件加 > 文件名",
        )),
        _ if ending.is_some_and(|e| e != format) => {
            Err(Failure::new("--format 和 -o 的文件名对不上"))
        }
        _ => Ok(format),
    }
}

fn is_file(format: DiffFormat) -> bool {
    matches!(format, DiffFormat::Docx | DiffFormat::Pdf)
}

fn ending(path: &Path) -> Option<DiffFormat> {
    let ending = path.extension()?;
    let is = |name: &str| ending.eq_ignore_ascii_case(name);
    match () {
        () if is("docx") => Some(DiffFormat::Docx),
        () if is("pdf") => Some(DiffFormat::Pdf),
        () => None,
    }
}

/// A 绩效目标调整对照表 that is ready to be written.
pub(super) struct Made {
    title: String,
    pages: usize,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Makes the 绩效目标调整对照表 of a comparison.
pub(super) fn adjustment(
    format: DiffFormat,
    comparison: &Comparison,
    profile: &Profile,
    set: &FontSet,
) -> Result<Made, Failure> {
    let mut document = compose_adjustment(comparison, profile)
        .map_err(|fault| Failure::new(fault.to_string()))?;
    if let Some(date) = crate::cli::source_date()? {
        document.date = date;
    }
    let fonts = Fonts::new(set);
    let layout = layout(&document, &fonts);
    let bytes = match format {
        DiffFormat::Docx => export::docx::docx(&document, &layout),
        _ => export::pdf::pdf(&document, &display(&layout), &fonts, &Default::default())
            .map_err(|e| Failure::new(e.to_string()))?,
    };
    Ok(Made { title: document.title, pages: layout.pages.len(), bytes })
}

/// Writes the file and says so.
fn put(path: &Path, made: &Made) -> Result<String, Failure> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        files::make_folder(folder)?;
    }
    files::commit(vec![files::prepare(path, &made.bytes)?])?;
    let size = made.bytes.len().div_ceil(1024);
    Ok(format!("写好 {}（{} 页，{size} KB）", files::show(path), made.pages))
}

/// The file to write: the one named, or one in the folder named.
fn target(args: &args::Diff, format: DiffFormat, title: &str) -> PathBuf {
    let output = args.output.clone().unwrap_or_default();
    if ending(&output).is_some() {
        return output;
    }
    let name = jixiao::yaml::save::file_name(title);
    output.join(format!("{name}.{}", extension(format)))
}

fn extension(format: DiffFormat) -> &'static str {
    if format == DiffFormat::Docx { "docx" } else { "pdf" }
}

/// What differs, in one line.
pub(super) fn verdict(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return "没有不同".to_owned();
    }
    let count = |status| comparison.projects_that(status).count();
    let mut parts: Vec<String> = [Status::Changed, Status::Added, Status::Removed]
        .into_iter()
        .filter(|s| count(*s) > 0)
        .map(|s| format!("{} {} 个项目", comparison.word(s), count(s)))
        .collect();
    if !comparison.department.is_empty() {
        parts.push(format!("部门部分有 {} 处不同", comparison.department.len()));
    }
    parts.join("，")
}
