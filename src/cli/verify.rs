//! `jixiao verify`: whether built files still show what their YAML gives.

use crate::cli::args::{self, VerifyFormat};
use crate::cli::support::{digests, files};
use crate::cli::{Failure, fonts, print, say};
use jixiao::check;
use jixiao::compose;
use jixiao::document::Document;
use jixiao::layout::font::FontSet;
use jixiao::model::Printout;
use jixiao::proof::{Printed, Proof};
use jixiao::text::source::Sources;
use jixiao::verify::{self, Built, Change};
use jixiao::yaml::load::{File, Given, Input, Loaded, load};
use jixiao::yaml::save;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

mod many;
mod report;
mod write_back;
use report::{Standing, VerifyReport};

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 64 << 20;
/// What the carried YAML goes by.
const CARRIED: &str = "文件所带的YAML";
/// What the department's own goes by.
const KEPT: &str = "--against 的文件夹";

/// Verifies the files; false when one is not what it should be.
pub fn run(args: &args::Verify) -> Result<bool, Failure> {
    write_back::refuse_contradictions(args)?;
    match &args.files[..] {
        [file] => one(args, file),
        files => many::run(args, files),
    }
}

/// What all files are held against.
struct Measure {
    /// The files of the department.
    input: Option<Input>,
    /// The digests that were listed when the files were built.
    listed: Option<BTreeSet<String>>,
    /// The fonts that they were built with.
    fonts: FontSet,
}

impl Measure {
    fn new(args: &args::Verify) -> Result<Measure, Failure> {
        let kept = |folder| files::read_department(folder, None);
        Ok(Measure {
            input: args.against.as_deref().map(kept).transpose()?,
            listed: args.digests.as_deref().map(digests::read).transpose()?,
            fonts: fonts::choose(&args.fonts)?,
        })
    }
}

fn one(args: &args::Verify, file: &Path) -> Result<bool, Failure> {
    let measure = Measure::new(args)?;
    let (bytes, built) = read_built(file, &measure.fonts)?;
    let mut sources = Sources::default();
    let report = examine(file, &built, &measure, &mut sources)?;
    let input = measure.input;
    if let Some(input) = input.as_ref().filter(|_| args.write_back || args.diff) {
        return write_back::run(args, input, &bytes, &built, &report);
    }
    match args.format {
        VerifyFormat::Human => print(&report.to_text(&sources))?,
        VerifyFormat::Json => print(&format!("{:#}\n", report.to_json(&sources)))?,
    }
    report.verdict().iter().for_each(|line| say(line));
    Ok(report.is_good())
}

/// Reads a built file.
fn read_built(path: &Path, fonts: &FontSet) -> Result<(Vec<u8>, Built), Failure> {
    let bytes = read(path)?;
    let built = verify::read_with(&bytes, fonts)
        .map_err(|why| Failure::new(format!("{} 不能核对：{why}", files::show(path))))?;
    Ok((bytes, built))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let io = |e: std::io::Error| Failure::io("读取", path, &e);
    let meta = fs::metadata(path).map_err(io)?;
    if meta.is_dir() {
        let shown = files::show(path);
        let why = format!("{shown} 是文件夹；这里要一个 .docx 或 .pdf 文件");
        return Err(Failure::new(why));
    }
    if meta.len() > MAX_BYTES {
        let (shown, size) = (files::show(path), meta.len() >> 20);
        return Err(Failure::new(format!("{shown} 有 {size} MB，太大，没有读")));
    }
    fs::read(path).map_err(io)
}

/// A department and the text that it gives.
struct Text {
    loaded: Loaded,
    document: Document,
}

/// Why nothing can be composed. A file does not carry a profile that is not the
/// program's.
fn unreadable(loaded: &Loaded, name: &str) -> String {
    let profile = loaded.department.as_ref().and_then(|d| d.profile.value());
    match profile.filter(|_| loaded.profile.is_none()) {
        Some(profile) => format!(
            "{name}用的版式“{profile}”不是程序自带的，也不在文件里；加 --against 部门文件夹 再核对"
        ),
        None => format!("{name} 读不出来，没有东西可核对；用 jixiao check 看问题"),
    }
}

