//! Names that files share: where they are given and used, and giving another.

use super::format::edits;
use super::library::{Library, Seen};
use super::text::{byte, range, uri_of};
use jixiao::assist::{Tie, ties};
use jixiao::text::source::{FileId, Span};
use jixiao::yaml::edit::{Edit, edit, locate};
use lsp_types::{
    GotoDefinitionParams, GotoDefinitionResponse, Location, PrepareRenameResponse,
    ReferenceParams, RenameParams, TextDocumentPositionParams, WorkspaceEdit,
};
use std::path::Path;

/// From where a name is used to where it is given; from there, to where it is used.
pub fn definition(
    library: &mut Library,
    params: &GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let (seen, tie, at) = tie(library, &params.text_document_position_params)?;
    let is_given = tie.given.iter().any(|s| covers(*s, at));
    let places = if is_given { &tie.used } else { &tie.given };
    Some(GotoDefinitionResponse::Array(
        places.iter().filter_map(|s| location(seen, *s)).collect(),
    ))
}

/// Every place of a name.
pub fn references(
    library: &mut Library,
    params: &ReferenceParams,
) -> Option<Vec<Location>> {
    let (seen, tie, _) = tie(library, &params.text_document_position)?;
    let given = tie.given.iter().filter(|_| params.context.include_declaration);
    Some(given.chain(&tie.used).filter_map(|s| location(seen, *s)).collect())
}

/// What would be renamed.
pub fn prepare(
    library: &mut Library,
    params: &TextDocumentPositionParams,
) -> Option<PrepareRenameResponse> {
    let (seen, tie, at) = tie(library, params)?;
    let span = tie.places().find(|s| covers(*s, at))?;
    let range = range(&seen.sources.get(span.file).text, span.range());
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: tie.name })
}

/// Gives a name another in every place, quotes and comments as they are.
///
/// # Errors
/// No name there, an empty one, or a file that cannot be edited.
pub fn rename(
    library: &mut Library,
    params: &RenameParams,
) -> Result<Option<WorkspaceEdit>, String> {
    let name = params.new_name.trim();
    if name.is_empty() {
        return Err("新名称是空的".to_owned());
    }
    let found = tie(library, &params.text_document_position);
    let Some((seen, tie, _)) = found else {
        return Err("这里不是项目名称，也不是单位编码，不能一起改名".to_owned());
    };
    let address = |span: Span| {
        let path = &seen.sources.get(span.file).path;
        locate(&seen.input, path, span.range())
            .ok_or_else(|| format!("{path} 有错误，先改好再改名"))
    };
    let edit_at = |span: Span| Ok(Edit::set(address(span)?, name).saw(tie.name.as_str()));
    let all = tie.places().map(edit_at).collect::<Result<Vec<_>, String>>()?;
    let changes = edit(&seen.input, &all).map_err(|fault| fault.to_string())?;
    edits(&seen.input, &changes).map(Some)
}

/// The name at a place, and the place in the file.
fn tie<'l>(
    library: &'l mut Library,
    asked: &TextDocumentPositionParams,
) -> Option<(&'l Seen, Tie, Span)> {
    let (seen, file) = library.find(&asked.text_document.uri)?;
    let at = place(seen, file, asked.position);
    let tie =
        ties(seen.loaded.department.as_ref()?).into_iter().find(|t| t.touches(at))?;
    Some((seen, tie, at))
}

fn place(seen: &Seen, file: FileId, position: lsp_types::Position) -> Span {
    let at = byte(&seen.sources.get(file).text, position);
    Span::new(file, at..at)
}

fn covers(span: Span, at: Span) -> bool {
    span.file == at.file && span.start <= at.start && at.end <= span.end
}

fn location(seen: &Seen, span: Span) -> Option<Location> {
    let source = seen.sources.get(span.file);
    let uri = uri_of(Path::new(&source.path))?;
    Some(Location { uri, range: range(&source.text, span.range()) })
}
