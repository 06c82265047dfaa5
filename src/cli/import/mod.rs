//! `jixiao import`: a Word file or workbook into YAML.

mod existing;

use crate::cli::args;
use crate::cli::support::{files, forms};
use crate::cli::{Failure, print, say};
use existing::Existing;
use jixiao::import::{
    Carried, Chosen, Imported, Note, NoteKind, Options, Refusal, carried, import,
};
use jixiao::yaml::save::save_as;
use std::fmt::Write;
use std::fs;

/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// Imports a file; false when it is no text that can be imported.
pub fn run(args: &args::Import) -> Result<bool, Failure> {
    let mut options = Options::default();
    if let Some(name) = &args.profile {
        let forms::ChosenForm { name, profile, .. } = forms::chosen(name, &args.output)?;
        options.profile = Some(Chosen { name, profile });
    }
    for assignment in &args.set {
        options.set(assignment).map_err(|why| Failure::new(format!("--set：{why}")))?;
    }
    let output = files::show(&args.output);
    let occupied = files::is_occupied(&args.output);
    if occupied && !args.force && !args.add {
        return Err(Failure::new(format!(
            "{output} 里已经有文件，没有动它；把项目加到这个部门里用 --add，\
             照文件更新这个部门用 --force，或换一个新文件夹"
        )));
    }
    let existing = if occupied { Existing::read(&args.output)? } else { None };
    if args.add && existing.is_none() {
        return Err(Failure::new(format!(
            "{output} 里没有 部门.yaml，加不进去；不写 --add 就新写一个部门"
        )));
    }
    if let (None, Some(existing)) = (&options.profile, &existing) {
        options.profile = existing.profile();
    }
    let bytes = read(args)?;
    match imported(&bytes, &options) {
        Err(refusal) => {
            say(&format!("{} 不能导入：{refusal}", files::show(&args.file)));
            Ok(false)
        }
        Ok(imported) => {
            write(args, imported, existing)?;
            Ok(true)
        }
    }
}

/// What the file holds: the YAML that it carries where it still shows that, else its text.
fn imported(bytes: &[u8], options: &Options) -> Result<Imported, Refusal> {
    let Some(Carried { imported, changes }) = carried(bytes, options) else {
        return import(bytes, options);
    };
    if changes == 0 {
        return Ok(imported);
    }
    let (mut found, told) = match import(bytes, options) {
        Ok(found) => (found, "按现在的文字导入"),
        // the text of a PDF cannot be read as tables
        Err(_) => (imported, "这里写出的是生成时的 YAML"),
    };
    let message = format!(
        "文件是 jixiao 生成的，之后改过 {changes} 处，{told}；\
         要把改动写回原来的 YAML，用 jixiao verify 文件 --against 文件夹 --write-back"
    );
    found.notes.insert(0, Note { kind: NoteKind::Guess, place: None, message });
    Ok(found)
}

fn read(args: &args::Import) -> Result<Vec<u8>, Failure> {
    let io = |e: std::io::Error| Failure::io("读取", &args.file, &e);
    let meta = fs::metadata(&args.file).map_err(io)?;
    if meta.is_dir() {
        let file = files::show(&args.file);
        return Err(Failure::new(format!(
            "{file} 是文件夹；这里要一个 .docx 或 .xlsx 文件"
        )));
    }
    if meta.len() > MAX_FILE {
        let (file, size) = (files::show(&args.file), meta.len() >> 20);
        return Err(Failure::new(format!("{file} 有 {size} MB，太大，没有读")));
    }
    fs::read(&args.file).map_err(io)
}

fn write(
    args: &args::Import,
    mut imported: Imported,
    existing: Option<Existing>,
) -> Result<(), Failure> {
    let outcome = match existing {
        None => fresh(&imported),
        Some(existing) if args.add => existing.add(&mut imported),
        Some(existing) => existing.update(&mut imported, &args.output)?,
    };
    let mut pending = Vec::new();
    for (path, text) in &outcome.files {
        let path = args.output.join(path);
        files::make_folder(path.parent().unwrap_or(&args.output))?;
        pending.push(files::prepare(&path, text.as_bytes())?);
    }
    files::commit(pending)?;
    let mut notes = String::new();
    for note in &imported.notes {
        // a String never fails to be written to
        let _ = writeln!(notes, "{note}");
    }
    print(&notes)?;
    let unplaced = imported.notes.iter().filter(|n| n.kind == NoteKind::Unplaced).count();
    let dir = files::show(&args.output);
    say(&format!("导入了 {} 个项目，写到 {dir}", outcome.projects));
    if unplaced > 0 {
        say(&format!("有 {unplaced} 处没有归位或没有读，列在上面，请手工补上"));
    }
    say(&format!("下一步：jixiao check {dir}"));
    Ok(())
}

/// What is to be written.
pub struct Outcome {
    /// Paths in the folder, with their texts.
    pub files: Vec<(String, String)>,
    /// How many projects of the file are in them.
    pub projects: usize,
}

/// A department of its own.
fn fresh(imported: &Imported) -> Outcome {
    let form = Some(&imported.profile);
    let files = save_as(&imported.department, &imported.numbers, form);
    Outcome { files, projects: imported.department.projects.len() }
}
