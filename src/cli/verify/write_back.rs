//! `verify --write-back` and `--diff`: the edits of a DOCX, in the author's files.

use super::report::{Standing, VerifyReport, tell};
use crate::cli::args::{self, VerifyFormat};
use crate::cli::{Failure, fix, print, say};
use jixiao::proof::Proof;
use jixiao::verify::Built;
use jixiao::write_back::{WrittenBack, replaced, write_back};
use jixiao::yaml::load::Input;

/// Refuses options that do not go together.
pub fn refuse_contradictions(args: &args::Verify) -> Result<(), Failure> {
    if args.write_back && args.diff {
        return Err(Failure::new("--write-back 会改文件，--diff 只看不改，两个选一个"));
    }
    if !args.write_back && !args.diff {
        return Ok(());
    }
    if args.files.len() > 1 {
        let option = if args.diff { "--diff" } else { "--write-back" };
        return Err(Failure::new(format!(
            "{option} 一次只认一个文件，这里写了 {} 个：几份改动写回同一个部门会互相盖掉；\
             一份一份来，写回一份就重新生成一次",
            args.files.len()
        )));
    }
    if args.against.is_none() {
        let why = "写回要知道写到哪里：加 --against 部门文件夹";
        return Err(Failure::new(why));
    }
    if args.format == VerifyFormat::Json {
        return Err(Failure::new(
            "--format json 只用于核对，不和 --write-back、--diff 一起用",
        ));
    }
    Ok(())
}

/// Writes the edits back, or shows them; false when something could not be written.
pub fn run(
    args: &args::Verify,
    input: &Input,
    bytes: &[u8],
    built: &Built,
    report: &VerifyReport,
) -> Result<bool, Failure> {
    if let Some(why) = refusal(bytes, report) {
        report.verdict().iter().for_each(|line| say(line));
        say(&format!("没有写回：{why}"));
        return Ok(false);
    }
    if report.changes.is_empty() {
        say("文件里没有改动，不用写回");
        return Ok(true);
    }
    let proof = built.proof.as_ref().filter(|p| p.is_genuine());
    let printed = proof.map(Proof::printed).unwrap_or_default();
    let written = match write_back(input, bytes, &printed) {
        Ok(written) => written,
        Err(why) => {
            say(&format!("没有写回：{why}"));
            return Ok(false);
        }
    };
    let changes = changes(input, &written);
    match args.diff {
        true => print(&fix::diff(&changes))?,
        false => fix::write(&changes)?,
    }
    conclude(args, &written, changes.len())
}

/// Why nothing can be written back.
fn refusal(bytes: &[u8], report: &VerifyReport) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF") {
        return Some("只有 Word 文件（.docx）的改动能写回");
    }
    match report.standing() {
        Standing::Forged => Some("文件所带的 YAML 不可信"),
        _ if !report.stale.is_empty() => {
            Some("生成文件以后 YAML 又改过；先用改过的 YAML 重新生成，在新的文件上改")
        }
        _ => None,
    }
}

fn changes(input: &Input, written: &WrittenBack) -> Vec<fix::FixedFile> {
    let new = replaced(input, &written.files);
    let old = input.department.iter().chain(&input.projects);
    let new = new.department.into_iter().chain(new.projects);
    let pairs = old.zip(new).filter_map(|(old, new)| {
        let (before, after) = (old.bytes.clone().ok()?, new.bytes.ok()?);
        (before != after).then_some(fix::FixedFile { path: new.path, before, after })
    });
    pairs.collect()
}

/// Tells what could not be written and what follows.
fn conclude(
    args: &args::Verify,
    written: &WrittenBack,
    files: usize,
) -> Result<bool, Failure> {
    let mut left = String::new();
    written.left.iter().for_each(|change| tell(change, &written.sources, &mut left));
    let done = if args.diff { "会改" } else { "写回了" };
    say(&format!("{done} {files} 个文件"));
    if !written.follows.is_empty() {
        let count = written.follows.len();
        say(&format!(
            "另有 {count} 处（目录、序号、重复印的名称）由程序重排，重新生成后以新的为准"
        ));
    }
    if !left.is_empty() {
        say(&format!(
            "{} 处没有写回：是版式的固定文字，或改成了那一栏读不出的内容；请手工改：",
            written.left.len()
        ));
        match args.diff {
            true => left.lines().for_each(say),
            false => print(&left)?,
        }
    }
    Ok(written.left.is_empty())
}
