//! A DOCX that was edited → edits of the department's YAML files.
//!
//! 1. The text as it was built and the text as it is now are both imported, so that what
//!    an import cannot know is the same on both sides.
//! 2. [`script`] turns their differences into edits by address ([`crate::yaml::edit`]);
//!    [`indicators`] and [`passages`] know what may be added and removed.
//! 3. The edited files are read and composed again and compared with the DOCX: only what
//!    the edits could not reach, and what follows from them, may still differ. Else the
//!    edits are tried one by one, and those are made that stand this test.

mod follow;
mod indicators;
mod own;
mod passages;
mod script;

use crate::compose::compose;
use crate::document::Document;
use crate::export::docx::docx;
use crate::import::{Chosen, Options, import};
use crate::layout::font::{FontSet, Fonts};
use crate::layout::layout;
use crate::model::{Department, Printout, Profile};
use crate::proof::Printed;
use crate::text::source::Sources;
use crate::verify::{self, Built, Change};
use crate::yaml::edit::{Edit, edit};
use crate::yaml::load::{File, Input, load};
use crate::yaml::text_of;
use std::fmt;

/// What came of an edited file.
#[derive(Debug)]
pub struct WrittenBack {
    /// The files that change: their paths, and their new texts without a byte-order mark.
    pub files: Vec<(String, String)>,
    /// What could not be written back, by its places in the new files.
    pub left: Vec<Change>,
    /// What the program prints in another way now, such as the numbers behind an item that
    /// was removed.
    pub follows: Vec<Change>,
    /// The new files.
    pub sources: Sources,
}

/// Why nothing is written back. Its words are for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteBackFault(pub String);

impl fmt::Display for WriteBackFault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WriteBackFault {}

/// Turns the edits in the DOCX `bytes` into edits of the files `input`, from which it was
/// built. `printed` is what was printed beside them.
///
/// # Errors
/// Files or a DOCX that cannot be read, and edits after which the files would not give the
/// text of the DOCX.
pub fn write_back(
    input: &Input,
    bytes: &[u8],
    printed: &Printed,
) -> Result<WrittenBack, WriteBackFault> {
    Ok(Wanted::read(input, bytes, printed)?.made(bytes)?.1)
}

/// The edits of the files `input` that the edits in the DOCX `bytes` come to, for one to
/// take some and leave others, and what of the DOCX none of them reaches.
///
/// # Errors
/// As [`write_back`].
pub fn proposals(
    input: &Input,
    bytes: &[u8],
    printed: &Printed,
) -> Result<(Vec<Edit>, Vec<Change>), WriteBackFault> {
    let (edits, written) = Wanted::read(input, bytes, printed)?.made(bytes)?;
    Ok((edits, written.left))
}

/// An edited DOCX beside the department that it was built from.
struct Wanted<'a> {
    input: &'a Input,
    printed: &'a Printed,
    built: Built,
    base: Department,
    profile: Profile,
    document: Document,
    changes: Vec<Change>,
}

impl Wanted<'_> {
    fn read<'a>(
        input: &'a Input,
        bytes: &[u8],
        printed: &'a Printed,
    ) -> Result<Wanted<'a>, WriteBackFault> {
        if printed.printout != Printout::Targets {
            let why =
                "这是自评表或监控表，改动不能写回；照着改 自评、监控 文件夹里的文件";
            return Err(WriteBackFault(why.to_owned()));
        }
        let built = verify::read(bytes).map_err(|why| WriteBackFault(why.to_string()))?;
        let mut sources = Sources::default();
        let (base, profile) = department(input, printed, &mut sources)?;
        let document =
            compose(&base, &profile).map_err(|why| WriteBackFault(why.to_string()))?;
        let pages = (!printed.pages.is_empty()).then_some(&printed.pages[..]);
        let changes = verify::compare(&built, &document, pages);
        Ok(Wanted { input, printed, built, base, profile, document, changes })
    }

    /// The edits that the changes seem to mean.
    fn wishes(&self, bytes: &[u8]) -> Result<Vec<Edit>, WriteBackFault> {
        let fault = |why: &dyn fmt::Display| WriteBackFault(why.to_string());
        let name = self.base.profile.text().to_owned();
        let chosen = Chosen { name, profile: self.profile.clone() };
        let options = Options { profile: Some(chosen), ..Options::default() };
        let set = FontSet::embedded();
        let laid_out = layout(&self.document, &Fonts::new(&set));
        let fresh = docx(&self.document, &laid_out);
        let before = import(&fresh, &options).map_err(|why| fault(&why))?.department;
        let after = import(bytes, &options).map_err(|why| fault(&why))?.department;
        Ok(script::wishes(&self.changes, &self.profile, [&self.base, &before, &after]))
    }

    /// The edits that may be made, and what comes of them: all, or where something was
    /// misread each that gives what it should by itself.
    fn made(&self, bytes: &[u8]) -> Result<(Vec<Edit>, WrittenBack), WriteBackFault> {
        let wishes = self.wishes(bytes)?;
        let all = self.attempt(&wishes);
        if all.is_ok() || wishes.len() > MAX_EDITS {
            return all.map(|written| (wishes, written));
        }
        let stands = |one: &Edit| self.attempt(std::slice::from_ref(one)).is_ok();
        let some: Vec<_> = wishes.into_iter().filter(stands).collect();
        let written = self.attempt(&some)?;
        Ok((some, written))
    }

    fn attempt(&self, edits: &[Edit]) -> Result<WrittenBack, WriteBackFault> {
        let fault = |why: &dyn fmt::Display| WriteBackFault(why.to_string());
        let changes = edit(self.input, edits).map_err(|why| fault(&why))?;
        let edited = changes.apply(self.input).map_err(|why| fault(&why))?;
        examine(self.input, &edited, self.printed, &self.built, &self.changes)
    }
}

