//! How a file is built up, and the projects by name.

use super::library::Library;
use super::text::{range, uri_of};
use jixiao::assist::{OutlineEntry, outline};
use lsp_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Url,
    WorkspaceSymbolResponse,
};
use std::path::Path;

/// The parts of a file.
pub fn of_file(library: &mut Library, uri: &Url) -> Option<DocumentSymbolResponse> {
    let text = library.text(uri)?;
    let list = outline(text).iter().map(|entry| symbol(text, entry)).collect();
    Some(DocumentSymbolResponse::Nested(list))
}

// the protocol's type has a field that is deprecated and must be given
#[allow(deprecated)]
fn symbol(text: &str, entry: &OutlineEntry) -> DocumentSymbol {
    let parts: Vec<_> = entry.parts.iter().map(|e| symbol(text, e)).collect();
    // editors refuse a name that is empty
    let name = if entry.name.trim().is_empty() { "（空）" } else { &entry.name };
    DocumentSymbol {
        name: name.to_owned(),
        detail: Some(entry.about.clone()).filter(|a| !a.is_empty()),
        kind: if parts.is_empty() { SymbolKind::STRING } else { SymbolKind::OBJECT },
        tags: None,
        deprecated: None,
        range: range(text, entry.whole.clone()),
        selection_range: range(text, entry.name_at.clone()),
        children: Some(parts).filter(|p| !p.is_empty()),
    }
}

/// The projects of all departments whose names hold `query`.
#[allow(deprecated)]
pub fn of_all(library: &mut Library, query: &str) -> WorkspaceSymbolResponse {
    let mut all = Vec::new();
    for seen in library.departments() {
        let Some(department) = &seen.loaded.department else { continue };
        let named = department.projects.iter().filter_map(|p| p.name.get());
        for name in named.filter(|n| n.contains(query.trim()) && !n.span.is_none()) {
            let source = seen.sources.get(name.span.file);
            let Some(uri) = uri_of(Path::new(&source.path)) else { continue };
            all.push(SymbolInformation {
                name: name.value.clone(),
                kind: SymbolKind::FILE,
                tags: None,
                deprecated: None,
                location: Location { uri, range: range(&source.text, name.span.range()) },
                container_name: Some(department.name.text().to_owned()),
            });
        }
    }
    WorkspaceSymbolResponse::Flat(all)
}
