//! What is not said of files that could not be read as a whole.

use super::registry::{Run, rule};
use crate::diagnostic::Diagnostic;
use crate::text::source::Span;
use crate::yaml::load::Loaded;

/// The findings that hold even where a slip keeps something from being read: none about
/// what was told already, and in an incomplete file none about what may be missing, or
/// about sums of which a part may be.
pub(super) fn without_doubt(found: Vec<Diagnostic>, loaded: &Loaded) -> Vec<Diagnostic> {
    if loaded.told.is_empty() && loaded.incomplete.is_empty() {
        return found;
    }
    found.into_iter().filter(|d| holds(d, loaded)).collect()
}

fn holds(finding: &Diagnostic, loaded: &Loaded) -> bool {
    let at = finding.primary.span;
    if loaded.told.iter().any(|t| overlap(*t, at)) {
        return false;
    }
    let related = finding.related.iter().map(|l| l.span.file);
    let mut files = related.chain([at.file]);
    let is_partial = match rule(finding.code.name).map(|r| r.run) {
        Some(Run::Row(_)) => false,
        // a department is judged by all of its files, a report by those of its targets
        Some(Run::Department(_) | Run::Report(_)) => !loaded.incomplete.is_empty(),
        _ => files.any(|f| loaded.incomplete.contains(&f)),
    };
    !is_partial || finding.code.name.starts_with('T')
}

fn overlap(one: Span, other: Span) -> bool {
    one.file == other.file && one.start < other.end && other.start < one.end
}
