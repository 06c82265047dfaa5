//! Findings for people: the source line, carets under the characters, the way out.

use super::{Diagnostic, Label, Severity};
use crate::source::Sources;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

/// The findings as text for a terminal; `color` adds ANSI colours.
pub fn to_text(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&report(diagnostic, sources)));
        out.push_str("\n\n");
    }
    out
}

fn report<'a>(d: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let title = level(d.severity).primary_title(&d.message).id(d.code);
    let mut group = title.element(snippet(d, sources));
    for file in other_files(d) {
        group = group.element(related_snippet(d, file, sources));
    }
    for help in &d.help {
        group = group.element(Level::HELP.with_name("提示").message(help));
    }
    let mut groups = vec![group];
    if let Some(fix) = &d.fix {
        let source = sources.get(fix.span.file);
        let patch = Patch::new(fix.span.range(), fix.text.as_str());
        let title = Level::HELP.with_name("可改成").secondary_title("");
        groups.push(
            title.element(Snippet::source(&source.text).path(&source.path).patch(patch)),
        );
    }
    groups
}

fn level<'a>(severity: Severity) -> Level<'a> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
    .with_name(severity.chinese())
}

fn snippet<'a>(
    d: &'a Diagnostic,
    sources: &'a Sources,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(d.primary.span.file);
    let primary =
        AnnotationKind::Primary.span(d.primary.span.range()).label(&d.primary.text);
    let here = d.related.iter().filter(|l| l.span.file == d.primary.span.file);
    Snippet::source(&source.text)
        .path(&source.path)
        .annotation(primary)
        .annotations(here.map(context))
}

fn related_snippet<'a>(
    d: &'a Diagnostic,
    file: crate::source::FileId,
    sources: &'a Sources,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(file);
    let there = d.related.iter().filter(move |l| l.span.file == file);
    Snippet::source(&source.text).path(&source.path).annotations(there.map(context))
}

fn context(label: &Label) -> annotate_snippets::Annotation<'_> {
    AnnotationKind::Context.span(label.span.range()).label(&label.text)
}

fn other_files(d: &Diagnostic) -> Vec<crate::source::FileId> {
    let mut files: Vec<_> = d.related.iter().map(|l| l.span.file).collect();
    files.retain(|f| *f != d.primary.span.file);
    files.sort();
    files.dedup();
    files
}
