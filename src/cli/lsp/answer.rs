//! Which answer a request gets.

use super::library::Library;
use super::{actions, format, hover, names, proposals, read, refusal, symbols};
use lsp_server::{Request, Response};
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentSymbolRequest, ExecuteCommand, Formatting,
    GotoDefinition, HoverRequest, PrepareRenameRequest, References, Rename,
    Request as Asked, WorkspaceSymbolRequest,
};

/// Answers a request; one of another kind, or that cannot be read, is refused.
pub fn to(request: Request, library: &mut Library) -> Response {
    match request.method.as_str() {
        HoverRequest::METHOD => {
            give::<HoverRequest>(request, |p| Ok(hover::hover(library, &p)))
        }
        Completion::METHOD => {
            give::<Completion>(request, |p| Ok(proposals::complete(library, &p)))
        }
        GotoDefinition::METHOD => {
            give::<GotoDefinition>(request, |p| Ok(names::definition(library, &p)))
        }
        References::METHOD => {
            give::<References>(request, |p| Ok(names::references(library, &p)))
        }
        PrepareRenameRequest::METHOD => {
            give::<PrepareRenameRequest>(request, |p| Ok(names::prepare(library, &p)))
        }
        Rename::METHOD => give::<Rename>(request, |p| names::rename(library, &p)),
        Formatting::METHOD => {
            give::<Formatting>(request, |p| format::format(library, &p))
        }
        DocumentSymbolRequest::METHOD => give::<DocumentSymbolRequest>(request, |p| {
            Ok(symbols::of_file(library, &p.text_document.uri))
        }),
        WorkspaceSymbolRequest::METHOD => give::<WorkspaceSymbolRequest>(request, |p| {
            Ok(Some(symbols::of_all(library, &p.query)))
        }),
        CodeActionRequest::METHOD => give::<CodeActionRequest>(request, |p| {
            Ok(Some(actions::actions(library, &p)))
        }),
        ExecuteCommand::METHOD => {
            give::<ExecuteCommand>(request, |p| actions::execute(&p))
        }
        _ => {
            let code = lsp_server::ErrorCode::MethodNotFound as i32;
            let why = format!("不会做 {}", request.method);
            Response::new_err(request.id, code, why)
        }
    }
}

fn give<R: Asked>(
    request: Request,
    answer: impl FnOnce(R::Params) -> Result<R::Result, String>,
) -> Response
where
    R::Params: serde::de::DeserializeOwned,
    R::Result: serde::Serialize,
{
    let Some(params) = read::<R::Params>(request.params.clone()) else {
        return refusal(request, "读不懂编辑器的请求");
    };
    match answer(params) {
        Ok(result) => Response::new_ok(request.id, result),
        Err(why) => refusal(request, &why),
    }
}