/// Most edits that are tried one by one.
const MAX_EDITS: usize = 200;

/// Reads the edited files, composes them and holds them against the DOCX.
fn examine(
    input: &Input,
    edited: &Input,
    printed: &Printed,
    built: &Built,
    wanted: &[Change],
) -> Result<WrittenBack, WriteBackFault> {
    let mut sources = Sources::default();
    let (base, profile) = department(edited, printed, &mut sources)?;
    let document =
        compose(&base, &profile).map_err(|why| WriteBackFault(why.to_string()))?;
    let pages = (!printed.pages.is_empty()).then_some(&printed.pages[..]);
    let rest = verify::compare(built, &document, pages);
    let (left, follows) = follow::divide(wanted, rest)?;
    let files = changed(input, edited);
    Ok(WrittenBack { files, left, follows, sources })
}

/// The files that differ, with their new texts without a byte-order mark.
fn changed(old: &Input, new: &Input) -> Vec<(String, String)> {
    let files = |input| {
        let Input { department, projects, .. }: &Input = input;
        department.iter().chain(projects).cloned().collect::<Vec<_>>()
    };
    let mut changed = Vec::new();
    for (old, new) in files(old).into_iter().zip(files(new)) {
        let text = text_of(new.bytes.as_deref().unwrap_or_default());
        if let Some(text) = text.filter(|_| old.bytes != new.bytes) {
            changed.push((new.path, text.to_owned()));
        }
    }
    changed
}

/// Reads a department without a fault that would leave out something of it.
fn department(
    input: &Input,
    printed: &Printed,
    sources: &mut Sources,
) -> Result<(Department, Profile), WriteBackFault> {
    let loaded = load(input, sources);
    let fault = loaded.diagnostics.first().map(|d| d.message.clone());
    match (loaded.department, loaded.profile) {
        (Some(mut department), Some(profile)) if fault.is_none() => {
            department.exemptions.clone_from(&printed.exemptions);
            Ok((department, profile))
        }
        _ => {
            let fault = fault.unwrap_or_default();
            Err(WriteBackFault(format!(
                "YAML 读不全（{fault}）；先用 jixiao check 看清再改"
            )))
        }
    }
}

/// `input` with the new texts; a byte-order mark stays.
pub fn replaced(input: &Input, files: &[(String, String)]) -> Input {
    let new = |file: &File| {
        let text = files.iter().find(|f| f.0 == file.path).map(|f| &f.1);
        let bytes = match (&file.bytes, text) {
            (Ok(old), Some(text)) => Ok(with_mark(old, text)),
            (old, _) => old.clone(),
        };
        File { path: file.path.clone(), bytes }
    };
    Input {
        path: input.path.clone(),
        profile: input.profile.clone(),
        department: input.department.as_ref().map(new),
        projects: input.projects.iter().map(new).collect(),
        strays: Vec::new(),
        reports: input.reports.clone(),
    }
}

fn with_mark(old: &[u8], text: &str) -> Vec<u8> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let mark = if old.starts_with(MARK) { MARK } else { b"" };
    [mark, text.as_bytes()].concat()
}
