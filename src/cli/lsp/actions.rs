//! What an editor can do about findings: each fix, all safe ones at once, an explanation
//! written above, and the page in the browser.

use super::findings::shown;
use super::library::{Library, Seen};
use super::text::{bytes, edit, path_of, range};
use crate::cli::fix::mend;
use crate::cli::support::files;
use crate::cli::support::subject::Subject;
use jixiao::diagnostic::{Diagnostic, Fix};
use jixiao::text::source::{FileId, Sources};
use jixiao::yaml::text_of;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command,
    ExecuteCommandParams, TextEdit, Url, WorkspaceEdit,
};
use std::collections::HashMap;
use std::path::Path;

/// All safe fixes of a file.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.jixiao");
/// The command that opens the page in the browser.
pub const OPEN: &str = "jixiao.open";

/// What can be done where the cursor is.
pub fn actions(
    library: &mut Library,
    params: &CodeActionParams,
) -> Vec<CodeActionOrCommand> {
    let uri = &params.text_document.uri;
    let Some((seen, file)) = library.find(uri) else { return Vec::new() };
    let only = params.context.only.as_deref();
    let wants = |kind: &CodeActionKind| {
        let below = |o: &CodeActionKind| {
            kind.as_str() == o.as_str()
                || kind.as_str().starts_with(&format!("{}.", o.as_str()))
        };
        only.is_none_or(|kinds| kinds.iter().any(below))
    };
    let mut all: Vec<CodeAction> = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        all.extend(quick(seen, file, uri, params.range));
    }
    if wants(&FIX_ALL) {
        all.extend(fix_all(seen, file, uri));
    }
    let mut list: Vec<_> = all.into_iter().map(CodeActionOrCommand::CodeAction).collect();
    if wants(&CodeActionKind::SOURCE)
        && let Some(path) = path_of(uri)
    {
        list.push(CodeActionOrCommand::Command(Command {
            title: "在浏览器里打开".to_owned(),
            command: OPEN.to_owned(),
            arguments: Some(vec![files::show(&path).into()]),
        }));
    }
    list
}

/// The fixes of the findings that a range touches, and explaining them away.
fn quick(
    seen: &Seen,
    file: FileId,
    uri: &Url,
    asked: lsp_types::Range,
) -> Vec<CodeAction> {
    let text = &seen.sources.get(file).text;
    let asked = bytes(text, asked);
    let touches = |d: &&Diagnostic| {
        let at = d.primary.span.range();
        d.primary.span.file == file && at.start <= asked.end && asked.start <= at.end
    };
    let here: Vec<&Diagnostic> = seen.loaded.diagnostics.iter().filter(touches).collect();
    let fixes = here.iter().filter_map(|finding| {
        let fix = finding.fix.as_ref().filter(|f| f.span.file == file)?;
        let new =
            TextEdit { range: range(text, fix.span.range()), new_text: fix.text.clone() };
        Some(CodeAction {
            is_preferred: Some(fix.safe),
            ..action(seen, finding, title(fix, &seen.sources), uri, new)
        })
    });
    let explained = here.iter().map(|finding| {
        let title = format!("这样写有理由：加“# 允许 {}”", finding.code);
        action(seen, finding, title, uri, explanation(finding, text))
    });
    fixes.chain(explained).collect()
}

fn action(
    seen: &Seen,
    finding: &Diagnostic,
    title: String,
    uri: &Url,
    new: TextEdit,
) -> CodeAction {
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![shown(finding, &seen.sources)]),
        edit: Some(workspace(uri, new)),
        ..CodeAction::default()
    }
}

fn title(fix: &Fix, sources: &Sources) -> String {
    let mark = if fix.safe { "" } else { "（要核对）" };
    let (old, new) = (sources.text(fix.span).trim(), fix.text.trim());
    match (old, new) {
        (old, "") => format!("去掉“{old}”{mark}"),
        ("", new) => format!("加上“{new}”{mark}"),
        (old, new) => format!("把“{old}”改成“{new}”{mark}"),
    }
}

/// A comment on a line of its own above the finding, its reason still to be written.
fn explanation(finding: &Diagnostic, text: &str) -> TextEdit {
    let at = finding.primary.span.range().start;
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = &text[start..];
    let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let new_text = format!("{indent}# 允许 {}: 写明理由{newline}", finding.code);
    TextEdit { range: range(text, start..start), new_text }
}

/// Every safe fix of a file, round after round.
fn fix_all(seen: &Seen, file: FileId, uri: &Url) -> Option<CodeAction> {
    let path = &seen.sources.get(file).path;
    let old = &seen.sources.get(file).text;
    let mut subject = Subject::of(seen.input.clone(), Path::new(&seen.input.path));
    let is_here = |fix: &Fix, texts: &Sources| texts.get(fix.span.file).path == *path;
    let wanted =
        |_: &Diagnostic, fix: &Fix, texts: &Sources| fix.safe && is_here(fix, texts);
    let (changed, _) = mend(&mut subject, wanted);
    let after = changed.iter().find(|file| file.path == *path)?.after.as_slice();
    let text = text_of(after)?;
    Some(CodeAction {
        title: "改好这个文件里所有可以放心改的".to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(workspace(uri, edit(old, text)?)),
        ..CodeAction::default()
    })
}

fn workspace(uri: &Url, new: TextEdit) -> WorkspaceEdit {
    let changes = HashMap::from([(uri.clone(), vec![new])]);
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Opens the page in the browser, in a process of its own.
///
/// # Errors
/// Another command, or a program that does not start.
pub fn execute(
    params: &ExecuteCommandParams,
) -> Result<Option<serde_json::Value>, String> {
    if params.command != OPEN {
        return Err(format!("没有命令 {}", params.command));
    }
    let path = params.arguments.first().and_then(|a| a.as_str()).unwrap_or_default();
    let failed = |e: std::io::Error| format!("打不开 {path}：{e}");
    let program = std::env::current_exe().map_err(failed)?;
    // what it prints must not get between our answers
    std::process::Command::new(program)
        .arg("open")
        .arg(Path::new(path))
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .map_err(failed)?;
    Ok(None)
}
