//! `jixiao import`: a Word file or workbook into YAML.

use crate::cli::args;
use crate::cli::support::{files, forms};
use crate::cli::{Failure, print, say};
use jixiao::import::{Chosen, Imported, Kind, Options, import};
use jixiao::yaml::save::save_as;
use std::fmt::Write;
use std::fs;

/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// Imports a file; false when it is no text that can be imported.
pub fn run(args: &args::Import) -> Result<bool, Failure> {
    let mut options = Options::default();
    if let Some(name) = &args.profile {
        let forms::Chosen { name, profile, .. } = forms::chosen(name, &args.output)?;
        options.profile = Some(Chosen { name, profile });
    }
    for assignment in &args.set {
        options.set(assignment).map_err(|why| Failure::new(format!("--set：{why}")))?;
    }
    if files::is_occupied(&args.output) && !args.force {
        return Err(Failure::new(format!(
            "{} 里已经有文件，没有动它；换一个新文件夹，或加 --force",
            files::show(&args.output)
        )));
    }
    let bytes = read(args)?;
    match import(&bytes, &options) {
        Err(refusal) => {
            say(&format!("{} 不能导入：{refusal}", files::show(&args.file)));
            Ok(false)
        }
        Ok(imported) => {
            write(args, &imported)?;
            Ok(true)
        }
    }
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

fn write(args: &args::Import, imported: &Imported) -> Result<(), Failure> {
    let mut pending = Vec::new();
    let form = Some(&imported.profile);
    let texts = save_as(&imported.department, &imported.numbers, form);
    for (path, text) in &texts {
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
    let unplaced = imported.notes.iter().filter(|n| n.kind == Kind::Unplaced).count();
    let dir = files::show(&args.output);
    say(&format!("导入了 {} 个项目，写到 {dir}", imported.department.projects.len()));
    if unplaced > 0 {
        say(&format!("有 {unplaced} 处文字没有归位，列在上面，请手工补上"));
    }
    say(&format!("下一步：jixiao check {dir}"));
    Ok(())
}
