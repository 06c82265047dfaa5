//! Findings for people: the source line, carets under the characters, the way out.

use super::{Diagnostic, Label, Severity};
use crate::text::source::{FileId, Source, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use std::ops::Range;

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
    let title = level(d.severity).primary_title(&d.message).id(d.code.name);
    let mut group = title.element(snippet(d, sources));
    for file in other_files(d) {
        group = group.element(related_snippet(d, file, sources));
    }
    for help in &d.help {
        group = group.element(Level::HELP.with_name("提示").message(help));
    }
    let mut groups = vec![group];
    if let Some(fix) = &d.fix {
        let window = Window::around([fix.span].into_iter(), sources);
        let patch = Patch::new(window.inside(fix.span), fix.text.as_str());
        let title = Level::HELP.with_name("可改成").secondary_title("");
        groups.push(title.element(window.snippet().patch(patch)));
    }
    groups
}

/// The lines of a file that a finding speaks of. Rendering looks at these alone, so that
/// it costs the same in a large file.
struct Window<'a> {
    source: &'a Source,
    start: usize,
    text: &'a str,
}

impl<'a> Window<'a> {
    /// The whole lines from the first to the last of `spans`, which lie in one file.
    fn around(spans: impl Iterator<Item = Span> + Clone, sources: &'a Sources) -> Self {
        let file = spans.clone().next().unwrap_or(Span::NONE).file;
        let source = sources.get(file);
        let from = spans.clone().map(|s| s.range().start).min().unwrap_or(0);
        let to = spans.map(|s| s.range().end).max().unwrap_or(0);
        let start = source.text[..from].rfind('\n').map_or(0, |i| i + 1);
        let end = source.text[to..].find('\n').map_or(source.text.len(), |i| to + i + 1);
        Window { source, start, text: &source.text[start..end] }
    }

    fn inside(&self, span: Span) -> Range<usize> {
        span.range().start - self.start..span.range().end - self.start
    }

    fn snippet<T: Clone>(&self) -> Snippet<'a, T> {
        let line = self.source.position(self.start).line;
        Snippet::source(self.text).path(&self.source.path).line_start(line)
    }
}

fn level<'a>(severity: Severity) -> Level<'a> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
    .with_name(severity.chinese())
}

type Annotated<'a> = Snippet<'a, annotate_snippets::Annotation<'a>>;

fn snippet<'a>(d: &'a Diagnostic, sources: &'a Sources) -> Annotated<'a> {
    let here = d.related.iter().filter(|l| l.span.file == d.primary.span.file);
    let spans = here.clone().map(|l| l.span);
    let window = Window::around([d.primary.span].into_iter().chain(spans), sources);
    let primary = AnnotationKind::Primary.span(window.inside(d.primary.span));
    window
        .snippet()
        .annotation(primary.label(&d.primary.text))
        .annotations(here.map(|l| context(l, &window)))
}

fn related_snippet<'a>(
    d: &'a Diagnostic,
    file: FileId,
    sources: &'a Sources,
) -> Annotated<'a> {
    let there = d.related.iter().filter(move |l| l.span.file == file);
    let window = Window::around(there.clone().map(|l| l.span), sources);
    window.snippet().annotations(there.map(|l| context(l, &window)))
}

fn context<'a>(label: &'a Label, window: &Window) -> annotate_snippets::Annotation<'a> {
    AnnotationKind::Context.span(window.inside(label.span)).label(&label.text)
}

fn other_files(d: &Diagnostic) -> Vec<FileId> {
    let mut files: Vec<_> = d.related.iter().map(|l| l.span.file).collect();
    files.retain(|f| *f != d.primary.span.file);
    files.sort();
    files.dedup();
    files
}
