//! `jixiao lsp`: the language server, spoken to by editors over standard input and output
//! (<https://microsoft.github.io/language-server-protocol/>).
//!
//! `library` holds the departments with what is not saved yet, `text` counts places as
//! editors do, `findings` publishes, and each answer has a file of its own.

mod actions;
mod answer;
mod findings;
mod format;
mod hover;
mod library;
mod names;
mod proposals;
mod symbols;
mod text;

use crate::cli::Failure;
use library::Library;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument,
    DidOpenTextDocument, DidSaveTextDocument, Notification as _,
};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    ExecuteCommandOptions, HoverProviderCapability, OneOf, RenameOptions,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    WorkDoneProgressOptions,
};
use serde::de::DeserializeOwned;

/// Serves one editor until it says goodbye.
pub fn run() -> Result<bool, Failure> {
    let broken = |e: &dyn std::fmt::Display| {
        Failure::new(format!("和编辑器说不上话：{e}；jixiao lsp 由编辑器启动"))
    };
    let (connection, threads) = Connection::stdio();
    let able = serde_json::to_value(capabilities()).map_err(|e| broken(&e))?;
    connection.initialize(able).map_err(|e| broken(&e))?;
    serve(&connection)?;
    drop(connection);
    threads.join().map_err(|e| broken(&e))?;
    Ok(true)
}

/// What this server can.
fn capabilities() -> ServerCapabilities {
    let work_done_progress_options = WorkDoneProgressOptions::default();
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(
            TextDocumentSyncKind::FULL,
        )),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(
                [" ", ":", "-", "{", "≥", "≤", "#"].map(String::from).into(),
            ),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options,
        })),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    actions::FIX_ALL,
                    CodeActionKind::SOURCE,
                ]),
                ..CodeActionOptions::default()
            },
        )),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![actions::OPEN.to_owned()],
            work_done_progress_options,
        }),
        ..ServerCapabilities::default()
    }
}

/// Answers until the editor shuts down. What was typed is judged when nothing more waits,
/// so that a fast typist is never behind.
fn serve(connection: &Connection) -> Result<(), Failure> {
    let gone = |e: &dyn std::fmt::Display| Failure::new(format!("编辑器不见了：{e}"));
    let mut library = Library::default();
    while let Ok(message) = connection.receiver.recv() {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(|e| gone(&e))? {
                    return Ok(());
                }
                let response = answer::to(request, &mut library);
                connection.sender.send(response.into()).map_err(|e| gone(&e))?;
            }
            Message::Notification(notification) => note(notification, &mut library),
            Message::Response(_) => {}
        }
        if connection.receiver.is_empty() {
            for told in findings::publish(&mut library) {
                connection.sender.send(told.into()).map_err(|e| gone(&e))?;
            }
        }
    }
    Ok(())
}

/// Takes note of what an editor tells.
fn note(notification: Notification, library: &mut Library) {
    let Notification { method, params } = notification;
    match method.as_str() {
        DidOpenTextDocument::METHOD => {
            let Some(told) = read::<lsp_types::DidOpenTextDocumentParams>(params) else {
                return;
            };
            let document = told.text_document;
            library.open(&document.uri, document.text, document.version);
        }
        DidChangeTextDocument::METHOD => {
            let Some(told) = read::<lsp_types::DidChangeTextDocumentParams>(params)
            else {
                return;
            };
            let document = told.text_document;
            if let Some(last) = told.content_changes.into_iter().next_back() {
                library.open(&document.uri, last.text, document.version);
            }
        }
        DidCloseTextDocument::METHOD => {
            if let Some(told) = read::<lsp_types::DidCloseTextDocumentParams>(params) {
                library.close(&told.text_document.uri);
            }
        }
        DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => library.stale(),
        _ => {}
    }
}

/// The parameters of a message; None where they are not what they should be.
fn read<T: DeserializeOwned>(params: serde_json::Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

/// A refusal in words that an editor shows.
fn refusal(request: Request, why: &str) -> Response {
    Response::new_err(request.id, ErrorCode::RequestFailed as i32, why.to_owned())
}