/// Composes what was loaded; what was printed beside the YAML is added.
fn text(mut loaded: Loaded, printed: &Printed, name: &str) -> Result<Text, Failure> {
    let (Some(department), Some(profile)) = (&mut loaded.department, &loaded.profile)
    else {
        return Err(Failure::new(unreadable(&loaded, name)));
    };
    department.exemptions.clone_from(&printed.exemptions);
    if printed.printout == Printout::Targets {
        department.reports.clear();
    }
    let document = compose::compose_printout(department, profile, printed.printout)
        .map_err(|fault| Failure::new(fault.to_string()))?;
    Ok(Text { loaded, document })
}

/// Reads the YAML that a file carries.
fn carried(proof: &Proof, profile: Option<Given>, sources: &mut Sources) -> Loaded {
    let bytes = Ok(proof.text.clone().into_bytes());
    let department = Some(File { path: CARRIED.into(), bytes });
    load(&Input { department, profile, ..Input::default() }, sources)
}

/// Compares a file with the YAML it carries, that with `kept`, and where the file proves
/// nothing, the file with `kept`.
fn examine(
    path: &Path,
    built: &Built,
    measure: &Measure,
    sources: &mut Sources,
) -> Result<VerifyReport, Failure> {
    let input = measure.input.as_ref();
    let genuine = built.proof.as_ref().filter(|p| p.is_genuine());
    let printed = genuine.map(Proof::printed).unwrap_or_default();
    let kept = input.map(|input| load(input, sources));
    let kept = kept.map(|k| text(k, &printed, KEPT)).transpose()?;
    let mut report = VerifyReport::new(path, built, &printed, kept.is_some());
    let is_listed = |listed: &BTreeSet<String>| {
        genuine.is_some_and(|p| listed.contains(&p.digest.trim().to_ascii_lowercase()))
    };
    report.listed = measure.listed.as_ref().map(is_listed);
    let Some(proof) = genuine else {
        if let (Some(kept), Some(input)) = (kept, input) {
            report.changes = unproven(built, kept, input)?;
        }
        return Ok(report);
    };
    // a profile of the department's own stands in its folder alone
    let profile = input.and_then(|input| input.profile.clone());
    let own = text(carried(proof, profile, sources), &printed, CARRIED)?;
    let same = kept.as_ref().is_some_and(|kept| is_same(&kept.loaded, &own.loaded));
    let pages = Some(&printed.pages[..]);
    match &kept {
        // the places in the author's files say more than those in the carried YAML
        Some(kept) if same => {
            report.changes = verify::compare(built, &kept.document, pages);
        }
        kept => {
            report.changes = verify::compare(built, &own.document, pages);
            if let Some(kept) = kept {
                report.stale = stale(&own.document, &kept.document);
            }
        }
    }
    Ok(report)
}

/// Compares a file without proof with a department. It is not known whether the appendix
/// was printed: what fits better counts.
fn unproven(built: &Built, kept: Text, input: &Input) -> Result<Vec<Change>, Failure> {
    let plain = verify::compare(built, &kept.document, None);
    let exemptions = check::examine(input, &mut Sources::default()).exemptions;
    if exemptions.is_empty() {
        return Ok(plain);
    }
    let printed = Printed { exemptions, ..Printed::default() };
    let long = text(kept.loaded, &printed, KEPT)?;
    let long = verify::compare(built, &long.document, None);
    Ok(if long.len() < plain.len() { long } else { plain })
}

/// Whether two departments are written in the same way.
fn is_same(a: &Loaded, b: &Loaded) -> bool {
    let (Some(a), Some(b)) = (&a.department, &b.department) else { return false };
    save::single(a) == save::single(b)
}

/// What was changed in the author's files since, by its places there.
fn stale(own: &Document, kept: &Document) -> Vec<Change> {
    verify::between(own, kept)
}

/// How a file stands to its proof.
fn standing(built: &Built) -> Standing {
    match &built.proof {
        None => Standing::Unproven,
        Some(proof) if proof.is_genuine() => Standing::Genuine,
        Some(_) => Standing::Forged,
    }
}
