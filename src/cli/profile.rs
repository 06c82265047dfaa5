//! `jixiao profile`: the forms, and making one's own.

use crate::cli::args::{self, ProfileCommand};
use crate::cli::support::{files, forms};
use crate::cli::{Failure, print, print_findings, say};
use jixiao::check::weigh;
use jixiao::compose::{embedded_templates, inspect};
use jixiao::diagnostic::{Summary, sort};
use jixiao::text::source::Sources;
use jixiao::yaml::load::Given;
use jixiao::yaml::load::profile::{self, FILE, TEMPLATES};
use std::fmt::Write;
use std::path::Path;

/// Runs a command about profiles; false when the profile has errors.
pub fn run(args: &args::Profile) -> Result<bool, Failure> {
    match &args.command {
        ProfileCommand::List => list(),
        ProfileCommand::Show(args) => show(args),
        ProfileCommand::Check(args) => check(&args.dir),
        ProfileCommand::New(args) => new(args),
    }
}

fn list() -> Result<bool, Failure> {
    let mut out = String::new();
    for name in profile::built_in_names() {
        let about = profile::built_in(name).map_or(String::new(), |p| p.about);
        // a String never fails to be written to
        let _ = writeln!(out, "{name:<12}{about}");
    }
    print(&out)?;
    Ok(true)
}

/// Prints the YAML of a profile, or one of the program's templates.
fn show(args: &args::ProfileShow) -> Result<bool, Failure> {
    if let Some(wanted) = &args.template {
        return show_template(wanted);
    }
    if let Some(text) = profile::built_in_text(&args.name) {
        print(text)?;
        return Ok(true);
    }
    let Given::Folder(folder) = forms::named(&args.name)? else {
        return Err(forms::unknown(&args.name));
    };
    let bytes = folder.file.bytes.unwrap_or_default();
    print(&String::from_utf8_lossy(&bytes))?;
    Ok(true)
}

fn show_template(wanted: &str) -> Result<bool, Failure> {
    let bare = wanted.strip_suffix(".xml").unwrap_or(wanted);
    match embedded_templates().find(|t| t.0.strip_suffix(".xml") == Some(bare)) {
        Some((_, text)) => print(text)?,
        None => {
            let known: Vec<_> = embedded_templates().map(|t| t.0).collect();
            let known = known.join("、");
            return Err(Failure::new(format!("没有模板“{wanted}”；有：{known}")));
        }
    }
    Ok(true)
}

/// Checks a profile and its templates together, on a department that fills every field.
fn check(dir: &Path) -> Result<bool, Failure> {
    let name = dir.to_string_lossy();
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let profile = match forms::named(&name)? {
        Given::Folder(folder) => {
            profile::load_folder(&folder, &mut sources, &mut findings)
        }
        Given::BuiltIn(name) => profile::built_in(&name),
        Given::Missing(why) => return Err(Failure::new(why)),
    };
    if let Some(profile) = &profile {
        findings.extend(inspect(profile, &mut sources));
    }
    weigh(&mut findings, None);
    sort(&mut findings);
    print_findings(&findings, &sources)?;
    let summary = Summary::of(&findings, &sources);
    let shown = files::show(dir);
    say(&match (summary.errors, summary.warnings) {
        (0, 0) => format!("版式 {shown}：没有问题"),
        (errors, 0) => format!("版式 {shown}：{errors} 个错误"),
        (errors, warnings) => {
            format!("版式 {shown}：{errors} 个错误，{warnings} 个警告")
        }
    });
    Ok(summary.errors == 0 && profile.is_some())
}

/// Begins a profile in a new or empty folder.
fn new(args: &args::ProfileNew) -> Result<bool, Failure> {
    let dir = files::show(&args.dir);
    if files::is_occupied(&args.dir) {
        return Err(Failure::new(format!(
            "{dir} 里已经有文件，没有动它；换一个新文件夹"
        )));
    }
    if !profile::built_in_names().contains(&args.from.as_str()) {
        return Err(forms::unknown(&args.from));
    }
    let name = args.dir.file_name().unwrap_or_default().to_string_lossy();
    files::make_folder(&args.dir)?;
    let text = beginning(&name, &args.from);
    let mut pending = vec![files::prepare(&args.dir.join(FILE), text.as_bytes())?];
    if args.templates {
        let folder = args.dir.join(TEMPLATES);
        files::make_folder(&folder)?;
        for (name, text) in embedded_templates() {
            pending.push(files::prepare(&folder.join(name), text.as_bytes())?);
        }
    }
    files::commit(pending)?;
    say(&format!("建好了 {dir}/{FILE}，以 {} 为底", args.from));
    say(&format!("改好后运行：jixiao profile check {dir}"));
    say(&format!("得到一份样例：jixiao init 文件夹 --profile {dir}"));
    Ok(true)
}

/// The first 版式.yaml of a bureau: what it inherits, and what it most often changes.
fn beginning(name: &str, from: &str) -> String {
    let name = match name.trim() {
        "" => "我的版式",
        name => name,
    };
    format!(
        "# 只写与 {from} 不同的地方；没有写的都照 {from}。\n\
         # 全部可写的键：docs/profiles.md；{from} 的全文：jixiao profile show {from}\n\
         名称: {name}\n\
         说明: 照 {from} 修改的版式\n\
         继承: {from}\n\
         \n\
         # 去掉行首的“# ”就生效：\n\
         # 标题: {{绩效目标: 年度绩效目标}}          # 表上印的字\n\
         # 指标表:\n\
         #   改名: {{指标值: 目标值}}               # 列的名称\n\
         #   加上: [{{栏: 备注, 宽: 60}}]           # 加一列\n\
         # 严重程度: {{S202: 错误}}                # 规则的轻重：错误、警告、说明、关闭\n"
    )
}
