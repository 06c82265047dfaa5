//! What may be written at the cursor, as an editor lists it.

use super::library::Library;
use super::text::{byte, range};
use jixiao::assist::{Proposal, ProposalKind, complete as propose};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionResponse,
    CompletionTextEdit, TextEdit,
};

/// The proposals, in the order of the format.
pub fn complete(
    library: &mut Library,
    params: &CompletionParams,
) -> Option<CompletionResponse> {
    let asked = &params.text_document_position;
    let (seen, file) = library.find(&asked.text_document.uri)?;
    let text = &seen.sources.get(file).text;
    let at = byte(text, asked.position);
    let (proposals, typed) = propose(text, at, seen.around(file));
    let range = range(text, typed);
    let item = |(i, p): (usize, Proposal)| CompletionItem {
        kind: Some(match p.kind {
            ProposalKind::Key => CompletionItemKind::PROPERTY,
            ProposalKind::Value => CompletionItemKind::VALUE,
            ProposalKind::Code => CompletionItemKind::REFERENCE,
        }),
        detail: Some(p.about).filter(|a| !a.is_empty()),
        filter_text: Some(p.label.clone()),
        label: p.label,
        sort_text: Some(format!("{i:04}")),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: p.text })),
        ..CompletionItem::default()
    };
    let items = proposals.into_iter().enumerate().map(item).collect();
    Some(CompletionResponse::Array(items))
}
