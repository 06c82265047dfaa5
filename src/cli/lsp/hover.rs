//! What is shown beside the pointer: the rule of a finding, the meaning of a key, the name
//! behind a code.

use super::library::{Library, Seen};
use super::text::{byte, range};
use jixiao::assist::{self, TieKind, ties};
use jixiao::check::pages::page;
use jixiao::text::source::{FileId, Span};
use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

/// What there is to say about a place.
pub fn hover(library: &mut Library, params: &HoverParams) -> Option<Hover> {
    let asked = &params.text_document_position_params;
    let (seen, file) = library.find(&asked.text_document.uri)?;
    let text = &seen.sources.get(file).text;
    let at = byte(text, asked.position);
    let mut parts = Vec::new();
    if let Some(about) = assist::about(text, at, seen.around(file)) {
        parts.push(about);
    }
    parts.extend(name_at(seen, file, at));
    let mut pages = pages_at(seen, file, at);
    let found = pages.first().map(|p| p.0);
    parts.extend(pages.drain(..).map(|p| p.1));
    let value = parts.join("\n\n---\n\n");
    let contents =
        HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    let range = found.map(|span| range(text, span.range()));
    (!parts.is_empty()).then_some(Hover { contents, range })
}

/// The pages of the rules that found something here.
fn pages_at(seen: &Seen, file: FileId, at: usize) -> Vec<(Span, String)> {
    let here = |span: Span| {
        span.file == file && (span.range().contains(&at) || span.range().end == at)
    };
    let findings = seen.loaded.diagnostics.iter().filter(|d| here(d.primary.span));
    let mut all: Vec<(Span, String)> = Vec::new();
    for finding in findings {
        let (code, title) = (finding.code.name, finding.code.title);
        let text = format!("**{code} {title}**\n\n{}", page(code));
        if !all.iter().any(|a| a.1 == text) {
            all.push((finding.primary.span, text));
        }
    }
    all
}

/// What a unit's code stands for, or where a project is spoken of.
fn name_at(seen: &Seen, file: FileId, at: usize) -> Option<String> {
    let department = seen.loaded.department.as_ref()?;
    let place = Span::new(file, at..at);
    let tie = ties(department).into_iter().find(|t| t.touches(place))?;
    Some(match tie.kind {
        TieKind::Unit => {
            format!("单位 {}：{}，{} 个项目", tie.name, tie.about, tie.used.len())
        }
        TieKind::Project => {
            format!("项目“{}”，分项绩效目标里写到 {} 处", tie.name, tie.used.len())
        }
    })
}
