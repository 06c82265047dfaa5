//! `check --fix` and `--diff`: fixes applied in memory, round after round.

use crate::cli::Failure;
use crate::cli::support::files;
use crate::cli::support::subject::Subject;
use jixiao::check::apply_fixes;
use jixiao::diagnostic::{Diagnostic, Fix};
use jixiao::text::source::Sources;
use jixiao::yaml::load::File;
use similar::TextDiff;
use std::path::Path;

/// Most rounds; a fix rarely shows another fault, and never for ever.
const MAX_ROUNDS: usize = 10;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file that is changed.
pub struct FixedFile {
    /// Its path, as the user named it.
    pub path: String,
    /// Its bytes so far.
    pub before: Vec<u8>,
    /// Its new bytes.
    pub after: Vec<u8>,
}

/// Applies the fixes that `is_wanted` to the files of `subject`, round after round. Gives
/// the changed files and how many fixes were applied.
pub fn mend(
    subject: &mut Subject,
    is_wanted: impl Fn(&Diagnostic, &Fix, &Sources) -> bool,
) -> (Vec<FixedFile>, usize) {
    let before: Vec<File> = subject.files().map(|f| f.clone()).collect();
    let mut total = 0;
    for _ in 0..MAX_ROUNDS {
        let mut sources = Sources::default();
        let findings = subject.examine(&mut sources).diagnostics;
        let all = findings.iter().filter_map(|d| Some((d, d.fix.as_ref()?)));
        let wanted = all.filter(|(d, fix)| is_wanted(d, fix, &sources));
        let fixes: Vec<_> = wanted.map(|(_, fix)| fix).collect();
        let applied = round(subject, &fixes, &sources);
        total += applied;
        if applied == 0 {
            break;
        }
    }
    (changes(before, subject), total)
}

/// Applies fixes once; how many.
fn round(subject: &mut Subject, fixes: &[&Fix], sources: &Sources) -> usize {
    let mut count = 0;
    for file in subject.files() {
        let named = |f: &&&Fix| sources.get(f.span.file).path == file.path;
        let here: Vec<_> = fixes.iter().filter(named).copied().collect();
        let Ok(bytes) = &file.bytes else { continue };
        let mark = if bytes.starts_with(BYTE_ORDER_MARK) { 3 } else { 0 };
        let Ok(text) = std::str::from_utf8(&bytes[mark..]) else { continue };
        let (text, applied) = apply_fixes(text, &here);
        file.bytes = Ok([&bytes[..mark], text.as_bytes()].concat());
        count += applied;
    }
    count
}

fn changes(before: Vec<File>, subject: &mut Subject) -> Vec<FixedFile> {
    let pairs = before.into_iter().zip(subject.files());
    let changed = pairs.filter_map(|(old, new)| match (old.bytes, &new.bytes) {
        (Ok(before), Ok(after)) if before != *after => {
            Some(FixedFile { path: old.path, before, after: after.clone() })
        }
        _ => None,
    });
    changed.collect()
}

/// The changes as a unified diff.
pub fn diff(changes: &[FixedFile]) -> String {
    let one = |change: &FixedFile| {
        let before = String::from_utf8_lossy(&change.before);
        let after = String::from_utf8_lossy(&change.after);
        let diff = TextDiff::from_lines(before.as_ref(), after.as_ref());
        diff.unified_diff().header(&change.path, &change.path).to_string()
    };
    changes.iter().map(one).collect()
}

/// Writes the changed files; all are whole before the first takes its place.
pub fn write(changes: &[FixedFile]) -> Result<(), Failure> {
    let mut pending = Vec::new();
    for change in changes {
        pending.push(files::replace(Path::new(&change.path), &change.after)?);
    }
    files::commit(pending)
}
