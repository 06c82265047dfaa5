//! `jixiao diff`: what differs between two versions of a department.

use super::{Failure, files, fonts, git, is_colored, print, say};
use crate::cli::{self, DiffFormat};
use jixiao::compare::{Comparison, Node, Status, outline, to_json, to_text};
use jixiao::compose::compose_adjustment;
use jixiao::diagnostic::{Diagnostic, Severity, to_concise};
use jixiao::export;
use jixiao::layout::font::Fonts;
use jixiao::layout::layout;
use jixiao::load::{self, Input, Loaded, profile};
use jixiao::model::{Department, Profile};
use jixiao::source::Sources;
use std::path::{Path, PathBuf};

/// Compares; false when there are differences and the exit code is to tell.
pub fn run(args: &cli::Diff) -> Result<bool, Failure> {
    let format = format(args)?;
    let mut sources = Sources::default();
    let inputs = [git::read_edition(&args.old)?, git::read_edition(&args.new)?];
    let [old, new] = Edition::of_both(&inputs, &mut sources)?;
    let (a, b) = (old.outline(), new.outline());
    let comparison = Comparison::of(&a, &b);
    let money = &new.profile.money;
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
            write(args, format, &comparison, &new.profile)?;
        }
    }
    say(&verdict(&comparison));
    Ok(comparison.is_empty() || !args.exit_code)
}

/// The format: the one asked for, or that of the file to be written.
fn format(args: &cli::Diff) -> Result<DiffFormat, Failure> {
    let ending = args.output.as_deref().and_then(ending);
    let format = args.format.or(ending).unwrap_or(DiffFormat::Human);
    let is_file = matches!(format, DiffFormat::Docx | DiffFormat::Pdf);
    match (&args.output, is_file) {
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

fn ending(path: &Path) -> Option<DiffFormat> {
    let ending = path.extension()?;
    let is = |name: &str| ending.eq_ignore_ascii_case(name);
    match () {
        () if is("docx") => Some(DiffFormat::Docx),
        () if is("pdf") => Some(DiffFormat::Pdf),
        () => None,
    }
}

/// One of the two versions.
struct Edition {
    department: Department,
    profile: Profile,
}

impl Edition {
    /// Loads both. What cannot be read is told and goes into the comparison as such.
    fn of_both(
        inputs: &[Input; 2],
        sources: &mut Sources,
    ) -> Result<[Edition; 2], Failure> {
        let [old, new] = inputs.each_ref().map(is_project);
        if old != new {
            let whole = |is: bool| if is { "单个项目" } else { "部门" };
            let (old, new) = (whole(old), whole(new));
            return Err(Failure::new(format!("旧的是{old}，新的是{new}，没法对照")));
        }
        let [a, b] = inputs;
        let editions = [Edition::of(a, sources)?, Edition::of(b, sources)?];
        let [old, new] = editions.each_ref().map(|e| &e.profile.money.unit);
        if old != new {
            return Err(Failure::new(format!(
                "旧的金额以{old}计，新的以{new}计，没法对照"
            )));
        }
        Ok(editions)
    }

    fn of(input: &Input, sources: &mut Sources) -> Result<Edition, Failure> {
        let Loaded { department, profile, diagnostics, .. } = match &input.department {
            Some(file) if is_project(input) => {
                load::load_project(file, input.profile.as_ref(), sources)
            }
            _ => load::load(input, sources),
        };
        tell(&input.path, diagnostics, sources);
        let department = department
            .ok_or_else(|| Failure::new(format!("{} 读不出来，没法对照", input.path)))?;
        let profile = profile.or_else(|| profile::built_in(profile::USUAL));
        let profile = profile.ok_or_else(|| Failure::new("没有自带的版式"))?;
        Ok(Edition { department, profile })
    }

    fn outline(&self) -> Node {
        outline(&self.department, &self.profile)
    }
}

fn is_project(input: &Input) -> bool {
    let alone = input.department.as_ref().filter(|_| input.projects.is_empty());
    alone.is_some_and(load::is_project)
}

/// Tells on stderr what could not be read, so that the output stays a comparison.
fn tell(path: &str, mut diagnostics: Vec<Diagnostic>, sources: &Sources) {
    diagnostics.retain(|d| d.severity == Severity::Error);
    if !diagnostics.is_empty() {
        say(&format!("{path} 有 {} 处读不出来，照读得出的对照：", diagnostics.len()));
        say(to_concise(&diagnostics, sources).trim_end());
    }
}

fn write(
    args: &cli::Diff,
    format: DiffFormat,
    comparison: &Comparison,
    profile: &Profile,
) -> Result<(), Failure> {
    let mut document = compose_adjustment(comparison, profile)
        .map_err(|fault| Failure::new(fault.to_string()))?;
    if let Some(date) = super::source_date()? {
        document.date = date;
    }
    let set = fonts::choose(&args.fonts)?;
    let fonts = Fonts::new(&set);
    let layout = layout(&document, &fonts);
    let bytes = match format {
        DiffFormat::Docx => export::docx::docx(&document, &layout),
        _ => export::pdf::pdf(&document, &layout, &fonts, &Default::default())
            .map_err(|e| Failure::new(e.to_string()))?,
    };
    let path = target(args, format, &document.title);
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        files::make_folder(folder)?;
    }
    files::commit(vec![files::prepare(&path, &bytes)?])?;
    say(&format!(
        "写好 {}（{} 页，{} KB）",
        files::show(&path),
        layout.pages.len(),
        bytes.len().div_ceil(1024)
    ));
    Ok(())
}

/// The file to write: the one named, or one in the folder named.
fn target(args: &cli::Diff, format: DiffFormat, title: &str) -> PathBuf {
    let output = args.output.clone().unwrap_or_default();
    if ending(&output).is_some() {
        return output;
    }
    let ending = if format == DiffFormat::Docx { "docx" } else { "pdf" };
    output.join(format!("{}.{ending}", jixiao::save::file_name(title)))
}

fn verdict(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return "没有不同".to_owned();
    }
    let count = |status| comparison.projects_that(status).count();
    let mut parts: Vec<String> = [Status::Changed, Status::Added, Status::Removed]
        .into_iter()
        .filter(|s| count(*s) > 0)
        .map(|s| format!("{} {} 个项目", s.chinese(), count(s)))
        .collect();
    if !comparison.department.is_empty() {
        parts.push(format!("部门部分有 {} 处不同", comparison.department.len()));
    }
    parts.join("，")
}
