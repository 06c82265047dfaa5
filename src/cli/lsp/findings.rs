//! Findings as an editor lists them.

use super::library::{Library, Seen, Whole};
use super::text::{range, uri_of};
use jixiao::diagnostic::{Diagnostic, Label, Severity};
use jixiao::text::source::Sources;
use lsp_server::Notification;
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use lsp_types::{
    DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    PublishDiagnosticsParams,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Judges what changed, and tells the findings of each of its files, also that a file has
/// none any more.
pub fn publish(library: &mut Library) -> Vec<Notification> {
    let mut all = Vec::new();
    for whole in library.changed() {
        let mut by_file = match (library.is_closed(&whole), library.see(&whole)) {
            (false, Some(seen)) => grouped(seen),
            _ => BTreeMap::new(),
        };
        let now: BTreeSet<PathBuf> = by_file.keys().cloned().collect();
        let before = library.told.insert(whole.clone(), now).unwrap_or_default();
        for gone in before {
            by_file.entry(gone).or_default();
        }
        all.extend(by_file.into_iter().filter_map(|(path, list)| {
            let version = library.version(&path);
            let uri = uri_of(&path)?;
            let params = PublishDiagnosticsParams { uri, diagnostics: list, version };
            Some(Notification::new(PublishDiagnostics::METHOD.to_owned(), params))
        }));
        if library.is_closed(&whole) {
            library.told.remove::<Whole>(&whole);
        }
    }
    all
}

/// The findings of each file; of a file without any, none.
fn grouped(seen: &Seen) -> BTreeMap<PathBuf, Vec<lsp_types::Diagnostic>> {
    let mut files: BTreeMap<PathBuf, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
    for path in seen.sources.paths() {
        files.entry(PathBuf::from(path)).or_default();
    }
    for finding in &seen.loaded.diagnostics {
        if finding.primary.span.is_none() {
            continue;
        }
        let path = &seen.sources.get(finding.primary.span.file).path;
        files.entry(PathBuf::from(path)).or_default().push(shown(finding, &seen.sources));
    }
    files
}

/// A finding with its other places.
pub fn shown(finding: &Diagnostic, sources: &Sources) -> lsp_types::Diagnostic {
    let span = finding.primary.span;
    let related = finding.related.iter().filter_map(|l| place(l, sources));
    let mut message = finding.message.clone();
    for help in &finding.help {
        message.push('\n');
        message.push_str(help);
    }
    lsp_types::Diagnostic {
        range: range(&sources.get(span.file).text, span.range()),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.code.to_string())),
        source: Some("绩效".to_owned()),
        message,
        related_information: Some(related.collect()),
        ..lsp_types::Diagnostic::default()
    }
}

fn place(label: &Label, sources: &Sources) -> Option<DiagnosticRelatedInformation> {
    let source = sources.get(label.span.file);
    let message = match label.text.is_empty() {
        true => sources.text(label.span).lines().next().unwrap_or_default().to_owned(),
        false => label.text.clone(),
    };
    let range = range(&source.text, label.span.range());
    let uri = uri_of(Path::new(&source.path))?;
    Some(DiagnosticRelatedInformation { location: Location { uri, range }, message })
}
